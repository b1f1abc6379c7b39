using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Vulnerabilities;

/// <summary>
/// Takes CVE ids as text, from objects that name one (a vulnerability, a detection) and from rows with a column cve_id. Nothing else is
/// turned into text: a device on the pipeline must reach the parameter for devices.
/// </summary>
internal sealed class CveIdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ArgumentValues.Given(inputData).Select(Refer).ToArray();

    private static CveReference Refer(object item)
    {
        object source = item.Unwrap() is ObjectReference { Source: { } from } ? from : item;
        CveReference made = CveReference.From(source) ?? throw new ArgumentTransformationMetadataException(
            $"'{item}' does not identify a vulnerability. Give a CVE id, a vulnerability, or a row with a column cve_id.",
            new PSInvalidCastException("No CVE id."));
        made.Origin ??= ObjectOrigin.From(source);
        return made;
    }
}
