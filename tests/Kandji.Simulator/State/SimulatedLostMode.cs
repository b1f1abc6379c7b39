namespace Kandji.Simulator.State;

/// <summary>Lost mode of one iPhone or iPad. Change it by putting another in its place.</summary>
public sealed record SimulatedLostMode
{
    /// <summary><c>PENDING</c>, <c>ENABLED</c>, or <c>ERROR</c>.</summary>
    public string Status { get; init; } = "ENABLED";

    /// <summary>Who turned it on.</summary>
    public string EnabledBy { get; init; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset EnabledAt { get; init; }

    /// <summary>The message on the screen.</summary>
    public string Message { get; init; } = "";

    /// <summary>The number to call.</summary>
    public string PhoneNumber { get; init; } = "";

    /// <summary>The line below.</summary>
    public string Footnote { get; init; } = "";

    /// <summary><c>PENDING</c> while it is being turned off, else empty.</summary>
    public string DisableStatus { get; init; } = "";

    /// <summary>Who turns it off.</summary>
    public string DisabledBy { get; init; } = "";

    /// <summary>When that was asked for.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Where it was last seen.</summary>
    public (double Latitude, double Longitude)? Location { get; init; }

    /// <summary>When it was last seen there.</summary>
    public DateTimeOffset? LocatedAt { get; init; }

    /// <summary>How often it has been told to play its sound.</summary>
    public int SoundCount { get; init; }

    /// <summary>When it last was.</summary>
    public DateTimeOffset? SoundAt { get; init; }
}
