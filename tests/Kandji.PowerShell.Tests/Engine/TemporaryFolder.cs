namespace Kandji.PowerShell.Tests.Engine;

/// <summary>A folder of a test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kandji-").FullName;

    public string[] Names => Array.ConvertAll(Directory.GetFiles(Path), file => System.IO.Path.GetFileName(file));

    /// <summary>Writes a file and gives its full name.</summary>
    public string Write(string name, byte[] content)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Writes a file in UTF-8 and gives its full name.</summary>
    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
