using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Files;

/// <summary>A small file that says who holds a lock and since when. It is never the lock itself.</summary>
internal static class LockHolder
{
    /// <summary>Says that this process holds the lock.</summary>
    /// <param name="path">The small file.</param>
    public static void Write(string path)
    {
        using Process process = Process.GetCurrentProcess();
        byte[] text = Encoding.UTF8.GetBytes($"{process.ProcessName}, process {process.Id} on {Environment.MachineName}, since "
            + DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        using FileStream file = PrivateFile.Open(path, FileMode.Create, FileAccess.Write);
        file.Write(text, 0, text.Length);
    }

    /// <summary>Reads who holds the lock, for a message.</summary>
    /// <param name="path">The small file.</param>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Taken just now, or given back.
            return "it has not said which";
        }
    }
}
