namespace Kandji.PowerShell.Reports;

/// <summary>How many devices of the tenant are of one kind.</summary>
public sealed class FleetCount
{
    internal FleetCount()
    {
    }

    /// <summary>The property that is counted by: Platform, OS, Blueprint, State, LastSeen or License.</summary>
    public string Category { get; internal init; } = "";

    /// <summary>The platform, the version, the blueprint, ...</summary>
    public string Name { get; internal init; } = "";

    /// <summary>How many devices. Null when the service does not say.</summary>
    public int? Count { get; internal init; }

    /// <summary>Of how many: all devices of the tenant; for License, those that are licensed. Null when that is unknown.</summary>
    public int? Of { get; internal init; }

    /// <summary>
    /// <see cref="Count"/> as a part of <see cref="Of"/>, from 0 to 1; more than 1 where more devices than licensed are enrolled. Null when
    /// either is unknown or <see cref="Of"/> is 0.
    /// </summary>
    public double? Share => Of is > 0 ? (double?)Count / Of : null;

    /// <summary>The tenant whose devices are counted.</summary>
    public string? Tenant { get; internal init; }

    /// <summary>Name and count.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{Category} {Name}: {Count?.ToString() ?? "unknown"}";
}
