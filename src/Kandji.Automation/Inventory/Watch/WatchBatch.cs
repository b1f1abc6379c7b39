namespace Kandji.Automation.Inventory.Watch;

/// <summary>What happened, of one kind. It counts as given when the next batch is asked for.</summary>
/// <param name="entries">What happened, the oldest first; read from the disk while it is gone through.</param>
internal sealed class WatchBatch(IEnumerable<WatchEntry> entries)
{
    /// <summary>What happened, the oldest first.</summary>
    public IEnumerable<WatchEntry> Entries { get; } = entries;
}
