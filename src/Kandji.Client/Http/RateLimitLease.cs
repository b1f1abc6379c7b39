namespace Kandji.Client.Http;

/// <summary>The permission to send one attempt. Its members belong to the <see cref="RateLimiter"/>.</summary>
internal sealed class RateLimitLease
{
    public RateLimitLeaseState State { get; set; }

    public long LeavesAt { get; set; }

    public long AnsweredAt { get; set; }

    public bool WasRefused { get; set; }

    /// <summary>Indicates whether it asks, alone, if a new hour has begun.</summary>
    public bool IsProbe { get; set; }

    /// <summary>How long the attempt waited for its leave.</summary>
    public TimeSpan Waited { get; set; }
}
