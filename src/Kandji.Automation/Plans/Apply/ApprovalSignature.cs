using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Plans.Apply;

/// <summary>
/// Signs approvals, and verifies their signatures: RSA (PKCS #1) or ECDSA, both with SHA-256, with the certificate's own key. Everything
/// that an approval says is signed, the hash of the plan first of all.
/// </summary>
internal static class ApprovalSignature
{
    private const string Domain = "Kandji plan approval 1\n";
    private const int LeastRsaBits = 2048;

    /// <summary>Signs an approval.</summary>
    /// <param name="approval">The approval, without certificate and signature.</param>
    /// <param name="certificate">The certificate, with its private key.</param>
    /// <exception cref="ArgumentException">The certificate cannot sign, or not now.</exception>
    public static PlanApproval Sign(PlanApproval approval, X509Certificate2 certificate)
    {
        if (Refuse(certificate, approval.TimeUtc) is { } reason)
            throw new ArgumentException($"The certificate {certificate.Subject} cannot sign an approval: {reason}.");
        byte[] content = GetContent(approval.SignedBy(certificate, null));
        return approval.SignedBy(certificate, Convert.ToBase64String(Sign(content, certificate)));
    }

    /// <summary>The reason why an approval's signature does not hold; null when it does.</summary>
    /// <param name="approval">A signed approval.</param>
    /// <param name="certificate">Its certificate.</param>
    public static string? Refuse(PlanApproval approval, X509Certificate2 certificate)
    {
        try
        {
            return Refuse(certificate, approval.TimeUtc)
                ?? (Verify(GetContent(approval), Convert.FromBase64String(approval.Signature!), certificate)
                    ? null
                    : "its signature does not match: the approval was edited, or signed with another key");
        }
        catch (CryptographicException e)
        {
            return "its certificate cannot be used: " + e.Message.TrimEnd('.');
        }
    }

    /// <summary>An identifier of a certificate's key, whichever certificates it has.</summary>
    public static string GetKey(X509Certificate2 certificate) =>
        certificate.GetKeyAlgorithm() + ":" + Convert.ToBase64String(certificate.GetPublicKey());

    private static byte[] Sign(byte[] content, X509Certificate2 certificate)
    {
        try
        {
            using RSA? rsa = certificate.GetRSAPrivateKey();
            if (rsa is not null)
                return rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using ECDsa? ecdsa = certificate.GetECDsaPrivateKey();
            return ecdsa?.SignData(content, HashAlgorithmName.SHA256)
                ?? throw new ArgumentException(
                    $"The certificate {certificate.Subject} comes without its private key. Take it from a store that has the key.");
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException($"The certificate {certificate.Subject} cannot sign: {e.Message}", e);
        }
    }

    private static bool Verify(byte[] content, byte[] signature, X509Certificate2 certificate)
    {
        using RSA? rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
            return rsa.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using ECDsa? ecdsa = certificate.GetECDsaPublicKey();
        return ecdsa?.VerifyData(content, signature, HashAlgorithmName.SHA256) == true;
    }

    // Who has a certificate is for -ApprovedBy to say, not for a chain.
    private static string? Refuse(X509Certificate2 certificate, DateTime at)
    {
        if (at < certificate.NotBefore.ToUniversalTime() || at > certificate.NotAfter.ToUniversalTime())
        {
            return $"it was valid from {ConfigurationTime.Format(certificate.NotBefore)} to "
                + $"{ConfigurationTime.Format(certificate.NotAfter)}, and not at {ConfigurationTime.Format(at)}";
        }
        bool maySign = certificate.Extensions.OfType<X509KeyUsageExtension>().All(
            usage => (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) != 0);
        if (!maySign)
            return "its key is not meant for signatures";
        using RSA? rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
            return rsa.KeySize < LeastRsaBits ? $"its RSA key has {rsa.KeySize} bits, and {LeastRsaBits} are the least" : null;
        using ECDsa? ecdsa = certificate.GetECDsaPublicKey();
        return ecdsa is null ? "its key is neither RSA nor ECDSA" : null;
    }

    private static byte[] GetContent(PlanApproval approval) => Encoding.UTF8.GetBytes(
        Domain + CanonicalForm.Write(new Dictionary<string, object?>
        {
            ["plan"] = approval.PlanHash,
            ["person"] = approval.Person,
            ["time"] = ConfigurationTime.Format(approval.TimeUtc),
            ["comment"] = approval.Comment,
            ["certificate"] = approval.Certificate,
        }));
}
