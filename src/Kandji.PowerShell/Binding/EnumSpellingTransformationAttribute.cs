namespace Kandji.PowerShell.Binding;

/// <summary>
/// Lets a parameter with a fixed set take its values in the API's spelling too, as objects show them: <c>not_quarantined</c> for
/// NotQuarantined, <c>WIPE_CLOUD</c> for WipeCloud.
/// </summary>
/// <param name="spellings">
/// For a parameter that destroys something: its values in the API's spelling. Underscores anywhere else are then left for the check of the
/// values to refuse: <c>WIP_E</c> is a slip, not a value.
/// </param>
internal sealed class EnumSpellingTransformationAttribute(params string[] spellings) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object?[] items = ArgumentValues.Flatten(inputData).ToArray();
        Array.ForEach(items, ArgumentValues.RefuseScriptBlock);
        List<string?> texts = items.Select(ReferenceText.GetText).ToList();
        if (texts.Count == 0 || texts.Contains(null))
            return ArgumentValues.IsCollection(inputData) ? items : inputData;
        string[] values = texts.Select(text => IsSpelled(text!) ? text!.Replace("_", "") : text!).ToArray();
        return values.Length == 1 ? values[0] : values;
    }

    private bool IsSpelled(string text) => spellings.Length == 0 || spellings.Contains(text, StringComparer.OrdinalIgnoreCase);
}
