using System;
using Kandji.Client.Json;

namespace Kandji.Client.Library;

/// <summary>The status of a library item on one device.</summary>
public sealed class LibraryItemStatus : KandjiObject
{
    /// <summary>The status's id, a number.</summary>
    public long? Id { get; set; }

    /// <summary>The blueprint from which the device has the item.</summary>
    public LibraryItemStatusBlueprint? Blueprint { get; set; }

    /// <summary>The device.</summary>
    public LibraryItemStatusComputer? Computer { get; set; }

    /// <summary><c>PASS</c>, <c>ERROR</c>, <c>PENDING</c>, ...; profiles have <c>success</c>, <c>pending</c>, <c>failed</c>.</summary>
    public string? Status { get; set; }

    /// <summary>When the device reported it, in local time.</summary>
    public DateTime? ReportedAt { get; set; }

    /// <summary>The message of the device.</summary>
    public string? Log { get; set; }

    /// <summary>When the audit script last ran, in local time.</summary>
    public DateTime? LastAuditRun { get; set; }

    /// <summary>The last output of the audit script.</summary>
    public string? LastAuditLog { get; set; }

    /// <summary>The message of the device about control.</summary>
    public string? ControlLog { get; set; }

    /// <summary>When the device reported about control, in local time.</summary>
    public DateTime? ControlReportedAt { get; set; }

    /// <summary>The state of threat protection, for an item that configures it.</summary>
    public LibraryItemEdrStatus? EdrStatus { get; set; }

    /// <summary>The kind of library item, where the service tells.</summary>
    public string? Type { get; set; }

    /// <summary>The device's id, by which other commands know the device.</summary>
    public string? DeviceId => Computer?.Id;

    /// <summary>The device's name.</summary>
    public string? DeviceName => Computer?.Name;

    /// <summary>The blueprint's id, by which other commands know the blueprint.</summary>
    public string? BlueprintId => Blueprint?.Id;

    /// <summary>The id of the library item that was asked about.</summary>
    [NotFromApi]
    public string? LibraryItemId { get; set; }

    /// <summary>The name of the library item that was asked about, where the caller knew it.</summary>
    [NotFromApi]
    public string? LibraryItemName { get; set; }
}

/// <summary>The blueprint in a library item's status.</summary>
public sealed class LibraryItemStatusBlueprint : KandjiObject
{
    /// <summary>The blueprint's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The blueprint's name.</summary>
    public string? Name { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => Printable.Of(Name ?? Id);
}

/// <summary>The device in a library item's status.</summary>
public sealed class LibraryItemStatusComputer : KandjiObject
{
    /// <summary>The device's id, a UUID.</summary>
    public string? Id { get; set; }

    /// <summary>The device's name.</summary>
    public string? Name { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => Printable.Of(Name ?? Id);
}

/// <summary>The state of threat protection on a device.</summary>
public sealed class LibraryItemEdrStatus : KandjiObject
{
    /// <summary>Indicates whether it is on: <c>enabled</c>, ...</summary>
    public string? Status { get; set; }

    /// <summary>The posture for malware: <c>Protect</c>, <c>Detect</c>, ...</summary>
    public string? MalwarePosture { get; set; }

    /// <summary>The posture for potentially unwanted programs.</summary>
    public string? PupPosture { get; set; }

    /// <summary>When all files were last looked through, in local time.</summary>
    public DateTime? LastBaselineScan { get; set; }

    /// <summary>When all files will next be looked through, in local time.</summary>
    public DateTime? NextBaselineScan { get; set; }

    /// <summary>How long that took, in the service's words.</summary>
    public string? BaselineScanRuntime { get; set; }
}
