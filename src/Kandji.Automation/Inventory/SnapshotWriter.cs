using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kandji.Automation.Inventory;

/// <summary>
/// Writes the rows of a kind, a line of JSON each, in blocks that are compressed by themselves, and the index beside them. Blocks are
/// compressed while the next rows come.
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
    private readonly Utf8JsonWriter _indexLine;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<StoredRow> _entries = [];
    private MemoryStream _block = new();
    private Task<byte[]>? _compressing;
    private List<StoredRow>? _compressingEntries;
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
        _indexLines = new GZipStream(new NewFileStream(_index), CompressionLevel.Optimal);
        _indexLine = new Utf8JsonWriter(_indexLines, Format);
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
        foreach (RemovedEntry entry in removed)
        {
            WriteLine(json =>
            {
                json.WriteString("removed", entry.Id);
                json.WriteString("serial", entry.SerialNumber);
                json.WriteNumber("run", entry.Run);
            });
        }
        _indexLine.Dispose();
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
        _compressingEntries = [.. _entries];
        _compressing = Task.Run(() => Compress(block));
        _block = new MemoryStream((int)block.Length);
        _entries.Clear();
    }

    private static byte[] Compress(MemoryStream block)
    {
        using var compressed = new MemoryStream((int)block.Length / 6);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(block.GetBuffer(), 0, (int)block.Length);
        return compressed.ToArray();
    }

    // The block before, which has been compressed meanwhile.
    private void WriteBlock()
    {
        if (_compressing is null)
            return;
        byte[] compressed = _compressing.GetAwaiter().GetResult();
        _compressing = null;
        _snapshot.Write(compressed, 0, compressed.Length);
        WriteLine(json =>
        {
            json.WriteNumber("offset", _offset);
            json.WriteNumber("length", compressed.Length);
            json.WriteNumber("rows", _compressingEntries!.Count);
        });
        foreach (StoredRow row in _compressingEntries!)
        {
            WriteLine(json =>
            {
                json.WriteString("id", row.Id);
                json.WriteString("hash", HexText.Write(row.Fingerprint));
                if (row.SerialNumber.Length > 0)
                    json.WriteString("serial", row.SerialNumber);
            });
        }
        _offset += compressed.Length;
        _compressingEntries = null;
    }

    private void WriteLine(Action<Utf8JsonWriter> members)
    {
        _indexLine.WriteStartObject();
        members(_indexLine);
        _indexLine.WriteEndObject();
        _indexLine.Flush();
        _indexLine.Reset();
        _indexLines.WriteByte((byte)'\n');
    }
}
