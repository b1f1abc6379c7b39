namespace Kandji.Simulator.State;

/// <summary>A detection of a process's behaviour on a device.</summary>
public sealed class SimulatedDetection(string id, SimulatedDevice device) : SimulatedFinding(id, device)
{
    /// <summary>The rule.</summary>
    public required string ThreatId { get; init; }

    /// <summary>The behaviour that the rule looks for.</summary>
    public required string Description { get; init; }

    /// <summary>The program.</summary>
    public required string ImagePath { get; init; }

    /// <summary>The program's SHA-256.</summary>
    public required string Hash { get; init; }
}
