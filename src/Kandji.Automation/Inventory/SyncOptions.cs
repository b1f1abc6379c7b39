namespace Kandji.Automation.Inventory;

/// <summary>How to compare a kind with the store.</summary>
internal sealed class SyncOptions
{
    /// <summary>Indicates whether a first run writes no changes.</summary>
    public bool Baseline { get; init; }

    /// <summary>Indicates whether every row is compared value by value, whatever the fingerprints say.</summary>
    public bool Full { get; init; }

    /// <summary>Indicates whether what always moves counts as a change.</summary>
    public bool IncludeVolatile { get; init; }

    /// <summary>How many things may be missing.</summary>
    public RemovalLimit MaxRemoved { get; init; } = RemovalLimit.Default;
}
