namespace Kandji.Simulator;

/// <summary>The tenant's rate limits. Every property may be changed while the tenant runs.</summary>
public sealed class GatewayLimits
{
    /// <summary>Requests let through in one second of the clock, all tokens together.</summary>
    public int PerSecond { get; set; } = 50;

    /// <summary>Requests let through in one hour of the clock, all tokens together.</summary>
    public int PerHour { get; set; } = 10_000;

    /// <summary>Indicates whether there are limits at all: without, nothing is refused and no header tells of limits.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Indicates whether answers carry the rate limit headers.</summary>
    public bool SendHeaders { get; set; } = true;

    /// <summary>The form of <c>Retry-After</c> on a 429.</summary>
    public RetryAfterStyle RetryAfterStyle { get; set; }

    /// <summary>The requests that other clients of the same tenant send at the start of every second.</summary>
    public int OtherClientsPerSecond { get; set; }
}
