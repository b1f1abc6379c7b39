using Kandji.Client.Http;

namespace Kandji.Client.Raw;

/// <summary>A path that a person wrote, taken apart, once it is certain that it stays on the tenant's host and API.</summary>
internal sealed class RawPath
{
    private RawPath(string path, List<KeyValuePair<string, string>> query)
    {
        Path = path;
        Query = query;
    }

    /// <summary>The path from the root, without the query.</summary>
    public string Path { get; }

    /// <summary>The query's names and values, not percent-encoded.</summary>
    public List<KeyValuePair<string, string>> Query { get; }

    /// <summary>Takes a path apart.</summary>
    /// <param name="text">As it was written: a path, or a URL of the tenant's own API.</param>
    /// <param name="baseAddress">The root of the tenant's API.</param>
    /// <exception cref="ArgumentException">It leads elsewhere, or may.</exception>
    public static RawPath Parse(string text, Uri baseAddress)
    {
        string path = text.Trim();
        if (path.Any(char.IsControl))
            throw new ArgumentException("The path contains control characters.");
        if (path.IndexOf("://", StringComparison.Ordinal) is > 0 and < 12)
            path = OnOwnHost(path, baseAddress);
        if (path.StartsWith("api/", StringComparison.Ordinal))
            path = "/" + path;

        int mark = path.IndexOf('?');
        string query = mark < 0 ? "" : path.Substring(mark + 1);
        path = mark < 0 ? path : path.Substring(0, mark);
        int open = path.IndexOf('{');
        if (open >= 0 || path.IndexOf("/:", StringComparison.Ordinal) >= 0)
            throw new ArgumentException($"'{path}' has a placeholder: put the id in its place.");
        if (!path.StartsWith("/api/", StringComparison.Ordinal))
            throw new ArgumentException($"'{path}' is not a path of the API: it must begin with /api/, as /api/v1/devices does.");
        if (Uri.UnescapeDataString(path).Any(char.IsControl))
            throw new ArgumentException("The path contains encoded control characters.");
        // The other rules for paths (dots, encoded slashes, characters that must be encoded) apply to every request.
        _ = new ApiRequest(new ApiOperation("GET", path, "", ""));
        return new RawPath(path, ParseQuery(query));
    }

    /// <summary>Takes a query apart. A plus is a plus: people write times with zones.</summary>
    public static List<KeyValuePair<string, string>> ParseQuery(string query) =>
        query.Split('&').Where(pair => pair.Length > 0).Select(pair =>
        {
            int equals = pair.IndexOf('=');
            return equals < 0
                ? new KeyValuePair<string, string>(Uri.UnescapeDataString(pair), "")
                : new KeyValuePair<string, string>(
                    Uri.UnescapeDataString(pair.Substring(0, equals)), Uri.UnescapeDataString(pair.Substring(equals + 1)));
        }).ToList();

    private static string OnOwnHost(string url, Uri baseAddress)
    {
        string root = baseAddress.AbsoluteUri.TrimEnd('/');
        if (url.StartsWith(root + "/", StringComparison.OrdinalIgnoreCase))
            return url.Substring(root.Length);
        throw new ArgumentException(
            $"'{url}' is not on {baseAddress.Authority}: the token goes to the session's own host only. Give the path alone: "
                + $"/api/v1/devices.");
    }
}
