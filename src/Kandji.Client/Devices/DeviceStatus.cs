using System;
using Kandji.Client.Json;

namespace Kandji.Client.Devices;

/// <summary>How a device stands: its library items and its parameters in one answer.</summary>
public sealed class DeviceStatus : KandjiObject, IDeviceRecord
{
    /// <inheritdoc/>
    public string? DeviceId { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceName { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? SerialNumber { get; set; }

    /// <summary>The library items.</summary>
    public DeviceLibraryItem[]? LibraryItems { get; set; }

    /// <summary>The parameters of a Mac.</summary>
    public DeviceParameter[]? Parameters { get; set; }
}

/// <summary>
/// A library item on a device. <see cref="Status"/> is <c>PASS</c>, <c>ERROR</c>, <c>PENDING</c>, <c>AVAILABLE</c>, <c>EXCLUDED</c>,
/// <c>INCOMPATIBLE</c>, <c>INSTALLING</c>, ...; for a configuration profile <c>success</c>, <c>pending</c> or <c>failed</c>.
/// </summary>
public sealed class DeviceLibraryItem : KandjiObject, IDeviceRecord
{
    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceId { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceName { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? SerialNumber { get; set; }

    /// <summary>The number of this record.</summary>
    public long? Id { get; set; }

    /// <summary>How the item stands.</summary>
    public string? Status { get; set; }

    /// <summary>When the device reported that, in local time.</summary>
    public DateTime? ReportedAt { get; set; }

    /// <summary>The output of the installation.</summary>
    public string? Log { get; set; }

    /// <summary>When the item was last checked, in local time.</summary>
    public DateTime? LastAuditRun { get; set; }

    /// <summary>The output of the last audit.</summary>
    public string? LastAuditLog { get; set; }

    /// <summary>The output of the last control.</summary>
    public string? ControlLog { get; set; }

    /// <summary>When the last control was reported, in local time.</summary>
    public DateTime? ControlReportedAt { get; set; }

    /// <summary>The item's id in the library.</summary>
    public string? ItemId { get; set; }

    /// <summary>The item's name.</summary>
    public string? Name { get; set; }

    /// <summary>The type of the item: <c>profile</c>, <c>custom-app</c>, <c>automatic-app</c>, <c>custom-script</c>, ...</summary>
    public string? Type { get; set; }

    /// <summary>The device.</summary>
    public DeviceActivitySubject? Computer { get; set; }

    /// <summary>The blueprint that the item comes from.</summary>
    public DeviceActivitySubject? Blueprint { get; set; }

    /// <summary>Indicates whether assignment rules decide about the item.</summary>
    public bool? RulesPresent { get; set; }

    /// <summary>How threat protection stands; only with the item that turns it on.</summary>
    public DeviceEdrStatus? EdrStatus { get; set; }

    /// <summary>The name and the status.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Printable.Of($"{Name} {Status}");
}

/// <summary>How threat protection of a Mac stands.</summary>
public sealed class DeviceEdrStatus : KandjiObject
{
    /// <summary><c>enabled</c> or <c>disabled</c>.</summary>
    public string? Status { get; set; }

    /// <summary>The posture for malware: <c>Detect</c> or <c>Protect</c>.</summary>
    public string? MalwarePosture { get; set; }

    /// <summary>The posture for potentially unwanted programs: <c>Detect</c> or <c>Protect</c>.</summary>
    public string? PupPosture { get; set; }

    /// <summary>When all files were last looked at, in local time.</summary>
    public DateTime? LastBaselineScan { get; set; }

    /// <summary>When all files will next be looked at, in local time.</summary>
    public DateTime? NextBaselineScan { get; set; }

    /// <summary>How long that took, in the service's words.</summary>
    public string? BaselineScanRuntime { get; set; }
}

/// <summary>
/// A parameter of a Mac. <see cref="Status"/> is <c>PASS</c>, <c>ERROR</c>, <c>PENDING</c>, <c>REMEDIATED</c>, <c>WARNING</c> (a muted
/// alert) or <c>INCOMPATIBLE</c>.
/// </summary>
public sealed class DeviceParameter : KandjiObject, IDeviceRecord
{
    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceId { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceName { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? SerialNumber { get; set; }

    /// <summary>How the parameter stands.</summary>
    public string? Status { get; set; }

    /// <summary>The parameter's id.</summary>
    public string? ItemId { get; set; }

    /// <summary>The parameter's name.</summary>
    public string? Name { get; set; }

    /// <summary>Its category: <c>User Accounts &amp; Authentication</c>.</summary>
    public string? Category { get; set; }

    /// <summary>Its part of the category.</summary>
    public string? Subcategory { get; set; }

    /// <summary>The name and the status.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Printable.Of($"{Name} {Status}");
}
