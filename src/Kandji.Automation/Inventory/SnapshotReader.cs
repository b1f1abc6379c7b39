namespace Kandji.Automation.Inventory;

/// <summary>Reads rows of a snapshot, by their number or all of them. A few blocks are kept, since rows come nearly in order.</summary>
internal sealed class SnapshotReader : IDisposable
{
    private const int KeptBlocks = 4;

    private readonly FileStream _stream;
    private readonly SnapshotIndex _index;
    private readonly List<(int Block, List<byte[]> Rows)> _kept = [];

    /// <summary>Opens a snapshot.</summary>
    /// <param name="stream">The file of the rows, which is closed with this.</param>
    /// <param name="index">The index.</param>
    public SnapshotReader(FileStream stream, SnapshotIndex index)
    {
        _stream = stream;
        _index = index;
    }

    /// <summary>The index.</summary>
    public SnapshotIndex Index => _index;

    /// <summary>Reads a row.</summary>
    public byte[] Read(int row) => GetBlock(row / SnapshotWriter.BlockSize)[row % SnapshotWriter.BlockSize];

    /// <summary>Reads all rows in their order.</summary>
    public IEnumerable<byte[]> ReadAll()
    {
        for (int block = 0; block < _index.Blocks.Count; block++)
        {
            foreach (byte[] row in ReadBlock(block))
                yield return row;
        }
    }

    /// <summary>Reads a block as it is in the file. May be called beside every other member.</summary>
    public byte[] ReadCompressed(int block)
    {
        byte[] compressed = new byte[_index.Blocks[block].Length];
        lock (_stream)
        {
            _stream.Position = _index.Blocks[block].Offset;
            for (int read = 0; read < compressed.Length;)
            {
                int more = _stream.Read(compressed, read, compressed.Length - read);
                if (more == 0)
                    throw new InvalidDataException("The snapshot is shorter than its index says.");
                read += more;
            }
        }
        return compressed;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private List<byte[]> GetBlock(int block)
    {
        int at = _kept.FindIndex(kept => kept.Block == block);
        (int Block, List<byte[]> Rows) found = at >= 0 ? _kept[at] : (block, ReadBlock(block));
        if (at >= 0)
            _kept.RemoveAt(at);
        else if (_kept.Count == KeptBlocks)
            _kept.RemoveAt(0);
        _kept.Add(found);
        return found.Rows;
    }

    private List<byte[]> ReadBlock(int block)
    {
        int count = _index.Blocks[block].Rows;
        var rows = new List<byte[]>(count);
        using var lines = new LineReader(new MemoryStream(ReadCompressed(block)));
        while (lines.Read() is { } line)
            rows.Add(line.ToArray());
        return rows.Count == count ? rows : throw new InvalidDataException("A block of the snapshot has another number of rows.");
    }
}
