namespace Kandji.PowerShell.Binding;

/// <summary>
/// Keeps the values of an enumeration apart. PowerShell adds the numbers of several up to one, be they a list or one text with commas:
/// UpdateInventory and Restart would come to mean Lock. A number is none of its names either: nobody who types one knows what it stands
/// for.
/// </summary>
internal sealed class SeparateValuesTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Indicates whether the parameter takes several values, as a list.</summary>
    public bool TakesSeveral { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object?[] items = ArgumentValues.Flatten(inputData).ToArray();
        Array.ForEach(items, ArgumentValues.RefuseScriptBlock);
        if (items.FirstOrDefault(item => ReferenceText.GetText(item)?.Contains(',') == true) is { } joined)
            throw new ArgumentTransformationMetadataException($"'{joined}' is not one value.");
        if (items.FirstOrDefault(item => ReferenceText.GetText(item) is { } text && int.TryParse(text, out _)) is { } number)
            throw new ArgumentTransformationMetadataException($"{number} is a number. Give the value by its name.");
        return !ArgumentValues.IsCollection(inputData) ? inputData
            : TakesSeveral || items.Length <= 1 ? items
            : throw new ArgumentTransformationMetadataException($"Give one value, not {items.Length}: {string.Join(", ", items)}.");
    }
}
