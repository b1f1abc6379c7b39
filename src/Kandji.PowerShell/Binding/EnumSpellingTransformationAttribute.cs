using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Lets a parameter with a fixed set take its values in the API's spelling too, as objects show them: <c>not_quarantined</c> for
/// NotQuarantined, <c>WIPE_CLOUD</c> for WipeCloud.
/// </summary>
internal sealed class EnumSpellingTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        List<string?> texts = ReferenceText.Items(inputData).Select(ReferenceText.TextOf).ToList();
        if (texts.Count == 0 || texts.Contains(null))
            return inputData;
        string[] values = texts.Select(text => text!.Replace("_", "")).ToArray();
        return values.Length == 1 ? values[0] : values;
    }
}
