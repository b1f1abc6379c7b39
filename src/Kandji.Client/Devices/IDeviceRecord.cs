namespace Kandji.Client.Devices;

/// <summary>
/// Something that belongs to a device and says to which, so that a report needs no second look-up: an application, a command, a note, and
/// the device itself.
/// </summary>
public interface IDeviceRecord
{
    /// <summary>The device's id in Kandji, a UUID.</summary>
    string? DeviceId { get; set; }

    /// <summary>The device's name.</summary>
    string? DeviceName { get; set; }

    /// <summary>The device's serial number.</summary>
    string? SerialNumber { get; set; }
}
