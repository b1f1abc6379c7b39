namespace Kandji.Help;

/// <summary>An example.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<Paragraph> Remarks);
