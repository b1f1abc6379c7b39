namespace Kandji.Help;

/// <summary>A piece of a paragraph.</summary>
/// <param name="Text">The text, with single spaces.</param>
/// <param name="IsCode">Indicates whether it is something to type or to read in code.</param>
internal sealed record Run(string Text, bool IsCode);
