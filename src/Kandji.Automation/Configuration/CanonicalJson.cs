using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kandji.Automation.Configuration;

/// <summary>Writes a free-form value so that equal values are equal texts: the members of objects are sorted by name.</summary>
internal static class CanonicalJson
{
    /// <summary>The text of a value: dictionaries, lists, texts, numbers, switches.</summary>
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    private static void Write(object? value, StringBuilder text)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case JsonElement element:
                WriteElement(element, text);
                break;
            case string words:
                text.Append(JsonSerializer.Serialize(words));
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                WriteMembers(members.Select(member => (member.Key, (object?)member.Value)), text);
                break;
            case IEnumerable items:
                WriteItems(items.Cast<object?>(), text);
                break;
            case IFormattable number:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(JsonSerializer.Serialize(value.ToString()));
                break;
        }
    }

    private static void WriteElement(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteMembers(element.EnumerateObject().Select(member => (member.Name, (object?)member.Value)), text);
                break;
            case JsonValueKind.Array:
                WriteItems(element.EnumerateArray().Select(item => (object?)item), text);
                break;
            case JsonValueKind.String:
                Write(element.GetString(), text);
                break;
            case JsonValueKind.Undefined:
                text.Append("null");
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static void WriteMembers(IEnumerable<(string Name, object? Value)> members, StringBuilder text)
    {
        text.Append('{');
        int start = text.Length;
        foreach ((string name, object? value) in members.OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            if (text.Length > start)
                text.Append(',');
            text.Append(JsonSerializer.Serialize(name)).Append(':');
            Write(value, text);
        }
        text.Append('}');
    }

    private static void WriteItems(IEnumerable<object?> items, StringBuilder text)
    {
        text.Append('[');
        int start = text.Length;
        foreach (object? item in items)
        {
            if (text.Length > start)
                text.Append(',');
            Write(item, text);
        }
        text.Append(']');
    }
}
