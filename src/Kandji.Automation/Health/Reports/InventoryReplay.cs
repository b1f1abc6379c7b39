using Kandji.Automation.Inventory;

namespace Kandji.Automation.Health.Reports;

/// <summary>
/// Counts the rows of an inventory at the time of each run, by going back from the last state through the changes once.
/// </summary>
/// <param name="store">The inventory.</param>
/// <param name="kind">The kind of the rows.</param>
/// <param name="read">Reads what a row counts for.</param>
internal sealed class InventoryReplay(InventoryStore store, InventoryKind kind, Func<byte[], string[]> read)
{
    private readonly Dictionary<string, string[]> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Returns the counts after each run that found changes, the last first, and those of the first run.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Time and counts. The counts are good until the next are read.</returns>
    public IEnumerable<(DateTime At, IReadOnlyDictionary<string, int> Counts)> ReadBackwards(CancellationToken cancellationToken)
    {
        if (store.Find(kind) is not { } state || store.GetBeginning(kind) is not { } beginning)
            yield break;
        using (SnapshotReader reader = store.OpenSnapshot(state))
        {
            int row = 0;
            foreach (byte[] json in reader.ReadAll())
                Put(reader.Index.GetId(row++), json);
        }
        DateTime last = state.AsOf;
        yield return (last, _counts);
        Journal journal = store.GetJournal(kind);
        List<JournalFrame> frames = store.ReadFrames(kind, state);
        for (int i = frames.Count - 1; i >= 0 && frames[i].At > beginning; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (frames[i].At < last)
                yield return (last = frames[i].At, _counts);
            Undo(journal.Read(frames[i]));
        }
        if (beginning < last)
            yield return (beginning, _counts);
    }

    // Several changes of one thing in a run are of its properties, and each has the whole row.
    private void Undo(IEnumerable<StoredChange> changes)
    {
        var before = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (StoredChange change in changes)
        {
            bool wasThere = change.Change is InventoryChangeType.Changed or InventoryChangeType.Removed;
            if (!before.ContainsKey(change.ObjectId))
                before[change.ObjectId] = wasThere ? change.Previous : null;
            if (change is { ReplacesPrevious: true, PreviousId: { } previous } && !before.ContainsKey(previous))
                before[previous] = change.Previous;
        }
        foreach (KeyValuePair<string, byte[]?> thing in before)
            Put(thing.Key, thing.Value);
    }

    private void Put(string id, byte[]? json)
    {
        if (_rows.TryGetValue(id, out string[]? known))
        {
            Add(known, -1);
            _rows.Remove(id);
        }
        if (json is null)
            return;
        string[] keys = read(json);
        Add(keys, 1);
        _rows.Add(id, keys);
    }

    private void Add(string[] keys, int by)
    {
        foreach (string key in keys)
            _counts[key] = (_counts.TryGetValue(key, out int count) ? count : 0) + by;
    }
}
