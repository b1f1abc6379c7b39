using System.Collections;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kandji.Client.Http;
using Kandji.Client.Http.Files;
using Kandji.Client.Json;

namespace Kandji.PowerShell.Raw;

/// <summary>Makes the body of a request of what PowerShell people have: hashtables, objects, text, files.</summary>
internal static class RawBody
{
    private const string Form = "application/x-www-form-urlencoded";

    // Larger files are installers.
    private const int MaxTextBytes = 16 * 1024 * 1024;

    /// <summary>A body of an object: text and bytes as they are, anything else as JSON or as a url-encoded form.</summary>
    /// <exception cref="ArgumentException">It holds something that has no form there, or the content type is none.</exception>
    public static Func<HttpContent> Create(object value, string contentType)
    {
        MediaTypeHeaderValue type = ParseContentType(contentType);
        object? plain = Plain(value, 0);
        byte[] bytes = plain switch
        {
            string text => Encoding.UTF8.GetBytes(JsonText.RequireWhole(text)),
            byte[] raw => raw,
            IDictionary map when contentType.StartsWith(Form, StringComparison.OrdinalIgnoreCase) =>
                Encoding.ASCII.GetBytes(string.Join("&",
                Texts(map).Select(pair => ApiRequest.EscapeLong(pair.Key) + "=" + ApiRequest.EscapeLong(pair.Value)))),
            _ => JsonBody.ToUtf8(plain),
        };
        return () => new ByteArrayContent(bytes) { Headers = { ContentType = type } };
    }

    /// <summary>A body of a file, read while it is sent.</summary>
    /// <exception cref="ArgumentException">The content type is none.</exception>
    public static Func<HttpContent> FromFile(string path, string contentType)
    {
        MediaTypeHeaderValue type = ParseContentType(contentType);
        return () =>
            new StreamContent(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read)) { Headers = { ContentType = type } };
    }

    /// <summary>A multipart form; a value that is a file is sent as one.</summary>
    /// <exception cref="ArgumentException">It holds more than one file, or something that has no form as text.</exception>
    public static Func<HttpContent> FromForm(IDictionary form, System.Threading.CancellationToken cancellationToken)
    {
        var fields = new List<KeyValuePair<string, string>>();
        KeyValuePair<string, FileInfo>? file = null;
        foreach (KeyValuePair<string, object?> field in Values(form))
        {
            if (field.Value is not FileInfo found)
                fields.Add(new(field.Key, JsonText.RequireWhole(ToText(field.Key, field.Value))));
            else if (file is null)
                file = new(field.Key, found);
            else
                throw new ArgumentException("A form here carries one file; this one has several.");
        }
        if (file is not { } one)
            return () => new MultipartFileContent(fields);
        // Looked at anew: what Get-Item returned knows the length that the file had then.
        return () => new MultipartFileContent(
            fields, one.Key, one.Value.Name, () => one.Value.OpenRead(), new FileInfo(one.Value.FullName).Length, null, cancellationToken);
    }

    /// <summary>The pairs of a hashtable as text, each item of a list as a pair of its own.</summary>
    /// <exception cref="ArgumentException">It holds something that has no form as text.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Texts(IDictionary map) =>
        Values(map).Select(pair => new KeyValuePair<string, string>(pair.Key, ToText(pair.Key, pair.Value)));

    /// <summary>The names and values of a query.</summary>
    /// <exception cref="ArgumentException">A list is empty. Without the condition, the service would answer about everything.</exception>
    public static IEnumerable<KeyValuePair<string, string>> TextsOfQuery(IDictionary query)
    {
        foreach (DictionaryEntry entry in query)
        {
            if (Plain(entry.Value, 0) is IList { Count: 0 } and not byte[])
            {
                throw new ArgumentException(
                    $"The list of '{entry.Key}' in -Query is empty. Without that condition the service would answer about everything.");
            }
        }
        return Texts(query);
    }

    private static IEnumerable<KeyValuePair<string, object?>> Values(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            string key = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            object? value = Plain(entry.Value, 0);
            foreach (object? item in value is IList list and not byte[] ? list : new[] { value })
                yield return new(key, item);
        }
    }

    private static MediaTypeHeaderValue ParseContentType(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            ? type
            : throw new ArgumentException($"'{contentType}' is not a content type, as application/json is one.");

    /// <summary>
    /// All texts and numbers in a body with the key that each stands under, however deep, so that secrets among them are known.
    /// </summary>
    /// <param name="body">A hashtable, an object, or text that is JSON or a url-encoded form, also as bytes.</param>
    public static IEnumerable<KeyValuePair<string, string>> TextsIn(object? body)
    {
        if ((Plain(body, 0) is byte[] bytes ? Decode(bytes) : (Plain(body, 0) as string)?.TrimStart('\uFEFF')) is not { } text)
            return TextsUnder("", body);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return TextsUnder("", RawOutput.Create(document.RootElement)).ToArray();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return text.Split('&').Select(pair => pair.Split(['='], 2)).Where(pair => pair.Length == 2)
                .Select(pair => new KeyValuePair<string, string>(Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1])));
        }
    }

    /// <summary>All texts in a file that is a body, as far as it is one of text and not large.</summary>
    public static IEnumerable<KeyValuePair<string, string>> TextsInFile(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MaxTextBytes ? TextsIn(File.ReadAllBytes(path)) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing is sent of a file that cannot be read; the error comes when it is sent.
            return [];
        }
    }

    // Windows PowerShell writes a byte order mark, which no parser takes for a part of the text.
    private static string Decode(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static IEnumerable<KeyValuePair<string, string>> TextsUnder(string key, object? value) => Plain(value, 0) switch
    {
        IDictionary map => map.Cast<DictionaryEntry>().SelectMany(entry => TextsUnder((string)entry.Key, entry.Value)),
        IList list and not byte[] => list.Cast<object?>().SelectMany(item => TextsUnder(key, item)),
        null or bool => [],
        var other => FindText(other) is { } text ? [new(key, text)] : [],
    };

    private static string ToText(string key, object? value) => FindText(value) ?? throw new ArgumentException(
        $"The value of '{key}' is of type {value.Unwrap()!.GetType()}, which cannot be written as text.");

    // Null for what has no text of its own: what it calls itself is the name of its type.
    private static string? FindText(object? value) => Plain(value, 0) switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        DateTime time => ApiTime.Format(time),
        DateTimeOffset time => ApiTime.Format(time.UtcDateTime),
        IDictionary map => Encoding.UTF8.GetString(JsonBody.ToUtf8(map)),
        var other => other is string or IFormattable or Uri or char or Version or JsonElement
            ? Convert.ToString(other, CultureInfo.InvariantCulture)
            : null,
    };

    // Unwraps PSObject; custom objects become dictionaries in the order of their properties.
    private static object? Plain(object? value, int depth)
    {
        if (depth > 64)
            throw new ArgumentException("The body is nested more than 64 levels deep, or contains itself.");
        switch (value)
        {
            case PSObject { BaseObject: PSCustomObject } custom:
                var map = new List<KeyValuePair<string, object?>>();
                foreach (PSPropertyInfo property in custom.Properties)
                    map.Add(new(property.Name, Plain(property.Value, depth + 1)));
                return map.Count == 0 ? new Hashtable() : Ordered(map);
            case PSObject wrapped:
                return Plain(wrapped.BaseObject, depth);
            case SwitchParameter flag:
                return flag.IsPresent;
            case IDictionary dictionary:
                return Ordered(dictionary.Cast<DictionaryEntry>()
                    .Select(
                        entry => new KeyValuePair<string, object?>(
                            Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, Plain(entry.Value, depth + 1))));
            case byte[]:
                return value;
            case IList list:
                return list.Cast<object?>().Select(item => Plain(item, depth + 1)).ToArray();
            default:
                return value;
        }
    }

    private static System.Collections.Specialized.OrderedDictionary Ordered(IEnumerable<KeyValuePair<string, object?>> members)
    {
        var map = new System.Collections.Specialized.OrderedDictionary(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> member in members)
            map[member.Key] = member.Value;
        return map;
    }
}
