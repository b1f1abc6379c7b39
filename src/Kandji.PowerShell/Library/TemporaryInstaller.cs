using Kandji.Client.Http.Files;

namespace Kandji.PowerShell.Library;

/// <summary>
/// A file that is on this machine only while an app is copied, in a folder of its own that nobody else may look into. It is removed
/// however the copying ends, and not before everything that uses it has ended. Where the process was killed meanwhile, the next copy
/// removes it: what holds a file is a lock of the operating system, which ends with the process.
/// </summary>
internal sealed class TemporaryInstaller : IDisposable
{
    private const string Prefix = "kandji-";
    private const string LockName = ".lock";

    private readonly string _folder;
    private readonly FileStream _lock;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _uses = [];

    /// <summary>Makes the folder, and removes those that were left behind.</summary>
    /// <param name="name">The file's name, which is also that under which it is uploaded.</param>
    /// <param name="root">The folder of temporary files; null for that of the system.</param>
    public TemporaryInstaller(string name, string? root = null)
    {
        root ??= System.IO.Path.GetTempPath();
        RemoveLeftBehind(root);
        _folder = System.IO.Path.Combine(root, Prefix + Guid.NewGuid().ToString("N"));
        AtomicFile.CreatePrivateFolder(_folder);
        _lock = new FileStream(System.IO.Path.Combine(_folder, LockName), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        // In a folder beside the lock, whatever its name.
        string own = System.IO.Path.Combine(_folder, "file");
        AtomicFile.CreatePrivateFolder(own);
        Path = System.IO.Path.Combine(own, name);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Does something with the file.</summary>
    /// <param name="use">Uses it until it is cancelled.</param>
    /// <param name="cancellationToken">Is cancelled when the command is stopped.</param>
    public async Task<T> UseAsync<T>(Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        Task<T> used = use(stop.Token);
        _uses.Add(used);
        return await used.ConfigureAwait(false);
    }

    /// <summary>Ends what uses the file, and removes it.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        // Whoever waited for them has their failures.
        foreach (Task use in _uses)
            ((IAsyncResult)use).AsyncWaitHandle.WaitOne();
        _stop.Dispose();
        _lock.Dispose();
        // The file was copied, whatever holds it now: a scanner must not make a failure of that.
        TryDelete(_folder);
    }

    // Only what is surely one of these folders, and has no process any more, is removed.
    private static void RemoveLeftBehind(string root)
    {
        foreach (string folder in Directory.GetDirectories(root, Prefix + "*"))
        {
            string name = System.IO.Path.GetFileName(folder).Substring(Prefix.Length);
            if (Guid.TryParseExact(name, "N", out _) && IsLeftBehind(System.IO.Path.Combine(folder, LockName)))
                TryDelete(folder);
        }
    }

    // A folder without the lock was made a moment ago, or is of something else.
    private static bool IsLeftBehind(string path)
    {
        try
        {
            if (!File.Exists(path) || (File.GetAttributes(System.IO.Path.GetDirectoryName(path)!) & FileAttributes.ReparsePoint) != 0)
                return false;
            using var held = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use, or another user's.
            return false;
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another copy removes it right now, or a scanner has a file of it open: the next one tries again.
        }
    }
}
