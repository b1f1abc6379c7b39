using Kandji.Client.Library;

namespace Kandji.Automation.Health;

/// <summary>The states of a library item on the devices that have it, counted.</summary>
internal sealed class LibraryItemState
{
    /// <summary>The item.</summary>
    public required FleetLibraryItem Item { get; init; }

    /// <summary>The counts over all devices.</summary>
    public ItemCounts Counts { get; } = new();

    /// <summary>The counts by the id of the blueprint from which a device has the item; an empty id where none is told.</summary>
    public Dictionary<string, ItemCounts> ByBlueprint { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The ids of the devices on which it failed.</summary>
    public List<string> FailingDevices { get; } = [];

    /// <summary>The earliest of the reports of a failure, in local time; null where none has a time.</summary>
    public DateTime? FirstFailure { get; set; }

    /// <summary>The last edit of an item that fails; null where there was none, or it was not looked for.</summary>
    public LibraryItemActivity? LastEdit { get; set; }

    /// <summary>Indicates whether it fails on more than some devices of 100.</summary>
    public bool FailsOnMoreThan(int percent) => Counts.Failing * 100L > (long)Counts.Total * percent;

    /// <summary>Counts the status of a device.</summary>
    public void Add(LibraryItemStatus status)
    {
        ComplianceState state = ComplianceStates.Parse(status.Status);
        Counts.Add(state);
        if (!ByBlueprint.TryGetValue(status.BlueprintId ?? "", out ItemCounts? counts))
            ByBlueprint[status.BlueprintId ?? ""] = counts = new ItemCounts();
        counts.Add(state);
        if (state != ComplianceState.Failing)
            return;
        if (status.DeviceId is { } id)
            FailingDevices.Add(id);
        if (status.ReportedAt is { } reported && !(FirstFailure <= reported))
            FirstFailure = reported;
    }
}
