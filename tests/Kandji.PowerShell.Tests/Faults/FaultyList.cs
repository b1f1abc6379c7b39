using System.Globalization;
using System.Text.Json.Nodes;
using System.Web;

namespace Kandji.PowerShell.Tests.Faults;

/// <summary>A list of rows that are made up, answered in one style of paging, with one fault.</summary>
internal sealed class FaultyList(
    ListStyle style, string? under, string key, bool keyIsNumber, ListFault fault, bool always, int count, int size)
{
    private readonly Lock _gate = new();
    private readonly List<int> _rows = [.. Enumerable.Range(1, count)];
    private readonly HashSet<int> _hit = [];
    private int _requests;
    private int? _place;

    /// <summary>The texts of the key of every row that is there all the time.</summary>
    public IEnumerable<string> Stayed => Enumerable.Range(1, count).Where(row => _rows.Contains(row)).Select(GetText);

    /// <summary>Requests that were answered.</summary>
    public int Requests => _requests;

    /// <summary>Indicates whether the fault has happened to a page.</summary>
    public bool HasHappened => fault is < ListFault.FirstIsNothing or > ListFault.LastIsGone || _hit.Count > 0;

    private static bool IsPrism(ListStyle style) => style is >= ListStyle.PrismCursor and <= ListStyle.PrismUntold;

    private bool IsCursor => style is ListStyle.Cursor or ListStyle.PrismCursor or ListStyle.PrismCursorAlone;

    /// <summary>Answers a request.</summary>
    public (int Status, string? Body) Respond(RequestEntry request)
    {
        lock (_gate)
            return Page(request);
    }

    private (int Status, string? Body) Page(RequestEntry request)
    {
        _requests++;
        if (fault == ListFault.RowIsDeleted && _requests == 2)
            _rows.RemoveAt(4);
        if (fault == ListFault.RowIsAdded && _requests == 2)
            _rows.Insert(0, count + 1);

        var query = HttpUtility.ParseQueryString(request.Query);
        int? Number(string name) =>
            int.TryParse(query[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;
        int most = fault == ListFault.LimitIsLower || (fault == ListFault.LimitChanges && _requests > 1) ? size / 3 : size;
        int limit = style is ListStyle.Whole or ListStyle.WholeUnderKey ? int.MaxValue
            : Math.Max(1, Math.Min(most, Number("limit") ?? Number("size") ?? most));
        int from = (query["cursor"] ?? query["after"]) is { } cursor
            ? int.TryParse(cursor, CultureInfo.InvariantCulture, out int after) ? _rows.FindIndex(row => row == after) + 1 : 0
            : Number("page") is { } page ? (page - 1) * limit : Number("offset") ?? 0;
        if (fault == ListFault.PlaceIsIgnored)
            from = 0;
        if (style == ListStyle.Number && from > 0 && from >= _rows.Count)
            return (404, """{"detail":"Invalid page."}""");
        List<int> items = [.. _rows.Skip(from).Take(limit)];
        bool isFirst = from == 0, isLast = from > 0 && items.Count > 0 && from + limit >= _rows.Count, isMiddle = from > 0
            && from + limit < _rows.Count;
        bool goesOn = from + items.Count < _rows.Count && items.Count > 0;
        string? next = goesOn ? items[^1].ToString(CultureInfo.InvariantCulture) : null;

        ListFault happens = Happens(isFirst, isMiddle, isLast, from) ? fault : ListFault.None;
        switch (happens)
        {
            case ListFault.FirstIsNothing or ListFault.MiddleIsNothing:
                return (204, null);
            case ListFault.FirstIsNull or ListFault.MiddleIsNull:
                return (200, "null");
            case ListFault.FirstIsAnEmptyObject or ListFault.MiddleIsAnEmptyObject:
                return (200, "{}");
            case ListFault.FirstIsAnErrorObject or ListFault.MiddleIsAnErrorObject:
                return (200, """{"detail":"Something else went wrong."}""");
            case ListFault.MiddleIsText:
                return (200, "\"Something else went wrong.\"");
            case ListFault.LastIsGone:
                return (404, """{"detail":"Invalid page."}""");
            case ListFault.MiddleIsEmpty or ListFault.LastIsEmpty:
                items = [];
                break;
            case ListFault.MiddleIsShort:
                items = [.. items.Take((items.Count / 2) - 2)];
                break;
            case ListFault.MiddleRepeats or ListFault.LastRepeats:
                items = [.. _rows.Skip(Math.Max(0, from - limit)).Take(limit)];
                break;
        }
        JsonNode? rows = happens == ListFault.MiddleItemsAreNull ? null : new JsonArray([.. items.Select(Row)]);
        JsonNode envelope = style switch
        {
            ListStyle.Array or ListStyle.Whole => rows ?? new JsonArray(),
            ListStyle.WholeUnderKey => new JsonObject { [under!] = rows },
            ListStyle.Cursor => Named(new JsonObject { ["previous"] = null, ["results"] = rows }, "next", next),
            ListStyle.Total =>
                Counted(new JsonObject { ["page"] = Number("page") ?? 1, ["size"] = limit, ["results"] = rows }, "total", items.Count),
            ListStyle.Offset or ListStyle.Nested or ListStyle.Number =>
                Named(Counted(new JsonObject { ["previous"] = null, ["results"] = rows }, "count", items.Count), "next",
                    goesOn ? "https://northwind.kandji.invalid" + Link(query, from, limit) : null),
            ListStyle.PrismCursorAlone => Named(new JsonObject { ["data"] = rows }, "cursor", next),
            ListStyle.PrismCursor =>
                Named(Counted(new JsonObject { ["offset"] = null, ["limit"] = limit, ["data"] = rows }, "total", items.Count), "cursor",
                    next),
            ListStyle.PrismNullCursor =>
                Counted(new JsonObject { ["offset"] = from, ["limit"] = limit, ["data"] = rows, ["cursor"] = null }, "total", items.Count),
            ListStyle.PrismOffset =>
                Counted(new JsonObject { ["offset"] = from, ["limit"] = limit, ["data"] = rows }, "total", items.Count),
            _ => new JsonObject { ["offset"] = null, ["limit"] = limit, ["total"] = null, ["data"] = rows },
        };
        if (style == ListStyle.Nested)
            envelope = new JsonObject { ["device_id"] = KnownFleet.MacId, [under!] = envelope };
        return (200, envelope.ToJsonString());
    }

    private string Link(System.Collections.Specialized.NameValueCollection query, int from, int limit) => style == ListStyle.Number
        ? $"/?page={(from / limit) + 2}"
        : $"/?limit={limit}&offset={from + limit}";

    // The page that it happens to is the first of its kind that is asked for; once, or whenever it is asked for.
    private bool Happens(bool isFirst, bool isMiddle, bool isLast, int from)
    {
        string name = fault.ToString();
        bool isHere = name.StartsWith("First", StringComparison.Ordinal) ? isFirst
            : name.StartsWith("Middle", StringComparison.Ordinal) ? isMiddle
            : name.StartsWith("Last", StringComparison.Ordinal) && isLast;
        if (!isHere || (_place is { } place && place != from))
            return false;
        _place = from;
        return _hit.Add(from) || always;
    }

    private JsonObject Counted(JsonObject page, string name, int items)
    {
        switch (fault)
        {
            case ListFault.CountIsMissing:
                break;
            case ListFault.CountIsText:
                page[name] = "many";
                break;
            default:
                page[name] = fault switch
                {
                    ListFault.CountIsThePagesLength => items,
                    ListFault.CountIsZero => 0,
                    ListFault.CountIsNegative => -1,
                    ListFault.CountIsNull => null,
                    ListFault.CountIsTooHigh => _rows.Count + 5,
                    _ => _rows.Count,
                };
                break;
        }
        return page;
    }

    private JsonObject Named(JsonObject page, string name, string? next)
    {
        JsonNode? plain = next is null ? null : JsonValue.Create(next);
        if (fault == ListFault.NextIsMissing && next is not null)
            return page;
        page[name] = next is null && fault != ListFault.NextNeverEnds ? null : fault switch
        {
            ListFault.NextIsANumber when IsCursor => int.Parse(next!, CultureInfo.InvariantCulture),
            ListFault.NextIsANumber => 2,
            ListFault.NextIsAnObject => new JsonObject { ["cursor"] = next },
            ListFault.NextIsAnArray => new JsonArray(plain),
            ListFault.NextIsTrue => true,
            ListFault.NextNeverEnds when next is null =>
                IsCursor ? "more" + _requests : "https://northwind.kandji.invalid/?page=99&offset=9999",
            _ => plain,
        };
        return page;
    }

    private JsonNode Row(int row)
    {
        var json = new JsonObject { ["name"] = $"row {row}" };
        json[key] = keyIsNumber ? row : GetText(row);
        if (IsPrism(style) && key != "device_id")
            json["device_id"] = "a9000000-0000-4000-8000-000000000001";

        // Templates come in categories, of which these have one each.
        if (style == ListStyle.Offset && key == "id" && keyIsNumber)
            json["templates"] = new JsonArray(new JsonObject { ["id"] = row, ["name"] = $"row {row}" });
        return json;
    }

    private string GetText(int row) => keyIsNumber ? row.ToString(CultureInfo.InvariantCulture)
        : key == "cve_id" ? $"CVE-2026-{row:d5}"
        : $"aa000000-0000-4000-8000-{row:d12}";
}
