using System.Text;
using Kandji.Automation.Configuration.Files;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>The files of a new repository.</summary>
internal static class RepositoryFiles
{
    private const string Ignored =
        "# Installers are large, and are downloaded again with Export-KandjiConfiguration -Installer.\n/payloads/\n"
        + "# What programs keep while they run.\n/kandji/.lock\n/kandji/.lock-holder\n/kandji/.part-*/\n/kandji/intents.json\n*.part\n";

    private const string WorkFiles =
        "# What programs keep while they run.\n/.lock\n/.lock-holder\n/.part-*/\n/intents.json\n*.part\n";

    private const string Readme =
        "# Configuration\n\nThe configuration of a Kandji (Iru Endpoint) tenant as files. Custom scripts, profiles and "
        + "apps are in the format of the vendor's `iructl`, which can be used with this repository too; it leaves the folder `kandji` "
        + "alone.\n\n"
        + "```powershell\n"
        + "Export-KandjiConfiguration .     # the tenant to the files\n"
        + "Compare-KandjiConfiguration .    # what is different\n"
        + "Import-KandjiConfiguration . -WhatIf\n"
        + "Import-KandjiConfiguration .     # the files to the tenant; commit what it wrote back\n"
        + "```\n";

    /// <summary>Makes an empty repository.</summary>
    /// <param name="path">The folder. It is made, or there and empty but for git's own.</param>
    /// <param name="tenantUrl">The address of its tenant; null leaves that to the first export.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The files, in the order in which they were written.</returns>
    /// <exception cref="ConfigurationFileException">The folder is not empty, or is in a repository already.</exception>
    /// <exception cref="IOException">It is a file, or cannot be made.</exception>
    public static async Task<IReadOnlyList<string>> CreateAsync(string path, string? tenantUrl, CancellationToken cancellationToken)
    {
        string root = Path.GetFullPath(path);
        AtomicFile.RequireFolder(root);
        if (ConfigurationRepository.FindRoot(root) is { } existing)
            throw new ConfigurationFileException(existing, 0, "This is a configuration repository already.");
        string[] allowed = [".git", ".gitignore", "README.md", "LICENSE", ".gitattributes", ".github"];
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).FirstOrDefault(
            entry => !allowed.Contains(Path.GetFileName(entry), StringComparer.OrdinalIgnoreCase)) is { } other)
            throw new ConfigurationFileException(
                root, 0, $"The folder is not empty: it has '{Path.GetFileName(other)}'. Name another one.");
        Directory.CreateDirectory(root);
        var written = new List<string>();
        foreach ((string name, string text) in new[]
        {
            (".gitignore", Ignored), ("README.md", Readme), ("payloads/.gitignore", "*\n"),
            // The marker last: without it the others are no repository.
            (RepositorySettings.FileName, tenantUrl is null ? "" : $"tenant_url: '{tenantUrl.Replace("'", "''")}'\n"),
        })
        {
            string file = Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar));
            if (File.Exists(file))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await WriteAsync(file, text, cancellationToken).ConfigureAwait(false);
            written.Add(file);
        }
        return written;
    }

    /// <summary>Keeps git from what programs keep in a repository while they run, in one that was made by another program too.</summary>
    /// <param name="root">The root of the repository.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task IgnoreWorkFilesAsync(string root, CancellationToken cancellationToken)
    {
        string whole = Path.Combine(root, ".gitignore"), own = Path.Combine(root, "kandji", ".gitignore");
        if (File.Exists(own) || (File.Exists(whole) && File.ReadAllText(whole).Contains("kandji/.lock")))
            return;
        await WriteAsync(own, WorkFiles, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a text file beside, and renames it.</summary>
    public static Task WriteAsync(string path, string text, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(text), overwrite: true, cancellationToken);
}
