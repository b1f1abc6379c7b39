namespace Kandji.PowerShell.Completion;

/// <summary>Something that Tab may complete to.</summary>
/// <param name="Value">The text that is put on the command line.</param>
/// <param name="Name">Another text that a person may type for it and sees beside it; null when there is none.</param>
/// <param name="Note">More about it, for the tooltip; null when there is nothing.</param>
internal sealed record Suggestion(string Value, string? Name = null, string? Note = null);
