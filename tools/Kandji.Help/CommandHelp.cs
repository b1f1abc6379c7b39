using System;
using System.Collections.Generic;

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

/// <summary>One way to call a cmdlet.</summary>
internal sealed record SyntaxHelp(string Name, bool IsDefault, IReadOnlyList<ParameterHelp> Parameters);

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

    public string TypeName => TypeNames.Of(Type);
}

/// <summary>A value that a parameter takes, and what it means where that is known.</summary>
internal sealed record AcceptedValue(string Value, IReadOnlyList<Paragraph> Description);

/// <summary>What can come from the pipeline.</summary>
internal sealed record InputHelp(string TypeName, IReadOnlyList<Paragraph> Description);

/// <summary>What goes to the pipeline.</summary>
internal sealed record OutputHelp(string TypeName, IReadOnlyList<Paragraph> Description, IReadOnlyList<MemberHelp> Members);

/// <summary>A property of an object that is written. <see cref="Members"/> are those of the object in it.</summary>
internal sealed record MemberHelp(string Name, string TypeName, IReadOnlyList<Paragraph> Description, IReadOnlyList<MemberHelp> Members);

/// <summary>An operation of the API that the cmdlet calls.</summary>
internal sealed record OperationHelp(string Operation, string Section, string Permission, string When);

/// <summary>An example.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<Paragraph> Remarks);

/// <summary>Types as people write them.</summary>
internal static class TypeNames
{
    public static string Of(Type type)
    {
        if (type.IsArray)
            return Of(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Of(inner);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 when !type.IsEnum => "Int32",
            TypeCode.Int64 when !type.IsEnum => "Int64",
            _ => type.Name.Split('`')[0],
        };
    }
}
