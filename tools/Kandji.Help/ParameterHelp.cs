namespace Kandji.Help;

/// <summary>A parameter, as it is in one parameter set or, where <see cref="Sets"/> has several, in all of them.</summary>
internal sealed record ParameterHelp(string Name, Type Type)
{
    public required IReadOnlyList<Paragraph> Description { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required IReadOnlyList<AcceptedValue> AcceptedValues { get; init; }

    /// <summary>Bounds, lengths and patterns in words; null when there are none.</summary>
    public required string? Limits { get; init; }

    public required string? Default { get; init; }

    public required bool IsMandatory { get; init; }

    /// <summary>From 0; null for a named parameter.</summary>
    public required int? Position { get; init; }

    public required bool FromPipeline { get; init; }

    public required bool FromPropertyName { get; init; }

    public required bool HasWildcards { get; init; }

    /// <summary>Takes everything that is left on the command line.</summary>
    public required bool TakesRest { get; init; }

    /// <summary>The names of the parameter sets that have it.</summary>
    public required IReadOnlyList<string> Sets { get; init; }

    /// <summary>For a parameter that is there only with values of another: which, as <c>-Action Lock</c>.</summary>
    public IReadOnlyList<string> OnlyWith { get; init; } = [];

    public bool IsSwitch => Type == typeof(System.Management.Automation.SwitchParameter);

    public string TypeName => TypeNames.Format(Type);
}
