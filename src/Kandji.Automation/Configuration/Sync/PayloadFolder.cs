using System.Security.Cryptography;
using Kandji.Automation.Configuration.Files;

namespace Kandji.Automation.Configuration.Sync;

/// <summary>The installers of a repository: files that are never committed, named by their SHA-256 sums.</summary>
/// <param name="repository">The repository.</param>
internal sealed class PayloadFolder(ConfigurationRepository repository)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>The path that an installer has, or will have.</summary>
    public string GetPath(InstallerFile installer)
    {
        int dot = installer.Name.LastIndexOf('.');
        string stem = dot < 0 ? installer.Name : installer.Name.Substring(0, dot);
        string extension = dot < 0 ? "" : string.Concat(installer.Name.Substring(dot).Where(c => c == '.' || char.IsLetterOrDigit(c)));
        string name = FolderName.Create($"{stem}_{installer.Sha256!.Substring(0, 8)}", new HashSet<string>());
        return Path.Combine(repository.PayloadFolder, name + extension);
    }

    /// <summary>The file of an installer, which has its sum; null when there is none.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<string?> FindAsync(InstallerFile installer, CancellationToken cancellationToken)
    {
        // As it was downloaded, or as a person has put it there under its own name.
        foreach (string path in new[] { GetPath(installer), Path.Combine(repository.PayloadFolder, installer.Name) })
        {
            if (File.Exists(path) && await SumAsync(path, cancellationToken).ConfigureAwait(false) == installer.Sha256)
                return path;
        }
        return null;
    }

    /// <summary>Makes the folder, and keeps git from its files.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        string ignore = Path.Combine(repository.PayloadFolder, ".gitignore");
        Directory.CreateDirectory(repository.PayloadFolder);
        if (!File.Exists(ignore))
            await RepositoryFiles.WriteAsync(ignore, "*\n", cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> SumAsync(string path, CancellationToken cancellationToken)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, useAsync: true);
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await file.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
            sha.AppendData(buffer, 0, count);
        return BitConverter.ToString(sha.GetHashAndReset()).Replace("-", "").ToLowerInvariant();
    }
}
