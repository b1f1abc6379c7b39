namespace Kandji.Client.Raw;

/// <summary>A request that a person wrote: any method, any path of the API.</summary>
public sealed class RawRequest
{
    /// <summary>Describes a request.</summary>
    /// <param name="method">The HTTP method, in any case.</param>
    /// <param name="path">
    /// The path with or without a query: <c>/api/v1/devices?platform=Mac</c>. A whole URL is taken when it leads to the tenant's own API.
    /// The query need not be percent-encoded.
    /// </param>
    public RawRequest(string method, string path)
    {
        Method = method ?? throw new ArgumentNullException(nameof(method));
        Path = path ?? throw new ArgumentNullException(nameof(path));
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path, as it was written.</summary>
    public string Path { get; }

    /// <summary>More of the query, not percent-encoded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = Array.Empty<KeyValuePair<string, string>>();

    /// <summary>Makes the body, anew for each attempt; null for none.</summary>
    public Func<HttpContent>? Body { get; init; }

    /// <summary>
    /// The texts of the body by their keys, as far as they are known: the service's words are cleared of those that are secrets.
    /// </summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Texts { get; init; } = Array.Empty<KeyValuePair<string, string>>();
}
