using Kandji.Client.Audit;

namespace Kandji.Automation.Inventory;

/// <summary>How far the audit log was read: the time of the newest event, and the ids of those that are not much older.</summary>
internal sealed class AuditPosition
{
    /// <summary>The time of the newest event, in UTC, or of its reading where it is dated later; null before the first.</summary>
    public DateTime? Newest { get; set; }

    /// <summary>The events whose times lie within the overlap before the newest: their times, in UTC, by id.</summary>
    public SortedDictionary<string, DateTime> Seen { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The earliest time to read from; null for the beginning of the log.</summary>
    /// <param name="overlap">How much later than others an event may arrive.</param>
    public DateTime? GetStart(TimeSpan overlap) =>
        Newest is { } newest ? newest.Ticks > overlap.Ticks ? newest - overlap : DateTime.MinValue.ToUniversalTime() : null;

    /// <summary>
    /// Takes note of an event. One that is dated in the future does not move the position there: all that happens until then would be
    /// passed over.
    /// </summary>
    /// <param name="found">The event.</param>
    /// <param name="now">The service's time, in UTC.</param>
    /// <returns>False for one that was seen before.</returns>
    public bool Add(AuditEvent found, DateTime now)
    {
        string id = found.Id ?? "";
        DateTime at = found.OccurredAt?.ToUniversalTime() ?? Newest ?? DateTime.MinValue.ToUniversalTime();
        if (id.Length > 0 && Seen.ContainsKey(id))
            return false;
        if (id.Length > 0)
            Seen[id] = at;
        DateTime reached = at > now ? now : at;
        if (Newest is null || reached > Newest)
            Newest = reached;
        return true;
    }

    /// <summary>Forgets events that are older than the next read goes back.</summary>
    /// <param name="overlap">How much later than others an event may arrive.</param>
    public void Trim(TimeSpan overlap)
    {
        DateTime? start = GetStart(overlap);
        foreach (string id in Seen.Where(seen => seen.Value < start).Select(seen => seen.Key).ToList())
            Seen.Remove(id);
    }

    /// <summary>What was read up to this position, or up to another.</summary>
    /// <param name="other">The other, to which another run has read.</param>
    public AuditPosition Union(AuditPosition other)
    {
        (AuditPosition newer, AuditPosition older) = Nullable.Compare(Newest, other.Newest) > 0 ? (this, other) : (other, this);
        AuditPosition union = newer.Clone();
        foreach (KeyValuePair<string, DateTime> seen in older.Seen.Where(seen => !newer.IsBefore(seen.Value)))
            union.Seen[seen.Key] = seen.Value;
        return union;
    }

    /// <summary>Indicates whether everything up to another position was read up to this one.</summary>
    public bool Includes(AuditPosition other) => Nullable.Compare(Newest, other.Newest) >= 0
        && other.Seen.All(seen => Seen.ContainsKey(seen.Key) || IsBefore(seen.Value));

    // What is older than all that is kept was forgotten.
    private bool IsBefore(DateTime time) => Seen.Count > 0 && time < Seen.Values.Min();

    /// <summary>A copy.</summary>
    public AuditPosition Clone() => new() { Newest = Newest, Seen = new SortedDictionary<string, DateTime>(Seen, StringComparer.Ordinal) };
}
