using System.Net;
using System.Text;
using System.Text.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Http;

/// <summary>Finds the server's own words in the body of a failed answer, in every shape that the service uses.</summary>
internal static class ErrorBody
{
    private const int MaxMessageLength = 600;
    private const int MaxRequestIdLength = 100;

    // Error bodies are small; what follows says nothing more to a person.
    private const int MaxBodyBytes = 65536;

    private static readonly string[] ProcessingKeys = ["detail", "error", "message"];
    private static readonly string[] ProcessingWords = ["process", "upload"];

    /// <summary>Reads the words and the request id out of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="redact">Takes out what nobody may see.</param>
    public static (string? Message, string? RequestId) Read(ReadOnlySpan<byte> body, Func<string, string> redact)
    {
        string text = Encoding.UTF8.GetString(body.Slice(0, Math.Min(body.Length, MaxBodyBytes)).ToArray())
            .Trim('\uFEFF', ' ', '\t', '\r', '\n');
        if (text is "" or "null" or "true" or "false")
            return (null, null);
        if (text[0] is '{' or '[' or '"')
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(text);
                var words = new List<string>();
                string? requestId = null;
                Collect(document.RootElement, null, words, ref requestId);
                return (words.Count == 0 ? null : Clean(redact(string.Join(" ", words)), MaxMessageLength),
                    requestId is null ? null : Clean(redact(requestId), MaxRequestIdLength));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Not JSON after all, or with strings that are none: whatever it is, show it as text.
            }
        }
        return (Clean(redact(text[0] == '<' ? FromHtml(text) : text), MaxMessageLength), null);
    }

    /// <summary>
    /// Returns whether a body says that an uploaded file is still being processed: JSON whose <c>detail</c>, <c>error</c> or
    /// <c>message</c>, or which itself, is a text about processing or uploading. A page, as a load balancer answers it, says nothing of the
    /// kind.
    /// </summary>
    /// <param name="body">The body of an answer.</param>
    public static bool SaysProcessing(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxBodyBytes)
            return false;
        string text = Encoding.UTF8.GetString(body.ToArray()).Trim('\uFEFF', ' ', '\t', '\r', '\n');
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return IsAboutProcessing(root);
            return ProcessingKeys.Any(key => root.TryGetProperty(key, out JsonElement value) && IsAboutProcessing(value));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or JSON with strings that are none, says nothing that is believed.
            return false;
        }
    }

    private static bool IsAboutProcessing(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { } words
        && ProcessingWords.Any(word => words.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

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

    // The title, or all text outside tags. By hand: a regular expression can be made to take minutes.
    private static string FromHtml(string html)
    {
        int title = html.IndexOf("<title", StringComparison.OrdinalIgnoreCase);
        int end = title < 0 ? -1 : html.IndexOf("</title", title, StringComparison.OrdinalIgnoreCase);
        var text = new StringBuilder();
        bool inTag = false;
        foreach (char c in end < 0 ? html : html.Substring(title, end - title))
        {
            inTag = c == '<' || (inTag && c != '>');
            bool isGap = inTag || c == '>' || char.IsWhiteSpace(c);
            if (!isGap)
                text.Append(c);
            else if (text.Length > 0 && text[text.Length - 1] != ' ')
                text.Append(' ');
        }
        return WebUtility.HtmlDecode(text.ToString()).Trim();
    }

    // An answer cannot steer the terminal that it is shown in.
    private static string Clean(string text, int longest)
    {
        var clean = new StringBuilder(PrintableText.Shorten(text, longest));
        for (int i = 0; i < clean.Length; i++)
            clean[i] = PrintableText.Steers(clean[i]) ? ' ' : clean[i];
        return clean.ToString();
    }
}
