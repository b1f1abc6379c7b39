using System.Net.Http.Headers;

namespace Kandji.Client.Tests.Support;

/// <summary>One request as it left.</summary>
internal sealed record Sent(string Method, Uri Uri, AuthenticationHeaderValue? Authorization, string? Body, string? ContentType)
{
    /// <summary>A parameter of the query, decoded; null when it is not there.</summary>
    public string? Query(string name) => Uri.Query.TrimStart('?').Split('&')
        .Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(pair => Uri.UnescapeDataString(pair[(name.Length + 1)..]))
        .SingleOrDefault();

    public int Number(string name, int otherwise) =>
        Query(name) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}
