namespace Kandji.Simulator;

/// <summary>How a simulated tenant starts.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Devices in the fleet. The ones in <see cref="KnownFleet"/> are there even when this is less.</summary>
    public int DeviceCount { get; set; } = 200;

    /// <summary>The same seed makes the same fleet.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>The rate limits, which stay changeable.</summary>
    public GatewayLimits Limits { get; set; } = new();

    /// <summary>Added to every answer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The clock that rate limits, delays, and times in the data go by.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;
}
