using System.ComponentModel;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Library;
using Kandji.Client.Threats;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// A reference to a library item: its id, its name, or an object that names it (an item of whatever kind, a blueprint's
/// library item, a status, a row with a column library_item_id).
/// </summary>
[TypeConverter(typeof(ReferenceConverter))]
public sealed class LibraryItemReference : ObjectReference<ILibraryItem>
{
    /// <summary>Refers to a library item by id or name.</summary>
    /// <param name="text">A UUID is an id; anything else is a name.</param>
    public LibraryItemReference(string text)
        : base(text)
    {
    }

    /// <summary>Refers to a library item that was read before.</summary>
    /// <param name="item">The item.</param>
    public LibraryItemReference(ILibraryItem item)
        : this(item.Id, item.Name ?? item.Id ?? "", item)
    {
    }

    private LibraryItemReference(string? id, string text, ILibraryItem? item)
        : base(id, text, item)
    {
    }

    /// <summary>The item, when it was read before.</summary>
    public ILibraryItem? Item => Known;

    internal static LibraryItemReference? From(object input) => input.Unwrap() switch
    {
        BlueprintLibraryItem { Id: { } id } item => new LibraryItemReference(id, item.Name ?? id, null),
        Device or Blueprint or SelfServiceCategory => null,
        _ => From(input, item => new LibraryItemReference(item), text => new LibraryItemReference(text), FromRow),
    };

    private static LibraryItemReference? FromRow(object row)
    {
        // A device's library items and statuses have a number of their own in 'id'.
        string? known = ReferenceText.Column(row, "libraryitemid", "itemid");
        // A detection names the item that detected it, which is another thing than the item it stands for.
        if (ReferenceText.GetModuleTypes(row) is { Count: > 0 } types
            && (types.Contains(typeof(Threat).FullName!) || types.Contains(typeof(BehavioralDetection).FullName!)))
            return null;
        // An object of another kind is not what else bears its name or number.
        if (known is null && !ReferenceText.MayBe<ILibraryItem>(row) && !ReferenceText.MayBe<BlueprintLibraryItem>(row))
            return null;
        if (known is null && ReferenceText.Column(row, "id") is { } own && ReferenceText.IsUuid(own))
            known = own;
        string? name = ReferenceText.Column(row, "libraryitemname", "libraryitem", "name");
        return known is not null && ReferenceText.IsUuid(known) ? new LibraryItemReference(known, name ?? known, null)
            : name is not null ? new LibraryItemReference(name)
            : null;
    }
}
