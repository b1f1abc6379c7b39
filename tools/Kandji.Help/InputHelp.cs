namespace Kandji.Help;

/// <summary>A type of objects that the pipeline can bring.</summary>
internal sealed record InputHelp(string TypeName, IReadOnlyList<Paragraph> Description);
