namespace Kandji.Help;

/// <summary>A type of objects that a command writes.</summary>
internal sealed record OutputHelp(string TypeName, IReadOnlyList<Paragraph> Description, IReadOnlyList<MemberHelp> Members);
