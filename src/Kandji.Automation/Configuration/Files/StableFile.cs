namespace Kandji.Automation.Configuration.Files;

/// <summary>Reads files of a repository, where an editor or git may be writing at the same time.</summary>
internal static class StableFile
{
    // Info documents, scripts and profiles. An installer is never read as a whole.
    private const long MaxLength = 64 * 1024 * 1024;

    /// <summary>The content of a file as it was at one moment.</summary>
    /// <exception cref="ConfigurationFileException">It cannot be read, is a link, or changes all the time.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            for (int attempt = 0; attempt < 2; attempt++)
            {
                var before = new FileInfo(path);
                RequirePlainFile(before);
                byte[] content = File.ReadAllBytes(path);
                var after = new FileInfo(path);
                if (after.Length == content.Length && before.Length == after.Length && before.LastWriteTimeUtc == after.LastWriteTimeUtc)
                    return content;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationFileException(new ConfigurationProblem(e.Message) { Path = path, Cause = e });
        }
        throw new ConfigurationFileException(path, 0, "The file was changed while it was read. Run the command again.");
    }

    private static void RequirePlainFile(FileInfo file)
    {
        if ((file.Attributes & FileAttributes.ReparsePoint) != 0)
            throw new ConfigurationFileException(file.FullName, 0, "Links are not followed. Put the file itself there.");
        if (file.Length > MaxLength)
            throw new ConfigurationFileException(file.FullName, 0, "The file is larger than 64 MiB.");
    }
}
