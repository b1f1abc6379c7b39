using System.ComponentModel;
using Kandji.Client.Library;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Binding;

/// <summary>A reference to a category of Self Service: its id, its name, or the category.</summary>
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListSelfServiceCategories), When = "for a category given by name")]
[TypeConverter(typeof(ReferenceConverter))]
public sealed class SelfServiceCategoryReference : ObjectReference<SelfServiceCategory>
{
    /// <summary>Refers to a category by id or name.</summary>
    /// <param name="text">A UUID is an id; anything else is a name.</param>
    public SelfServiceCategoryReference(string text)
        : base(text)
    {
    }

    /// <summary>Refers to a category that was read before.</summary>
    /// <param name="category">The category.</param>
    public SelfServiceCategoryReference(SelfServiceCategory category)
        : base(category.Id, category.ToString(), category)
    {
    }

    internal static SelfServiceCategoryReference? From(object input) =>
        From(input, category => new SelfServiceCategoryReference(category), text => new SelfServiceCategoryReference(text));
}
