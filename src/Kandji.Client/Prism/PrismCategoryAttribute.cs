using Kandji.Client.Http;

namespace Kandji.Client.Prism;

/// <summary>
/// An entry of the table of categories, <see cref="PrismCategory"/>: the operation that lists its rows, and what its rows are.
/// </summary>
internal sealed class PrismCategoryAttribute : ApiOperationAttribute
{
    /// <summary>Describes a category.</summary>
    /// <param name="name">The API's name of the category, the last part of the path: <c>activation_lock</c>.</param>
    /// <param name="permission">The name of the permission in the section Prism.</param>
    /// <param name="rowType">The type of the rows, which derives from <see cref="PrismRow"/>.</param>
    public PrismCategoryAttribute(string name, string permission, Type rowType)
        : base("GET", "/api/v1/prism/" + name, "Prism", permission)
    {
        Name = name;
        RowType = rowType;
        Query = ["blueprint_ids", "device_families", "filter", "sort_by", "limit", "offset", "cursor"];
    }

    /// <summary>The API's name of the category.</summary>
    public string Name { get; }

    /// <summary>The type of the rows.</summary>
    public Type RowType { get; }

    /// <summary>
    /// Indicates whether a device has one row at most, so that the device is the row's key. Elsewhere two rows may well be equal.
    /// </summary>
    public bool OneRowPerDevice { get; set; }

    /// <summary>The entry of a category.</summary>
    /// <param name="category">The category.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category.</exception>
    public static PrismCategoryAttribute For(PrismCategory category) =>
        (PrismCategoryAttribute)OperationTable.For(typeof(PrismCategory))[category];
}
