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
        ReferenceText.Items(inputData).Select(Refer).ToArray();

    private static CveReference Refer(object item) =>
        item.Unwrap() as CveReference
        ?? new CveReference(ReferenceText.GetText(item) is { Length: > 0 } text ? text
            : ReferenceText.Column(item, "cveid", "cve")
            ?? throw new ArgumentTransformationMetadataException(
                $"'{item}' does not identify a vulnerability. Give a CVE id, a vulnerability, or a row with a column cve_id.",
                new PSInvalidCastException("No CVE id."))) { Origin = ObjectOrigin.From(item) };
}
