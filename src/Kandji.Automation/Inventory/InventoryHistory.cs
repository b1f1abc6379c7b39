namespace Kandji.Automation.Inventory;

/// <summary>The states of a kind at earlier times, by going back from the last state through the journal.</summary>
/// <param name="store">The store.</param>
/// <param name="kind">The kind.</param>
/// <param name="state">The last state.</param>
internal sealed class InventoryHistory(InventoryStore store, InventoryKind kind, StoredState state)
{
    /// <summary>Reads the rows as they were at a time.</summary>
    /// <param name="at">The time, in UTC.</param>
    /// <param name="reader">The rows of the last state.</param>
    public IEnumerable<byte[]> ReadAt(DateTime at, SnapshotReader reader)
    {
        // Each thing as it was before its first change after that time; null where it was not there.
        var before = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        Journal journal = store.GetJournal(kind);
        if (at < state.AsOf)
        {
            foreach (JournalFrame frame in store.ReadFrames(kind, state).Where(frame => frame.At > at))
            {
                foreach (StoredChange change in journal.Read(frame))
                    Undo(change, before);
            }
        }
        int row = 0;
        foreach (byte[] now in reader.ReadAll())
        {
            string id = reader.Index.GetId(row++);
            if (!before.TryGetValue(id, out byte[]? earlier))
                yield return now;
            else if (earlier is not null)
                yield return earlier;
            before.Remove(id);
        }
        foreach (byte[] gone in before.Values.OfType<byte[]>())
            yield return gone;
    }

    /// <summary>Finds the changes of one thing, the oldest first. Through an enrollment under a new id it is the same thing.</summary>
    /// <param name="value">The serial number or the id.</param>
    /// <param name="ids">The ids under which the thing is known, which takes those that are found.</param>
    public IEnumerable<(JournalFrame Frame, StoredChange Change)> Find(string value, HashSet<string> ids)
    {
        Journal journal = store.GetJournal(kind);
        List<JournalFrame> frames = store.ReadFrames(kind, state);
        FindIds(frames.SelectMany(journal.Read), value, ids);
        foreach (JournalFrame frame in frames)
        {
            foreach (StoredChange change in journal.Read(frame))
            {
                if (ids.Contains(change.ObjectId) || HasSerialNumber(change, value))
                    yield return (frame, change);
            }
        }
    }

    // From one enrollment to the one before and to the next, whichever of them the value names.
    private static void FindIds(IEnumerable<StoredChange> changes, string value, HashSet<string> ids)
    {
        ids.Add(value);
        var links = new List<(string Id, string PreviousId)>();
        foreach (StoredChange change in changes)
        {
            if (HasSerialNumber(change, value))
                ids.Add(change.ObjectId);
            if (change.PreviousId is { } previous)
                links.Add((change.ObjectId, previous));
        }
        int known;
        do
        {
            known = ids.Count;
            foreach ((string id, string previousId) in links.Where(link => ids.Contains(link.Id) || ids.Contains(link.PreviousId)))
            {
                ids.Add(id);
                ids.Add(previousId);
            }
        }
        while (ids.Count > known);
    }

    private static bool HasSerialNumber(StoredChange change, string value) =>
        string.Equals(change.SerialNumber, value.Trim(), StringComparison.OrdinalIgnoreCase);

    private static void Undo(StoredChange change, Dictionary<string, byte[]?> before)
    {
        bool wasThere = change.Change is InventoryChangeType.Changed or InventoryChangeType.Removed;
        if (!before.ContainsKey(change.ObjectId))
            before[change.ObjectId] = wasThere ? change.Previous : null;
        if (change is { ReplacesPrevious: true, PreviousId: { } previous } && !before.ContainsKey(previous))
            before[previous] = change.Previous;
    }
}
