using System.Linq;
using System.Management.Automation;
using Kandji.Client;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Library;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Library;

/// <summary>
/// What a person has in hand of a library item: its id, its name, or an object that names it (an item of whatever kind, a blueprint's
/// library item, a status, a row with a column library_item_id).
/// </summary>
public sealed class LibraryItemReference
{
    /// <summary>Refers to a library item by id or name.</summary>
    /// <param name="text">A UUID is an id; anything else is a name.</param>
    public LibraryItemReference(string text)
        : this(ReferenceText.IsUuid(text.Trim()) ? text.Trim() : null, text.Trim(), null)
    {
    }

    /// <summary>Refers to a library item that was read before.</summary>
    /// <param name="item">The item.</param>
    public LibraryItemReference(ILibraryItem item)
        : this(item.Id, item.Name ?? item.Id ?? "", item)
    {
    }

    private LibraryItemReference(string? id, string text, ILibraryItem? item)
    {
        Id = id;
        Text = text;
        Item = item;
    }

    /// <summary>The id, when it is known.</summary>
    public string? Id { get; }

    /// <summary>The item, when it was read before.</summary>
    public ILibraryItem? Item { get; }

    /// <summary>What was given: where the id is known, the name if that is known too.</summary>
    public string Text { get; }

    /// <summary>What was given.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Text;

    internal static LibraryItemReference? From(object input)
    {
        object plain = input is PSObject wrapped ? wrapped.BaseObject : input;
        switch (plain)
        {
            case LibraryItemReference reference:
                return reference;
            case ILibraryItem item:
                return new LibraryItemReference(item);
            case BlueprintLibraryItem { Id: { } id } item:
                return new LibraryItemReference(id, item.Name ?? id, null);
            case Device or Blueprint or SelfServiceCategory:
                return null;
        }
        if (ReferenceText.TextOf(input) is { } text)
            return text.Length == 0 ? null : new LibraryItemReference(text);

        // A device's library items and statuses have a number of their own in 'id'.
        string? known = ReferenceText.Column(input, "libraryitemid", "itemid");
        // An object of another kind is not what else bears its name or number.
        if (known is null && plain is KandjiObject)
            return null;
        if (known is null && ReferenceText.Column(input, "id") is { } own && ReferenceText.IsUuid(own))
            known = own;
        string? name = ReferenceText.Column(input, "libraryitemname", "libraryitem", "name");
        return known is not null && ReferenceText.IsUuid(known) ? new LibraryItemReference(known, name ?? known, null)
            : name is not null ? new LibraryItemReference(name)
            : null;
    }
}

/// <summary>Makes library item references of ids, names, items, statuses and rows.</summary>
internal sealed class LibraryItemReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ReferenceText.Items(inputData)
            .Select(item => LibraryItemReference.From(item) ?? throw new ArgumentTransformationMetadataException(
                $"'{item}' names no library item. Give an id, a name, or a library item."))
            .ToArray();
}
