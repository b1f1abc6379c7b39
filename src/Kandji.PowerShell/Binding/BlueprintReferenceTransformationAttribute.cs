using Kandji.Client.Blueprints;

namespace Kandji.PowerShell.Binding;

/// <summary>Makes blueprint references of ids, names, blueprints, devices and rows.</summary>
internal sealed class BlueprintReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(BlueprintReference))
{
    /// <summary>
    /// True for commands that change blueprints: something that merely has a blueprint (a device, a library item's status) does not mean
    /// it.
    /// </summary>
    public bool OnlyBlueprints { get; set; }

    private protected override ObjectReference? From(object item) =>
        OnlyBlueprints && MerelyHasOne(item) ? null : BlueprintReference.From(item);

    private protected override string Describe(object item) => OnlyBlueprints && MerelyHasOne(item)
        ? (BlueprintReference.From(item) is null && ReferenceText.DescribeType(item) is { } kind
            ? $"'{item}' is {kind}, not a blueprint."
            : $"'{item}' is not a blueprint, it only has one.") + " Give the blueprint's id or name, or a blueprint object."
        : $"'{item}' does not identify a blueprint. Give an id, a name, a blueprint object, or a device that is in one.";

    // Of this module, only blueprints mean blueprints: an item of one, a status and a device merely name theirs.
    private static bool MerelyHasOne(object item)
    {
        if (item.Unwrap() is BlueprintReference || ReferenceText.GetText(item) is not null)
            return false;
        return ReferenceText.GetModuleTypes(item) is { Count: > 0 } types
            ? !types.Contains(typeof(Blueprint).FullName!)
            : DeviceReference.IsIn(item) || ReferenceText.Column(item, "libraryitemid", "userid", "integrationid") is not null;
    }
}
