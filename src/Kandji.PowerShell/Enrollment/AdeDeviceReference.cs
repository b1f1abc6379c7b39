using System.Linq;
using System.Management.Automation;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Enrollment;

/// <summary>
/// What a person has in hand of a device that Apple knows: its serial number, its id in Automated Device Enrollment, or an object that names it
/// (such a device, an enrolled device, a row with a column <c>serial_number</c>).
/// </summary>
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.GetDevice), When = "for a device given by id")]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.ListDevices), When = "for a device given by serial number")]
public sealed class AdeDeviceReference
{
    /// <summary>Refers to a device by serial number or id.</summary>
    /// <param name="text">A UUID is an id in Automated Device Enrollment; anything else is a serial number.</param>
    public AdeDeviceReference(string text)
        : this(ReferenceText.IsUuid(text.Trim()) ? text.Trim() : null, text.Trim(), null)
    {
    }

    /// <summary>Refers to a device that was read before.</summary>
    /// <param name="device">The device.</param>
    public AdeDeviceReference(AdeDevice device)
        : this(device.Id, device.SerialNumber ?? device.Id ?? "", device)
    {
    }

    private AdeDeviceReference(string? id, string text, AdeDevice? device)
    {
        Id = id;
        Text = text;
        Device = device;
    }

    /// <summary>The id in Automated Device Enrollment, when it is known.</summary>
    public string? Id { get; }

    /// <summary>The device, when it was read before.</summary>
    public AdeDevice? Device { get; }

    /// <summary>What was given.</summary>
    public string Text { get; }

    /// <summary>The row that named the device, which may hold values for it; null when it was no row.</summary>
    internal object? Row { get; private init; }

    /// <summary>What was given.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Device?.ToString() ?? Text;

    internal static AdeDeviceReference? From(object input)
    {
        object plain = input is PSObject wrapped ? wrapped.BaseObject : input;
        switch (plain)
        {
            case AdeDeviceReference reference:
                return reference;
            case AdeDevice device:
                return new AdeDeviceReference(device);
            case Device enrolled:
                // An enrolled device has another id here.
                return string.IsNullOrEmpty(enrolled.SerialNumber) ? null : new AdeDeviceReference(null, enrolled.SerialNumber!, null);
            case AdeIntegration:
                return null;
        }
        if (ReferenceText.TextOf(input) is { } text)
            return text.Length == 0 ? null : new AdeDeviceReference(text);
        if (ReferenceText.Column(input, "serialnumber", "deviceserialnumber", "serial") is { } serial)
            return new AdeDeviceReference(null, serial, null) { Row = ReferenceText.RowOf(input) };
        return ReferenceText.Column(input, "adedeviceid", "id") is { } id
            ? new AdeDeviceReference(ReferenceText.IsUuid(id) ? id : null, id, null) { Row = ReferenceText.RowOf(input) }
            : null;
    }
}

/// <summary>Makes references to devices that Apple knows of serial numbers, ids, devices and rows.</summary>
internal sealed class AdeDeviceReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ReferenceText.Items(inputData)
            .Select(item => AdeDeviceReference.From(item) ?? throw new ArgumentTransformationMetadataException(
                $"'{item}' names no device. Give a serial number, a device object, or a row with a column serial_number that is not empty." + ReferenceText.DelimiterHint(item)))
            .ToArray();
}
