using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Library;

/// <summary>The status of a library item on one device.</summary>
public sealed class LibraryItemStatus : TenantObject
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
