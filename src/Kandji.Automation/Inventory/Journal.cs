using System.Text;
using System.Text.Json;

namespace Kandji.Automation.Inventory;

/// <summary>
/// The changes of all runs, of one kind: for each run that found some, lines of JSON that are compressed by themselves, one after another
/// in one file. A second file has a line for each run: where its changes are, and their checksum.
/// </summary>
/// <param name="folder">The store.</param>
/// <param name="kind">The kind.</param>
internal sealed class Journal(StoreFolder folder, InventoryKind kind)
{
    /// <summary>The file of the changes.</summary>
    public string FileName { get; } = kind.Name.ToLowerInvariant() + ".journal.gz";

    /// <summary>The file that says where each run's changes are.</summary>
    public string IndexName { get; } = kind.Name.ToLowerInvariant() + ".journal.index.jsonl";

    /// <summary>The runs that found changes, the oldest first. Damaged ones are left out.</summary>
    /// <param name="state">How much of the journal counts.</param>
    /// <param name="warnings">Takes what is damaged; null where that is known.</param>
    public List<JournalFrame> ReadFrames(StoredState state, ICollection<string>? warnings)
    {
        var frames = new List<JournalFrame>();
        if (state.JournalIndexLength == 0)
            return frames;
        string text = ReadIndex(state.JournalIndexLength);
        bool isWhole = text.Length == state.JournalIndexLength && text.EndsWith("\n", StringComparison.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            if (line.Length == 0)
                continue;
            if (Parse(line) is { } frame && frame.Offset + frame.Length <= state.JournalLength)
                frames.Add(frame);
            else
                isWhole = false;
        }
        if (!isWhole)
            warnings?.Add($"'{folder.GetPath(IndexName)}' is damaged. The changes of some runs are not found in it.");
        return frames;
    }

    /// <summary>Indicates whether the changes of a run are as they were written.</summary>
    public bool IsIntact(JournalFrame frame)
    {
        try
        {
            using FileStream stream = folder.OpenRead(FileName);
            stream.Position = frame.Offset;
            return HexText.Hash(stream, frame.Length) == frame.Sha256;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Reads the lines of a run. A line counts until the next is read.</summary>
    public IEnumerable<ArraySegment<byte>> ReadLines(JournalFrame frame)
    {
        using FileStream stream = folder.OpenRead(FileName);
        stream.Position = frame.Offset;
        using var lines = new LineReader(stream);
        for (int i = 0; i < frame.Count; i++)
        {
            yield return lines.Read()
                ?? throw new InvalidDataException($"'{folder.GetPath(FileName)}' has fewer changes of a run than it should.");
        }
    }

    /// <summary>Reads the changes of a run.</summary>
    public IEnumerable<StoredChange> Read(JournalFrame frame) => ReadLines(frame).Select(StoredChange.Read);

    /// <summary>Appends the changes of a run.</summary>
    /// <param name="state">The state that they belong to, which gets the new lengths.</param>
    /// <param name="content">The compressed lines.</param>
    /// <param name="count">How many they are.</param>
    public void Append(StoredState state, FileStream content, int count)
    {
        var frame = new JournalFrame
        {
            Run = state.Run,
            At = state.AsOf,
            Offset = Math.Min(state.JournalLength, folder.GetLength(FileName)),
            Length = content.Length,
            Count = count,
            Sha256 = HexText.Hash(content, content.Length)!,
        };
        content.Position = 0;
        state.JournalLength = folder.Append(FileName, state.JournalLength, content);
        // A line that was cut off stays a line by itself.
        string before = folder.GetLength(IndexName) < state.JournalIndexLength ? "\n" : "";
        using var line = new MemoryStream(Encoding.UTF8.GetBytes(before + Format(frame) + "\n"));
        state.JournalIndexLength = folder.Append(IndexName, state.JournalIndexLength, line);
    }

    private string ReadIndex(long length)
    {
        try
        {
            using FileStream stream = folder.OpenRead(IndexName);
            byte[] content = new byte[Math.Min(length, stream.Length)];
            for (int at = 0; at < content.Length;)
            {
                int read = stream.Read(content, at, content.Length - at);
                if (read == 0)
                    break;
                at += read;
            }
            return Encoding.UTF8.GetString(content);
        }
        catch (FileNotFoundException)
        {
            // The lengths do not agree then, which is what a missing file means.
            return "";
        }
    }

    private static string Format(JournalFrame frame) =>
        CheckedLine.Create(JsonSerializer.Serialize(frame, StoreManifest.LineFormat));

    private static JournalFrame? Parse(string line) =>
        CheckedLine.Parse(line) is { } json ? JsonSerializer.Deserialize<JournalFrame>(json, StoreManifest.LineFormat) : null;
}
