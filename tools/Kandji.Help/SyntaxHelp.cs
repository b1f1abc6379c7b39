namespace Kandji.Help;

/// <summary>One way to call a cmdlet.</summary>
internal sealed record SyntaxHelp(string Name, bool IsDefault, IReadOnlyList<ParameterHelp> Parameters);
