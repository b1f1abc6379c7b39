using System;
using Kandji.Client.Json;

namespace Kandji.Client.Devices;

/// <summary>FileVault of a Mac.</summary>
public sealed class DeviceFileVault : KandjiObject
{
    /// <summary>Indicates whether FileVault is on; null where there is none.</summary>
    [ApiName("filevault_enabled")]
    public bool? FileVaultEnabled { get; set; }

    /// <summary>The kind of recovery key: <c>Personal</c>.</summary>
    [ApiName("filevault_recoverykey_type")]
    public string? FileVaultRecoveryKeyType { get; set; }

    /// <summary>Indicates whether Kandji keeps the personal recovery key.</summary>
    [ApiName("filevault_prk_escrowed")]
    public bool? FileVaultPrkEscrowed { get; set; }

    /// <summary>When the recovery key is to be changed next, in local time.</summary>
    [ApiName("filevault_next_rotation")]
    public DateTime? FileVaultNextRotation { get; set; }

    /// <summary>Indicates whether a new recovery key has to be made.</summary>
    [ApiName("filevault_regen_required")]
    public bool? FileVaultRegenRequired { get; set; }
}

/// <summary>Recovery Lock of a Mac with Apple silicon, firmware password of one without.</summary>
public sealed class DeviceRecovery : KandjiObject
{
    /// <summary>Indicates whether Recovery Lock is on.</summary>
    public bool? RecoveryLockEnabled { get; set; }

    /// <summary>Indicates whether there is a firmware password.</summary>
    public bool? FirmwarePasswordExist { get; set; }

    /// <summary>Indicates whether a firmware password waits for the next restart.</summary>
    public bool? FirmwarePasswordPending { get; set; }

    /// <summary>When the password is to be changed next, in local time.</summary>
    public DateTime? PasswordRotationScheduled { get; set; }

    /// <summary>Indicates whether Kandji has set a password.</summary>
    public bool? PasswordHasBeenSet { get; set; }
}

/// <summary>Security of an Apple device.</summary>
public sealed class DeviceSecurityInformation : KandjiObject
{
    /// <summary>Indicates whether Remote Management of a Mac is on; null where there is none.</summary>
    public bool? RemoteDesktopEnabled { get; set; }
}

/// <summary>Security of an Android device.</summary>
public sealed class AndroidSecurity : KandjiObject
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

    /// <summary>Indicates whether applications may be installed from elsewhere than Google Play; null when the device does not tell.</summary>
    public bool? UnknownAppSourcesEnabled { get; set; }
}
