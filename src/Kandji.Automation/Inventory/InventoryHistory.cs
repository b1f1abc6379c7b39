namespace Kandji.Automation.Inventory;

/// <summary>The states of a kind at earlier times, by going back from the last state through the journal.</summary>
/// <param name="store">The store.</param>
/// <param name="kind">The kind.</param>
/// <param name="state">The last state.</param>
internal sealed class InventoryHistory(InventoryStore store, InventoryKind kind, StoredState state)
{
    /// <summary>Reads the rows as they were at a time.</summary>
    /// <param name="at">The time, in UTC.</param>
    public IEnumerable<byte[]> ReadAt(DateTime at)
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
        using SnapshotReader reader = store.OpenSnapshot(state);
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
    public IEnumerable<(JournalFrame Frame, StoredChange Change)> Find(string value)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { value };
        Journal journal = store.GetJournal(kind);
        List<JournalFrame> frames = store.ReadFrames(kind, state);
        foreach (JournalFrame frame in frames)
        {
            foreach (StoredChange change in journal.Read(frame))
            {
                bool isSame = ids.Contains(change.ObjectId) || (change.PreviousId is { } previous && ids.Contains(previous))
                    || string.Equals(change.SerialNumber, value.Trim(), StringComparison.OrdinalIgnoreCase);
                if (!isSame)
                    continue;
                ids.Add(change.ObjectId);
                yield return (frame, change);
            }
        }
    }

    private static void Undo(StoredChange change, Dictionary<string, byte[]?> before)
    {
        bool wasThere = change.Change is InventoryChangeType.Changed or InventoryChangeType.Removed;
        if (!before.ContainsKey(change.ObjectId))
            before[change.ObjectId] = wasThere ? change.Previous : null;
        if (change is { ReplacesPrevious: true, PreviousId: { } previous } && !before.ContainsKey(previous))
            before[previous] = change.Previous;
    }
}
