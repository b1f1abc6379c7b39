namespace Kandji.PowerShell.Binding;

/// <summary>Makes a category reference of an id, a name, or a category.</summary>
internal sealed class SelfServiceCategoryReferenceTransformationAttribute()
    : ReferenceTransformationAttribute(typeof(SelfServiceCategoryReference))
{
    // The parameter takes one category, not a list.
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Require(GetSources(inputData).ToList() is { Count: 1 } items ? items[0] : inputData);

    private protected override ObjectReference? From(object item) => SelfServiceCategoryReference.From(item);

    private protected override string Describe(object item) => $"'{item}' does not identify a category. Give an id, a name, or a category.";
}
