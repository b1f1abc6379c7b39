using Kandji.Client.Devices;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// The identity of a device in everything that belongs to it: its id, its name, its serial number, and its platform where that is needed.
/// </summary>
internal sealed class DeviceIdentity
{
    private DeviceIdentity(string id, string? name, string? serialNumber, string? platform, TenantIdentity? origin)
    {
        Origin = origin;
        Id = id;
        Name = name;
        SerialNumber = serialNumber;
        Platform = platform;
    }

    public string Id { get; }

    /// <summary>The tenant that the device was read from; null when that is not known.</summary>
    public TenantIdentity? Origin { get; }

    public string? Name { get; }

    public string? SerialNumber { get; }

    /// <summary>The platform, when the device itself was read.</summary>
    public string? Platform { get; }

    /// <summary>The identity that a device, or something that belongs to one, carries; null when it carries no more than the id.</summary>
    public static DeviceIdentity? From(IDeviceRecord record) =>
        record is { DeviceId.Length: > 0, DeviceName: not null, SerialNumber: not null }
            ? new DeviceIdentity(
                record.DeviceId!, record.DeviceName, record.SerialNumber, (record as Device)?.Platform, (record as KandjiObject)?.Origin)
            : null;

    /// <summary>The identity of a device that was read.</summary>
    public static DeviceIdentity From(Device device) =>
        new(device.DeviceId ?? "", device.DeviceName, device.SerialNumber, device.Platform, device.Origin);

    /// <summary>A device of which the id is all that is known.</summary>
    public static DeviceIdentity FromId(string id) => new(id, null, null, null, null);

    /// <summary>A device of which its parts are known.</summary>
    public static DeviceIdentity FromParts(string id, string? name, string? serialNumber, TenantIdentity? origin) =>
        new(id, name, serialNumber, null, origin);

    /// <summary>Writes the identity on something that belongs to the device.</summary>
    public T Mark<T>(T record)
        where T : IDeviceRecord
    {
        record.DeviceId = Id;
        record.DeviceName = Name;
        record.SerialNumber = SerialNumber;
        return record;
    }

    /// <summary>Name and serial number.</summary>
    public override string ToString() => $"{PrintableText.Sanitize(Name)} ({PrintableText.Sanitize(SerialNumber)})";
}
