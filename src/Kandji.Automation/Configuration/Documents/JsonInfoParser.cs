using System.Text;
using System.Text.Json;

namespace Kandji.Automation.Configuration.Documents;

/// <summary>Reads JSON, and where in the text each value stands.</summary>
internal sealed class JsonInfoParser : IInfoParser
{
    private const int MaxDepth = 64;

    /// <inheritdoc/>
    public InfoNode Parse(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        var positions = new Utf8Positions(bytes);
        try
        {
            reader.Read();
            InfoNode root = Read(ref reader, positions);
            while (reader.Read())
            {
                // Reads white space to the end; anything else is an error there.
            }
            return root;
        }
        catch (JsonException e)
        {
            throw new InfoSyntaxException(
                "This is not JSON: " + e.Message.Split(new[] { " LineNumber:" }, StringSplitOptions.None)[0], (int)(e.LineNumber ?? 0)
                    + 1, e);
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair, which is a text in JSON and none in .NET.
            throw new InfoSyntaxException("A text holds a character that does not exist: " + e.Message, positions.Line, e);
        }
    }

    private static InfoNode Read(ref Utf8JsonReader reader, Utf8Positions positions)
    {
        int start = positions.CharAt((int)reader.TokenStartIndex), line = positions.Line;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                List<InfoEntry> entries = ReadEntries(ref reader, positions);
                return new InfoNode(InfoNodeType.Map, line, start, positions.CharAt((int)reader.BytesConsumed)) { Entries = entries };
            case JsonTokenType.StartArray:
                var items = new List<InfoNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(ref reader, positions));
                return new InfoNode(InfoNodeType.List, line, start, positions.CharAt((int)reader.BytesConsumed)) { Items = items };
            default:
                (InfoNodeType type, string text) = reader.TokenType switch
                {
                    JsonTokenType.String => (InfoNodeType.Text, reader.GetString()!),
                    JsonTokenType.True => (InfoNodeType.Flag, "true"),
                    JsonTokenType.False => (InfoNodeType.Flag, "false"),
                    JsonTokenType.Number => (InfoNodeType.Number, Encoding.UTF8.GetString(reader.ValueSpan.ToArray())),
                    _ => (InfoNodeType.Null, ""),
                };
                return new InfoNode(type, line, start, positions.CharAt((int)reader.BytesConsumed)) { Text = text };
        }
    }

    private static List<InfoEntry> ReadEntries(ref Utf8JsonReader reader, Utf8Positions positions)
    {
        var entries = new List<InfoEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string key = reader.GetString()!;
            int start = positions.CharAt((int)reader.TokenStartIndex), line = positions.Line;
            if (!keys.Add(key))
                throw new InfoSyntaxException($"The key '{key}' is there twice.", line);
            reader.Read();
            entries.Add(new InfoEntry(key, line, start, Read(ref reader, positions)));
        }
        return entries;
    }

    // Positions only grow, so that the text is counted once.
    private sealed class Utf8Positions(byte[] bytes)
    {
        private int _byte;
        private int _char;

        public int Line { get; private set; } = 1;

        public int CharAt(int index)
        {
            for (int i = _byte; i < index; i++)
            {
                if (bytes[i] == '\n')
                    Line++;
            }
            _char += Encoding.UTF8.GetCharCount(bytes, _byte, index - _byte);
            _byte = index;
            return _char;
        }
    }
}
