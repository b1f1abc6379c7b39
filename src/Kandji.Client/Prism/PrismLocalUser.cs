namespace Kandji.Client.Prism;

/// <summary>A local account of a Mac.</summary>
public sealed class PrismLocalUser : PrismRow
{
    /// <summary>Its number.</summary>
    public long? Uid { get; set; }

    /// <summary>When it was made, in local time.</summary>
    public DateTime? UserCreatedAt { get; set; }

    /// <summary>How many logins have failed since the last that did not.</summary>
    public long? FailedLogins { get; set; }

    /// <summary>When a login last failed, in local time.</summary>
    public DateTime? FailedLoginTime { get; set; }

    /// <summary>When its password was last set, in local time.</summary>
    public DateTime? PasswordLastSet { get; set; }

    /// <summary>Its UUID in the directory.</summary>
    public string? GeneratedUid { get; set; }

    /// <summary>The directory that it is in.</summary>
    public string? Directory { get; set; }

    /// <summary>Its home folder.</summary>
    public string? HomeDirectory { get; set; }

    /// <summary>Its shell.</summary>
    public string? Shell { get; set; }

    /// <summary><c>Administrator</c> or <c>Standard</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Indicates whether the login window hides it.</summary>
    public bool? HiddenUser { get; set; }

    /// <summary>Indicates whether it has a secure token.</summary>
    public bool? SecureToken { get; set; }

    /// <summary>Indicates whether it can unlock FileVault.</summary>
    public bool? FilevaultUser { get; set; }

    /// <summary>Indicates whether it owns the startup volume.</summary>
    public bool? VolumeOwner { get; set; }

    /// <summary>The full name.</summary>
    public string? FullName { get; set; }

    /// <summary>The short name.</summary>
    public string? Username { get; set; }

    /// <summary>Indicates whether it is logged in.</summary>
    public bool? LoggedIn { get; set; }

    /// <summary>Since when it is logged in, in local time.</summary>
    public DateTime? LoggedInTime { get; set; }

    /// <summary>Indicates whether it comes from a directory and is kept for times without network.</summary>
    public bool? MobileAccount { get; set; }

    /// <summary>Indicates whether others are kept out of its home folder.</summary>
    public bool? HomeFolderSecure { get; set; }

    /// <summary>The short name.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => Username ?? "";
}
