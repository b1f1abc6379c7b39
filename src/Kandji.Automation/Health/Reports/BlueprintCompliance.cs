namespace Kandji.Automation.Health.Reports;

/// <summary>How the devices of a blueprint stand.</summary>
internal sealed class BlueprintCompliance
{
    /// <summary>The blueprint's id; empty for devices without one.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of devices; null where the devices were not read.</summary>
    public int? Devices { get; init; }

    /// <summary>The number of Macs whose disk is encrypted; null where that was not read.</summary>
    public int? Encrypted { get; init; }

    /// <summary>The number of findings on its devices.</summary>
    public int Findings { get; init; }

    /// <summary>The states of its library items on its devices; null where nothing was read.</summary>
    public ItemCounts? Items { get; init; }
}
