using Kandji.Client.Http.Files;

namespace Kandji.Automation.Inventory;

/// <summary>
/// The folder of a store: every file in it is written here. Before each step that changes something on the disk, a test may end the
/// process, as it were, or let the disk be full.
/// </summary>
/// <param name="path">The folder.</param>
internal sealed class StoreFolder(string path)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>Is called before each step, with the step; null outside tests.</summary>
    public Action<string>? BeforeStep { get; set; }

    /// <summary>The path of a file in the folder.</summary>
    public string GetPath(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes the folder, which its owner alone may read.</summary>
    public void Create()
    {
        if (Directory.Exists(Path))
            return;
        Step("create the folder");
        AtomicFile.CreatePrivateFolder(Path);
    }

    /// <summary>Opens a file for reading. Others may replace it meanwhile.</summary>
    public FileStream OpenRead(string name) =>
        new(GetPath(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize);

    /// <summary>Begins a file that gets its name only when it is whole.</summary>
    public NewStoreFile Create(string name) => new(this, new AtomicFile(GetPath(name), overwrite: true, isPrivate: true));

    /// <summary>Writes a file in one go.</summary>
    public void Write(string name, byte[] content)
    {
        using NewStoreFile file = Create(name);
        file.Write(content, 0, content.Length);
        file.Finish();
    }

    /// <summary>
    /// Appends to a file at a position, or at its end where it is shorter. Whatever an interrupted run left behind it is overwritten.
    /// </summary>
    /// <param name="name">The file.</param>
    /// <param name="position">The length of what counts.</param>
    /// <param name="content">Holds what is appended, from its position to its end.</param>
    /// <returns>The length of the file now.</returns>
    public long Append(string name, long position, Stream content)
    {
        if (!File.Exists(GetPath(name)))
            Write(name, []);
        using var stream = new FileStream(GetPath(name), FileMode.Open, FileAccess.Write, FileShare.Read | FileShare.Delete, BufferSize);
        position = Math.Min(position, stream.Length);
        Step("cut " + name);
        stream.SetLength(position);
        stream.Position = position;
        byte[] buffer = new byte[BufferSize];
        int read;
        while ((read = content.Read(buffer, 0, buffer.Length)) > 0)
        {
            // In two pieces, so that a cut may fall within what is appended.
            int half = read / 2;
            Step("append to " + name);
            stream.Write(buffer, 0, half);
            stream.Flush();
            Step("append the rest to " + name);
            stream.Write(buffer, half, read - half);
        }
        Step("flush " + name);
        stream.Flush(flushToDisk: true);
        return stream.Position;
    }

    /// <summary>The length of a file; 0 where there is none.</summary>
    public long GetLength(string name) => new FileInfo(GetPath(name)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Deletes a file.</summary>
    public void Delete(string name)
    {
        Step("delete " + name);
        File.Delete(GetPath(name));
    }

    /// <summary>The names of the files in the folder.</summary>
    public IEnumerable<string> GetNames() => Directory.EnumerateFiles(Path).Select(file => System.IO.Path.GetFileName(file)!);

    /// <summary>Is called before each step.</summary>
    internal void Step(string step) => BeforeStep?.Invoke(step);
}
