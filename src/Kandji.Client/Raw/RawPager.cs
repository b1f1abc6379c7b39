using System.Globalization;
using System.Text;
using System.Text.Json;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.Client.Paging;

namespace Kandji.Client.Raw;

/// <summary>
/// Finds the next page of a list from the look of a page: a <c>next</c> or a <c>cursor</c> that is a URL, a bare cursor or a number, a
/// <c>total</c> beside a page's number or offset, or a bare array of as many items as were asked for. It never leaves the path that was
/// asked first. Once a list has begun, every page must be one of it, and the list is complete or ends with an error.
/// </summary>
internal sealed class RawPager
{
    private const int MaxPageSize = 300;
    private const int MostPagesWithoutNews = 3;

    private static readonly string[] PlaceNames = ["offset", "page", "cursor", "after"];

    private static readonly string[] NotFilters = [.. PlaceNames, "limit", "size", "ordering", "sort_by"];

    private readonly ApiOperation? _known;
    private readonly bool _isDeviceList;
    private readonly bool _isCursorList;
    private readonly bool _wholeAnswers;
    private readonly bool _beganInside;
    private readonly bool _isFiltered;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> _pages = new();
    private readonly HashSet<ulong> _items = new();

    // The ids of the items; null once a page has shown that different items share one.
    private CompactKeySet? _ids = new();
    private bool _hasLeftOut;
    private int _index = -1;
    private bool _isArray;
    private bool _isNumbered;
    private long? _size;
    private bool _isProbe;
    private bool _looksBeyond;
    private string? _followed;
    private bool _endWasNamed;
    private string? _last;
    private string? _joint;
    private long _read;
    private long _position;
    private long? _highest;
    private int _pagesWithoutNews;
    private int _longest;
    private int _shortestBetween = int.MaxValue;

    /// <summary>Begins a list.</summary>
    /// <param name="known">The operation that the path belongs to; null when the client knows none.</param>
    /// <param name="query">The query that was asked for; what the list needs beside it is added.</param>
    /// <param name="wholeAnswers">Indicates whether the answers are used as they came, so that pages must not overlap.</param>
    public RawPager(ApiOperation? known, List<KeyValuePair<string, string>> query, bool wholeAnswers = false)
    {
        _known = known;
        _isDeviceList = ReferenceEquals(known, DeviceOperations.List);
        _isCursorList = known?.Query.Contains("offset") == false && known.Query.Intersect(["cursor", "after"]).Any();
        _wholeAnswers = wholeAnswers;
        Query = query;
        _beganInside = PlaceNames.Any(name => Find(name) is not null);
        _isFiltered = query.Exists(pair => !NotFilters.Contains(pair.Key));
        if (known?.Query.Contains("limit") == true && Find("limit") is null)
            Set("limit", MaxPageSize);

        // The list without a count is the one that may shift unnoticed while it is read: it needs an order, and pages that overlap.
        if (_isDeviceList && Find("ordering") is null)
            Set("ordering", "device_id");
        if (_isDeviceList && !wholeAnswers && Number("limit") < 2)
            Set("limit", 2);
        _position = Number("offset") ?? 0;
        _asked.Add(Text());
    }

    /// <summary>The query of the page to ask for.</summary>
    public List<KeyValuePair<string, string>> Query { get; private set; }

    /// <summary>Indicates whether the path is one of a list that has pages.</summary>
    public bool IsKnownList => _known is not null && _known.Query.Intersect(NotFilters).Any();

    /// <summary>Indicates whether a page has come, so that "not found" speaks of a page and not of the list.</summary>
    public bool HasBegun => _index >= 0;

    /// <summary>Ends at a page that does not exist.</summary>
    /// <param name="request">The request that the page answers.</param>
    /// <returns>The error; null where the page was promised by nothing, and its absence is the end.</returns>
    public KandjiApiException? EndAtMissing(ApiRequest request) =>
        _isNumbered && _followed is null && !(_highest > _read) ? null : IncompleteListException.PageGone(request, _read);

    /// <summary>Turns to the next page.</summary>
    /// <param name="page">The page that came.</param>
    /// <param name="request">The request that the page answers, for errors.</param>
    /// <param name="error">Why the list cannot be read to its end; null when it can.</param>
    /// <returns>True if there is another page.</returns>
    public bool MoveNext(RawPage page, ApiRequest request, out KandjiApiException? error)
    {
        error = null;
        bool isFirst = ++_index == 0;
        if (page.Items is not { } items || (!isFirst && _isArray != page.Envelope is null))
        {
            if (!isFirst || (IsKnownList && !IsOneDevice(page)))
            {
                page.IsHidden = true;
                error = IncompleteListException.NoList(request, _read);
            }
            return false;
        }
        _isArray = page.Envelope is null;
        return _isArray ? AfterArray(page, items, request, out error)
            : AfterEnvelope(page, items, page.Envelope!.Value, request, out error);
    }

    // A filtered device list has been seen to answer with the one device.
    private bool IsOneDevice(RawPage page) =>
        _isDeviceList && _isFiltered && page.Response.Json is { ValueKind: JsonValueKind.Object } json
        && json.TryGetProperty("device_id", out JsonElement id) && id.ValueKind == JsonValueKind.String;

    private bool AfterArray(RawPage page, IReadOnlyList<JsonElement> items, ApiRequest request, out KandjiApiException? error)
    {
        error = null;
        int count = items.Count;
        if (_looksBeyond)
        {
            page.IsHidden = true;
            error = count == 0 ? null : IncompleteListException.HasGap(request, _read);
            return false;
        }
        bool overlaps = _index > 0 && (!_wholeAnswers || _isProbe);
        if (overlaps && (count == 0 || GetKey(items[0]) != _last))
        {
            page.IsHidden = true;
            error = IncompleteListException.DoesNotJoinOn(request, _read);
            return false;
        }
        if (_isProbe)
        {
            page.IsHidden = true;
            error = count == 1 ? null : IncompleteListException.HasGap(request, _read);
            return false;
        }
        if (overlaps)
            page.Items = items.Skip(1).ToList();
        if (count > 0 && IsRepeated(page.Items!))
        {
            page.IsHidden = true;
            error = IncompleteListException.Repeats(request, _read);
            return false;
        }
        _read += page.Items!.Count;
        _position += page.Items.Count;
        if (count > 0)
            _last = GetKey(items[count - 1]);

        // A page of as many items as were asked for is followed by another. More: the list is not paged.
        if (Number("limit") is not { } limit || limit == 0 || (_index == 0 && count > limit))
            return false;
        if (_index == 0 && count < limit)
        {
            if (!_isDeviceList || count % 10 != 0 || (count == 0 && _isFiltered))
                return false;
            _looksBeyond = count == 0;
        }
        if (overlaps && count == 1)
            return false;
        _isProbe = _wholeAnswers && count < limit && !_looksBeyond;
        bool overlapsNext = !_looksBeyond && (!_wholeAnswers || _isProbe);
        Set("offset", _looksBeyond ? _position + 1 : overlapsNext ? _position - 1 : _position);
        return true;
    }

    private bool AfterEnvelope(
        RawPage page, IReadOnlyList<JsonElement> items, JsonElement envelope, ApiRequest request, out KandjiApiException? error)
    {
        error = null;
        int count = items.Count;
        _highest = Highest(_highest, Value(envelope, "total"), Value(envelope, "count"), Value(envelope, "total_count"));
        if (count > 0 && IsRepeated(items))
        {
            page.IsHidden = true;

            // Where the end was named and an offset leads back to the beginning, it is not applied, and the end was the end.
            error = _endWasNamed && _index == 1 ? AtEnd(request) : IncompleteListException.Repeats(request, _read);
            return false;
        }
        if (_looksBeyond && count > 0)
        {
            page.IsHidden = true;
            error = IncompleteListException.HasGap(request, _read);
            return false;
        }

        // The last item of the page before comes first where nothing counts the list.
        if (_joint is { } joint)
        {
            _joint = null;
            if (count == 0 || Identify(items[0]) != joint)
            {
                page.IsHidden = true;
                error = IncompleteListException.DoesNotJoinOn(request, _read);
                return false;
            }
            page.Items = items = items.Skip(1).ToList();
            if (count == 1)
            {
                error = AtEnd(request);
                return false;
            }
        }

        // Where pages are numbered, those of another size begin elsewhere.
        long? size = Value(envelope, "size");
        if (_index > 0 && _isNumbered && size != _size)
        {
            page.IsHidden = true;
            error = IncompleteListException.HasGap(request, _read);
            return false;
        }
        _size = size;

        if (_ids is not null && ShareIds(items))
        {
            _ids = null;
            if (_hasLeftOut)
            {
                page.IsHidden = true;
                error = IncompleteListException.SharesIds(request, _read);
                return false;
            }
        }
        List<JsonElement> fresh = items.Where(IsFresh).ToList();
        page.Items = fresh;
        _read += fresh.Count;
        _position += items.Count;
        _longest = Math.Max(_longest, count);
        _pagesWithoutNews = fresh.Count > 0 ? 0 : _pagesWithoutNews + 1;
        if (_pagesWithoutNews == MostPagesWithoutNews || (fresh.Count == 0 && count > 0))
        {
            error = IncompleteListException.Repeats(request, _read);
            return false;
        }

        string name = envelope.TryGetProperty("next", out JsonElement next) || !envelope.TryGetProperty("cursor", out next) ? "next"
            : "cursor";
        bool isNamed = next.ValueKind is JsonValueKind.Number || (next.ValueKind == JsonValueKind.String && next.GetString()!.Length > 0);
        bool isEnd = next.ValueKind == JsonValueKind.Null || (next.ValueKind == JsonValueKind.String && !isNamed);
        if (isNamed && TakeLink(next.ToString(), name, envelope))
        {
            _followed = name;
            _shortestBetween = Math.Min(_shortestBetween, count);
            return Asks(request, out error);
        }
        bool isMissing = next.ValueKind == JsonValueKind.Undefined;
        if (isNamed || (!isEnd && (!isMissing || _followed is not null || _isCursorList)))
        {
            error = IncompleteListException.UnreadableNext(request, _read);
            return false;
        }
        if (isEnd && (name == "next" || _followed is not null))
        {
            // Some lists never name the next page: where a count says that there is more, it is asked for.
            if (_followed is null && count > 0 && !_beganInside && _highest > _read && _known?.Query.Contains("offset") == true)
            {
                Set("offset", _position);
                return Asks(request, out error);
            }
            error = AtEnd(request);
            return false;
        }
        _endWasNamed |= isEnd && _index == 0;
        if (!GoesOnByCount(envelope, items, count))
        {
            error = AtEnd(request);
            return false;
        }
        return Asks(request, out error);
    }

    // By page number or offset, for lists without a word about the next page. A full page, or one as long as a limit of the service's own
    // may be, is not believed to be the last only because a count says so.
    private bool GoesOnByCount(JsonElement envelope, IReadOnlyList<JsonElement> items, int count)
    {
        long? size = Value(envelope, "size") is > 0 and { } told ? told : null;
        long? full = size ?? Value(envelope, "limit") ?? Number("limit");
        bool isKnown = _highest > 0;
        if (count == 0)
        {
            if (_index == 0 || isKnown || _looksBeyond || size is not null || full is null)
                return false;
            _looksBeyond = true;
            Set("offset", _position + 1);
            return true;
        }
        bool isTold = size is not null || Value(envelope, "limit") is not null;
        bool mayBeFull = full is not null && (count >= full || (!isTold && count % 10 == 0));
        if (!(_highest > (_beganInside ? Place(envelope, size, count) : _read)) && !mayBeFull && (_index == 0 || isKnown || full is null))
            return false;
        _isNumbered = size is not null;
        if (_isNumbered)
        {
            Set("page", (Value(envelope, "page") ?? Number("page") ?? 1) + 1);
            return true;
        }
        if (!isKnown && !_wholeAnswers && count > 1)
            _joint = Identify(items[items.Count - 1]);
        Set("offset", (Value(envelope, "offset") ?? Number("offset") ?? 0) + count - (_joint is null ? 0 : 1));
        return true;
    }

    private long Place(JsonElement envelope, long? size, int count) => size is null
        ? (Value(envelope, "offset") ?? Number("offset") ?? 0) + count
        : (((Value(envelope, "page") ?? Number("page") ?? 1) - 1) * size.Value) + count;

    private KandjiApiException? AtEnd(ApiRequest request)
    {
        if (_beganInside)
            return null;
        if (_highest > _read)
            return IncompleteListException.EndedEarly(request, _read, _highest.Value);

        // A count that is more than a page holds is no length of a page, and was reached.
        return !_isFiltered && _shortestBetween < _longest && !(_highest > _longest) ? IncompleteListException.HasGap(request, _read)
            : null;
    }

    // A list that comes back to where it was does not get on.
    private bool Asks(ApiRequest request, out KandjiApiException? error)
    {
        error = _asked.Add(Text()) ? null : IncompleteListException.Repeats(request, _read);
        return error is null;
    }

    // Of a URL only the query is taken: it may name another host.
    private bool TakeLink(string link, string name, JsonElement envelope)
    {
        int mark = link.IndexOf('?');
        if (mark < 0)
        {
            if (link.IndexOf("://", StringComparison.Ordinal) >= 0)
                return false;
            bool isPage = name == "next" && Find("cursor") is null && Find("after") is null && _known?.Query.Contains("cursor") != true
                && (Find("page") is not null || _known?.Query.Contains("page") == true || Value(envelope, "page") is not null);
            Query = Query.Where(pair => pair.Key != "offset").ToList();
            Set(isPage ? "page" : _known?.Query.Contains("after") == true ? "after" : "cursor", link);
            return true;
        }
        List<KeyValuePair<string, string>> pairs = RawPath.ParseQuery(link.Substring(mark + 1).Split('#')[0].Replace("+", "%20"));
        foreach (KeyValuePair<string, string> pair in pairs)
            Set(pair.Key, pair.Value);
        return pairs.Count > 0;
    }

    private bool IsRepeated(IReadOnlyList<JsonElement> items)
    {
        ulong print = (ulong)items.Count;
        foreach (JsonElement item in items)
            print = (print * 31) + Print(item);
        return !_pages.Add(print);
    }

    // An item with an id that comes again is the same item, also when it has changed meanwhile: a device checks in. Rows without an id may
    // be equal and still be different.
    private bool IsFresh(JsonElement item)
    {
        string? id = FindId(item);
        if (!_items.Add(Print(item)) && id is not null)
            return false;
        if (id is null || _ids is null || _ids.Add(id))
            return true;
        _hasLeftOut = true;
        return false;
    }

    private static bool ShareIds(IReadOnlyList<JsonElement> items)
    {
        var prints = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (JsonElement item in items)
        {
            if (FindId(item) is not { } id)
                continue;
            ulong print = Print(item);
            if (prints.TryGetValue(id, out ulong other) && other != print)
                return true;
            prints[id] = print;
        }
        return false;
    }

    private static ulong Print(JsonElement item) => Fingerprint.From(Encoding.UTF8.GetBytes(item.GetRawText()));

    // What tells an item from others: its id, or all of it.
    private static string Identify(JsonElement item) => FindId(item) ?? item.GetRawText();

    // The uuid of a row about a device may be that of a profile, which other devices have, too.
    private static string? FindId(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && (item.TryGetProperty("id", out JsonElement id)
            || (item.TryGetProperty("uuid", out id) && !item.TryGetProperty("device_id", out _)))
        && id.ValueKind is JsonValueKind.String or JsonValueKind.Number
        && id.ToString() is { Length: > 0 } text ? text : null;

    // The part of an item that identifies it. The rest may change between two pages: a device checks in.
    private static string GetKey(JsonElement item)
    {
        foreach (string name in new[] { "device_id", "id", "uuid" })
        {
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement id)
                && id.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                return id.ToString();
            }
        }
        return item.GetRawText();
    }

    private static long? Highest(params long?[] values) => values.Max();

    private string? Find(string name) => Query.Where(pair => pair.Key == name).Select(pair => pair.Value).LastOrDefault();

    private long? Number(string name) =>
        long.TryParse(Find(name), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private void Set(string name, object value)
    {
        Query = Query.Where(pair => pair.Key != name).ToList();
        Query.Add(new(name, Convert.ToString(value, CultureInfo.InvariantCulture)!));
    }

    private string Text() =>
        string.Join("&", Query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "=" + pair.Value));

    private static long? Value(JsonElement envelope, string name) =>
        envelope.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out long number) ? number : null;
}
