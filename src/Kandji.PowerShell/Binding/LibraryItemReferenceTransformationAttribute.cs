namespace Kandji.PowerShell.Binding;

/// <summary>Makes library item references of ids, names, items, statuses and rows.</summary>
internal sealed class LibraryItemReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(LibraryItemReference))
{
    private protected override ObjectReference? From(object item) => LibraryItemReference.From(item);

    private protected override string Describe(object item) =>
        $"'{item}' does not identify a library item. Give an id, a name, or a library item.";
}
