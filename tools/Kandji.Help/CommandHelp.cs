namespace Kandji.Help;

/// <summary>Everything there is to say about a cmdlet, in the order in which help says it.</summary>
internal sealed record CommandHelp(Type Type, string Verb, string Noun)
{
    public string Name => Verb + "-" + Noun;

    public required IReadOnlyList<Paragraph> Synopsis { get; init; }

    public required IReadOnlyList<Paragraph> Description { get; init; }

    public required IReadOnlyList<SyntaxHelp> Syntax { get; init; }

    public required IReadOnlyList<ParameterHelp> Parameters { get; init; }

    public required IReadOnlyList<InputHelp> Inputs { get; init; }

    public required IReadOnlyList<OutputHelp> Outputs { get; init; }

    /// <summary>Why the cmdlet names no operation; null when it does.</summary>
    public required string? NoOperation { get; init; }

    public required IReadOnlyList<OperationHelp> Operations { get; init; }

    public required IReadOnlyList<ExampleHelp> Examples { get; init; }

    /// <summary>The names of related cmdlets and topics.</summary>
    public required IReadOnlyList<string> Related { get; init; }
}
