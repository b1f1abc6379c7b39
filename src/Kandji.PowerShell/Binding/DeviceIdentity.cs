using Kandji.Client.Devices;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// The identity of a device in everything that belongs to it: its id, its name, its serial number, and its platform where that is needed.
/// </summary>
internal sealed class DeviceIdentity
{
    private DeviceIdentity(string id) => Id = id;

    public string Id { get; }

    /// <summary>The tenant that the device was read from; null when that is not known.</summary>
    public TenantIdentity? Origin { get; private init; }

    public string? Name { get; private init; }

    public string? SerialNumber { get; private init; }

    /// <summary>The platform, when the device itself was read, or a file told it.</summary>
    public string? Platform { get; private init; }

    /// <summary>The identity that a device, or something that belongs to one, carries; null when it carries no more than the id.</summary>
    public static DeviceIdentity? From(IDeviceRecord record) =>
        record is { DeviceId.Length: > 0, DeviceName: not null, SerialNumber: not null }
            ? new DeviceIdentity(record.DeviceId!)
            {
                Name = record.DeviceName,
                SerialNumber = record.SerialNumber,
                Platform = (record as Device)?.Platform,
                Origin = (record as KandjiObject)?.Origin,
            }
            : null;

    /// <summary>The identity of a device that was read.</summary>
    public static DeviceIdentity From(Device device) => new(device.DeviceId ?? "")
    {
        Name = device.DeviceName,
        SerialNumber = device.SerialNumber,
        Platform = device.Platform,
        Origin = device.Origin,
    };

    /// <summary>A device of which the id is all that is known.</summary>
    public static DeviceIdentity FromId(string id) => new(id);

    /// <summary>A device of which its parts are known.</summary>
    public static DeviceIdentity FromParts(
        string id, string? name, string? serialNumber, TenantIdentity? origin, string? platform = null) =>
        new(id) { Name = name, SerialNumber = serialNumber, Origin = origin, Platform = platform };

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
