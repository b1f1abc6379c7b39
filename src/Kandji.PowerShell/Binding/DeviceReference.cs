using System.ComponentModel;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Model;
using Kandji.Client.Tags;
using Kandji.Client.Users;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// A reference to a device: its id, its serial number, its name, or an object that names it (a device, a row of a CSV file with
/// a column <c>device_id</c> or <c>serial_number</c>, anything with a property DeviceId or SerialNumber).
/// </summary>
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.Get), When = "for a device given by id")]
[KandjiOperation(
    typeof(DeviceOperations), nameof(DeviceOperations.List), When = "for a device given by serial number or name, and for many devices")]
[TypeConverter(typeof(ReferenceConverter))]
public sealed class DeviceReference : ObjectReference<Device>
{
    /// <summary>The columns in which rows write a serial number, in lower case without separators.</summary>
    internal static readonly string[] SerialNumberColumns = ["serialnumber", "deviceserialnumber", "serial"];

    /// <summary>The columns of ids, in lower case without separators.</summary>
    internal static readonly string[] IdColumns = ["deviceid", "computerid"];

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
            Identity = device.DeviceId is null || device.AsOf is not null ? null : DeviceIdentity.From(device);

    /// <summary>Refers to the device that something belongs to: an application, a command, a note.</summary>
    /// <param name="record">A record that belongs to a device.</param>
    public DeviceReference(IDeviceRecord record)
        : this(record.DeviceId, record.SerialNumber ?? record.DeviceId ?? "", record as Device)
    {
        Identity = record is TenantObject { AsOf: not null } ? null : DeviceIdentity.From(record);
        Source = record;
    }

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

    /// <summary>
    /// The id that a row gave beside the serial number. One of this tenant is of the same device, or the row names two; one of another
    /// product's means nothing here. Null when there was none.
    /// </summary>
    internal string? IdBesideSerialNumber { get; private init; }

    /// <summary>The text that was given.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Identity?.ToString() ?? Text;

    /// <summary>
    /// Refuses an object of this module that is about a device (an application, a note, a result of an action) and not the device itself.
    /// Who selects among such objects thinks of them, and what cannot be undone must have been meant for the device.
    /// </summary>
    /// <param name="command">The command, as it is typed.</param>
    /// <exception cref="ObjectException">The reference was made of such an object.</exception>
    internal void RequireDevice(string command)
    {
        if (Source is null || ReferenceText.GetModuleTypes(Source) is not { Count: > 0 } types || types.Contains(typeof(Device).FullName!))
            return;
        string kind = types[0].Substring(types[0].LastIndexOf('.') + 1);
        throw new ObjectException("KandjiNotADevice", ErrorCategory.InvalidType,
            $"An object of the type {kind} about {this} is not the device itself, and {command} cannot be undone. To act on the devices "
                + $"that such objects are about, pipe them to Get-KandjiDevice first (... | Get-KandjiDevice | {command}), or select "
                + $"their ids (... | Select-Object DeviceId -Unique | {command}).");
    }

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

    /// <summary>Indicates whether a row is about a device: it has the id or the serial number of one.</summary>
    internal static bool IsIn(object row) => ReferenceText.Column(row, [.. IdColumns, .. SerialNumberColumns]) is not null;

    private static DeviceReference? FromRow(object input)
    {
        string? serial = ReferenceText.OnlyColumn(input, SerialNumberColumns);
        // Beside a serial number, one of the ids may be another product's.
        string? id = serial is null ? ReferenceText.OnlyColumn(input, IdColumns) : ReferenceText.Column(input, IdColumns);
        object? row = ReferenceText.GetRow(input);
        // Other products have device ids of their own; a serial number is the same everywhere. This module's objects have the right id.
        if (serial is not null && (id is null || ReferenceText.GetModuleTypes(input).Count == 0 || row is not null))
        {
            return new DeviceReference(null, serial, null)
                { IsSerialNumber = true, Row = row, IdBesideSerialNumber = id is not null && ReferenceText.IsUuid(id) ? id : null };
        }
        return id is null ? null : new DeviceReference(ReferenceText.IsUuid(id) ? id : null, id, null) { Row = row };
    }
}
