namespace Kandji.Automation.Inventory;

/// <summary>
/// A kind in the manifest: the state after the last run, and the one before it, which is used where the files of the last are damaged.
/// </summary>
internal sealed class StoredKind
{
    /// <summary>The time of the first run, in UTC.</summary>
    public DateTime Began { get; set; }

    /// <summary>The state after the last run.</summary>
    public StoredState Current { get; set; } = new();

    /// <summary>The state after the run before.</summary>
    public StoredState? Previous { get; set; }
}
