using Kandji.Client.Http;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Files;

/// <summary>
/// Keeps other processes, and other threads, from changing a file meanwhile. The lock is the operating system's: it ends with the process,
/// however that ends. The file of the lock stays. It is readable for its owner alone, as what it protects is: whoever can open it can hold
/// it.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _stream;
    private readonly string _holder;

    private FileLock(FileStream stream, string holder)
    {
        _stream = stream;
        _holder = holder;
    }

    /// <summary>Waits until nobody else holds the lock, and takes it.</summary>
    /// <param name="path">The file that is to be changed.</param>
    /// <param name="clock">The clock to wait by.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LockedFileException">Another held the lock for too long; the error says who, and since when.</exception>
    public static async Task<FileLock> AcquireAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        string file = path + ".lock", holder = path + ".locked-by";
        long began = clock.GetTimestamp();
        while (true)
        {
            FileStream? stream = TryOpen(file, out IOException? refusal);
            if (stream is not null)
            {
                var taken = new FileLock(stream, holder);
                try
                {
                    // The file of the lock cannot be read by others while it is held.
                    LockHolder.Write(holder);
                    return taken;
                }
                catch
                {
                    taken.Dispose();
                    throw;
                }
            }
            if (clock.GetElapsedTime(began) >= MaxWait)
                throw new LockedFileException(path, LockHolder.Read(holder), refusal);
            await clock.Wait(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        File.Delete(_holder);
        _stream.Dispose();
    }

    // Only an IOException itself is a refusal: those of folders that are missing, and of rights, derive from it or are others.
    private static FileStream? TryOpen(string file, out IOException? refusal)
    {
        refusal = null;
        try
        {
            return PrivateFile.Open(file, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            refusal = e;
            return null;
        }
    }
}
