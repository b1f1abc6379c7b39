namespace Kandji.PowerShell.Binding;

/// <summary>Makes tag references of ids, names, tags and rows.</summary>
internal sealed class TagReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(TagReference))
{
    private protected override ObjectReference? From(object item) => MerelyHasOne(item) ? null : TagReference.From(item);

    private protected override string Describe(object item) => MerelyHasOne(item)
        ? $"'{item}' is not a tag, it only has one, and the tag would be changed for the whole tenant. Give the tag's id or name, or a tag "
            + "object. Set-KandjiDevice changes the tags of a device."
        : $"'{item}' does not identify a tag. Give an id, a name, or a tag object.";

    private static bool MerelyHasOne(object item) =>
        item.Unwrap() is not TagReference && ReferenceText.GetText(item) is null && ReferenceText.GetModuleTypes(item).Count == 0
        && (DeviceReference.IsIn(item) || ReferenceText.Column(item, "userid", "useremail", "libraryitemid") is not null);
}
