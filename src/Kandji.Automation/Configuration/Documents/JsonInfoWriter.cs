using System.Globalization;
using System.Text;

namespace Kandji.Automation.Configuration.Documents;

/// <summary>Writes JSON in ASCII, indented by two, as the vendor's tool does.</summary>
internal sealed class JsonInfoWriter : InfoWriter
{
    /// <inheritdoc/>
    public override string Write(InfoMap map) => WriteValue(map, 0);

    /// <inheritdoc/>
    public override string WriteValue(object? value, int depth)
    {
        string inner = "\n" + new string(' ', (depth + 1) * 2), outer = "\n" + new string(' ', depth * 2);
        return value switch
        {
            InfoMap { Count: 0 } => "{}",
            InfoMap map => "{" + string.Join(",", map.Select(entry => inner + Quote(entry.Key) + ": " + WriteValue(entry.Value, depth + 1)))
                + outer + "}",
            string text => Quote(text),
            bool flag => flag ? "true" : "false",
            IReadOnlyCollection<object?> { Count: 0 } => "[]",
            IEnumerable<object?> items => "[" + string.Join(",", items.Select(item => inner + WriteValue(item, depth + 1))) + outer + "]",
            null => "null",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    /// <inheritdoc/>
    public override InfoEdit Insert(string text, InfoNode map, InfoEntry? before, string key, object value, int depth)
    {
        string written = Quote(key) + ": " + WriteValue(value, depth);
        if (map.Entries.Count == 0)
            return new InfoEdit(map.Start, map.End, "{" + written + "}");
        if (before is null)
        {
            InfoEntry first = map.Entries[0];
            return new InfoEdit(first.Start, first.Start, written + "," + text.Substring(map.Start + 1, first.Start - map.Start - 1));
        }
        // The white space before the entry that it follows stands before it too.
        int gap = before.Start;
        while (gap > map.Start + 1 && char.IsWhiteSpace(text[gap - 1]))
            gap--;
        return new InfoEdit(before.Value.End, before.Value.End, "," + text.Substring(gap, before.Start - gap) + written);
    }

    /// <inheritdoc/>
    public override InfoEdit Remove(string text, InfoNode map, InfoEntry entry)
    {
        if (Next(map, entry) is { } next)
            return new InfoEdit(entry.Start, next.Start, "");
        return new InfoEdit(Previous(map, entry)?.Value.End ?? entry.Start, entry.Value.End, "");
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            switch (c)
            {
                case '"':
                    quoted.Append("\\\"");
                    break;
                case '\\':
                    quoted.Append("\\\\");
                    break;
                case '\n':
                    quoted.Append("\\n");
                    break;
                case '\r':
                    quoted.Append("\\r");
                    break;
                case '\t':
                    quoted.Append("\\t");
                    break;
                case '\b':
                    quoted.Append("\\b");
                    break;
                case '\f':
                    quoted.Append("\\f");
                    break;
                case < ' ' or > '~' and not '\u007f':
                    quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    quoted.Append(c);
                    break;
            }
        }
        return quoted.Append('"').ToString();
    }
}
