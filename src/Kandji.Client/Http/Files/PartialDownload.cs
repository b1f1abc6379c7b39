using System.Security.Cryptography;

namespace Kandji.Client.Http.Files;

/// <summary>
/// A file that is being downloaded and whose SHA-256 sum is known. The part that came before a connection broke, or the program ended,
/// stays beside it under another name, and a later download goes on there; the sum of the whole decides whether that was right.
/// </summary>
internal sealed class PartialDownload : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly string _path;
    private readonly string _partial;
    private bool _isOver;

    /// <summary>Begins a download, or goes on with one.</summary>
    /// <param name="path">The name that the file gets once it is whole.</param>
    /// <param name="sha256">The SHA-256 sum in hexadecimal digits. A file with another sum is another download.</param>
    /// <exception cref="IOException">The file cannot be written, or another program is downloading it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public PartialDownload(string path, string sha256)
    {
        _path = Path.GetFullPath(path);
        _partial = _path + "." + sha256.Substring(0, Math.Min(8, sha256.Length)) + ".part";
        // A folder may come from anywhere, and the file that a link leads to is nobody's partial download.
        FileAttributes attributes = new FileInfo(_partial).Attributes;
        if (attributes != (FileAttributes)(-1) && (attributes & FileAttributes.ReparsePoint) != 0)
            throw new IOException($"'{_partial}' is a link, which is not written to. Delete it.");
        Stream = new FileStream(_partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.Asynchronous);
    }

    /// <summary>The stream to write to, at the end of what is there.</summary>
    public FileStream Stream { get; }

    /// <summary>The sum of what is there and of what is added to it.</summary>
    public IncrementalHash Hash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Reads what is there, so that the sum counts it.</summary>
    /// <returns>How many bytes are there.</returns>
    public async Task<long> ReadExistingAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        int count;
        Stream.Position = 0;
        while ((count = await Stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
            Hash.AppendData(buffer, 0, count);
        return Stream.Position;
    }

    /// <summary>Forgets what is there.</summary>
    public void Restart()
    {
        Stream.SetLength(0);
        Hash.GetHashAndReset();
    }

    /// <summary>Gives the file its name: it is whole, and its sum was checked.</summary>
    public void Finish()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
#if NET8_0_OR_GREATER
        File.Move(_partial, _path, overwrite: true);
#else
        if (File.Exists(_path))
            File.Replace(_partial, _path, null);
        else
            File.Move(_partial, _path);
#endif
        _isOver = true;
    }

    /// <summary>Keeps what is there for later, unless nothing is.</summary>
    public void Dispose()
    {
        bool isEmpty = !_isOver && Stream.Length == 0;
        Stream.Dispose();
        Hash.Dispose();
        if (isEmpty)
            File.Delete(_partial);
    }
}
