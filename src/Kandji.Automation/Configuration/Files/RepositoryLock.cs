using System.Globalization;

namespace Kandji.Automation.Configuration.Files;

/// <summary>
/// Lets one program at a time write to a repository: a file that is held open. The system lets go of it when the process ends, however that
/// comes about.
/// </summary>
internal sealed class RepositoryLock : IDisposable
{
    private readonly FileStream _file;

    private RepositoryLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="root">The root of the repository.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ConfigurationFileException">Another program has it.</exception>
    public static RepositoryLock Take(string root, DateTimeOffset now)
    {
        string path = Path.Combine(root, "kandji", ".lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // In a file of its own: nobody else can read the one that is held open.
            File.WriteAllText(HolderPath(path), string.Format(
                CultureInfo.InvariantCulture, "{0} on {1}, since {2:yyyy-MM-dd HH:mm:ss}Z", Environment.UserName, Environment.MachineName,
                now.UtcDateTime));
            return new RepositoryLock(file);
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

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

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
