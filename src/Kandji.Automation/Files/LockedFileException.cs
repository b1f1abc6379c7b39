namespace Kandji.Automation.Files;

/// <summary>Another process, or another thread, holds the lock of a file for too long.</summary>
internal sealed class LockedFileException(string path, string holder, Exception? cause = null)
    : IOException($"'{path}' is being changed by another process ({holder}). Nothing was changed. Try again.", cause)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
