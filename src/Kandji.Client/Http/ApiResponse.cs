using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Http;

/// <summary>An answer, read to its end. Holds a pooled buffer: dispose of it when the body has been parsed.</summary>
internal sealed class ApiResponse(
    HttpStatusCode status, HttpResponseHeaders headers, string? contentType, byte[] pooled, int length) : IDisposable
{
    private byte[]? _buffer = pooled;

    public HttpStatusCode Status { get; } = status;

    public HttpResponseHeaders Headers { get; } = headers;

    public string? ContentType { get; } = contentType;

    /// <summary>The tenant that answered.</summary>
    public TenantIdentity? Origin { get; init; }

    /// <summary>
    /// Is cancelled when nobody wants what the answer holds any more: looked at between the items of a page, which may be huge.
    /// </summary>
    public CancellationToken Stop { get; set; }

    public ReadOnlySpan<byte> Body => _buffer.AsSpan(0, length);

    /// <summary>The body without its byte order mark: what <see cref="ReadJson"/> reads.</summary>
    public ReadOnlySpan<byte> Json => JsonText.SkipMark(Body);

    /// <summary>Indicates whether the objects that are read keep the JSON that they were read from.</summary>
    public bool KeepsSources { get; set; }

    /// <summary>Indicates whether the service did what was asked. A part (206) is never asked for, and is not all there is.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300 and not 206;

    /// <summary>Indicates whether the body is a page for people, HTML or XML, which this API never answers.</summary>
    public bool IsPage => JsonText.StartsWithTag(Body);

    /// <summary>A reader placed on the first token of the body.</summary>
    /// <exception cref="JsonException">The body is empty, is not UTF-8, or does not begin as JSON does.</exception>
    public JsonTokenReader ReadJson()
    {
        var reader = new JsonTokenReader(JsonText.Prepare(_buffer!, length));
        reader.Read();
        return reader;
    }

    /// <summary>All of the body.</summary>
    /// <exception cref="JsonException">The body is empty, is not UTF-8, or is not JSON from its beginning to its end.</exception>
    public JsonElement ReadElement()
    {
        JsonTokenReader reader = ReadJson();
        JsonElement element = reader.ParseValue();
        reader.RequireEnd();
        return element;
    }

    /// <summary>
    /// The kind of JSON in the body, in words: <c>a JSON array</c>; null when it is not JSON from its beginning to its end.
    /// </summary>
    public string? JsonKind
    {
        get
        {
            try
            {
                JsonTokenReader reader = ReadJson();
                string name = UnexpectedJsonException.GetName(reader.TokenType);
                while (reader.Read())
                {
                }
                return name.IndexOf(' ') is var blank and > 0 ? "a JSON" + name.Substring(blank) : "JSON " + name;
            }
            catch (JsonException)
            {
                // Empty, cut short, or something else altogether: that is the answer to the question.
                return null;
            }
        }
    }

    public void Dispose()
    {
        if (_buffer is { } pooled)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }
}
