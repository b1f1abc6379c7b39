namespace Kandji.Automation.Health;

/// <summary>What became of a library item on the devices that have it, counted.</summary>
internal sealed class LibraryItemState
{
    /// <summary>The item.</summary>
    public required FleetLibraryItem Item { get; init; }

    /// <summary>The counts over all devices.</summary>
    public ItemCounts Counts { get; } = new();

    /// <summary>The counts by the id of the blueprint from which a device has the item; an empty id where the service does not tell.</summary>
    public Dictionary<string, ItemCounts> ByBlueprint { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The ids of the devices on which it failed.</summary>
    public List<string> FailingDevices { get; } = [];

    /// <summary>The earliest of the reports of a failure, in local time; null where none has a time.</summary>
    public DateTime? FirstFailure { get; set; }

    /// <summary>The last edit of an item that fails; null where there was none, or it was not looked for.</summary>
    public Kandji.Client.Library.LibraryItemActivity? LastEdit { get; set; }
}
