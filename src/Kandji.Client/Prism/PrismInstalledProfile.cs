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

    /// <summary>Whether removing it takes a passcode.</summary>
    public bool? RemovalPasscode { get; set; }

    /// <summary>Whether it is encrypted.</summary>
    public bool? Encrypted { get; set; }

    /// <summary>Whether MDM installed it.</summary>
    public bool? Managed { get; set; }

    /// <summary>What it says of itself.</summary>
    public string? ProfileDescription { get; set; }

    /// <summary>Who made it.</summary>
    public string? Organization { get; set; }

    /// <summary>Whether a user can remove it.</summary>
    public bool? Removable { get; set; }

    /// <summary>Whether it is signed.</summary>
    public bool? Signed { get; set; }

    /// <summary>What it sets, by payload.</summary>
    public PrismProfilePayload[]? ProfileData { get; set; }

    /// <summary>The name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => ProfileDisplayName ?? PayloadIdentifier ?? "";
}

/// <summary>A payload of a configuration profile.</summary>
public sealed class PrismProfilePayload : KandjiObject
{
    /// <summary>What it sets: <c>com.apple.wifi.managed</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Its UUID.</summary>
    public string? Uuid { get; set; }

    /// <summary>Its version.</summary>
    public int? Version { get; set; }

    /// <summary>Its identifier.</summary>
    public string? Identifier { get; set; }

    /// <summary>Its name.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Who made it.</summary>
    public string? Organization { get; set; }

    /// <summary>The kind of payload.</summary>
    /// <returns>Text for tables.</returns>
    public override string ToString() => Type ?? "";
}
