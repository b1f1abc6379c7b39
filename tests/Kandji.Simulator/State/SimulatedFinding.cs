namespace Kandji.Simulator.State;

/// <summary>Something that endpoint detection found on a device.</summary>
public abstract class SimulatedFinding(string id, SimulatedDevice device) : StateItem
{
    /// <inheritdoc/>
    public override string Id { get; } = id;

    /// <summary>The device.</summary>
    public SimulatedDevice Device { get; } = device;

    /// <summary><c>malware</c>, <c>malicious</c>, <c>suspicious</c> or <c>pup</c>.</summary>
    public required string Classification { get; init; }

    /// <summary><c>quarantined</c>, <c>detected</c>, <c>blocked</c>, ...</summary>
    public required string Status { get; set; }

    /// <summary><c>informational</c> to <c>critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public string ManagementState { get; set; } = "open";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>The time when it was found.</summary>
    public required DateTimeOffset DetectedAt { get; init; }
}
