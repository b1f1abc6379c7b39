using System.Text.Json;

namespace Kandji.Automation.Inventory;

/// <summary>The index of a snapshot: which row has which id, its fingerprint, and where its block is; and what was removed.</summary>
internal sealed class SnapshotIndex
{
    private readonly Dictionary<string, int> _rows;
    private readonly List<string> _ids;
    private readonly List<(ulong High, ulong Low)> _fingerprints;
    private readonly List<string?> _serials;
    private readonly List<SnapshotBlock> _blocks = [];
    private readonly Dictionary<string, RemovedEntry> _removed = new(StringComparer.Ordinal);
    private Dictionary<string, int>? _bySerial;
    private Dictionary<string, RemovedEntry>? _removedBySerial;

    private SnapshotIndex(int count)
    {
        _rows = new(count, StringComparer.Ordinal);
        _ids = new(count);
        _fingerprints = new(count);
        _serials = new(count);
    }

    /// <summary>The number of rows.</summary>
    public int Count => _ids.Count;

    /// <summary>The blocks of the snapshot.</summary>
    public IReadOnlyList<SnapshotBlock> Blocks => _blocks;

    /// <summary>The removed things.</summary>
    public IReadOnlyDictionary<string, RemovedEntry> Removed => _removed;

    /// <summary>Reads an index.</summary>
    /// <param name="compressed">The file.</param>
    /// <param name="count">The number of rows.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static SnapshotIndex Read(Stream compressed, int count)
    {
        var index = new SnapshotIndex(count);
        using var lines = new LineReader(compressed);
        while (lines.Read() is { } line)
            index.ReadLine(line);
        return index;
    }

    /// <summary>The row of an id; -1 where there is none.</summary>
    public int Find(string id) => _rows.TryGetValue(id, out int row) ? row : -1;

    /// <summary>The row of a serial number; -1 where there is none.</summary>
    public int FindSerial(string serialNumber)
    {
        if (_bySerial is null)
        {
            _bySerial = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            for (int i = 0; i < _serials.Count; i++)
            {
                if (_serials[i] is { } serial)
                    _bySerial[serial] = i;
            }
        }
        return _bySerial.TryGetValue(serialNumber, out int row) ? row : -1;
    }

    /// <summary>The removed thing that had this serial number; null when there is none.</summary>
    public RemovedEntry? FindRemovedSerial(string serialNumber)
    {
        if (_removedBySerial is null)
        {
            _removedBySerial = new Dictionary<string, RemovedEntry>(StringComparer.OrdinalIgnoreCase);
            foreach (RemovedEntry entry in _removed.Values.Where(entry => entry.SerialNumber.Length > 0).OrderBy(entry => entry.Run))
                _removedBySerial[entry.SerialNumber] = entry;
        }
        return _removedBySerial.TryGetValue(serialNumber, out RemovedEntry? found) ? found : null;
    }

    /// <summary>The id of a row.</summary>
    public string GetId(int row) => _ids[row];

    /// <summary>The serial number of a row; null for none.</summary>
    public string? GetSerial(int row) => _serials[row];

    /// <summary>The fingerprint of a row.</summary>
    public (ulong High, ulong Low) GetFingerprint(int row) => _fingerprints[row];

    private void ReadLine(ArraySegment<byte> line)
    {
        var reader = new Utf8JsonReader(line.AsSpan());
        string? id = null, removed = null, serial = null, content = null;
        (ulong High, ulong Low) hash = default;
        long offset = -1, run = 0;
        int length = 0, rows = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Compared as bytes: there is a line for each row.
            if (Moves(ref reader, "id"u8))
                id = reader.GetString();
            else if (Moves(ref reader, "hash"u8))
                hash = HexText.ReadFingerprint(reader.ValueSpan);
            else if (Moves(ref reader, "serial"u8))
                serial = reader.GetString();
            else if (Moves(ref reader, "removed"u8))
                removed = reader.GetString();
            else if (Moves(ref reader, "run"u8))
                run = reader.GetInt64();
            else if (Moves(ref reader, "offset"u8))
                offset = reader.GetInt64();
            else if (Moves(ref reader, "length"u8))
                length = reader.GetInt32();
            else if (Moves(ref reader, "rows"u8))
                rows = reader.GetInt32();
            else if (Moves(ref reader, "content"u8))
                content = reader.GetString();
            else
                throw new InvalidDataException($"The index has the unknown member '{reader.GetString()}'.");
        }
        if (removed is not null)
        {
            _removed[removed] = new RemovedEntry(removed, serial ?? "", run);
        }
        else if (id is not null)
        {
            _rows[id] = _ids.Count;
            _ids.Add(id);
            _fingerprints.Add(hash);
            _serials.Add(serial);
        }
        else if (offset >= 0)
        {
            _blocks.Add(new SnapshotBlock(offset, length, rows, content ?? ""));
        }
        else
        {
            throw new InvalidDataException("The index has a line that names nothing.");
        }
    }

    // Moves to the value where this is the member's name.
    private static bool Moves(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();
}
