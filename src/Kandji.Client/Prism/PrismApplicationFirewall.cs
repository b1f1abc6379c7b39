namespace Kandji.Client.Prism;

/// <summary>The application firewall of a Mac.</summary>
public sealed class PrismApplicationFirewall : PrismRow
{
    /// <summary>Indicates whether the firewall is on.</summary>
    public bool? Status { get; set; }

    /// <summary>Indicates whether every incoming connection is refused.</summary>
    public bool? BlockAllIncoming { get; set; }

    /// <summary>Indicates whether it keeps a log.</summary>
    public bool? Logging { get; set; }

    /// <summary>How much it logs: <c>throttled</c>, <c>brief</c>, <c>detail</c>.</summary>
    public string? LoggingOption { get; set; }

    /// <summary>Indicates whether the Mac does not answer probes.</summary>
    public bool? StealthMode { get; set; }

    /// <summary>The firewall's version.</summary>
    public string? Version { get; set; }

    /// <summary>Indicates whether signed applications may take connections without being listed.</summary>
    public bool? AllowSignedApplications { get; set; }

    /// <summary>Indicates whether the firewall is being unloaded.</summary>
    public bool? Unloading { get; set; }
}
