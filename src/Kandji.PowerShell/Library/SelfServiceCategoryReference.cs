using System.Management.Automation;
using Kandji.Client.Library;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Library;

/// <summary>A reference to a category of Self Service: its id, its name, or the category.</summary>
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListSelfServiceCategories), When = "for a category given by name")]
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

/// <summary>Makes a category reference of an id, a name, or a category.</summary>
internal sealed class SelfServiceCategoryReferenceTransformationAttribute() : ReferenceTransformationAttribute(typeof(SelfServiceCategoryReference))
{
    // The parameter takes one category, not a list.
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Require(inputData);

    private protected override ObjectReference? From(object item) => SelfServiceCategoryReference.From(item);

    private protected override string Refusal(object item) => $"'{item}' does not identify a category. Give an id, a name, or a category.";
}
