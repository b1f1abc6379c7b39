namespace Kandji.Automation.Inventory;

/// <summary>A block of a snapshot: rows that are compressed together.</summary>
/// <param name="Offset">Where it begins in the file, in bytes.</param>
/// <param name="Length">Its length as it is compressed, in bytes.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Content">The first half of the SHA-256 of its rows, in hexadecimal: blocks with the same rows have it in common.</param>
internal sealed record SnapshotBlock(long Offset, int Length, int Rows, string Content);
