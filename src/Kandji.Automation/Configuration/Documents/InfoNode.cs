namespace Kandji.Automation.Configuration.Documents;

/// <summary>A value of an info document, and where it stands: what is written back replaces exactly these characters.</summary>
/// <param name="type">The type.</param>
/// <param name="line">The line, from 1.</param>
/// <param name="start">The position of its first character.</param>
/// <param name="end">The position after its last character.</param>
internal sealed class InfoNode(InfoNodeType type, int line, int start, int end)
{
    /// <summary>The type.</summary>
    public InfoNodeType Type { get; } = type;

    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The position of its first character.</summary>
    public int Start { get; } = start;

    /// <summary>The position after its last character.</summary>
    public int End { get; } = end;

    /// <summary>The text of a scalar as it is written, without quotes.</summary>
    public string Text { get; init; } = "";

    /// <summary>Indicates whether YAML has it without quotes, so that its type is only a guess.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Indicates whether it is written between braces or brackets in YAML.</summary>
    public bool IsFlow { get; init; }

    /// <summary>The values of a list.</summary>
    public IReadOnlyList<InfoNode> Items { get; init; } = [];

    /// <summary>The keys and values of a map, each key once.</summary>
    public IReadOnlyList<InfoEntry> Entries { get; init; } = [];

    /// <summary>The entry of a key; null when there is none.</summary>
    public InfoEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    /// <summary>The value in the form that the writers take and that is compared.</summary>
    public object? ToValue() => Type switch
    {
        InfoNodeType.Null => null,
        InfoNodeType.Flag => string.Equals(Text, "true", StringComparison.OrdinalIgnoreCase),
        InfoNodeType.Number => InfoNumber.Parse(Text),
        InfoNodeType.List => Items.Select(item => item.ToValue()).ToList(),
        InfoNodeType.Map => new InfoMap(Entries.Select(entry => new KeyValuePair<string, object?>(entry.Key, entry.Value.ToValue()))),
        _ => Text,
    };
}
