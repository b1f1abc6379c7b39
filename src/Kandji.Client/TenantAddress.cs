using System.Net;

namespace Kandji.Client;

/// <summary>Finds the root of a tenant's API from whatever form of its address a person has in hand.</summary>
public static class TenantAddress
{
    private const string Expected =
        "Give the tenant as 'acme', 'acme.kandji.io' or 'acme.iru.com' (the web address), 'acme.api.kandji.io' or 'acme.api.iru.com' (the "
        + "API URL in Settings > Access), for a tenant in Europe with region EU or as 'acme.eu.kandji.io' or 'acme.eu.iru.com', or a whole "
        + "https:// address as Uri.";

    /// <summary>Finds the API's root from a tenant's name or host.</summary>
    /// <param name="tenant">
    /// The subdomain (<c>acme</c>), the web address (<c>acme.kandji.io</c> or <c>acme.iru.com</c>, with or without <c>https://</c> and
    /// the path of a page), or the API's host (<c>acme.api.kandji.io</c>, <c>acme.api.eu.kandji.io</c>, <c>acme.api.iru.com</c>). A host
    /// outside <c>kandji.io</c> and <c>iru.com</c> is refused here, so that a mistyped name does not receive the token; see
    /// <see cref="FromUri"/>.
    /// </param>
    /// <param name="region">The region, when the name does not tell it. Null: the one that the name tells, otherwise US.</param>
    /// <returns>An absolute https URI.</returns>
    /// <exception cref="ArgumentException">It is not an address of a tenant, or it contradicts the region.</exception>
    public static Uri FromTenant(string tenant, KandjiRegion? region = null)
    {
        string text = (tenant ?? throw new ArgumentNullException(nameof(tenant))).Trim();
        RefuseUser(text, nameof(tenant));
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? given) && given.Scheme is "http" or "https")
        {
            if (given.Scheme == "http")
                return FromUri(given);
            text = given.Authority;
        }

        else if (text.IndexOf('/') is > 0 and var path && text.IndexOf('.') is > 0 and var dot && dot < path)
        {
            // The address of a page of the console, without its scheme.
            text = text.Substring(0, path);
        }

        string host = text.TrimEnd('/').TrimEnd('.').ToLowerInvariant();
        string[] labels = host.Split('.');
        if (!labels.All(IsLabel))
            throw new ArgumentException($"'{tenant}' is not the address of a tenant. {Expected}", nameof(tenant));

        string api = labels switch
        {
            ["api" or "eu" or "www", ..] =>
                throw new ArgumentException($"'{tenant}' lacks the tenant's own name. {Expected}", nameof(tenant)),
            [var name] => ApiHost(name, region, "kandji.io"),
            _ when WebHost(labels, region) is { } web => web,
            [_, _, .., "kandji", "io"] or [_, _, .., "iru", "com"] => host,
            _ => throw new ArgumentException($"'{tenant}' is neither under kandji.io nor under iru.com. {Expected}", nameof(tenant)),
        };
        var root = new Uri("https://" + api);
        if (region is { } asked && GetRegion(root) is { } found && asked != found)
            throw new ArgumentException($"'{tenant}' is in region {found}, not {asked}.", nameof(region));
        return root;
    }

    /// <summary>Checks an API root that was given in full.</summary>
    /// <param name="uri">
    /// An absolute https URI; <c>http</c> is allowed for loopback only. A path before <c>/api</c> is kept. The address of a page of the
    /// console (<c>https://acme.iru.com/library</c>) means the tenant's API.
    /// </param>
    /// <returns>The root without query, fragment and trailing slash.</returns>
    /// <exception cref="ArgumentException">It is relative, not https, or holds a user name or password.</exception>
    public static Uri FromUri(Uri uri)
    {
        if (uri is null)
            throw new ArgumentNullException(nameof(uri));
        RefuseUser(uri.OriginalString, nameof(uri));
        if (!uri.IsAbsoluteUri || uri.Scheme is not ("https" or "http"))
            throw new ArgumentException($"'{uri}' is not an https:// address. {Expected}", nameof(uri));
        if (uri.Scheme == "http" && !IsLoopback(uri))
            throw new ArgumentException(
                $"'{uri}' would send the token unencrypted: http:// is accepted for loopback addresses only. Use https://.", nameof(uri));
        if (uri.Scheme == "https" && uri.IsDefaultPort && WebHost(uri.Host.ToLowerInvariant().Split('.'), null) is { } host)
            return new Uri("https://" + host);
        string path = uri.AbsolutePath.TrimEnd('/');
        int api = path.IndexOf("/api/v", StringComparison.Ordinal);
        return new Uri(uri.GetLeftPart(UriPartial.Authority) + (api >= 0 ? path.Substring(0, api) : path));
    }

    /// <summary>Tells the region that a root's host names.</summary>
    /// <param name="root">The API's root.</param>
    /// <returns>The region, or null when the host does not tell.</returns>
    public static KandjiRegion? GetRegion(Uri root)
    {
        if (root is null)
            throw new ArgumentNullException(nameof(root));
        string host = root.Host;
        if (host.EndsWith(".eu.kandji.io", StringComparison.Ordinal) || host.EndsWith(".eu.iru.com", StringComparison.Ordinal))
            return KandjiRegion.EU;
        return host.EndsWith(".api.kandji.io", StringComparison.Ordinal) || host.Contains(".us-1.") ? KandjiRegion.US : null;
    }

    // Before all else, and in text that is no address either: no other message may repeat the password.
    private static void RefuseUser(string address, string parameter)
    {
        if (address.Contains("@"))
            throw new ArgumentException("The address contains a user name or password. Give the token by itself.", parameter);
    }

    // The API's host of a web address; null for a host that is none.
    private static string? WebHost(string[] labels, KandjiRegion? region) => labels switch
    {
        ["api" or "eu" or "www", ..] => null,
        [var name, "kandji", "io"] => ApiHost(name, region, "kandji.io"),
        [var name, "iru", "com"] => ApiHost(name, region, "iru.com"),
        [var name, "eu", "kandji", "io"] => ApiHost(name, KandjiRegion.EU, "kandji.io"),
        [var name, "eu", "iru", "com"] => ApiHost(name, KandjiRegion.EU, "iru.com"),
        _ => null,
    };

    private static string ApiHost(string name, KandjiRegion? region, string domain) =>
        region == KandjiRegion.EU ? $"{name}.api.eu.{domain}" : $"{name}.api.{domain}";

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');

    private static bool IsLoopback(Uri uri) =>
        uri.IsLoopback
        && (IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? address) ? IPAddress.IsLoopback(address) : uri.Host == "localhost");
}
