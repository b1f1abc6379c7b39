namespace Kandji.Help;

/// <summary>What can come from the pipeline.</summary>
internal sealed record InputHelp(string TypeName, IReadOnlyList<Paragraph> Description);
