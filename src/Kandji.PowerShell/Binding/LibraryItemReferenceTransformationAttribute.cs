using Kandji.Client.Blueprints;
using Kandji.Client.Library;

namespace Kandji.PowerShell.Binding;

/// <summary>Makes library item references of ids, names, items, statuses and rows.</summary>
internal sealed class LibraryItemReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(LibraryItemReference))
{
    /// <summary>
    /// True for commands that change or delete items of the library: something that is merely about an item (its status on a device, what
    /// was done to it) does not mean it.
    /// </summary>
    public bool OnlyItems { get; set; }

    private protected override ObjectReference? From(object item) => IsMerelyAboutOne(item) ? null : LibraryItemReference.From(item);

    private protected override string Describe(object item) => IsMerelyAboutOne(item)
        ? $"'{item}' is not a library item, it is only about one. Give the item's id or name, or the item itself."
        : $"'{item}' does not identify a library item. Give an id, a name, or a library item.";

    private bool IsMerelyAboutOne(object item)
    {
        if (!OnlyItems || item.Unwrap() is LibraryItemReference || ReferenceText.GetText(item) is not null
            || LibraryItemReference.From(item) is null)
            return false;
        return ReferenceText.GetModuleTypes(item) is { Count: > 0 } types
            ? !ReferenceText.MayBe<ILibraryItem>(item) && !types.Contains(typeof(BlueprintLibraryItem).FullName!)
            : DeviceReference.IsIn(item);
    }
}
