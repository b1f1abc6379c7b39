namespace Kandji.Simulator;

/// <summary>One request as it came in. The token is never kept, only what it is called.</summary>
public sealed class RequestEntry
{
    /// <summary>The method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The path, unescaped.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, as it came; empty when there is none.</summary>
    public required string Query { get; init; }

    /// <summary>Path and query as they stood in the request line.</summary>
    public required string RawTarget { get; init; }

    /// <summary>The headers, by name in any case. Instead of a token, <c>Authorization</c> has the token's label.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The name of the token: <c>all</c>, <c>token-1</c>, ...; <c>unknown</c>; or null when none was sent.</summary>
    public required string? Token { get; init; }

    /// <summary>When it came, on the tenant's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The body of a JSON or form request, as text; otherwise empty.</summary>
    public string Body { get; internal set; } = "";

    /// <summary>The permission that the route asks for; null when no route was found.</summary>
    public string? Permission { get; internal set; }

    /// <summary>The status answered; 0 as long as none has been, or when the connection was cut first.</summary>
    public int Status { get; internal set; }

    /// <summary>How long it took, on the tenant's clock; null as long as it goes on.</summary>
    public TimeSpan? Duration { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {RawTarget} {Status}";
}
