namespace Kandji.Client.Prism;

/// <summary>A certificate on a device.</summary>
public sealed class PrismCertificate : PrismRow
{
    /// <summary>The certificate's name.</summary>
    public string? CommonName { get; set; }

    /// <summary>Indicates whether the device has its private key too.</summary>
    public bool? IdentityCertificate { get; set; }
}
