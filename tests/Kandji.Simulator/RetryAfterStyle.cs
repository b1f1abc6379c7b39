namespace Kandji.Simulator;

/// <summary>How a refused request is told when to come back.</summary>
public enum RetryAfterStyle
{
    /// <summary><c>Retry-After: 1</c></summary>
    Seconds,

    /// <summary><c>Retry-After: Tue, 03 Mar 2026 10:15:01 GMT</c></summary>
    HttpDate,

    /// <summary>No <c>Retry-After</c> header at all.</summary>
    None,
}
