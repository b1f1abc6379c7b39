namespace Kandji.Client.Prism;

/// <summary>How a Mac starts.</summary>
public sealed class PrismStartupSettings : PrismRow
{
    /// <summary>Whether System Integrity Protection is on.</summary>
    public bool? Sip { get; set; }

    /// <summary>Whether the system volume is signed and sealed.</summary>
    public bool? Ssv { get; set; }

    /// <summary>Whether a bootstrap token may authenticate.</summary>
    public bool? BootstrapTokenAuth { get; set; }

    /// <summary>Whether kernel extensions take a bootstrap token.</summary>
    public bool? KextRequiresBst { get; set; }

    /// <summary>Whether software updates take a bootstrap token.</summary>
    public bool? SoftwareUpdateRequiresBst { get; set; }

    /// <summary>Whether the service keeps the bootstrap token.</summary>
    public bool? BootstrapTokenEscrowed { get; set; }

    /// <summary>Whether the Mac may start from other volumes: <c>allowed</c>, <c>disallowed</c>.</summary>
    public string? ExternalBootLevel { get; set; }

    /// <summary>How secure its start is: <c>full</c>, <c>medium</c>, <c>off</c>.</summary>
    public string? SecureBootLevel { get; set; }

    /// <summary>Whether any signed system may start, not only the newest.</summary>
    public bool? AnySignedOs { get; set; }

    /// <summary>Whether MDM may manage kernel extensions.</summary>
    public bool? MdmManagesKext { get; set; }

    /// <summary>Whether users may manage kernel extensions.</summary>
    public bool? UserManagesKext { get; set; }
}
