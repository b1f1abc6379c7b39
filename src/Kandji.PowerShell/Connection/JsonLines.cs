using System.Text.Json;

namespace Kandji.PowerShell.Connection;

/// <summary>Finds the lines on which the values of a JSON text stand, which the parsed text does not tell.</summary>
internal static class JsonLines
{
    /// <summary>Finds the line of every value.</summary>
    /// <param name="utf8">The text, without a byte order mark.</param>
    /// <returns>The lines, from 1, by the values' JSON pointers: <c>/tenants/0/name</c>. That of the whole is empty.</returns>
    /// <exception cref="JsonException">
    /// The text is not JSON, holds a character that does not exist, or an object has a key twice. The exception tells the line, from 0.
    /// </exception>
    public static IReadOnlyDictionary<string, int> Find(byte[] utf8)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var containers = new Stack<Container>();
        var reader = new Utf8JsonReader(utf8);
        int line = 1;
        long counted = 0;
        while (reader.Read())
        {
            for (; counted < reader.TokenStartIndex; counted++)
            {
                if (utf8[counted] == '\n')
                    line++;
            }
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    string key = ReadText(ref reader, line);
                    Container holder = containers.Peek();
                    holder.Member = holder.Pointer + "/" + key.Replace("~", "~0").Replace("/", "~1");
                    if (lines.ContainsKey(holder.Member))
                        throw new JsonException($"The key '{key}' is there twice.", null, line - 1, null);
                    lines.Add(holder.Member, line);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    containers.Pop();
                    break;
                default:
                    if (reader.TokenType == JsonTokenType.String)
                        ReadText(ref reader, line);
                    string pointer = containers.Count == 0 ? "" : containers.Peek().NextPointer();
                    lines[pointer] = line;
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        containers.Push(new Container(pointer, reader.TokenType == JsonTokenType.StartArray));
                    break;
            }
        }
        return lines;
    }

    // JSON may hold half of a surrogate pair, which is not text.
    private static string ReadText(ref Utf8JsonReader reader, int line)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A text holds a character that does not exist.", null, line - 1, null, e);
        }
    }

    private sealed class Container(string pointer, bool isArray)
    {
        private int _count;

        public string Pointer { get; } = pointer;

        public string Member { get; set; } = "";

        public string NextPointer() => isArray ? $"{Pointer}/{_count++}" : Member;
    }
}
