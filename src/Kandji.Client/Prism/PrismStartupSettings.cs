namespace Kandji.Client.Prism;

/// <summary>How a Mac starts.</summary>
public sealed class PrismStartupSettings : PrismRow
{
    /// <summary>Indicates whether System Integrity Protection is on.</summary>
    public bool? Sip { get; set; }

    /// <summary>Indicates whether the system volume is signed and sealed.</summary>
    public bool? Ssv { get; set; }

    /// <summary>Indicates whether a bootstrap token may authenticate.</summary>
    public bool? BootstrapTokenAuth { get; set; }

    /// <summary>Indicates whether kernel extensions take a bootstrap token.</summary>
    public bool? KextRequiresBst { get; set; }

    /// <summary>Indicates whether software updates take a bootstrap token.</summary>
    public bool? SoftwareUpdateRequiresBst { get; set; }

    /// <summary>Indicates whether the service keeps the bootstrap token.</summary>
    public bool? BootstrapTokenEscrowed { get; set; }

    /// <summary>Indicates whether the Mac may start from other volumes: <c>allowed</c>, <c>disallowed</c>.</summary>
    public string? ExternalBootLevel { get; set; }

    /// <summary>How secure its start is: <c>full</c>, <c>medium</c>, <c>off</c>.</summary>
    public string? SecureBootLevel { get; set; }

    /// <summary>Indicates whether any signed system may start, not only the newest.</summary>
    public bool? AnySignedOs { get; set; }

    /// <summary>Indicates whether MDM may manage kernel extensions.</summary>
    public bool? MdmManagesKext { get; set; }

    /// <summary>Indicates whether users may manage kernel extensions.</summary>
    public bool? UserManagesKext { get; set; }
}
