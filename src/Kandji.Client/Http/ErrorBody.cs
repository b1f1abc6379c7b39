using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kandji.Client.Http;

/// <summary>Finds the server's own words in the body of a failed answer, in every shape that the service uses.</summary>
internal static class ErrorBody
{
    private const int Longest = 600;

    /// <summary>Reads the words and the request id out of a body.</summary>
    public static (string? Words, string? RequestId) Read(ReadOnlySpan<byte> body)
    {
        // Error bodies are small; what follows the first 64 KiB says nothing more to a person.
        if (body.Length > 65536)
            return (Shorten(Encoding.UTF8.GetString(body.Slice(0, 2048).ToArray())), null);
        string text = Encoding.UTF8.GetString(body.ToArray()).Trim();
        if (text.Length == 0)
            return (null, null);
        if (text[0] is '{' or '[' or '"')
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(text);
                var words = new List<string>();
                string? requestId = null;
                Collect(document.RootElement, null, words, ref requestId);
                return (words.Count == 0 ? null : Shorten(string.Join(" ", words)), requestId);
            }
            catch (JsonException)
            {
                // Not JSON after all: whatever it is, show it as text.
            }
        }
        return (Shorten(text[0] == '<' ? FromHtml(text) : text), null);
    }

    private static void Collect(JsonElement element, string? field, List<string> words, ref string? requestId)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
            case JsonValueKind.Number:
                string text = element.ToString();
                if (text.Length > 0)
                    words.Add(field is null ? text : field + ": " + text);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                    Collect(item, field, words, ref requestId);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    if (property.Name is "request_id" or "requestId")
                        requestId = property.Value.ToString();
                    else
                        Collect(property.Value, IsEnvelope(property.Name) ? field : property.Name, words, ref requestId);
                }
                break;
        }
    }

    private static bool IsEnvelope(string name) =>
        name is "detail" or "details" or "error" or "errors" or "message" or "non_field_errors";

    private static string FromHtml(string html)
    {
        Match title = Regex.Match(html, "<title[^>]*>(.*?)</title>", RegexOptions.IgnoreCase | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        string text = title.Success ? title.Groups[1].Value : Regex.Replace(html, "<[^>]*>", " ", RegexOptions.None, TimeSpan.FromSeconds(1));
        return Regex.Replace(text, @"\s+", " ").Trim();
    }

    // Control characters are dropped so that an answer cannot steer the terminal it is shown in.
    private static string Shorten(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (char c in text)
        {
            if (clean.Length == Longest)
                return clean.Append('…').ToString();
            clean.Append(char.IsControl(c) ? ' ' : c);
        }
        return clean.ToString();
    }
}
