namespace Kandji.Help;

/// <summary>A property of an object that is written. <see cref="Members"/> are those of the object in it.</summary>
internal sealed record MemberHelp(string Name, string TypeName, IReadOnlyList<Paragraph> Description, IReadOnlyList<MemberHelp> Members);
