using Kandji.PowerShell.Errors;
using Microsoft.PowerShell.Commands;

namespace Kandji.PowerShell.Binding;

/// <summary>Files that parameters name: relative to PowerShell's location, which is not the process's.</summary>
internal static class FilePath
{
    /// <summary>The file that a path names, whether it exists or not. Wildcards are taken literally.</summary>
    /// <exception cref="ObjectException">It lies on a drive that is not there, or that holds no files: Env:, Cert:, ...</exception>
    public static string Resolve(SessionState state, string path) => Resolve(state.Path, path);

    /// <inheritdoc cref="Resolve(SessionState, string)"/>
    public static string Resolve(PathIntrinsics paths, string path)
    {
        try
        {
            string full = paths.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.ImplementingType == typeof(FileSystemProvider)
                ? full
                : throw new ObjectException(
                    "KandjiFileError", ErrorCategory.InvalidArgument, $"'{path}' is not a file: it lies on a drive of {provider.Name}.");
        }
        catch (SessionStateException e)
        {
            throw new ObjectException("KandjiFileError", ErrorCategory.ObjectNotFound, $"'{path}' is not a file: {e.Message}");
        }
    }

    /// <summary>The file that a path names for writing; a folder means a file in it.</summary>
    /// <param name="state">Whose location counts.</param>
    /// <param name="path">A file, or a folder.</param>
    /// <param name="name">The file's name in a folder.</param>
    /// <exception cref="ObjectException">The folder that it would lie in is not there.</exception>
    public static string ForWriting(SessionState state, string path, string name)
    {
        string full = Resolve(state, path);
        if (Directory.Exists(full))
            return Path.Combine(full, name);
        return Directory.GetParent(full) is { Exists: true }
            ? full
            : throw new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound, $"There is no folder for '{full}'.");
    }

    /// <summary>The file that a path names for reading.</summary>
    /// <exception cref="ObjectException">There is none.</exception>
    public static string ForReading(SessionState state, string path)
    {
        string full = Resolve(state, path);
        return File.Exists(full) ? full : throw NoFile(full);
    }

    /// <summary>Reads a small file.</summary>
    /// <param name="state">Whose location counts.</param>
    /// <param name="path">The file.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <exception cref="ObjectException">It is not there, cannot be read, is empty, or is larger.</exception>
    public static byte[] Read(SessionState state, string path, int most)
    {
        string full = Resolve(state, path);
        try
        {
            var file = new FileInfo(full);
            if (!file.Exists)
                throw NoFile(full);
            if (file.Length == 0 || file.Length > most)
            {
                throw new ObjectException("KandjiFileError", ErrorCategory.InvalidData,
                    file.Length == 0
                        ? $"The file '{full}' is empty."
                        : $"The file '{full}' has {file.Length} bytes, and no more than {most} are expected.");
            }
            return File.ReadAllBytes(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ObjectException("KandjiFileError", ErrorCategory.ReadError, $"The file '{full}' cannot be read: {e.Message}");
        }
    }

    private static ObjectException NoFile(string full) => Directory.Exists(full)
        ? new("KandjiFileError", ErrorCategory.InvalidArgument, $"'{full}' is a folder. A file is expected.")
        : new("KandjiNotFound", ErrorCategory.ObjectNotFound, $"There is no file '{full}'.");
}
