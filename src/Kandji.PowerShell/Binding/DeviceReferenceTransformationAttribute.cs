namespace Kandji.PowerShell.Binding;

/// <summary>Makes device references of ids, serial numbers, names, devices and rows.</summary>
internal class DeviceReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(DeviceReference))
{
    /// <summary>True for the command that lists devices: there a user, a blueprint or a tag means all its devices.</summary>
    public bool OwnersToo { get; set; }

    private protected override ObjectReference? From(object item) =>
        (OwnersToo ? DeviceReference.FromOwner(item) : null) ?? DeviceReference.From(item);

    private protected override string Describe(object item) =>
        $"'{item}' does not identify a device. Give an id, a serial number, a device object, or a row with a column device_id or "
            + "serial_number that is not empty."
        + (DeviceReference.FromOwner(item) is null ? "" : " Get-KandjiDevice takes it and returns its devices: pipe it there first.")
        + ReferenceText.DelimiterHint(item);
}
