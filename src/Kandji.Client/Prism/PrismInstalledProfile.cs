using Kandji.Client.Model;

namespace Kandji.Client.Prism;

/// <summary>A configuration profile on a device.</summary>
public sealed class PrismInstalledProfile : PrismRow
{
    /// <summary>Its name.</summary>
    public string? ProfileDisplayName { get; set; }

    /// <summary>Its identifier.</summary>
    public string? PayloadIdentifier { get; set; }

    /// <summary>Its UUID.</summary>
    public string? PayloadUuid { get; set; }

    /// <summary>Indicates whether removing it takes a passcode.</summary>
    public bool? RemovalPasscode { get; set; }

    /// <summary>Indicates whether it is encrypted.</summary>
    public bool? Encrypted { get; set; }

    /// <summary>Indicates whether MDM installed it.</summary>
    public bool? Managed { get; set; }

    /// <summary>The description.</summary>
    public string? ProfileDescription { get; set; }

    /// <summary>Who made it.</summary>
    public string? Organization { get; set; }

    /// <summary>Indicates whether a user can remove it.</summary>
    public bool? Removable { get; set; }

    /// <summary>Indicates whether it is signed.</summary>
    public bool? Signed { get; set; }

    /// <summary>The payloads.</summary>
    public ObjectList<PrismProfilePayload>? ProfileData { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => ProfileDisplayName ?? PayloadIdentifier ?? "";
}
