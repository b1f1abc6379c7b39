using System.Globalization;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// Lets one program at a time write to a repository: a file that is held open. The system lets go of it when the process ends, however that
/// comes about.
/// </summary>
internal sealed class RepositoryLock : IDisposable
{
    // The attributes of a file that is not there.
    private const FileAttributes NotThere = (FileAttributes)(-1);

    private readonly FileStream _file;

    private RepositoryLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="root">The root of the repository.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ConfigurationFileException">Another program has it, or it is a link.</exception>
    /// <exception cref="IOException">The holder cannot be noted.</exception>
    public static RepositoryLock Take(string root, DateTimeOffset now)
    {
        string path = Path.Combine(root, "kandji", ".lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RequireNoLink(path);
        RequireNoLink(HolderPath(path));
        FileStream file = Open(path);
        try
        {
            // In a file of its own: nobody else can read the one that is held open.
            File.WriteAllText(HolderPath(path), string.Format(
                CultureInfo.InvariantCulture, "{0} on {1}, since {2:yyyy-MM-dd HH:mm:ss}Z", Environment.UserName, Environment.MachineName,
                now.UtcDateTime));
            return new RepositoryLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new ConfigurationFileException(new ConfigurationProblem(
                $"Another program is writing to the repository ({Holder(path)}). Wait until it has ended.")
            {
                Path = path, ErrorId = "KandjiFileLocked", Cause = e,
            });
        }
    }

    // A repository may come from anywhere, and what is written to these two must not go to a file outside of it.
    private static void RequireNoLink(string path)
    {
        FileAttributes attributes = new FileInfo(path).Attributes;
        if (attributes != NotThere && (attributes & FileAttributes.ReparsePoint) != 0)
            throw new ConfigurationFileException(path, 0, "Links are not followed. Delete the link.");
    }

    private static string HolderPath(string path) => path + "-holder";

    private static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(HolderPath(path));
        }
        catch (IOException)
        {
            return "it does not say who";
        }
    }
}
