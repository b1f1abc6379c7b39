using Kandji.Client.Http.Files;

namespace Kandji.PowerShell.Library;

/// <summary>
/// A file that is on this machine only while an app is copied, in a folder of its own that nobody else may look into. It is removed
/// however the copying ends, and not before everything that uses it has ended.
/// </summary>
internal sealed class TemporaryInstaller : IDisposable
{
    private readonly string _folder;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _uses = [];

    /// <summary>Makes the folder.</summary>
    /// <param name="name">The file's name, which is also that under which it is uploaded.</param>
    public TemporaryInstaller(string name)
    {
        _folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "kandji-" + Guid.NewGuid().ToString("N"));
        AtomicFile.CreatePrivateFolder(_folder);
        Path = System.IO.Path.Combine(_folder, name);
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
        Directory.Delete(_folder, recursive: true);
    }
}
