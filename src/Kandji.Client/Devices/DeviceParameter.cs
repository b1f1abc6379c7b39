using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>
/// A parameter of a Mac. <see cref="Status"/> is <c>PASS</c>, <c>ERROR</c>, <c>PENDING</c>, <c>REMEDIATED</c>, <c>WARNING</c> (a muted
/// alert) or <c>INCOMPATIBLE</c>.
/// </summary>
public class DeviceParameter : TenantObject, IDeviceRecord
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
    public override string ToString() => PrintableText.Sanitize($"{Name} {Status}");
}
