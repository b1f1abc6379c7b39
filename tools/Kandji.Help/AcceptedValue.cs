namespace Kandji.Help;

/// <summary>A value that a parameter takes, and what it means where that is known.</summary>
internal sealed record AcceptedValue(string Value, IReadOnlyList<Paragraph> Description);
