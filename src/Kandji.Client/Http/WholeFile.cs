using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Kandji.Client.Http;

/// <summary>
/// A file that gets its name only once it is whole. Until then it is written under another name beside it; whatever ends the writing early
/// takes that away again and leaves an older file of the name as it was.
/// </summary>
internal sealed class WholeFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly bool _overwrite;
    private bool _isWhole;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The name that the file will have.</param>
    /// <param name="overwrite">Whether it may take the place of another.</param>
    /// <exception cref="IOException">There is a file of this name and it may not be overwritten, or none can be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public WholeFile(string path, bool overwrite)
    {
        path = Target(path);
        _path = path;
        _overwrite = overwrite;
        _temporary = path + "." + Guid.NewGuid().ToString("N").Substring(0, 8) + ".part";
        if (!overwrite && File.Exists(path))
            throw new IOException($"The file '{path}' exists.");
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a folder.");
        Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
    }

    // A link stays what it is, and its target gets what is written. Whoever names a device would lose it to a file.
    private static string Target(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) == "/dev")
            throw new IOException($"'{path}' is a device, not a file.");
#if NET8_0_OR_GREATER
        return new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
#else
        return path;
#endif
    }

    /// <summary>What to write to. It does not buffer.</summary>
    public FileStream Stream { get; }

    /// <summary>Writes a file in one go.</summary>
    public static async Task WriteAsync(string path, byte[] content, bool overwrite, CancellationToken cancellationToken)
    {
        using var file = new WholeFile(path, overwrite);
        await file.Stream.WriteAsync(content, 0, content.Length, cancellationToken).ConfigureAwait(false);
        file.Finish();
    }

    /// <summary>Gives the file its name: everything has been written.</summary>
    public void Finish()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
#if NET8_0_OR_GREATER
        File.Move(_temporary, _path, _overwrite);
#else
        if (_overwrite && File.Exists(_path))
            File.Replace(_temporary, _path, null);
        else
            File.Move(_temporary, _path);
#endif
        _isWhole = true;
    }

    /// <summary>Takes away a file that was not finished.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_isWhole)
            File.Delete(_temporary);
    }
}
