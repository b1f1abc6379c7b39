namespace Kandji.Client.Http.Files;

/// <summary>Opens files that are made readable for their owner alone (mode 600), where files have a mode.</summary>
internal static class PrivateFile
{
    /// <summary>Opens a file for this process alone. One that is made is its owner's; one that is there keeps its mode.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">How to open it: a mode that may make it.</param>
    /// <param name="access">What to do with it.</param>
    /// <param name="options">Further options.</param>
    /// <exception cref="IOException">Another holds the file, or it cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileOptions options = FileOptions.None)
    {
#if NET8_0_OR_GREATER
        if (!OperatingSystem.IsWindows())
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = mode,
                Access = access,
                Share = FileShare.None,
                BufferSize = 1,
                Options = options,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
#endif
        return new FileStream(path, mode, access, FileShare.None, 1, options);
    }
}
