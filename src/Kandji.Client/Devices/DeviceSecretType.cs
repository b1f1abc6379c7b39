using Kandji.Client.Http;

namespace Kandji.Client.Devices;

/// <summary>The kinds of secrets that Kandji keeps for devices.</summary>
public enum DeviceSecretType
{
    /// <summary>The recovery key of FileVault. Mac.</summary>
    [ApiOperation("GET", "/api/v1/devices/{device_id}/secrets/filevaultkey", "Device Secrets", "Get FileVault recovery key")]
    FileVaultKey,

    /// <summary>The codes that lift Activation Lock, the user's and the device's. Apple.</summary>
    [ApiOperation("GET", "/api/v1/devices/{device_id}/secrets/bypasscode", "Device Secrets", "Get Activation Lock bypass code")]
    BypassCode,

    /// <summary>The PIN of the last lock. Mac.</summary>
    [ApiOperation("GET", "/api/v1/devices/{device_id}/secrets/unlockpin", "Device Secrets", "Get unlock PIN")]
    UnlockPin,

    /// <summary>The password of Recovery Lock or of the firmware. Mac.</summary>
    [ApiOperation("GET", "/api/v1/devices/{device_id}/secrets/recoverypassword", "Device Secrets", "Get Recovery Lock password")]
    RecoveryPassword,
}
