using System.Runtime.InteropServices;
using Kandji.Automation.Files;
using Kandji.Client.Http.Files;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// The registered tenants, in a file of the user's configuration folder. It holds where a tenant is and which secret keeps its token, never
/// the token.
/// </summary>
internal sealed class TenantRegistry
{
    /// <summary>The environment variable that names another file.</summary>
    public const string Variable = "KANDJI_TENANTS";

    private readonly TimeProvider _clock;

    /// <summary>Makes a registry.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">The clock to wait for other processes by.</param>
    public TenantRegistry(string path, TimeProvider? clock = null)
    {
        Path = path;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The registry of the user; null where the user has no configuration folder.</summary>
    /// <param name="paths">Tells what a relative path of the environment variable is relative to.</param>
    /// <exception cref="ObjectException">The environment variable does not name a file.</exception>
    public static TenantRegistry? Find(Func<PathIntrinsics> paths)
    {
        if (RunspaceSessions.Current.TenantsPath is { } own)
            return new TenantRegistry(own);
        if (Environment.GetEnvironmentVariable(Variable) is { } given && !string.IsNullOrWhiteSpace(given))
            return new TenantRegistry(FilePath.Resolve(paths(), given.Trim()));
        return DefaultPath() is { } path ? new TenantRegistry(path) : null;
    }

    /// <summary>The tenants, in the order of their names. A file that is not there holds none.</summary>
    /// <exception cref="TerminatingException">The file is broken or newer than the module.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public IReadOnlyList<KandjiTenant> Read() =>
        Load().Tenants.OrderBy(tenant => tenant.Name, StringComparer.OrdinalIgnoreCase).ToList();

    /// <summary>Registers a tenant, in the place of the one of that name.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="replaced">The one that the caller knows of and means to replace; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting for others.</param>
    public Task RegisterAsync(KandjiTenant tenant, KandjiTenant? replaced, CancellationToken cancellationToken) =>
        ChangeAsync(tenant.Name, replaced, file => file.Put(tenant), cancellationToken);

    /// <summary>Removes a tenant.</summary>
    /// <param name="tenant">The tenant, as the caller knows it.</param>
    /// <param name="cancellationToken">Ends the waiting for others.</param>
    public Task UnregisterAsync(KandjiTenant tenant, CancellationToken cancellationToken) =>
        ChangeAsync(tenant.Name, tenant, file => file.Remove(tenant.Name), cancellationToken);

    // Between the question to the user and the change, another process may have written. Read again under the lock, nothing of it is lost.
    private async Task ChangeAsync(string name, KandjiTenant? known, Action<TenantFile> change, CancellationToken cancellationToken)
    {
        AtomicFile.CreatePrivateFolder(System.IO.Path.GetDirectoryName(Path)!);
        using FileLock taken = await FileLock.AcquireAsync(Path, _clock, cancellationToken).ConfigureAwait(false);
        TenantFile file = Load();
        KandjiTenant? now = file.Find(name);
        if (known is null ? now is not null : !known.IsSame(now))
            throw new ObjectException("KandjiTenantChanged", ErrorCategory.ResourceExists,
                $"Another process has just changed the registration of '{name}' in '{Path}'. Nothing was changed. Run the command again.")
                { Target = name };
        change(file);
        await AtomicFile.WriteAsync(Path, file.ToUtf8(), overwrite: true, cancellationToken, isPrivate: true).ConfigureAwait(false);
    }

    private TenantFile Load()
    {
        try
        {
            // Others may replace it meanwhile.
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return TenantFile.Parse(Path, content.ToArray());
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return TenantFile.Empty(Path);
        }
    }

    private static string? DefaultPath()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return In(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "Kandji");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
            return In(home, "Library", "Application Support", "Kandji");
        // The specification of these folders has a relative path ignored.
        return Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is ['/', ..] folder
            ? In(folder, "kandji")
            : In(home, ".config", "kandji");
    }

    private static string? In(string root, params string[] folders) =>
        root.Length == 0 ? null : System.IO.Path.Combine([root, .. folders, "tenants.json"]);
}
