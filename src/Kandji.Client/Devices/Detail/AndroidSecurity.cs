using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>Security of an Android device.</summary>
public class AndroidSecurity : KandjiObject
{
    /// <summary>Indicates whether debugging over USB is on; null when the device does not tell.</summary>
    public bool? AndroidDebugBridgeEnabled { get; set; }

    /// <summary>The security posture that Android reports: <c>SECURE</c>, <c>AT_RISK</c>, <c>POTENTIALLY_COMPROMISED</c>.</summary>
    public string? DevicePosture { get; set; }

    /// <summary>Indicates whether developer mode is on; null when the device does not tell.</summary>
    public bool? DeveloperModeEnabled { get; set; }

    /// <summary>How the storage is encrypted: <c>ACTIVE_PER_USER</c>.</summary>
    public string? EncryptionStatus { get; set; }

    /// <summary>Indicates whether Google Play Protect looks at applications.</summary>
    public bool? HasGooglePlayProtect { get; set; }

    /// <summary>Indicates whether there is a passcode.</summary>
    public bool? HasPasscode { get; set; }

    /// <summary>Indicates whether the storage is encrypted.</summary>
    public bool? IsEncrypted { get; set; }

    /// <summary>
    /// Indicates whether applications may be installed from elsewhere than Google Play; null when the device does not tell.
    /// </summary>
    public bool? UnknownAppSourcesEnabled { get; set; }
}
