namespace Kandji.PowerShell.Binding;

/// <summary>Makes tag references of ids, names, tags and rows.</summary>
internal sealed class TagReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(TagReference))
{
    private protected override ObjectReference? From(object item) => TagReference.From(item);

    private protected override string Describe(object item) => $"'{item}' does not identify a tag. Give an id, a name, or a tag object.";
}
