using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kandji.Automation.Inventory;

/// <summary>
/// Writes the rows of a kind, a line of JSON each, in blocks that are compressed by themselves, and the index beside them. Blocks are
/// compressed, and their lines of the index made, while the next rows come.
/// </summary>
internal sealed class SnapshotWriter : IDisposable
{
    /// <summary>The number of rows in a block.</summary>
    internal const int BlockSize = 1000;

    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly NewStoreFile _snapshot;
    private readonly NewStoreFile _index;
    private readonly string _snapshotName;
    private readonly string _indexName;
    private readonly GZipStream _indexLines;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<StoredRow> _entries = [];
    private MemoryStream _block = new();
    private Task<Block>? _compressing;
    private long _offset;
    private int _count;

    /// <summary>Begins a snapshot.</summary>
    /// <param name="folder">The store.</param>
    /// <param name="snapshotName">The file of the rows.</param>
    /// <param name="indexName">The file of the index.</param>
    public SnapshotWriter(StoreFolder folder, string snapshotName, string indexName)
    {
        _snapshotName = snapshotName;
        _indexName = indexName;
        _snapshot = folder.Create(snapshotName);
        try
        {
            _index = folder.Create(indexName);
        }
        catch
        {
            _snapshot.Dispose();
            throw;
        }
        // Ids and hashes hardly get smaller, however long one tries.
        _indexLines = new GZipStream(new NewFileStream(_index), CompressionLevel.Fastest);
    }

    /// <summary>The number of rows so far.</summary>
    public int Count => _count;

    /// <summary>Adds a row.</summary>
    /// <returns>False where a row of this id is there already.</returns>
    public bool Add(StoredRow row)
    {
        if (!_ids.Add(row.Id))
            return false;
        _block.Write(row.Json, 0, row.Json.Length);
        _block.WriteByte((byte)'\n');
        _entries.Add(row);
        _count++;
        if (_entries.Count == BlockSize)
            EndBlock();
        return true;
    }

    /// <summary>Indicates whether a row of this id was added.</summary>
    public bool Contains(string id) => _ids.Contains(id);

    /// <summary>Ends both files.</summary>
    /// <param name="removed">What was removed in this run and before, and did not come back.</param>
    public (StoredFile Snapshot, StoredFile Index) Finish(IEnumerable<RemovedEntry> removed)
    {
        if (_entries.Count > 0)
            EndBlock();
        WriteBlock();
        WriteIndex(lines =>
        {
            foreach (RemovedEntry entry in removed)
            {
                lines.Begin();
                lines.Json.WriteString("removed", entry.Id);
                lines.Json.WriteString("serial", entry.SerialNumber);
                lines.Json.WriteNumber("run", entry.Run);
                lines.End();
            }
        });
        _indexLines.Dispose();
        return (_snapshot.Finish(_snapshotName), _index.Finish(_indexName));
    }

    /// <summary>Takes away files that were not finished.</summary>
    public void Dispose()
    {
        // Its result is of no use any more.
        _compressing?.Wait();
        _snapshot.Dispose();
        _index.Dispose();
    }

    private void EndBlock()
    {
        WriteBlock();
        MemoryStream block = _block;
        StoredRow[] entries = [.. _entries];
        _compressing = Task.Run(() => Compress(block, entries));
        _block = new MemoryStream((int)block.Length);
        _entries.Clear();
    }

    private static Block Compress(MemoryStream block, StoredRow[] entries)
    {
        using var compressed = new MemoryStream((int)block.Length / 6);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(block.GetBuffer(), 0, (int)block.Length);
        using var lines = new LineWriter();
        foreach (StoredRow row in entries)
        {
            lines.Begin();
            lines.Json.WriteString("id", row.Id);
            lines.Json.WriteString("hash", HexText.Write(row.Fingerprint));
            if (row.SerialNumber.Length > 0)
                lines.Json.WriteString("serial", row.SerialNumber);
            lines.End();
        }
        return new Block(compressed.ToArray(), entries.Length, lines.ToArray());
    }

    // The block before, which has been compressed meanwhile.
    private void WriteBlock()
    {
        if (_compressing is null)
            return;
        Block block = _compressing.GetAwaiter().GetResult();
        _compressing = null;
        _snapshot.Write(block.Compressed, 0, block.Compressed.Length);
        WriteIndex(lines =>
        {
            lines.Begin();
            lines.Json.WriteNumber("offset", _offset);
            lines.Json.WriteNumber("length", block.Compressed.Length);
            lines.Json.WriteNumber("rows", block.Rows);
            lines.End();
        });
        _indexLines.Write(block.IndexLines, 0, block.IndexLines.Length);
        _offset += block.Compressed.Length;
    }

    private void WriteIndex(Action<LineWriter> write)
    {
        using var lines = new LineWriter();
        write(lines);
        byte[] text = lines.ToArray();
        _indexLines.Write(text, 0, text.Length);
    }

    private sealed record Block(byte[] Compressed, int Rows, byte[] IndexLines);

    // Objects of JSON, a line each.
    private sealed class LineWriter : IDisposable
    {
        private readonly MemoryStream _text = new();

        public LineWriter() => Json = new Utf8JsonWriter(_text, Format);

        public Utf8JsonWriter Json { get; }

        public void Begin() => Json.WriteStartObject();

        public void End()
        {
            Json.WriteEndObject();
            Json.Flush();
            Json.Reset();
            _text.WriteByte((byte)'\n');
        }

        public byte[] ToArray() => _text.ToArray();

        public void Dispose()
        {
            Json.Dispose();
            _text.Dispose();
        }
    }
}
