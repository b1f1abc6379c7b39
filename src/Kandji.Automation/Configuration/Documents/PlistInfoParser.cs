using System.Xml;

namespace Kandji.Automation.Configuration.Documents;

/// <summary>Reads a property list in XML, and where in the text each value stands. Nothing outside the text is read.</summary>
internal sealed class PlistInfoParser : IInfoParser
{
    private const int MaxDepth = 64;

    /// <inheritdoc/>
    public InfoNode Parse(string text)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            reader.MoveToContent();
            if (reader.LocalName != "plist")
                throw new InfoSyntaxException($"This is not a property list: its root is '{reader.LocalName}'.", GetLine(reader));
            if (reader.IsEmptyElement)
                throw new InfoSyntaxException("The property list is empty.", GetLine(reader));
            reader.Read();
            reader.MoveToContent();
            InfoNode root = Read(reader, new LineStarts(text), MaxDepth);
            if (reader.NodeType != XmlNodeType.EndElement)
                throw new InfoSyntaxException("The property list holds more than one value.", GetLine(reader));
            while (reader.Read())
            {
                // Reads to the end; anything but white space is an error there.
            }
            return root;
        }
        catch (XmlException e)
        {
            throw new InfoSyntaxException("This is not a property list: " + e.Message, e.LineNumber, e);
        }
    }

    // Leaves the reader behind the value.
    private static InfoNode Read(XmlReader reader, LineStarts lines, int depth)
    {
        int line = GetLine(reader), start = lines.Position(reader) - 1;
        if (reader.NodeType != XmlNodeType.Element)
            throw new InfoSyntaxException("A value is missing.", line);
        if (depth == 0)
            throw new InfoSyntaxException("The property list is nested too deeply.", line);
        string name = reader.LocalName;
        switch (name)
        {
            case "dict":
                (List<InfoEntry> entries, int afterEntries) = ReadEntries(reader, lines, start, depth);
                return new InfoNode(InfoNodeType.Map, line, start, afterEntries) { Entries = entries };
            case "array":
                (List<InfoNode> items, int afterItems) = ReadItems(reader, lines, start, depth);
                return new InfoNode(InfoNodeType.List, line, start, afterItems) { Items = items };
            case "true" or "false":
                (string inner, int afterFlag) = ReadText(reader, lines, start);
                if (inner.Trim().Length > 0)
                    throw new InfoSyntaxException($"'{name}' holds a text.", line);
                return new InfoNode(InfoNodeType.Flag, line, start, afterFlag) { Text = name };
        }
        (string text, int end) = ReadText(reader, lines, start);
        return name switch
        {
            "string" => new InfoNode(InfoNodeType.Text, line, start, end) { Text = text },
            "date" => new InfoNode(InfoNodeType.Time, line, start, end) { Text = text.Trim() },
            "data" => new InfoNode(InfoNodeType.Data, line, start, end) { Text = text.Trim() },
            "integer" or "real" => new InfoNode(InfoNodeType.Number, line, start, end) { Text = RequireNumber(text.Trim(), line) },
            _ => throw new InfoSyntaxException($"A property list has no '{name}'.", line),
        };
    }

    private static (List<InfoEntry> Entries, int End) ReadEntries(XmlReader reader, LineStarts lines, int start, int depth)
    {
        var entries = new List<InfoEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (reader.IsEmptyElement)
            return (entries, Past(reader, lines, start));
        reader.Read();
        while (reader.MoveToContent() != XmlNodeType.EndElement)
        {
            int line = GetLine(reader), keyStart = lines.Position(reader) - 1;
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "key")
                throw new InfoSyntaxException("A key is missing.", line);
            (string key, _) = ReadText(reader, lines, keyStart);
            if (!keys.Add(key))
                throw new InfoSyntaxException($"The key '{key}' is there twice.", line);
            entries.Add(new InfoEntry(key, line, keyStart, Read(reader, lines, depth - 1)));
        }
        return (entries, Past(reader, lines, lines.Position(reader)));
    }

    private static (List<InfoNode> Items, int End) ReadItems(XmlReader reader, LineStarts lines, int start, int depth)
    {
        var items = new List<InfoNode>();
        if (reader.IsEmptyElement)
            return (items, Past(reader, lines, start));
        reader.Read();
        while (reader.MoveToContent() != XmlNodeType.EndElement)
            items.Add(Read(reader, lines, depth - 1));
        return (items, Past(reader, lines, lines.Position(reader)));
    }

    private static (string Text, int End) ReadText(XmlReader reader, LineStarts lines, int start)
    {
        if (reader.IsEmptyElement)
            return ("", Past(reader, lines, start));
        var text = new System.Text.StringBuilder();
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace
                or XmlNodeType.Whitespace))
                throw new InfoSyntaxException($"A text holds a '{reader.Name}'.", GetLine(reader));
            text.Append(reader.Value);
        }
        return (text.ToString(), Past(reader, lines, lines.Position(reader)));
    }

    // The position after the tag that the reader is at; moves the reader on.
    private static int Past(XmlReader reader, LineStarts lines, int from)
    {
        int end = lines.Text.IndexOf('>', from) + 1;
        reader.Read();
        reader.MoveToContent();
        return end;
    }

    private static string RequireNumber(string text, int line) =>
        double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _)
            ? text
            : throw new InfoSyntaxException($"'{text}' is not a number.", line);

    private static int GetLine(XmlReader reader) => ((IXmlLineInfo)reader).LineNumber;

    // Lines as the reader of XML counts them: they end with CR, LF or both.
    private sealed class LineStarts
    {
        private readonly List<int> _starts = [0];

        public LineStarts(string text)
        {
            Text = text;
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                    _starts.Add(i + 1);
            }
        }

        public string Text { get; }

        public int Position(XmlReader reader)
        {
            var info = (IXmlLineInfo)reader;
            return _starts[info.LineNumber - 1] + info.LinePosition - 1;
        }
    }
}
