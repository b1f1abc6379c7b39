namespace Kandji.Automation.Plans.Apply;

/// <summary>The content of a journal.</summary>
/// <param name="Entries">Its lines after the first.</param>
/// <param name="LastHash">The hash of the last line; of a journal without lines that of the plan.</param>
/// <param name="Length">The length of its whole lines, in bytes.</param>
/// <param name="HasHalfLine">Indicates whether a line follows that a process that ended did not write to its end.</param>
internal sealed record JournalContent(IReadOnlyList<JournalEntry> Entries, string LastHash, long Length, bool HasHalfLine);
