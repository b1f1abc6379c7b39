using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kandji.Automation.Inventory;

namespace Kandji.Automation.Plans.Apply;

/// <summary>A certificate whose holder may approve plans.</summary>
internal sealed class Approver
{
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    private readonly string _thumbprint;

    private Approver(string thumbprint) => _thumbprint = thumbprint;

    /// <summary>The holder of a certificate.</summary>
    public static Approver FromCertificate(X509Certificate2 certificate) => new(GetSha256(certificate));

    /// <summary>The holder of the certificate that has a thumbprint, in SHA-1 or SHA-256; blanks and colons do not count.</summary>
    /// <exception cref="FormatException">It is not a thumbprint.</exception>
    public static Approver Parse(string text)
    {
        // Windows shows thumbprints with blanks, and with an invisible mark before them.
        string digits = new(text.Where(c => !char.IsWhiteSpace(c) && c is not (':' or '\u200e' or '\u200f')).ToArray());
        return digits.Length is Sha1Digits or Sha256Digits && digits.All(Uri.IsHexDigit)
            ? new Approver(digits.ToLowerInvariant())
            : throw new FormatException(
                $"'{text}' is not the thumbprint of a certificate, which has {Sha1Digits} or {Sha256Digits} hexadecimal digits.");
    }

    /// <summary>Indicates whether a certificate is this one.</summary>
    public bool Has(X509Certificate2 certificate) =>
        _thumbprint == (_thumbprint.Length == Sha1Digits ? certificate.Thumbprint.ToLowerInvariant() : GetSha256(certificate));

    private static string GetSha256(X509Certificate2 certificate)
    {
        using var sha = SHA256.Create();
        return HexText.Write(sha.ComputeHash(certificate.RawData));
    }
}
