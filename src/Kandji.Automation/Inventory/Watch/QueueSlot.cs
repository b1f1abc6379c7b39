namespace Kandji.Automation.Inventory.Watch;

/// <summary>Where a message of a queue is.</summary>
/// <param name="Id">The id of the message; empty for one that cannot be read.</param>
/// <param name="File">The number of the file.</param>
/// <param name="Offset">The position of its line.</param>
/// <param name="Length">The length of its line, with the line break.</param>
internal sealed record QueueSlot(string Id, long File, long Offset, int Length);
