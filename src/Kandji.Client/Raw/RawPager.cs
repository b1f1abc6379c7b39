using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Kandji.Client.Http;
using Kandji.Client.Paging;

namespace Kandji.Client.Raw;

/// <summary>
/// Finds the next page of a list from the look of a page: a <c>next</c> that is a URL or a bare cursor, a <c>total</c> beside a page's number or
/// offset, or a bare array of as many items as were asked for. It never leaves the path that was asked first.
/// </summary>
internal sealed class RawPager
{
    private const int LargestPage = 300;

    private readonly ApiOperation? _known;
    private readonly bool _beganInside;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private string? _firstOfLast;
    private long _read;

    /// <summary>Begins a list.</summary>
    /// <param name="known">The operation that the path belongs to; null when the client knows none.</param>
    /// <param name="query">The query that was asked for; what the list needs beside it is added.</param>
    public RawPager(ApiOperation? known, List<KeyValuePair<string, string>> query)
    {
        _known = known;
        Query = query;
        _beganInside = new[] { "offset", "page", "cursor", "after" }.Any(name => Find(name) is not null);
        if (known?.Query.Contains("limit") == true && Find("limit") is null)
            Set("limit", LargestPage);
        // The list without a count is the one that may shift unnoticed while it is read: it needs an order.
        if (ReferenceEquals(known, Devices.DeviceOperations.List) && Find("ordering") is null)
            Set("ordering", "device_id");
        _asked.Add(Text());
    }

    /// <summary>The query of the page to ask for.</summary>
    public List<KeyValuePair<string, string>> Query { get; private set; }

    /// <summary>Turns to the next page.</summary>
    /// <param name="page">The page that came.</param>
    /// <param name="request">What asked for it, for errors.</param>
    /// <param name="error">Why the list cannot be read to its end; null when it can.</param>
    /// <returns>Whether there is another page.</returns>
    public bool MoveNext(RawPage page, ApiRequest request, out KandjiApiException? error)
    {
        error = null;
        if (page.Items is not { } items)
            return false;
        _read += items.Count;
        bool goesOn = page.Envelope is { } envelope ? AfterEnvelope(envelope, items.Count, request, out error) : AfterArray(items.Count);
        if (!goesOn)
            return false;

        string? first = items.Count > 0 ? items[0].GetRawText() : null;
        if (!_asked.Add(Text()) || (first is not null && first == _firstOfLast))
        {
            error = Incomplete.Repeats(request, _read);
            return false;
        }
        _firstOfLast = first;
        return true;
    }

    private bool AfterArray(int count)
    {
        // More than were asked for: the list is not paged.
        if (Number("limit") is not { } limit || count != limit || count == 0)
            return false;
        Set("offset", (Number("offset") ?? 0) + count);
        return true;
    }

    private bool AfterEnvelope(JsonElement envelope, int count, ApiRequest request, out KandjiApiException? error)
    {
        error = null;
        bool namesNext = envelope.TryGetProperty("next", out JsonElement next);
        if (namesNext && next.ValueKind == JsonValueKind.String && next.GetString() is { Length: > 0 } link)
        {
            if (TakeLink(link))
                return true;
            error = Incomplete.UnreadableNext(request, _read);
            return false;
        }

        long? total = Value(envelope, "total") ?? Value(envelope, "count") ?? Value(envelope, "total_count");
        if (namesNext)
        {
            if (!_beganInside && total is { } promised && _read < promised)
                error = Incomplete.EndedEarly(request, _read, promised);
            return false;
        }

        long position;
        string name;
        long following;
        if (Value(envelope, "size") is { } size && size > 0)
        {
            long number = Value(envelope, "page") ?? Number("page") ?? 1;
            (position, name, following) = (((number - 1) * size) + count, "page", number + 1);
        }
        else
        {
            position = (Value(envelope, "offset") ?? Number("offset") ?? 0) + count;
            (name, following) = ("offset", position);
        }
        if (total is { } all)
        {
            if (position >= all)
                return false;
            if (count == 0)
            {
                error = Incomplete.EndedEarly(request, _read, all);
                return false;
            }
        }
        else if (count == 0 || count < (Value(envelope, "limit") ?? Number("limit") ?? long.MaxValue))
        {
            return false;
        }
        Set(name, following);
        return true;
    }

    // Of a URL only the query is taken: it may name another host.
    private bool TakeLink(string link)
    {
        int mark = link.IndexOf('?');
        if (mark < 0)
        {
            if (link.IndexOf("://", StringComparison.Ordinal) >= 0)
                return false;
            Set(_known?.Query.Contains("after") == true ? "after" : "cursor", link);
            return true;
        }
        List<KeyValuePair<string, string>> pairs = RawPath.ParseQuery(link.Substring(mark + 1).Split('#')[0].Replace("+", "%20"));
        foreach (KeyValuePair<string, string> pair in pairs)
            Set(pair.Key, pair.Value);
        return pairs.Count > 0;
    }

    private string? Find(string name) => Query.Where(pair => pair.Key == name).Select(pair => pair.Value).LastOrDefault();

    private long? Number(string name) =>
        long.TryParse(Find(name), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private void Set(string name, object value)
    {
        Query = Query.Where(pair => pair.Key != name).ToList();
        Query.Add(new(name, Convert.ToString(value, CultureInfo.InvariantCulture)!));
    }

    private string Text() => string.Join("&", Query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "=" + pair.Value));

    private static long? Value(JsonElement envelope, string name) =>
        envelope.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : null;
}
