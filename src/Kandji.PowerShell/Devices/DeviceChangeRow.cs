using Kandji.Client.Model;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// The change of a device that a row of a CSV file describes: its columns asset_tag, blueprint, user and tags, in any of their spellings. A
/// cell that is empty says nothing, and the text <c>null</c> clears the asset tag.
/// </summary>
internal sealed class DeviceChangeRow
{
    private static readonly string[] AssetTagColumns = ["assettag"];
    private static readonly string[] BlueprintColumns = ["blueprintname", "blueprint", "blueprintid", "blueprintuuid"];
    private static readonly string[] UserColumns = ["useremail", "user", "email", "assigneduser", "userid"];
    private static readonly string[] TagColumns = ["tags", "tag"];

    private DeviceChangeRow(object row)
    {
        HasColumns = ReferenceText.HasColumn(row,
            [.. AssetTagColumns, .. BlueprintColumns, .. UserColumns, .. UserReference.ForeignAddressColumns, .. TagColumns]);
        AssetTag = GetAssetTag(row);
        Blueprints = BlueprintColumns.Select(name => ReferenceText.Column(row, name)).OfType<string>().ToArray();
        Users = UserColumns.Select(name => ReferenceText.Column(row, name)).OfType<string>().ToArray();
        // Beside another product's address, an id is that product's too.
        if (ReferenceText.Column(row, UserColumns.Where(name => name != "userid").ToArray()) is null)
            ForeignUser = UserReference.ByAddress(row, UserReference.ForeignAddressColumns, ReferenceText.Column(row, "userid"));
        Tags = TagColumns.Select(name => TagsIn(ReferenceText.ColumnValue(row, name))).FirstOrDefault(tags => tags is not null);
    }

    /// <summary>Indicates whether the row has any of the columns, filled or not.</summary>
    public bool HasColumns { get; }

    /// <summary>The asset tag; empty where the row clears it.</summary>
    public string? AssetTag { get; }

    /// <summary>The blueprint, by name and by id when the row has both.</summary>
    public IReadOnlyList<string> Blueprints { get; }

    /// <summary>The user, by e-mail address and by id when the row has both.</summary>
    public IReadOnlyList<string> Users { get; }

    /// <summary>The user by the columns of another product, when the row has none of the others.</summary>
    public UserReference? ForeignUser { get; }

    public string[]? Tags { get; }

    public static DeviceChangeRow? From(object? row) => row is null ? null : new DeviceChangeRow(row);

    /// <summary>
    /// The asset tag of a row, null where the cell is empty. The vendor's template for such files writes <c>null</c>, in lower case, to
    /// clear the asset tag: that is the empty text here.
    /// </summary>
    public static string? GetAssetTag(object row) =>
        ReferenceText.Column(row, AssetTagColumns) is { } text ? text == "null" ? "" : text : null;

    // A cell holds several tags, as the text of a list. A list holds them as they are. The lists of other products show
    // themselves as the name of a type, which is not a tag.
    private static string[]? TagsIn(object? value)
    {
        string[] tags = ReferenceText.Items(value)
            .SelectMany(item => ArgumentValues.IsCollection(value) ? [GetText(item)] : Parse(GetText(item)))
            .Where(tag => tag.Trim().Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return tags.Length == 0 ? null : tags;
    }

    private static string GetText(object item) => item.Unwrap() as string ?? ReferenceText.GetText(item) ?? "";

    private static TextList Parse(string cell)
    {
        try
        {
            return ListText.IsTypeName(cell.Trim()) ? TextList.None : TextList.Parse(cell);
        }
        catch (FormatException e)
        {
            throw new ArgumentException("The column tags cannot be read. " + e.Message, e);
        }
    }
}
