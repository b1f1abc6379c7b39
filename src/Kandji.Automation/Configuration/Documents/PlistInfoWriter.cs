using System.Globalization;
using System.Text;
using System.Xml;

namespace Kandji.Automation.Configuration.Documents;

/// <summary>Writes property lists in XML, indented by four blanks, as the vendor's tool does.</summary>
internal sealed class PlistInfoWriter : InfoWriter
{
    /// <summary>The text before the value.</summary>
    public const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
        + "<plist version=\"1.0\">\n";

    /// <summary>The text after the value.</summary>
    public const string Foot = "</plist>\n";

    /// <summary>How many blanks a level is indented by.</summary>
    public const int Indent = 4;

    /// <inheritdoc/>
    public override string Write(InfoMap map) => Head + WriteValue(map, 0) + "\n" + Foot;

    /// <inheritdoc/>
    public override string WriteValue(object? value, int depth)
    {
        string inner = "\n" + new string(' ', (depth + 1) * Indent), outer = "\n" + new string(' ', depth * Indent);
        return value switch
        {
            InfoMap { Count: 0 } => "<dict/>",
            InfoMap map => "<dict>" + string.Concat(map.Select(
                entry => inner + "<key>" + Escape(entry.Key) + "</key>" + inner + WriteValue(entry.Value, depth + 1))) + outer + "</dict>",
            string text => "<string>" + Escape(text) + "</string>",
            bool flag => flag ? "<true/>" : "<false/>",
            IReadOnlyCollection<object?> { Count: 0 } => "<array/>",
            // A property list has no null.
            IEnumerable<object?> items => "<array>"
                + string.Concat(items.Where(item => item is not null).Select(item => inner + WriteValue(item, depth + 1))) + outer
                    + "</array>",
            double or float or decimal => "<real>" + Convert.ToString(value, CultureInfo.InvariantCulture) + "</real>",
            _ => "<integer>" + Convert.ToString(value, CultureInfo.InvariantCulture) + "</integer>",
        };
    }

    /// <inheritdoc/>
    public override InfoEdit Replace(string text, InfoEntry entry, object value, int depth) =>
        value is string time && entry.Value.Type == InfoNodeType.Time && ConfigurationTime.Parse(time) is { } instant
            ? new InfoEdit(
                entry.Value.Start, entry.Value.End,
                "<date>" + instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) + "</date>")
            : base.Replace(text, entry, value, depth);

    /// <inheritdoc/>
    public override InfoEdit Insert(string text, InfoNode map, InfoEntry? before, string key, object value, int depth)
    {
        string written = WriteValue(value, depth), name = "<key>" + Escape(key) + "</key>";
        if (map.Entries.Count == 0)
            return new InfoEdit(map.Start, map.End, WriteValue(new InfoMap { { key, value } }, depth - 1));
        InfoEntry beside = before ?? map.Entries[0];
        int gap = beside.Start;
        while (gap > map.Start && char.IsWhiteSpace(text[gap - 1]))
            gap--;
        string space = text.Substring(gap, beside.Start - gap);
        return before is null
            ? new InfoEdit(beside.Start, beside.Start, name + space + written + space)
            : new InfoEdit(before.Value.End, before.Value.End, space + name + space + written);
    }

    /// <inheritdoc/>
    public override InfoEdit Remove(string text, InfoNode map, InfoEntry entry)
    {
        int start = entry.Start;
        while (start > map.Start && char.IsWhiteSpace(text[start - 1]))
            start--;
        return new InfoEdit(start, entry.Value.End, "");
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                escaped.Append(c).Append(text[++i]);
                continue;
            }
            if (!XmlConvert.IsXmlChar(c))
            {
                throw new InfoSyntaxException(string.Format(
                    CultureInfo.InvariantCulture, "A property list cannot hold the character U+{0:X4}. Write it as JSON.", (int)c));
            }
            switch (c)
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '\r':
                    // A reader of XML would make a line feed of it.
                    escaped.Append("&#13;");
                    break;
                default:
                    escaped.Append(c);
                    break;
            }
        }
        return escaped.ToString();
    }
}
