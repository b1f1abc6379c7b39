namespace Kandji.Simulator.State;

/// <summary>A detection of a process's behaviour on a device.</summary>
public sealed class SimulatedDetection(string id, SimulatedDevice device) : StateItem
{
    /// <inheritdoc/>
    public override string Id { get; } = id;

    /// <summary>Where.</summary>
    public SimulatedDevice Device { get; } = device;

    /// <summary>The rule.</summary>
    public required string ThreatId { get; init; }

    /// <summary>The behaviour that the rule looks for.</summary>
    public required string Description { get; init; }

    /// <summary><c>malicious</c>, <c>suspicious</c> or <c>pup</c>.</summary>
    public required string Classification { get; init; }

    /// <summary><c>blocked</c>, <c>blocked_parent</c>, <c>detected</c>, <c>informational</c>.</summary>
    public string Status { get; set; } = "detected";

    /// <summary><c>informational</c> to <c>critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public string ManagementState { get; set; } = "open";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>The program.</summary>
    public required string ImagePath { get; init; }

    /// <summary>The program's SHA-256.</summary>
    public required string Hash { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset DetectedAt { get; init; }
}
