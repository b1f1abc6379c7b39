using System.Security.Cryptography.X509Certificates;
using Kandji.Client.Model;

namespace Kandji.Automation.Plans.Apply;

/// <summary>
/// A person's approval of a plan. With a signature it binds whoever holds the certificate's key; without one it is a statement that anybody
/// could have made who can write the file.
/// </summary>
public sealed class PlanApproval
{
    /// <summary>The person who approves, and where: <c>grace@laptop</c>.</summary>
    public string Person { get; init; } = "";

    /// <summary>When the plan was approved, in local time.</summary>
    public DateTime Time => TimeUtc.ToLocalTime();

    /// <summary>The person's words; null for none.</summary>
    public string? Comment { get; init; }

    /// <summary>The SHA-256 of the plan that was approved.</summary>
    public string PlanHash { get; init; } = "";

    /// <summary>Indicates whether the approval is signed.</summary>
    public bool IsSigned => Signature is not null;

    /// <summary>The subject of the certificate; null where the approval is not signed.</summary>
    public string? Subject { get; private set; }

    /// <summary>The SHA-1 thumbprint of the certificate, as -ApprovedBy takes it; null where the approval is not signed.</summary>
    public string? Thumbprint { get; private set; }

    /// <summary>The file of the plan's approvals.</summary>
    public string Path { get; init; } = "";

    /// <summary>When the plan was approved, in UTC.</summary>
    internal DateTime TimeUtc { get; init; }

    /// <summary>The certificate in DER, as Base64.</summary>
    internal string? Certificate { get; private set; }

    /// <summary>The signature, as Base64.</summary>
    internal string? Signature { get; private set; }

    /// <summary>The approval as one that a certificate signs.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="signature">The signature, as Base64; null as long as there is none.</param>
    internal PlanApproval SignedBy(X509Certificate2 certificate, string? signature)
    {
        var copy = (PlanApproval)MemberwiseClone();
        copy.Subject = certificate.Subject;
        copy.Thumbprint = certificate.Thumbprint;
        copy.Certificate = Convert.ToBase64String(certificate.RawData);
        copy.Signature = signature;
        return copy;
    }

    /// <summary>The person, the time and the certificate.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize(
        $"{Person}, {Time:g}" + (IsSigned ? $", signed by {Subject} ({Thumbprint})" : ", not signed"));
}
