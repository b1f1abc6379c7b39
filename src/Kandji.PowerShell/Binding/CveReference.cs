using System.ComponentModel;

namespace Kandji.PowerShell.Binding;

/// <summary>A reference to a vulnerability by its CVE id, which is the same in every tenant.</summary>
[TypeConverter(typeof(ReferenceConverter))]
public sealed class CveReference : ObjectReference
{
    /// <summary>Refers to a vulnerability.</summary>
    /// <param name="cveId">The CVE id: <c>CVE-2024-12345</c>; Get-KandjiVulnerability takes wildcards in it.</param>
    public CveReference(string cveId)
        : base(Capitalize(cveId), Capitalize(cveId))
    {
    }

    internal static CveReference? From(object input) =>
        input.Unwrap() as CveReference
        ?? ((ReferenceText.GetText(input) is { Length: > 0 } text ? text : ReferenceText.Column(input, "cveid", "cve")) is { } id
            ? new CveReference(id)
            : null);

    // The service's filters tell cve-2024-1 from CVE-2024-1, and would find nothing without a word.
    private static string Capitalize(string id) => id.StartsWith("cve-", StringComparison.OrdinalIgnoreCase) ? id.ToUpperInvariant() : id;
}
