using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Prism;

/// <summary>
/// Lets categories be named as the API and the web application name them too: <c>device_information</c>, <c>Device information</c>.
/// </summary>
internal sealed class PrismCategoryTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        ArgumentValues.RefuseScriptBlock(inputData);
        object[] items = ArgumentValues.Given(inputData)
            .Select(item => item.Unwrap() is string text ? new string(text.Where(char.IsLetterOrDigit).ToArray()) : item)
            .ToArray();
        return items.Length == 1 ? items[0] : items;
    }
}
