namespace Kandji.PowerShell.Health;

/// <summary>A value of a policy file, with the line that it is on.</summary>
internal sealed class PolicyNode
{
    private PolicyNode(int line) => Line = line;

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The text, number, boolean or null; null for a table or a list.</summary>
    public object? Value { get; private init; }

    /// <summary>The entries of a table, in the order of the file; null for what is none.</summary>
    public IReadOnlyList<PolicyEntry>? Table { get; private init; }

    /// <summary>The items of a list; null for what is none.</summary>
    public IReadOnlyList<PolicyNode>? List { get; private init; }

    /// <summary>The name of the value, for an error.</summary>
    public string Description => Table is not null ? "a table"
        : List is not null ? "a list"
        : Value switch { null => "$null", bool flag => flag ? "$true" : "$false", string text => $"'{text}'", var number => $"{number}" };

    /// <summary>Makes a value.</summary>
    public static PolicyNode FromValue(object? value, int line) => new(line) { Value = value };

    /// <summary>Makes a table.</summary>
    public static PolicyNode FromTable(IReadOnlyList<PolicyEntry> entries, int line) => new(line) { Table = entries };

    /// <summary>Makes a list.</summary>
    public static PolicyNode FromList(IReadOnlyList<PolicyNode> items, int line) => new(line) { List = items };
}
