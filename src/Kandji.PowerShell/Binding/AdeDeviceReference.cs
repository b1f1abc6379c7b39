using System.ComponentModel;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// A reference to a device of Automated Device Enrollment: its serial number, its id in Automated Device Enrollment, or an object that
/// names it (such a device, an enrolled device, a row with a column <c>serial_number</c>).
/// </summary>
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.GetDevice), When = "for a device given by id")]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.ListDevices), When = "for a device given by serial number")]
[TypeConverter(typeof(ReferenceConverter))]
public sealed class AdeDeviceReference : ObjectReference<AdeDevice>
{
    /// <summary>Refers to a device by serial number or id.</summary>
    /// <param name="text">A UUID is an id in Automated Device Enrollment; anything else is a serial number.</param>
    public AdeDeviceReference(string text)
        : base(text)
    {
    }

    /// <summary>Refers to a device that was read before.</summary>
    /// <param name="device">The device.</param>
    public AdeDeviceReference(AdeDevice device)
        : this(device.Id, device.SerialNumber ?? device.Id ?? "", device)
    {
    }

    private AdeDeviceReference(string? id, string text, AdeDevice? device)
        : base(id, text, device)
    {
    }

    /// <summary>The device, when it was read before.</summary>
    public AdeDevice? Device => Known;

    /// <summary>The row that named the device, which may hold values for it; null when it was no row.</summary>
    internal object? Row { get; private init; }

    /// <summary>The text that was given.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Device?.ToString() ?? Text;

    internal static AdeDeviceReference? From(object input) => input.Unwrap() switch
    {
        // An enrolled device has another id here.
        Device { SerialNumber: { Length: > 0 } serial } => new AdeDeviceReference(null, serial, null),
        Client.Devices.Device or AdeIntegration => null,
        _ => From(input, device => new AdeDeviceReference(device), text => new AdeDeviceReference(text), FromRow),
    };

    private static AdeDeviceReference? FromRow(object row)
    {
        if (ReferenceText.OnlyColumn(row, DeviceReference.SerialNumberColumns) is { } serial)
            return new AdeDeviceReference(null, serial, null) { Row = ReferenceText.GetRow(row) };
        string[] columns = ReferenceText.MayBe<AdeDevice>(row) ? ["adedeviceid", "id"] : ["adedeviceid"];
        return ReferenceText.Column(row, columns) is { } id
            ? new AdeDeviceReference(ReferenceText.IsUuid(id) ? id : null, id, null) { Row = ReferenceText.GetRow(row) }
            : null;
    }
}
