using System.Net;
using System.Text;
using System.Text.Json;
using Kandji.Client.Http;

namespace Kandji.Client.Raw;

/// <summary>The answer of the service, unchanged.</summary>
public sealed class RawResponse
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private RawResponse(HttpStatusCode status, string? contentType, string text, JsonElement? json)
    {
        Status = status;
        ContentType = contentType;
        Text = text;
        Json = json;
    }

    /// <summary>The status, which is one of success.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The kind of the body: <c>application/json</c>; null when the service did not say.</summary>
    public string? ContentType { get; }

    /// <summary>The body; empty when there is none.</summary>
    public string Text { get; }

    /// <summary>The body as JSON; null when it is empty or something else.</summary>
    public JsonElement? Json { get; }

    internal static RawResponse Read(ApiResponse response)
    {
        // This API answers no pages for people: one comes from something in between.
        if (response.IsPage && response.ContentType?.IndexOf("html", StringComparison.OrdinalIgnoreCase) is null or >= 0)
            throw new FormatException("The answer is an HTML page.");
        string text = ReadText(response).TrimStart('\ufeff');
        bool isJson = response.ContentType?.IndexOf("json", StringComparison.OrdinalIgnoreCase) >= 0;
        if (text.Length == 0 || (!isJson && text[0] is not ('{' or '[')))
            return new RawResponse(response.Status, response.ContentType, text, null);
        JsonElement json = response.ReadElement();
        return new RawResponse(response.Status, response.ContentType, text, json);
    }

    // What is no text, a signed profile for one, would be written as one in which other characters stand for its bytes.
    private static string ReadText(ApiResponse response)
    {
        try
        {
            return StrictUtf8.GetString(response.Body.ToArray());
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("The answer is not text in UTF-8.");
        }
    }
}
