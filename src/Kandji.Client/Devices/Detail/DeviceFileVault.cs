using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>FileVault of a Mac.</summary>
public class DeviceFileVault : KandjiObject
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
