using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Vulnerabilities;

/// <summary>A reference to a vulnerability by its CVE id, which is the same in every tenant.</summary>
public sealed class CveReference : ObjectReference
{
    /// <summary>Refers to a vulnerability.</summary>
    /// <param name="cveId">The CVE id: <c>CVE-2024-12345</c>; Get-KandjiVulnerability takes wildcards in it.</param>
    public CveReference(string cveId)
        : base(Cased(cveId), Cased(cveId))
    {
    }

    // The service's filters tell cve-2024-1 from CVE-2024-1, and would find nothing without a word.
    private static string Cased(string id) => id.StartsWith("cve-", StringComparison.OrdinalIgnoreCase) ? id.ToUpperInvariant() : id;
}
