namespace Kandji.Client.Http;

/// <summary>The permission to send one attempt. Its members belong to the <see cref="RateLimiter"/>.</summary>
internal sealed class RateLimitLease
{
    public RateLimitLeaseState State { get; set; }

    public long LeavesAt { get; set; }

    /// <summary>When its turn is, were the gate open.</summary>
    public long TurnAt { get; set; }

    public long AnsweredAt { get; set; }

    /// <summary>Is set when another took its turn for it; null as long as it has not waited for other sessions.</summary>
    public TaskCompletionSource<bool>? Turn { get; set; }

    public bool WasRefused { get; set; }

    /// <summary>Indicates whether it had to wait for others that left before.</summary>
    public bool IsPaced { get; set; }

    /// <summary>Indicates whether it asks, alone, if a new hour has begun.</summary>
    public bool IsProbe { get; set; }

    /// <summary>How long the attempt waited for its leave.</summary>
    public TimeSpan Waited { get; set; }
}
