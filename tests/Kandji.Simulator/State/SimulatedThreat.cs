namespace Kandji.Simulator.State;

/// <summary>A file that endpoint detection found on a device.</summary>
public sealed class SimulatedThreat(string id, SimulatedDevice device) : SimulatedFinding(id, device)
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The file.</summary>
    public required string FilePath { get; init; }

    /// <summary>The file's SHA-256.</summary>
    public required string FileHash { get; init; }
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
