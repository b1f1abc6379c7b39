using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Kandji.Simulator.Http;

/// <summary>One request as a route sees it: its body read, its token known, its path taken apart.</summary>
internal sealed class ApiRequest(
    TenantState state, RequestEntry entry, Route route, string[] segments, HttpRequest request, byte[] body, Uri baseAddress)
{
    private JsonDocument? _json;
    private Dictionary<string, string>? _form;
    private IReadOnlyList<FormPart>? _multipart;

    public TenantState State { get; } = state;

    public Uri BaseAddress { get; } = baseAddress;

    public DateTimeOffset Now => State.Clock.GetUtcNow();

    public string Path => entry.Path;

    /// <summary>The label of the token, for what the service writes down as the author.</summary>
    public string Author => entry.Token ?? "";

    public ReadOnlyMemory<byte> Body => body;

    /// <summary>Header of the request, or null.</summary>
    public string? Header(string name) => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>Part of the path, by the name it has in the route's template.</summary>
    public string Part(string name)
    {
        var at = Array.IndexOf(route.Segments, "{" + name + "}");
        return Uri.UnescapeDataString(segments[at]);
    }

    /// <summary>Parameter of the query; null when it is missing or empty, which the service treats alike.</summary>
    public string? Query(string name)
    {
        var value = request.Query[name];
        return value.Count == 0 || string.IsNullOrEmpty(value[^1]) ? null : value[^1];
    }

    public IEnumerable<(string Name, string Value)> QueryPairs() =>
        request.Query.SelectMany(p => p.Value, (p, value) => (p.Key, value ?? ""));

    public IReadOnlyList<string>? QueryList(string name) =>
        Query(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A number in the query; null when it is missing, invalid or negative.</summary>
    public int? QueryNumber(string name) =>
        int.TryParse(Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool? QueryFlag(string name) => Query(name)?.ToLowerInvariant() switch
    {
        null => null,
        "true" or "1" or "yes" => true,
        "false" or "0" or "no" => false,
        var other => throw ApiErrorException.Field(name, $"'{other}' is neither true nor false."),
    };

    /// <summary>The body as a JSON object; an empty body counts as <c>{}</c>.</summary>
    public JsonElement Json
    {
        get
        {
            try
            {
                _json ??= JsonDocument.Parse(body.Length == 0 ? "{}"u8.ToArray() : body);
            }
            catch (JsonException e)
            {
                throw ApiErrorException.BadRequest("JSON parse error - " + e.Message);
            }

            return _json.RootElement.ValueKind == JsonValueKind.Object
                ? _json.RootElement
                : throw ApiErrorException.Field("non_field_errors", "Invalid data. Expected a dictionary.");
        }
    }

    /// <summary>The url-encoded form in the body.</summary>
    public IReadOnlyDictionary<string, string> Form =>
        _form ??= QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(body)).ToDictionary(p => p.Key, p => p.Value.ToString());

    /// <summary>The parts of the multipart form in the body.</summary>
    public IReadOnlyList<FormPart> Multipart => _multipart ??= FormPart.Read(body, request.ContentType);

    public bool Has(string key) => Json.TryGetProperty(key, out _);

    /// <summary>A string of the body; null when the key is missing.</summary>
    public string? OptionalString(string key)
    {
        if (!Json.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw ApiErrorException.Field(key, "Not a valid string.");
    }

    public string RequiredString(string key)
    {
        var value = OptionalString(key) ?? throw ApiErrorException.Missing(key);
        return value.Length > 0 ? value : throw ApiErrorException.Field(key, "This field may not be blank.");
    }

    public bool? OptionalFlag(string key)
    {
        if (!Json.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw ApiErrorException.Field(key, "Must be a valid boolean."),
        };
    }

    public bool RequiredFlag(string key) => OptionalFlag(key) ?? throw ApiErrorException.Missing(key);
}
