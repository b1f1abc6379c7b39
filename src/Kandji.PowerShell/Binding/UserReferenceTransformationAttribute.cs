using Kandji.Client.Devices;
using Kandji.Client.Users;

namespace Kandji.PowerShell.Binding;

/// <summary>Makes user references of ids, e-mail addresses, users, devices and rows.</summary>
internal sealed class UserReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(UserReference))
{
    /// <summary>
    /// True for the commands that remove users: something of a device (the device, a report, a row) merely has a user and does not mean it.
    /// </summary>
    public bool OnlyUsers { get; set; }

    /// <summary>True for the command that reads users: that a device is assigned to nobody is an answer there, and no error.</summary>
    public bool PassesOverNobody { get; set; }

    /// <summary>The switch that assigns to nobody, which an empty value is answered with.</summary>
    public string? Clear { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Clear is not null && GetSources(inputData).All(item => ReferenceText.GetText(item) is { Length: 0 })
            ? throw new ArgumentTransformationMetadataException(ValidateNotEmptyAttribute.MessageFor(Clear))
            : base.Transform(engineIntrinsics, inputData);

    private protected override bool IsIgnored(object item) => PassesOverNobody && item.Unwrap() is Device { User: null };

    private protected override ObjectReference? From(object item) => OnlyUsers && MerelyHasOne(item) ? null : UserReference.From(item);

    private protected override string Describe(object item) => OnlyUsers && MerelyHasOne(item)
        ? $"'{item}' is not a user. Give the user's id or e-mail address, or a user object: Get-KandjiUser returns the user of a device."
        : $"'{item}' does not identify a user. Give an id, an e-mail address, a user object, a device that is assigned to one, or a row in "
            + $"which one of the columns {UserReference.ColumnNames} has a value."
            + ReferenceText.DelimiterHint(item);

    // Of this module, only users mean users; of elsewhere, what has a device's id does not. A list of people may have serial numbers.
    private static bool MerelyHasOne(object item)
    {
        if (item.Unwrap() is UserReference || ReferenceText.GetText(item) is not null)
            return false;
        return ReferenceText.GetModuleTypes(item) is { Count: > 0 } types
            ? !types.Contains(typeof(User).FullName!) && !types.Contains(typeof(DeviceUser).FullName!)
            : ReferenceText.Column(item, DeviceReference.IdColumns) is not null;
    }
}
