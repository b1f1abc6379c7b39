using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Model;
using Kandji.Client.Tags;
using Kandji.Client.Users;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// A reference to a device: its id, its serial number, its name, or an object that names it (a device, a row of a CSV file with
/// a column <c>device_id</c> or <c>serial_number</c>, anything with a property DeviceId or SerialNumber).
/// </summary>
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.Get), When = "for a device given by id")]
[KandjiOperation(
    typeof(DeviceOperations), nameof(DeviceOperations.List), When = "for a device given by serial number or name, and for many devices")]
public sealed class DeviceReference : ObjectReference<Device>
{
    /// <summary>Refers to a device by id, serial number or name.</summary>
    /// <param name="text">A UUID is an id; anything else is a serial number or, where that is allowed, a name.</param>
    public DeviceReference(string text)
        : base(text)
    {
    }

    /// <summary>Refers to a device that was read before.</summary>
    /// <param name="device">The device.</param>
    public DeviceReference(Device device)
        : this(device.DeviceId, device.SerialNumber ?? device.DeviceId ?? "", device) =>
            Identity = device.DeviceId is null ? null : DeviceIdentity.From(device);

    /// <summary>Refers to the device that something belongs to: an application, a command, a note.</summary>
    /// <param name="record">A record that belongs to a device.</param>
    public DeviceReference(IDeviceRecord record)
        : this(record.DeviceId, record.SerialNumber ?? record.DeviceId ?? "", null) => Identity = DeviceIdentity.From(record);

    private DeviceReference(string? id, string text, Device? device)
        : base(id, text, device)
    {
    }

    /// <summary>The device, when it was read before.</summary>
    public Device? Device => Known;

    /// <summary>Id, name and serial number, when all of them are known.</summary>
    internal DeviceIdentity? Identity { get; }

    /// <summary>The user, blueprint or tag all of whose devices are meant, when that was given; null for one device.</summary>
    internal KandjiObject? Owner { get; private init; }

    /// <summary>The row (of a CSV file, as a rule) that names the device in one of its columns, when it was named so.</summary>
    internal object? Row { get; private init; }

    /// <summary>
    /// True when the text came from a column or property that holds serial numbers, so that it is never taken for a name.
    /// </summary>
    internal bool IsSerialNumber { get; private init; }

    /// <summary>The serial number that a row gave beside the id: both must mean the same device. Null when there was none.</summary>
    internal string? SerialNumberBesideId { get; private init; }

    /// <summary>The text that was given.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Identity?.ToString() ?? Text;

    internal static DeviceReference? FromOwner(object input) =>
        input.Unwrap() is KandjiObject owner and (User or Blueprint or Tag)
            ? new DeviceReference(null, owner.ToString()!, null) { Owner = owner }
            : null;

    internal static DeviceReference? From(object input) => input.Unwrap() switch
    {
        IDeviceRecord { DeviceId.Length: > 0 } record and not Client.Devices.Device => new DeviceReference(record),
        _ => From(
            input,
            device => string.IsNullOrEmpty(device.DeviceId) ? null : new DeviceReference(device),
            text => new DeviceReference(text),
            FromRow),
    };

    private static DeviceReference? FromRow(object input)
    {
        string? serial = ReferenceText.Column(input, "serialnumber", "deviceserialnumber", "serial");
        object? row = ReferenceText.GetRow(input);
        if (ReferenceText.Column(input, "deviceid", "computerid") is { } id)
            return new DeviceReference(ReferenceText.IsUuid(id) ? id : null, id, null)
                { Row = row, SerialNumberBesideId = row is null ? null : serial };
        return serial is null ? null : new DeviceReference(null, serial, null) { IsSerialNumber = true, Row = row };
    }
}
