namespace Kandji.Automation.Configuration.Sync;

/// <summary>How files are sent to a tenant.</summary>
internal sealed record ConfigurationImportOptions
{
    /// <summary>Indicates whether what was changed or deleted in the tenant is put back to the files.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// The side that wins for things that were changed on both. Null stops before anything is sent, unless <see cref="Force"/> is set.
    /// </summary>
    public ConflictPolicy? OnConflict { get; init; }

    /// <summary>Indicates whether what the files do not have is deleted in the tenant. The kinds were asked for by name.</summary>
    public bool Prune { get; init; }

    /// <summary>
    /// How many things of a kind may be deleted where that is more than three and more than a fifth of it; null for none.
    /// </summary>
    public int? MaxPrune { get; init; }
}
