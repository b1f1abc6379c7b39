using System.Text.Json;

namespace Kandji.Client.Raw;

/// <summary>One response of a read that may have several, and what it holds of a list.</summary>
public sealed class RawPage
{
    private static readonly string[] PagingKeys = ["next", "count", "total", "total_count", "page", "offset", "cursor"];

    internal RawPage(RawResponse response, bool isList)
    {
        Response = response;
        if (response.Json is not { } root)
            return;
        if (root.ValueKind == JsonValueKind.Array)
        {
            Items = root.EnumerateArray().ToList();
        }
        else if (FindEnvelope(root, isList) is { } envelope)
        {
            Envelope = envelope;
            Items = FindItems(envelope)!.Value.EnumerateArray().ToList();
        }
    }

    /// <summary>The response itself.</summary>
    public RawResponse Response { get; }

    /// <summary>The items of the list; null when the response is no list.</summary>
    public IReadOnlyList<JsonElement>? Items { get; internal set; }

    /// <summary>Indicates whether the page only told where the list ends, and is not given out.</summary>
    internal bool IsHidden { get; set; }

    /// <summary>The envelope of the items, without the members that refer to other pages; null for a bare array.</summary>
    internal JsonElement? Envelope { get; }

    // The envelope is the response, or the one object in it: {"device_id":…,"activity":{"count":…,"next":…,"results":[…]}}.
    private static JsonElement? FindEnvelope(JsonElement root, bool isList)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        if (IsEnvelope(root, isList))
            return root;
        JsonElement[] inner = root.EnumerateObject().Select(member => member.Value).Where(value => value.ValueKind == JsonValueKind.Object)
            .ToArray();
        return inner.Length == 1 && IsEnvelope(inner[0], isList) ? inner[0] : null;
    }

    // Of a path that is known to be a list, the items alone are a page.
    private static bool IsEnvelope(JsonElement element, bool isList) =>
        FindItems(element) is not null && (isList || PagingKeys.Any(key => element.TryGetProperty(key, out _)));

    private static JsonElement? FindItems(JsonElement element)
    {
        foreach (string key in new[] { "results", "data" })
        {
            if (element.TryGetProperty(key, out JsonElement items) && items.ValueKind == JsonValueKind.Array)
                return items;
        }
        return null;
    }
}
