using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kandji.Simulator.Http;

/// <summary>The answer of a route. The body is kept in parts so that a page of stored rows needs no copy.</summary>
internal sealed class ApiResponse
{
    public const string JsonType = "application/json";

    // The service sends Unicode as it is, not as \u escapes.
    public static readonly JsonSerializerOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly byte[] Open = "["u8.ToArray();
    private static readonly byte[] Comma = ","u8.ToArray();
    private static readonly byte[] Close = "]"u8.ToArray();

    private ApiResponse(int status, string? contentType, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        Status = status;
        ContentType = contentType;
        Parts = parts;
    }

    public int Status { get; }

    public string? ContentType { get; }

    public IReadOnlyList<ReadOnlyMemory<byte>> Parts { get; }

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public static ApiResponse Empty(int status = 200) => new(status, null, []);

    public static ApiResponse Json(object? value, int status = 200) =>
        new(status, JsonType, [JsonSerializer.SerializeToUtf8Bytes(value, JsonOptions)]);

    public static ApiResponse Bytes(ReadOnlyMemory<byte> body, string? contentType = JsonType, int status = 200) =>
        new(status, contentType, [body]);

    public static ApiResponse Text(string body, string? contentType, int status = 200) =>
        new(status, contentType, [Encoding.UTF8.GetBytes(body)]);

    /// <summary>A JSON array of rows that are JSON already.</summary>
    public static ApiResponse Rows(ReadOnlySpan<byte[]> rows)
    {
        var parts = new List<ReadOnlyMemory<byte>>((rows.Length * 2) + 2) { Open };
        for (var i = 0; i < rows.Length; i++)
        {
            if (i > 0)
                parts.Add(Comma);
            parts.Add(rows[i]);
        }

        parts.Add(Close);
        return new(200, JsonType, parts);
    }

    public ApiResponse With(string header, string value)
    {
        Headers.Add(new(header, value));
        return this;
    }

    /// <summary>The answer in gzip, when the client takes that.</summary>
    public ApiResponse CompressedFor(string acceptEncoding)
    {
        if (Parts.Count == 0 || !acceptEncoding.Contains("gzip", StringComparison.OrdinalIgnoreCase))
            return this;
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            foreach (var part in Parts)
                gzip.Write(part.Span);
        }

        var apiResponse = Bytes(compressed.ToArray(), ContentType, Status);
        apiResponse.Headers.AddRange(Headers);
        return apiResponse.With("Content-Encoding", "gzip");
    }

    public byte[] Body()
    {
        var length = 0;
        foreach (var part in Parts)
            length += part.Length;
        var body = new byte[length];
        var at = 0;
        foreach (var part in Parts)
        {
            part.Span.CopyTo(body.AsSpan(at));
            at += part.Length;
        }

        return body;
    }
}
