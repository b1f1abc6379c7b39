using Kandji.Client.Model;
using Kandji.Client.Tags;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;

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
        Blueprints = GetReferences(row, BlueprintColumns, BlueprintReference.From);
        Users = GetReferences(row, UserColumns, UserReference.From);
        // Beside another product's address, an id is that product's too.
        if (UserColumns.All(name => name == "userid" || IsEmpty(ReferenceText.FindColumn(row, name).Value)))
            ForeignUser = UserReference.ByAddress(row, UserReference.ForeignAddressColumns, ReferenceText.Column(row, "userid"));
        Tags = TagColumns.Select(name => TagsIn(name, ReferenceText.ColumnValue(row, name))).FirstOrDefault(tags => tags is not null);
    }

    /// <summary>Indicates whether the row has any of the columns, filled or not.</summary>
    public bool HasColumns { get; }

    /// <summary>The asset tag; empty where the row clears it.</summary>
    public string? AssetTag { get; }

    /// <summary>The blueprint, by name and by id when the row has both.</summary>
    public IReadOnlyList<BlueprintReference> Blueprints { get; }

    /// <summary>The user, by e-mail address and by id when the row has both.</summary>
    public IReadOnlyList<UserReference> Users { get; }

    /// <summary>The user by the columns of another product, when the row has none of the others.</summary>
    public UserReference? ForeignUser { get; }

    public string[]? Tags { get; }

    public static DeviceChangeRow? From(object? row) => row is null ? null : new DeviceChangeRow(row);

    /// <summary>
    /// The asset tag of a row, null where the cell is empty. The vendor's template for such files writes <c>null</c>, in lower case, to
    /// clear the asset tag: that is the empty text here.
    /// </summary>
    /// <exception cref="ObjectException">The cell holds neither text nor a number.</exception>
    public static string? GetAssetTag(object row) =>
        ReferenceText.OnlyColumn(row, AssetTagColumns) is { } text ? text == "null" ? "" : text : null;

    /// <summary>
    /// What the columns of a row name, a reference for each that is not empty: of text or a number, or of an object, such as that of a
    /// calculated property.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="names">The columns, in lower case without separators.</param>
    /// <param name="make">Makes a reference of a value; returns null for one that names nothing.</param>
    /// <exception cref="ObjectException">A cell holds something else.</exception>
    public static IReadOnlyList<T> GetReferences<T>(object row, IEnumerable<string> names, Func<object, T?> make)
        where T : ObjectReference
    {
        var references = new List<T>();
        foreach (string name in names)
        {
            // Asked first, because it knows two columns of one name, and those of objects that are not rows.
            object? value = ReferenceText.Column(row, name);
            KeyValuePair<string, object?> column = value is null ? ReferenceText.FindColumn(row, name) : default;
            value ??= column.Value;
            if (IsEmpty(value))
                continue;
            T reference = make(value!) ?? throw ReferenceText.Unreadable(column.Key, value!);
            reference.Origin ??= ObjectOrigin.From(value);
            references.Add(reference);
        }
        return references;
    }

    private static bool IsEmpty(object? value) => !ReferenceText.Items(value).Any();

    // A cell holds several tags, as the text of a list. A list holds them as they are. The lists of other products show
    // themselves as the name of a type, which is not a tag.
    private static string[]? TagsIn(string name, object? value)
    {
        string[] tags = ReferenceText.Items(value)
            .SelectMany(item => ArgumentValues.IsCollection(value) ? [GetText(name, item)] : Parse(GetText(name, item)))
            .Where(tag => tag.Trim().Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return tags.Length == 0 ? null : tags;
    }

    private static string GetText(string column, object item) => item.Unwrap() switch
    {
        string text => text,
        DBNull => "",
        Tag tag => tag.Name ?? "",
        _ => ReferenceText.GetText(item) ?? throw ReferenceText.Unreadable(column, item),
    };

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
