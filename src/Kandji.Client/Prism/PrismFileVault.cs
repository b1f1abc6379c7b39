namespace Kandji.Client.Prism;

/// <summary>FileVault of a Mac.</summary>
public sealed class PrismFileVault : PrismRow
{
    /// <summary>Indicates whether FileVault is on.</summary>
    public bool? Status { get; set; }

    /// <summary>The kind of recovery key: <c>Personal</c>, <c>Institutional</c>.</summary>
    public string? KeyType { get; set; }

    /// <summary>Indicates whether the service keeps the recovery key.</summary>
    public bool? KeyEscrowed { get; set; }

    /// <summary>Indicates whether the recovery key has to be made anew before it can be kept.</summary>
    public bool? RegenerationNeeded { get; set; }

    /// <summary>When the recovery key will be replaced, in local time.</summary>
    public DateTime? ScheduledKeyRotation { get; set; }
}
