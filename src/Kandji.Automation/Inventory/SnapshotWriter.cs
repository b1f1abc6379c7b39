using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kandji.Automation.Inventory;

/// <summary>
/// Writes the rows of a kind, a line of JSON each, in blocks that are compressed by themselves, and the index beside them. A block is
/// compressed and written while the next rows come. One with the same rows as the block at its place in the snapshot before is copied
/// from there.
/// </summary>
internal sealed class SnapshotWriter : IDisposable
{
    /// <summary>The number of rows in a block.</summary>
    internal const int BlockSize = 1000;

    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SnapshotReader? _before;
    private readonly NewStoreFile _snapshot;
    private readonly NewStoreFile _index;
    private readonly string _snapshotName;
    private readonly string _indexName;
    private readonly GZipStream _indexLines;
    private Block _block = new();
    private Block _last = new();
    private Task? _writing;
    private long _offset;
    private int _blocks;
    private int _count;

    /// <summary>Begins a snapshot.</summary>
    /// <param name="folder">The store.</param>
    /// <param name="snapshotName">The file of the rows.</param>
    /// <param name="indexName">The file of the index.</param>
    /// <param name="before">The snapshot before; null for the first.</param>
    public SnapshotWriter(StoreFolder folder, string snapshotName, string indexName, SnapshotReader? before)
    {
        _before = before;
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
    public void Add(StoredRow row)
    {
        _block.Add(row);
        _count++;
        if (_block.Count == BlockSize)
            EndBlock();
    }

    /// <summary>Ends both files.</summary>
    /// <param name="removed">What was removed in this run and before, and did not come back.</param>
    public (StoredFile Snapshot, StoredFile Index) Finish(IEnumerable<RemovedEntry> removed)
    {
        if (_block.Count > 0)
            EndBlock();
        WaitForBlock();
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
        // Whether it went well does not matter any more.
        if (_writing is not null)
            Task.WaitAny(_writing);
        _block.Dispose();
        _last.Dispose();
        _snapshot.Dispose();
        _index.Dispose();
    }

    private void EndBlock()
    {
        WaitForBlock();
        (_block, _last) = (_last, _block);
        _writing = Task.Run(WriteBlock);
    }

    private void WaitForBlock()
    {
        Task? writing = _writing;
        _writing = null;
        writing?.GetAwaiter().GetResult();
    }

    // Beside the reading of the next rows.
    private void WriteBlock()
    {
        bool isNew = _before is null || _blocks >= _before.Index.Blocks.Count;
        _last.Compress(isNew ? null : _before!.Index.Blocks[_blocks].Content);
        ArraySegment<byte> compressed = _last.IsAsBefore
            ? new ArraySegment<byte>(_before!.ReadCompressed(_blocks))
            : new ArraySegment<byte>(_last.Compressed.GetBuffer(), 0, (int)_last.Compressed.Length);
        _blocks++;
        _snapshot.Write(compressed.Array!, 0, compressed.Count);
        WriteIndex(lines =>
        {
            lines.Begin();
            lines.Json.WriteNumber("offset", _offset);
            lines.Json.WriteNumber("length", compressed.Count);
            lines.Json.WriteNumber("rows", _last.Count);
            lines.Json.WriteString("content", _last.Content);
            lines.End();
        });
        _last.Lines.CopyTo(_indexLines);
        _last.Clear();
        _offset += compressed.Count;
    }

    private void WriteIndex(Action<LineWriter> write)
    {
        using var lines = new LineWriter();
        write(lines);
        lines.CopyTo(_indexLines);
    }

    // Two of them take turns, so that their memory serves again.
    private sealed class Block : IDisposable
    {
        private readonly MemoryStream _text = new();
        private readonly List<(string Id, (ulong High, ulong Low) Fingerprint, string SerialNumber)> _rows = new(BlockSize);

        public int Count => _rows.Count;

        public MemoryStream Compressed { get; } = new();

        public LineWriter Lines { get; } = new();

        public string Content { get; private set; } = "";

        // What has not changed is not compressed again.
        public bool IsAsBefore { get; private set; }

        public void Add(StoredRow row)
        {
            _text.Write(row.Json, 0, row.Json.Length);
            _text.WriteByte((byte)'\n');
            _rows.Add((row.Id, row.Fingerprint, row.SerialNumber));
        }

        public void Compress(string? before)
        {
            using (var sha = SHA256.Create())
            {
                byte[] hash = sha.ComputeHash(_text.GetBuffer(), 0, (int)_text.Length);
                Content = HexText.Write(hash.AsSpan(0, hash.Length / 2).ToArray());
            }
            IsAsBefore = Content == before;
            if (!IsAsBefore)
            {
                using var gzip = new GZipStream(Compressed, CompressionLevel.Optimal, leaveOpen: true);
                gzip.Write(_text.GetBuffer(), 0, (int)_text.Length);
            }
            Span<byte> digits = stackalloc byte[HexText.FingerprintLength];
            foreach ((string id, (ulong High, ulong Low) fingerprint, string serialNumber) in _rows)
            {
                HexText.Write(fingerprint, digits);
                Lines.Begin();
                Lines.Json.WriteString("id"u8, id);
                Lines.Json.WriteString("hash"u8, digits);
                if (serialNumber.Length > 0)
                    Lines.Json.WriteString("serial"u8, serialNumber);
                Lines.End();
            }
        }

        public void Clear()
        {
            _text.SetLength(0);
            _rows.Clear();
            Compressed.SetLength(0);
            Lines.Clear();
        }

        public void Dispose()
        {
            _text.Dispose();
            Compressed.Dispose();
            Lines.Dispose();
        }
    }

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

        public void CopyTo(Stream target) => target.Write(_text.GetBuffer(), 0, (int)_text.Length);

        public void Clear() => _text.SetLength(0);

        public void Dispose()
        {
            Json.Dispose();
            _text.Dispose();
        }
    }
}
