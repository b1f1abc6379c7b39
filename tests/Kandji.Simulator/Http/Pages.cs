using System.Globalization;
using System.Text;

namespace Kandji.Simulator.Http;

/// <summary>The styles of paging. Each style takes all rows that match and shows those of one page.</summary>
internal static class Pages
{
    /// <summary>The host in links that lead away from the API: nothing must be sent there.</summary>
    public const string WebHost = "https://northwind.kandji.invalid";

    /// <summary><c>{count,next,previous,results}</c> with <c>limit</c> and <c>offset</c>.</summary>
    public static object ByOffset<T>(ApiRequest apiRequest, IReadOnlyList<T> rows, int most, Func<T, object?> show)
    {
        var limit = Math.Clamp(apiRequest.QueryNumber("limit") ?? most, 1, most);
        var offset = Math.Min(apiRequest.QueryNumber("offset") ?? 0, rows.Count);
        return new
        {
            count = rows.Count,
            next = offset + limit < rows.Count ? Link(apiRequest, ("limit", Number(limit)), ("offset", Number(offset + limit))) : null,
            previous = offset > 0 ? Link(apiRequest, ("limit", Number(limit)), ("offset", Number(Math.Max(0, offset - limit)))) : null,
            results = rows.Skip(offset).Take(limit).Select(show).ToArray(),
        };
    }

    /// <summary><c>{count,next,previous,results}</c> with <c>page</c>.</summary>
    public static object ByNumber<T>(ApiRequest apiRequest, IReadOnlyList<T> rows, int size, Func<T, object?> show)
    {
        var page = apiRequest.QueryNumber("page") ?? 1;
        if (page < 1 || (page > 1 && (page - 1L) * size >= rows.Count))
            throw ApiErrorException.NotFound("Invalid page.");
        return new
        {
            count = rows.Count,
            next = page * size < rows.Count ? Link(apiRequest, ("page", Number(page + 1))) : null,
            previous = page > 1 ? Link(apiRequest, ("page", Number(page - 1))) : null,
            results = rows.Skip((page - 1) * size).Take(size).Select(show).ToArray(),
        };
    }

    /// <summary>
    /// <c>{next,previous,results}</c> with an opaque <c>cursor</c>. The cursor names the row it stands after, not a
    /// number, so that rows that go in the meantime make no gap.
    /// </summary>
    public static object ByCursor<T>(
        ApiRequest apiRequest, IReadOnlyList<T> rows, int size, Func<T, string> key, Func<T, object?> show, string parameter = "cursor")
    {
        var start = 0;
        if (apiRequest.Query(parameter) is { } cursor)
        {
            var (direction, at, after) = Decode(cursor);
            var found = IndexOf(rows, key, after);
            start = found < 0 ? Math.Min(at, rows.Count) : direction == 'n' ? found + 1 : Math.Max(0, found - size);
        }

        var end = Math.Min(rows.Count, start + size);
        return new
        {
            next = end < rows.Count ? CursorLink(apiRequest, parameter, Encode('n', end, key(rows[end - 1]))) : null,
            previous = start > 0 ? CursorLink(apiRequest, parameter, Encode('p', Math.Max(0, start - size), key(rows[start]))) : null,
            results = rows.Skip(start).Take(end - start).Select(show).ToArray(),
        };
    }

    /// <summary><c>{total,page,size,results}</c> with <c>page</c> and <c>size</c>, and no links.</summary>
    public static object ByTotal<T>(ApiRequest apiRequest, IReadOnlyList<T> rows, int defaultSize, Func<T, object?> show)
    {
        var page = Math.Max(1, apiRequest.QueryNumber("page") ?? 1);
        var size = Math.Max(1, apiRequest.QueryNumber("size") ?? defaultSize);
        return new { total = rows.Count, page, size, results = Slice(rows, (page - 1L) * size, size, show) };
    }

    /// <summary>
    /// <c>{offset,limit,total,data}</c> with <c>limit</c> and <c>offset</c>; without an offset it is null in the answer, too.
    /// </summary>
    public static object ByData<T>(ApiRequest apiRequest, IReadOnlyList<T> rows, int most, Func<T, object?> show)
    {
        var limit = Math.Clamp(apiRequest.QueryNumber("limit") ?? most, 1, most);
        var offset = apiRequest.QueryNumber("offset");
        return new { offset, limit, total = rows.Count, data = Slice(rows, offset ?? 0, limit, show) };
    }

    private static object?[] Slice<T>(IReadOnlyList<T> rows, long from, int count, Func<T, object?> show) =>
        from >= rows.Count ? [] : [.. rows.Skip((int)from).Take(count).Select(show)];

    private static string CursorLink(ApiRequest apiRequest, string parameter, string cursor) =>
        apiRequest.State.NextLinks == NextLinkStyle.BareCursor ? cursor : Link(apiRequest, (parameter, cursor));

    /// <summary>The URL that was asked for, with some parameters changed.</summary>
    private static string Link(ApiRequest apiRequest, params (string Name, string Value)[] changed)
    {
        var link = new StringBuilder(
            apiRequest.State.NextLinks == NextLinkStyle.AbsoluteSameHost ? apiRequest.BaseAddress.GetLeftPart(UriPartial.Authority)
                : WebHost);
        link.Append(apiRequest.Path);
        var separator = '?';
        foreach (var (name, value) in apiRequest.QueryPairs().Where(p => changed.All(c => c.Name != p.Name)).Concat(changed))
        {
            link.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return link.ToString();
    }

    private static int IndexOf<T>(IReadOnlyList<T> rows, Func<T, string> key, string wanted)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (key(rows[i]) == wanted)
                return i;
        }

        return -1;
    }

    private static string Encode(char direction, int at, string key) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{direction}={at}={key}"));

    private static (char Direction, int At, string Key) Decode(string cursor)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(cursor)).Split('=', 3);
            return (parts[0][0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException)
        {
            throw ApiErrorException.NotFound("Invalid cursor");
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
