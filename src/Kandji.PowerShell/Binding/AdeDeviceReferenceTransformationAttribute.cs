namespace Kandji.PowerShell.Binding;

/// <summary>Makes references to devices that Apple knows of serial numbers, ids, devices and rows.</summary>
internal sealed class AdeDeviceReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(AdeDeviceReference))
{
    private protected override ObjectReference? From(object item) => AdeDeviceReference.From(item);

    private protected override string Describe(object item) =>
        $"'{item}' does not identify a device. Give a serial number, a device object, or a row with a column serial_number that is not "
            + "empty."
        + ReferenceText.DelimiterHint(item);
}
