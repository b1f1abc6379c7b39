namespace Kandji.Automation.Inventory.Watch;

/// <summary>The changes or events of one kind. A batch counts as given when the next batch is asked for.</summary>
/// <param name="entries">What happened, the oldest first; read from the disk while it is gone through.</param>
internal sealed class WatchBatch(IEnumerable<WatchEntry> entries)
{
    /// <summary>The changes or events, the oldest first.</summary>
    public IEnumerable<WatchEntry> Entries { get; } = entries;
}
