using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kandji.Automation.Configuration.Documents;

/// <summary>
/// Writes YAML: mappings indented by two, lists by two with a dash. A text that another reader could take for something else is quoted.
/// </summary>
internal sealed class YamlInfoWriter : InfoWriter
{
    // Texts that begin with a letter and have no character with a meaning of its own. The words are those of YAML 1.1, which others read.
    private static readonly Regex Plain = new("^[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./()-]+)*\\z", RegexOptions.CultureInvariant);
    private static readonly Regex Words = new(
        "^(?:true|false|yes|no|on|off|y|n|null)\\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // Ids and hashes are quoted, whether they begin with a letter or not.
    private static readonly Regex Hexadecimal = new("^[0-9a-fA-F-]{32,}\\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override string Write(InfoMap map) => map.Count == 0 ? "{}\n" : WriteValue(map, 0).TrimStart('\n') + "\n";

    /// <inheritdoc/>
    public override string WriteValue(object? value, int depth)
    {
        string indent = "\n" + new string(' ', depth * 2);
        return value switch
        {
            InfoMap { Count: 0 } => "{}",
            InfoMap map => string.Concat(map.Select(entry => indent + Entry(entry.Key, entry.Value, depth + 1))),
            string text => Quote(text),
            bool flag => flag ? "true" : "false",
            IReadOnlyCollection<object?> { Count: 0 } => "[]",
            IEnumerable<object?> items => string.Concat(items.Select(item => indent + "- " + Item(item, depth + 1))),
            null => "null",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    /// <inheritdoc/>
    public override InfoEdit Replace(string text, InfoEntry entry, object value, int depth)
    {
        InfoNode node = entry.Value;
        string written = IsInFlow(text, entry) ? InFlow(value) : WriteValue(value, depth);
        int start = node.Start;
        int end = TrimmedEnd(text, node);
        if (written.StartsWith("\n", StringComparison.Ordinal))
        {
            // A map or a list begins on the next line.
            while (start > 0 && text[start - 1] is ' ' or '\t' or '\n' or '\r')
                start--;
        }
        else
        {
            while (start > 0 && text[start - 1] is ' ' or '\t' or '\n' or '\r')
                start--;
            written = " " + written;
        }
        return new InfoEdit(start, Math.Max(start, end), written);
    }

    /// <inheritdoc/>
    public override InfoEdit Insert(string text, InfoNode map, InfoEntry? before, string key, object value, int depth)
    {
        if (map.Entries.Count == 0)
            return new InfoEdit(map.Start, map.End, InFlow(new InfoMap { { key, value } }));
        if (map.IsFlow)
        {
            string written = Quote(key) + ": " + InFlow(value);
            return before is null
                ? new InfoEdit(map.Entries[0].Start, map.Entries[0].Start, written + ", ")
                : new InfoEdit(before.Value.End, before.Value.End, ", " + written);
        }
        int column = map.Entries[0].Start - LineStart(text, map.Entries[0].Start);
        string line = new string(' ', column) + Entry(key, value, depth), lineBreak = text.Contains("\r\n") ? "\r\n" : "\n";
        if (before is null)
            return new InfoEdit(map.Entries[0].Start, map.Entries[0].Start, line.TrimStart(' ') + lineBreak + new string(' ', column));
        // After the line that the value ends on, so that a comment there stays where it is.
        int end = LineEnd(text, TrimmedEnd(text, before.Value));
        return end < text.Length ? new InfoEdit(end, end, lineBreak + line) : new InfoEdit(end, end, lineBreak + line + lineBreak);
    }

    /// <inheritdoc/>
    public override InfoEdit Remove(string text, InfoNode map, InfoEntry entry)
    {
        if (map.IsFlow)
        {
            return Next(map, entry) is { } next
                ? new InfoEdit(entry.Start, next.Start, "")
                : new InfoEdit(Previous(map, entry)?.Value.End ?? entry.Start, entry.Value.End, "");
        }
        int start = LineStart(text, entry.Start), end = LineEnd(text, TrimmedEnd(text, entry.Value));
        if (text.Substring(start, entry.Start - start).Trim().Length > 0)
        {
            // The first key of an item of a list stands behind its dash.
            return Next(map, entry) is { } next
                ? new InfoEdit(entry.Start, next.Start, "")
                : new InfoEdit(entry.Start, TrimmedEnd(text, entry.Value), "{}");
        }
        if (end < text.Length && text[end] == '\r')
            end++;
        if (end < text.Length && text[end] == '\n')
            end++;
        return new InfoEdit(start, end, "");
    }

    private string Entry(string key, object? value, int depth)
    {
        string written = WriteValue(value, depth);
        return Quote(key) + ":" + (written.StartsWith("\n", StringComparison.Ordinal) ? written : " " + written);
    }

    // The first line of a map stands behind the dash.
    private string Item(object? item, int depth)
    {
        string written = WriteValue(item, depth);
        return written.StartsWith("\n", StringComparison.Ordinal) ? written.TrimStart('\n').TrimStart(' ') : written;
    }

    private static string InFlow(object? value) => value switch
    {
        InfoMap map => "{" + string.Join(", ", map.Select(entry => Quote(entry.Key) + ": " + InFlow(entry.Value))) + "}",
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        IEnumerable<object?> items => "[" + string.Join(", ", items.Select(InFlow)) + "]",
        null => "null",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static bool IsInFlow(string text, InfoEntry entry)
    {
        int at = LineStart(text, entry.Start);
        return text.Substring(at, entry.Start - at).IndexOf('{') >= 0;
    }

    // The parser lets a block of lines end where the next key begins.
    private static int TrimmedEnd(string text, InfoNode node)
    {
        int end = Math.Min(node.End, text.Length);
        while (end > node.Start && text[end - 1] is ' ' or '\t' or '\n' or '\r')
            end--;
        return end;
    }

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private static int LineEnd(string text, int at)
    {
        int end = text.IndexOf('\n', at);
        if (end < 0)
            return text.Length;
        return end > at && text[end - 1] == '\r' ? end - 1 : end;
    }

    private static string Quote(string text)
    {
        if (Plain.IsMatch(text) && !Words.IsMatch(text) && !Hexadecimal.IsMatch(text))
            return text;
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    quoted.Append('\\').Append(c);
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
                default:
                    if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff')
                        quoted.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                    else
                        quoted.Append(c);
                    break;
            }
        }
        return quoted.Append('"').ToString();
    }
}
