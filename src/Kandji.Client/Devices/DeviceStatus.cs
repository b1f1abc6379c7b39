using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>How a device stands: its library items and its parameters in one answer.</summary>
public sealed class DeviceStatus : TenantObject, IDeviceRecord
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
    public ObjectList<DeviceLibraryItem>? LibraryItems { get; set; }

    /// <summary>The parameters of a Mac.</summary>
    public ObjectList<DeviceParameter>? Parameters { get; set; }
}
