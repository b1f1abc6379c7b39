using System;
using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Kandji.Client.Http;

/// <summary>An answer, read to its end. Holds a pooled buffer: dispose of it when the body has been parsed.</summary>
internal sealed class ApiResponse : IDisposable
{
    private byte[]? _buffer;
    private readonly int _length;

    public ApiResponse(HttpStatusCode status, HttpResponseHeaders headers, string? contentType, byte[] pooled, int length)
    {
        Status = status;
        Headers = headers;
        ContentType = contentType;
        _buffer = pooled;
        _length = length;
    }

    public HttpStatusCode Status { get; }

    public HttpResponseHeaders Headers { get; }

    public string? ContentType { get; }

    public ReadOnlySpan<byte> Body => _buffer.AsSpan(0, _length);

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>A reader placed on the first token of the body.</summary>
    /// <exception cref="JsonException">The body is empty, or does not begin as JSON does.</exception>
    public Utf8JsonReader ReadJson()
    {
        ReadOnlySpan<byte> body = Body;
        if (body.Length >= 3 && body[0] == 0xEF && body[1] == 0xBB && body[2] == 0xBF)
            body = body.Slice(3);
        if (body.IsEmpty)
            throw new JsonException("The body is empty.");
        var reader = new Utf8JsonReader(body);
        reader.Read();
        return reader;
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
