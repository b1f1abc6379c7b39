namespace Kandji.PowerShell.Binding;

/// <summary>
/// Lets a parameter of text take the items of every collection one by one, as the pipeline does, where PowerShell itself would join those
/// of a set or a queue with blanks. Refuses what would become text that nobody meant: a script block, a hashtable, a row.
/// </summary>
internal sealed class TextTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>
    /// The only type of this module whose objects stand for their text, where the text makes something new: a tag for a new tag's name, and
    /// no device. Null for every type.
    /// </summary>
    public Type? Only { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (!ArgumentValues.IsCollection(inputData))
            return Require(inputData)!;
        // The engine converts each item, and refuses several for a parameter that takes one.
        return ArgumentValues.Flatten(inputData).Select(Require).ToArray();
    }

    private object? Require(object? item)
    {
        if (Only is not null && item is not null && ReferenceText.GetModuleTypes(item) is { Count: > 0 } types
            && !types.Contains(Only.FullName!))
            throw new ArgumentTransformationMetadataException($"'{item}' is not text, and no {Only.Name}. Give the text.");
        ArgumentValues.RefuseScriptBlock(item);
        if (item is not null && ReferenceText.GetRow(item) is not null)
            throw new ArgumentTransformationMetadataException(
                "It is a hashtable or a row with columns, not text. Give the value of one column.");
        // A tag that is given where its name is taken is still a tag of its tenant.
        return ObjectOrigin.From(item) is { } origin ? ObjectOrigin.Keep(LanguagePrimitives.ConvertTo<string>(item), origin) : item;
    }
}
