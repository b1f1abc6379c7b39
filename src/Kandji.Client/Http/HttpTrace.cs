using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Http;

/// <summary>
/// Requests and answers as text for <c>-Debug</c>, with everything secret masked. A body is shown only as far as it can be read
/// as JSON or as a form, value by value, because only then is it known which value a key's is; of any other only the size is told.
/// </summary>
internal static class HttpTrace
{
    private const int MaxLength = 4000;
    private const string Mask = "***";

    // Keys whose values are secrets, or hold them, in bodies sent and received: compared without case and separators. The
    // scripts and profiles that administrators wrote often hold secrets of theirs.
    private static readonly string[] SecretKeys =
    [
        "pin", "key", "policy", "signature", "posturl", "signedurl", "fileurl", "appicon", "url", "phonenumber", "profile",
        "enrollmentcode", "enrollmentcodecode",
    ];

    private static readonly string[] SecretParts =
    [
        "password", "passcode", "secret", "token", "recovery", "filevaultkey", "bypasscode", "albc", "unlock", "xamz", "credential",
        "script",
    ];

    /// <summary>A request, before it is sent.</summary>
    /// <param name="message">The request.</param>
    /// <param name="redact">Takes out of a text the secrets that are known; called before the text is shortened.</param>
    public static async Task<string> FormatAsync(HttpRequestMessage message, Func<string, string> redact)
    {
        var text = new StringBuilder().Append(message.Method).Append(' ').Append(message.RequestUri).Append('\n');
        Append(text, message.Headers);
        if (message.Content is { } content)
        {
            Append(text, content.Headers);
            string? mediaType = content.Headers.ContentType?.MediaType;
            text.Append('\n').Append(mediaType switch
            {
                "application/json" => FormatJson(await content.ReadAsByteArrayAsync().ConfigureAwait(false), mediaType, redact),
                "application/x-www-form-urlencoded" => FormatForm(await content.ReadAsStringAsync().ConfigureAwait(false), redact),
                _ => $"({mediaType ?? "no body"})",
            });
        }
        return redact(text.ToString());
    }

    /// <summary>An answer, after it was read.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="redact">Takes out of a text the secrets that are known; called before the text is shortened.</param>
    public static string Format(ApiResponse response, Func<string, string> redact)
    {
        var text = new StringBuilder().Append(ReasonPhrase.WithNumber(response.Status)).Append('\n');
        Append(text, response.Headers);
        return redact(text.Append('\n').Append(FormatJson(response.Body.ToArray(), response.ContentType, redact)).ToString());
    }

    private static string FormatForm(string form, Func<string, string> redact) =>
        PrintableText.Shorten(redact(string.Join("&", form.Split('&').Select(FormatPair))), MaxLength);

    // A part without the name of a form field is something else that was sent as a form.
    private static string FormatPair(string pair)
    {
        int at = pair.IndexOf('=');
        string name = at < 0 ? "" : Uri.UnescapeDataString(pair.Substring(0, at));
        bool isName = name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '[' or ']');
        return !isName ? Mask : IsSecret(name) ? pair.Substring(0, at + 1) + Mask : pair;
    }

    private static string FormatJson(byte[] body, string? mediaType, Func<string, string> redact)
    {
        try
        {
            var reader = new Utf8JsonReader(JsonText.Prepare(body, body.Length));
            var text = new StringBuilder();
            Append(text, ref reader);
            return PrintableText.Shorten(redact(text.ToString()), MaxLength);
        }
        catch (JsonException)
        {
            return $"({body.Length} bytes of {mediaType ?? "no content type"}, not JSON)";
        }
    }

    private static void Append(StringBuilder text, ref Utf8JsonReader reader)
    {
        bool first = true;
        while (text.Length <= MaxLength && reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                text.Append(reader.TokenType == JsonTokenType.EndObject ? '}' : ']');
                first = false;
                continue;
            }
            if (!first)
                text.Append(',');
            first = false;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                text.Append('"').Append(name).Append("\":");
                reader.Read();
                if (IsSecret(name) && reader.TokenType is not (JsonTokenType.Null or JsonTokenType.True or JsonTokenType.False))
                {
                    reader.Skip();
                    text.Append(Mask);
                    continue;
                }
            }
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                case JsonTokenType.StartArray:
                    text.Append(reader.TokenType == JsonTokenType.StartObject ? '{' : '[');
                    first = true;
                    break;
                case JsonTokenType.String:
                    text.Append('"').Append(reader.GetString()).Append('"');
                    break;
                default:
                    text.Append(Encoding.ASCII.GetString(reader.ValueSpan.ToArray()));
                    break;
            }
        }
    }

    /// <summary>Indicates whether a key's value is a secret, or may hold one.</summary>
    public static bool IsSecret(string key)
    {
        string plain = ApiName.ToPascalCase(key).ToLowerInvariant();
        return Array.IndexOf(SecretKeys, plain) >= 0
            || Array.Exists(SecretParts, part => plain.IndexOf(part, StringComparison.Ordinal) >= 0);
    }

    private static void Append(StringBuilder text, HttpHeaders headers)
    {
        foreach (var header in headers)
        {
            bool secret = header.Key.IndexOf("authorization", StringComparison.OrdinalIgnoreCase) >= 0
                || header.Key.IndexOf("cookie", StringComparison.OrdinalIgnoreCase) >= 0;
            string value = string.Join(", ", header.Value);
            if (header.Key.IndexOf("location", StringComparison.OrdinalIgnoreCase) >= 0)
                value = WithoutQuery(value);
            text.Append(header.Key).Append(": ").Append(secret ? Mask : value).Append('\n');
        }
    }

    // What is behind the path of an address may be the signature that opens it.
    private static string WithoutQuery(string address) =>
        address.IndexOfAny(['?', '#']) is var end and >= 0 ? address.Substring(0, end + 1) + Mask : address;
}
