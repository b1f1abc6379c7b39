namespace Kandji.Client.Prism;

/// <summary>The state of Gatekeeper and XProtect on a Mac.</summary>
public sealed class PrismGatekeeperAndXProtect : PrismRow
{
    /// <summary>Indicates whether Gatekeeper is on.</summary>
    public bool? GatekeeperStatus { get; set; }

    /// <summary>Indicates whether applications of identified developers may run, not only those of the App Store.</summary>
    public bool? TrustedDevelopers { get; set; }

    /// <summary>The version of Gatekeeper.</summary>
    public string? GatekeeperVersion { get; set; }

    /// <summary>The version of Gatekeeper's list of exceptions.</summary>
    public string? GatekeeperOpaqueVersion { get; set; }

    /// <summary>The version of XProtect.</summary>
    public string? XprotectVersion { get; set; }

    /// <summary>The version of the malware removal tool.</summary>
    public string? MalwareRemovalToolVersion { get; set; }
}
