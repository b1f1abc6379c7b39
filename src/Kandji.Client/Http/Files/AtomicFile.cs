namespace Kandji.Client.Http.Files;

/// <summary>
/// A file that gets its name only once it is whole. Until then it is written under another name beside it; whatever ends the writing early
/// takes that away again and leaves an older file of the name as it was.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly bool _overwrite;
    private readonly bool _isPrivate;
    private bool _isWhole;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The name that the file will have.</param>
    /// <param name="overwrite">Indicates whether it may take the place of another.</param>
    /// <param name="isPrivate">Indicates whether its owner alone may read it (mode 600), where files have a mode.</param>
    /// <exception cref="IOException">There is a file of this name and it may not be overwritten, or none can be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public AtomicFile(string path, bool overwrite, bool isPrivate = false)
    {
        path = Target(path);
        _path = path;
        _overwrite = overwrite;
        _isPrivate = isPrivate;
        _temporary = path + "." + Guid.NewGuid().ToString("N").Substring(0, 8) + ".part";
        if (!overwrite && File.Exists(path))
            throw new IOException($"The file '{path}' exists.");
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a folder.");
        try
        {
            Stream = Create(_temporary, isPrivate);
        }
        catch (UnauthorizedAccessException e)
        {
            // The other name was never given to anybody.
            throw new UnauthorizedAccessException(e.Message.Replace(_temporary, path), e);
        }
    }

    /// <summary>Creates a folder, and those above it, that its owner alone may read, where folders have a mode.</summary>
    /// <param name="path">The folder. One that exists stays as it is.</param>
    /// <exception cref="IOException">It is a file, or cannot be made.</exception>
    public static void CreatePrivateFolder(string path)
    {
        RequireFolder(path);
#if NET8_0_OR_GREATER
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }
#endif
        Directory.CreateDirectory(path);
    }

    /// <summary>Checks that what is meant to be a folder is no file, nor lies in one. It need not exist.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It is a file, or would be in one.</exception>
    public static void RequireFolder(string path)
    {
        for (string? part = Path.GetFullPath(path); part is not null && !Directory.Exists(part); part = Path.GetDirectoryName(part))
        {
            if (File.Exists(part))
                throw new IOException($"'{part}' is a file. A folder is expected.");
        }
    }

    private static FileStream Create(string path, bool isPrivate) => isPrivate
        ? PrivateFile.Open(path, FileMode.CreateNew, FileAccess.Write, FileOptions.Asynchronous)
        : new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);

    // A link stays what it is, and its target gets what is written. Whoever names a device, by whatever links, would lose it to a file.
    private static string Target(string path)
    {
        string full = Path.GetFullPath(path);
#if NET8_0_OR_GREATER
        const int mostLinks = 40;
        for (int links = 0; !IsDevicePath(full); links++)
        {
            if (FirstLink(full) is not { } link)
                return full;
            if (links == mostLinks)
                throw new IOException($"'{path}' leads from link to link and not to a file.");
            full = link;
        }
        throw new IOException($"'{path}' is a device, not a file.");
#else
        return full;
#endif
    }

#if NET8_0_OR_GREATER
    // The system creates the files there, except in the shared memory that is used as a folder.
    private static bool IsDevicePath(string path) =>
        !OperatingSystem.IsWindows()
        && (path is "/dev" or "/proc" || path.StartsWith("/dev/", StringComparison.Ordinal)
            || path.StartsWith("/proc/", StringComparison.Ordinal))
        && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    // The path with the first link in it, a folder's as well as the file's own, replaced by what it leads to; null when there is none.
    private static string? FirstLink(string full)
    {
        string root = Path.GetPathRoot(full)!;
        for (int end = full.IndexOf(Path.DirectorySeparatorChar, root.Length); ; end = full.IndexOf(Path.DirectorySeparatorChar, end + 1))
        {
            string part = end < 0 ? full : full.Substring(0, end);
            if (part.Length > root.Length && new FileInfo(part).LinkTarget is { } target)
                return Path.GetFullPath(target, Path.GetDirectoryName(part)!) + (end < 0 ? "" : full.Substring(end));
            if (end < 0)
                return null;
        }
    }
#endif

    /// <summary>The stream to write to. It does not buffer.</summary>
    public FileStream Stream { get; }

    /// <summary>Writes a file in one go.</summary>
    public static async Task WriteAsync(
        string path, byte[] content, bool overwrite, CancellationToken cancellationToken, bool isPrivate = false)
    {
        using var file = new AtomicFile(path, overwrite, isPrivate);
        await file.Stream.WriteAsync(content, 0, content.Length, cancellationToken).ConfigureAwait(false);
        file.Finish();
    }

    /// <summary>Gives the file its name: everything has been written.</summary>
    public void Finish()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
#if NET8_0_OR_GREATER
        KeepMode();
        File.Move(_temporary, _path, _overwrite);
#else
        if (_overwrite && File.Exists(_path))
            File.Replace(_temporary, _path, null);
        else
            File.Move(_temporary, _path);
#endif
        _isWhole = true;
    }

#if NET8_0_OR_GREATER
    // A script that may be run stays one, and a file that others may not read too.
    private void KeepMode()
    {
        if (!_isPrivate && _overwrite && !OperatingSystem.IsWindows() && File.Exists(_path))
            File.SetUnixFileMode(_temporary, File.GetUnixFileMode(_path));
    }
#endif

    /// <summary>Takes away a file that was not finished.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_isWhole)
            File.Delete(_temporary);
    }
}
