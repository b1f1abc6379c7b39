namespace Kandji.Automation.Inventory.Watch;

/// <summary>The scope of a watch, and its pace.</summary>
internal sealed class WatchOptions
{
    /// <summary>The kinds, in the order in which they are read.</summary>
    public IReadOnlyList<InventoryKind> Kinds { get; init; } = [InventoryKind.Device];

    /// <summary>How to compare them.</summary>
    public SyncOptions Sync { get; init; } = new();

    /// <summary>Indicates whether details of devices are read too.</summary>
    public bool Detail { get; init; }

    /// <summary>How many details a round reads at most; null for a share of the hour's requests.</summary>
    public int? MaxRequest { get; init; }

    /// <summary>The file that keeps how far the audit log was read; null to leave the audit log out.</summary>
    public string? CursorPath { get; init; }

    /// <summary>How much later than others an audit event may arrive and still be found.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long from the beginning of a round to the beginning of the next.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(5);
}
