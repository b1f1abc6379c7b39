using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>
/// A library item on a device. <see cref="Status"/> is <c>PASS</c>, <c>ERROR</c>, <c>PENDING</c>, <c>AVAILABLE</c>, <c>EXCLUDED</c>,
/// <c>INCOMPATIBLE</c>, <c>INSTALLING</c>, ...; for a configuration profile <c>success</c>, <c>pending</c> or <c>failed</c>.
/// </summary>
public class DeviceLibraryItem : TenantObject, IDeviceRecord
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
    public override string ToString() => PrintableText.Sanitize($"{Name} {Status}");
}
