namespace Kandji.Simulator.State;

/// <summary>A file that endpoint detection found on a device.</summary>
public sealed class SimulatedThreat(string id, SimulatedDevice device) : StateItem
{
    /// <inheritdoc/>
    public override string Id { get; } = id;

    /// <summary>Where.</summary>
    public SimulatedDevice Device { get; } = device;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>malware</c> or <c>pup</c>.</summary>
    public required string Classification { get; init; }

    /// <summary><c>quarantined</c>, <c>not_quarantined</c>, <c>released</c>, <c>resolved</c>.</summary>
    public string Status { get; set; } = "quarantined";

    /// <summary><c>informational</c> to <c>critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public string ManagementState { get; set; } = "open";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>The file.</summary>
    public required string FilePath { get; init; }

    /// <summary>The file's SHA-256.</summary>
    public required string FileHash { get; init; }

    /// <summary>When it was found.</summary>
    public required DateTimeOffset DetectedAt { get; init; }
}

public sealed partial class TenantState
{
    /// <summary>The threats that endpoint detection found on devices.</summary>
    public StateCollection<SimulatedThreat> Threats => Collection(ref field);

    /// <summary>Indicates whether the tenant has version 2 of the list of threats. Without it that answers 404.</summary>
    public bool HasThreatsVersion2 { get; set; } = true;

    /// <summary>The behavioral detections.</summary>
    public StateCollection<SimulatedDetection> BehavioralDetections => Collection(ref field);
}
