namespace Kandji.Automation.Health;

/// <summary>A report about one or more tenants.</summary>
internal sealed class FleetReport
{
    /// <summary>The title; null for the writer's own.</summary>
    public string? Title { get; init; }

    /// <summary>The tenants, in the order in which they were asked.</summary>
    public required IReadOnlyList<TenantReport> Tenants { get; init; }

    /// <summary>When the report was made, in UTC.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The version of the module.</summary>
    public required string ModuleVersion { get; init; }

    /// <summary>Indicates whether serial numbers, names of devices and users, and notes are replaced by pseudonyms.</summary>
    public bool Anonymize { get; init; }

    /// <summary>The folder of an inventory, from which a writer may read a trend; null for none.</summary>
    public string? InventoryPath { get; init; }
}
