namespace Kandji.Client.Prism;

/// <summary>A consent given to an application of a Mac: a row of the transparency (TCC) database.</summary>
public sealed class PrismTransparencyDatabase : PrismRow
{
    /// <summary>The service that the consent is for: <c>Camera</c>, <c>ScreenCapture</c>, <c>SystemPolicyAllFiles</c>.</summary>
    public string? Service { get; set; }

    /// <summary>The application, by identifier or path.</summary>
    public string? Application { get; set; }

    /// <summary>The kind of identifier that names the application: <c>Bundle Identifier</c> or <c>Absolute Path</c>.</summary>
    public string? ClientType { get; set; }

    /// <summary><c>Allowed</c>, <c>Denied</c>, <c>Limited</c>.</summary>
    public string? Status { get; set; }

    /// <summary>Who decided: <c>User Consent</c>, <c>MDM Policy</c>, ...</summary>
    public string? StatusReason { get; set; }

    /// <summary>When that was decided, in local time.</summary>
    public DateTime? LastModified { get; set; }

    /// <summary>The local account that it holds for; empty for all.</summary>
    public string? LocalUser { get; set; }
}
