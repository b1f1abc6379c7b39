using System.Globalization;
using System.Text.Json;
using Kandji.Automation.Configuration;
using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Automation.Inventory;

/// <summary>
/// Compares the list of a kind with the store while it is read, and makes it the new state. Until the list has come to its end nothing of
/// the store counts as changed. In memory are ids and fingerprints; rows are read back from the disk where a fingerprint differs.
/// </summary>
internal sealed class KindSync : IDisposable
{
    private readonly InventoryStore _store;
    private readonly InventoryKind _kind;
    private readonly SyncOptions _options;
    private readonly StoredState? _base;
    private readonly StoredState _next;
    private readonly SnapshotReader? _before;
    private readonly SnapshotWriter _writer;
    private readonly RowComparer _comparer;
    private readonly ColumnSet _columns = new();
    private readonly bool[] _seen;
    private readonly HashSet<string> _newIds = new(StringComparer.Ordinal);
    private readonly RowReader _reader;
    private readonly List<Newcomer> _newcomers = [];
    private readonly List<(int Change, IReadOnlyList<string> Absent)> _doubtful = [];
    private readonly HashSet<string> _back = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Dictionary<string, byte[]?>> _removedRows = [];
    private ChangeSpool _spool;

    /// <summary>Begins a run.</summary>
    /// <param name="store">The store, opened for a run.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="options">How to compare.</param>
    /// <param name="now">The time of the run.</param>
    public KindSync(InventoryStore store, InventoryKind kind, SyncOptions options, DateTimeOffset now)
    {
        _store = store;
        _kind = kind;
        _reader = new RowReader(kind);
        _options = options;
        _base = store.Find(kind);
        DateTime utc = now.UtcDateTime;
        _next = new StoredState
        {
            Run = (_base?.Run ?? 0) + 1,
            // A clock that was set back does not make a run earlier than the one before.
            AsOf = Later(new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc), _base?.AsOf),
            JournalLength = _base?.JournalLength ?? 0,
            JournalIndexLength = _base?.JournalIndexLength ?? 0,
            Pending = _base?.Pending.ConvertAll(run => run.Clone()) ?? [],
        };
        string name = string.Format(CultureInfo.InvariantCulture, "{0}.{1:D6}", kind.Name.ToLowerInvariant(), _next.Run);
        _before = _base is null ? null : store.OpenSnapshot(_base);
        _seen = new bool[_before?.Index.Count ?? 0];
        _comparer = new RowComparer(new HashSet<string>(_base?.Columns ?? [], StringComparer.Ordinal), kind.IsPart);
        SnapshotWriter? writer = null;
        try
        {
            _writer = writer = new SnapshotWriter(store.Folder, name + ".snapshot.gz", name + ".index.gz", _before);
            _spool = new ChangeSpool(store.Folder, kind.Name.ToLowerInvariant() + ".changes.part");
        }
        catch
        {
            // A disk that is full, as a rule: no file of this run is left open, or behind.
            writer?.Dispose();
            _before?.Dispose();
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>Compares the list as it comes, and commits what it found.</summary>
    /// <param name="list">The list.</param>
    /// <param name="progress">Is told how many rows have been read; null for nobody.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InventoryException">Too many things are missing, or a row has no id. The store is as it was.</exception>
    public async Task<SyncResult> RunAsync(IAsyncEnumerable<TenantObject> list, Action<int>? progress = null)
    {
        await foreach (TenantObject item in list.ConfigureAwait(false))
        {
            Add(item.ReceivedJson!);
            if (_writer.Count % SnapshotWriter.BlockSize == 0)
                progress?.Invoke(_writer.Count);
        }
        return Finish();
    }

    /// <summary>Compares a row.</summary>
    /// <param name="source">The row as it was received.</param>
    public void Add(byte[] source)
    {
        StoredRow row = _reader.Read(source);
        if (row.Id.Length == 0)
        {
            throw new InventoryException("KandjiInvalidResponse",
                $"The list of {ConfigurationKinds.Plural(_kind.Kind)} has a row without '{_kind.IdField}', so that it cannot be compared. "
                    + "Nothing was changed in the inventory.");
        }
        int known = _before?.Index.Find(row.Id) ?? -1;
        bool isRepeated = known >= 0 ? _seen[known] : !_newIds.Add(row.Id);
        if (isRepeated)
            return;
        _writer.Add(row);
        _columns.Add(row);
        if (known >= 0)
        {
            _seen[known] = true;
            if (_options.Full || _options.IncludeVolatile || _before!.Index.GetFingerprint(known) != row.Fingerprint)
                CompareRows(_before!.Read(known), row);
        }
        else if (!_kind.IsPart && _before is not null)
        {
            AddNew(row);
        }
        else if (!_kind.IsPart && !_options.Baseline)
        {
            Write(NewChange(InventoryChangeType.Added, row));
        }
    }

    /// <summary>Ends the comparison: the list is complete.</summary>
    /// <returns>What was found.</returns>
    public SyncResult Finish()
    {
        var gone = new HashSet<int>(Enumerable.Range(0, _seen.Length).Where(row => !_seen[row]));
        List<StoredChange> late = _newcomers.ConvertAll(newcomer => Judge(newcomer, gone));
        if (_kind.IsPart)
            gone.Clear();
        if (!_options.MaxRemoved.Allows(gone.Count, _seen.Length))
            throw TooManyRemoved(gone.Count);
        late.ForEach(Write);
        foreach (int row in gone.OrderBy(row => row))
            Write(Removal(row));

        List<string> vanished = _columns.FindVanished(_base?.Columns ?? []);
        List<string> newColumns = _base is null || _base.Count == 0 ? [] : Sort(_columns.Fields.Except(_base.Columns));
        DropDoubtful(vanished);
        _next.Columns = Sort(_columns.Fields.Union(_base?.Columns ?? []).Except(vanished));
        _next.Count = _writer.Count;
        (_next.Snapshot, _next.Index) = _writer.Finish(StillRemoved(gone));
        int changes = _spool.Count;
        if (changes > 0)
        {
            _store.GetJournal(_kind).Append(_next, _spool.Finish(), changes);
            _next.Pending.Add(new PendingRun { Run = _next.Run, Count = changes });
        }
        _store.Commit(_kind, _next);
        return new SyncResult { Count = _next.Count, Changes = changes, NewColumns = newColumns, VanishedColumns = vanished };
    }

    /// <summary>Takes away what was not committed.</summary>
    public void Dispose()
    {
        _spool.Dispose();
        _writer.Dispose();
        _before?.Dispose();
        _reader.Dispose();
    }

    private void CompareRows(byte[] before, StoredRow row)
    {
        using JsonDocument old = JsonDocument.Parse(before), now = JsonDocument.Parse(row.Json);
        foreach (RowDifference difference in _comparer.Compare(
            old.RootElement, now.RootElement, _options.IncludeVolatile ? [] : _kind.VolatileFields))
        {
            if (difference.Absent is { } absent)
                _doubtful.Add((_spool.Count, absent));
            StoredChange change = NewChange(InventoryChangeType.Changed, row);
            change.Field = difference.Field;
            change.Before = difference.Before;
            change.After = difference.After;
            change.Previous = before;
            Write(change);
        }
    }

    // Something with a new id. One that has the serial number of another has to wait for the end of the list: only then is it known
    // whether the other is gone.
    private void AddNew(StoredRow row)
    {
        SnapshotIndex index = _before!.Index;
        if (index.Removed.TryGetValue(row.Id, out RemovedEntry? removed))
        {
            _back.Add(row.Id);
            StoredChange change = NewChange(InventoryChangeType.Returned, row);
            change.Previous = FindRemoved(removed);
            Write(change);
        }
        else if (row.SerialNumber.Length > 0
            && (index.FindSerial(row.SerialNumber) >= 0 || index.FindRemovedSerial(row.SerialNumber) is not null))
        {
            _newcomers.Add(new Newcomer(row, index.FindSerial(row.SerialNumber)));
        }
        else
        {
            Write(NewChange(InventoryChangeType.Added, row));
        }
    }

    private StoredChange Judge(Newcomer newcomer, HashSet<int> gone)
    {
        StoredRow row = newcomer.Row;
        StoredChange change = NewChange(InventoryChangeType.Added, row);
        int old = newcomer.OldRow;
        if (old >= 0)
        {
            byte[] before = _before!.Read(old);
            bool isGone = gone.Remove(old);
            if (!isGone && (_seen[old] is false || !EnrolledLater(row.Json, before)))
                return change;
            change.PreviousId = _before.Index.GetId(old);
            change.ReplacesPrevious = isGone;
            change.Previous = before;
            if (isGone)
                newcomer.Replaced = true;
        }
        else
        {
            RemovedEntry removed = _before!.Index.FindRemovedSerial(row.SerialNumber)!;
            change.PreviousId = removed.Id;
            change.Previous = FindRemoved(removed);
        }
        change.Change = InventoryChangeType.Reenrolled;
        return change;
    }

    private bool EnrolledLater(byte[] row, byte[] before)
    {
        if (_kind.EnrolledField.Length == 0)
            return false;
        using JsonDocument now = JsonDocument.Parse(row), old = JsonDocument.Parse(before);
        return Enrolled(now) is { } later && (Enrolled(old) is not { } earlier || later > earlier);

        DateTime? Enrolled(JsonDocument document) =>
            document.RootElement.TryGetProperty(_kind.EnrolledField, out JsonElement value) && value.ValueKind == JsonValueKind.String
            && ApiTime.TryParse(System.Text.Encoding.UTF8.GetBytes(value.GetString()!), out DateTime time) ? time : null;
    }

    private StoredChange Removal(int row)
    {
        byte[] before = _before!.Read(row);
        StoredRow old = _reader.Read(before);
        StoredChange change = NewChange(InventoryChangeType.Removed, old);
        change.Object = null;
        change.Previous = before;
        return change;
    }

    private IEnumerable<RemovedEntry> StillRemoved(HashSet<int> gone)
    {
        if (_before is null)
            yield break;
        foreach (RemovedEntry entry in _before.Index.Removed.Values.Where(entry => !_back.Contains(entry.Id)))
            yield return entry;
        IEnumerable<int> replaced = _newcomers.Where(newcomer => newcomer.Replaced).Select(newcomer => newcomer.OldRow);
        foreach (int row in gone.Concat(replaced))
            yield return new RemovedEntry(_before.Index.GetId(row), _before.Index.GetSerial(row) ?? "", _next.Run);
    }

    // As it was when it was removed; null where the journal does not tell any more.
    private byte[]? FindRemoved(RemovedEntry removed)
    {
        if (!_removedRows.TryGetValue(removed.Run, out Dictionary<string, byte[]?>? rows))
            _removedRows[removed.Run] = rows = ReadRemoved(removed.Run);
        return rows.TryGetValue(removed.Id, out byte[]? row) ? row : null;
    }

    // Everything that a run removed, in one go: what was missing together often comes back together.
    private Dictionary<string, byte[]?> ReadRemoved(long run)
    {
        var rows = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        Journal journal = _store.GetJournal(_kind);
        JournalFrame? frame = journal.ReadFrames(_base!, null).Find(frame => frame.Run == run);
        if (frame is null || !journal.IsIntact(frame))
            return rows;
        foreach (StoredChange change in journal.Read(frame))
        {
            foreach (string? id in new[] { change.ObjectId, change.PreviousId })
            {
                if (id is not null && !rows.ContainsKey(id)
                    && _before!.Index.Removed.TryGetValue(id, out RemovedEntry? entry) && entry.Run == run)
                    rows[id] = change.Previous;
            }
        }
        return rows;
    }

    // Fields that no row has any more changed in none.
    private void DropDoubtful(List<string> vanished)
    {
        var columns = new HashSet<string>(vanished, StringComparer.Ordinal);
        var dropped = new HashSet<int>(_doubtful.Where(change => change.Absent.All(columns.Contains)).Select(change => change.Change));
        if (dropped.Count == 0)
            return;
        ChangeSpool all = _spool;
        _spool = all.Without(dropped);
        all.Dispose();
    }

    private StoredChange NewChange(InventoryChangeType change, StoredRow row) => new()
    {
        Change = change,
        ObjectId = row.Id,
        SerialNumber = row.SerialNumber.Length > 0 ? row.SerialNumber : null,
        Name = row.Name.Length > 0 ? row.Name : null,
        Object = row.Json,
    };

    private void Write(StoredChange change)
    {
        change.Identify(_store.Host, _kind.Name, _next.Run);
        _spool.Add(change);
    }

    private InventoryException TooManyRemoved(int missing)
    {
        string kinds = ConfigurationKinds.Plural(_kind.Kind);
        return new InventoryException("KandjiTooManyRemoved", string.Format(CultureInfo.CurrentCulture,
            "{0} of the {1} {2} in the inventory are missing from the list. Nothing was written, and the next run compares again. If they "
                + "were really removed, accept that once with -MaxRemoved 100%.", missing, _seen.Length, kinds));
    }

    private static List<string> Sort(IEnumerable<string> fields) => fields.OrderBy(field => field, StringComparer.Ordinal).ToList();

    private static DateTime Later(DateTime now, DateTime? before) => before > now ? before.Value : now;

    private sealed class Newcomer(StoredRow row, int oldRow)
    {
        public StoredRow Row { get; } = row;

        public int OldRow { get; } = oldRow;

        public bool Replaced { get; set; }
    }
}
