namespace Kandji.Help;

/// <summary>What goes to the pipeline.</summary>
internal sealed record OutputHelp(string TypeName, IReadOnlyList<Paragraph> Description, IReadOnlyList<MemberHelp> Members);
