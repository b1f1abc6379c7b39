using System.Collections;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Kandji.Client.Json;

/// <summary>A JSON object to send, in the order in which its keys were added.</summary>
internal sealed class JsonBody : IEnumerable
{
    private readonly List<KeyValuePair<string, object?>> _members = new();

    /// <summary>The top-level keys.</summary>
    public IEnumerable<string> Keys => _members.Select(member => member.Key);

    /// <summary>The top-level keys whose values are text, with them.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts =>
        _members.Where(member => member.Value is string)
        .Select(member => new KeyValuePair<string, string>(member.Key, (string)member.Value!));

    /// <summary>Adds a key whose value is sent even when it is null.</summary>
    /// <exception cref="ArgumentException">The key was added before.</exception>
    public void Add(string key, object? value)
    {
        if (Keys.Contains(key))
            throw new ArgumentException($"The key '{key}' was added before.", nameof(key));
        _members.Add(new(key, value));
    }

    /// <summary>Adds a key unless the value is null.</summary>
    /// <returns>This body.</returns>
    public JsonBody AddIfGiven(string key, object? value)
    {
        if (value is not null)
            Add(key, value);
        return this;
    }

    /// <summary>Writes the object.</summary>
    public byte[] ToUtf8() => ToUtf8((object)_members);

    /// <summary>Writes any value made of strings, numbers, booleans, times, dictionaries and sequences.</summary>
    /// <exception cref="ArgumentException">It holds something that JSON has no form for.</exception>
    public static byte[] ToUtf8(object? value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(writer, value, 0);
        return stream.ToArray();
    }

    /// <summary>Makes the content of a request.</summary>
    public static HttpContent ToContent(byte[] utf8) =>
        new ByteArrayContent(utf8) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    IEnumerator IEnumerable.GetEnumerator() => _members.GetEnumerator();

    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        if (depth > 64)
            throw new ArgumentException("The body is nested more than 64 levels deep, or contains itself.");
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(JsonText.RequireWhole(text));
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ulong big:
                writer.WriteNumberValue(big);
                break;
            case double real:
                writer.WriteNumberValue(real);
                break;
            case float real:
                writer.WriteNumberValue(real);
                break;
            case decimal exact:
                writer.WriteNumberValue(exact);
                break;
            case DateTime time:
                writer.WriteStringValue(ApiTime.Format(time));
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(ApiTime.Format(time.UtcDateTime));
                break;
            case Guid or Uri or char or Version:
                writer.WriteStringValue(value.ToString());
                break;
            case Enum:
                writer.WriteStringValue(value.ToString());
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case JsonBody body:
                Write(writer, body._members, depth);
                break;
            case IEnumerable<KeyValuePair<string, object?>> map:
                writer.WriteStartObject();
                foreach (KeyValuePair<string, object?> member in map)
                {
                    writer.WritePropertyName(member.Key);
                    Write(writer, member.Value, depth + 1);
                }
                writer.WriteEndObject();
                break;
            case IDictionary map:
                writer.WriteStartObject();
                foreach (DictionaryEntry member in map)
                {
                    writer.WritePropertyName(Convert.ToString(member.Key, System.Globalization.CultureInfo.InvariantCulture)!);
                    Write(writer, member.Value, depth + 1);
                }
                writer.WriteEndObject();
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (object? item in items)
                    Write(writer, item, depth + 1);
                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"A value of type {value.GetType()} cannot be written as JSON.");
        }
    }
}
