using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices;

/// <summary>The secrets that Kandji keeps for a device. One that there is none of, or that was not asked for, is null.</summary>
public sealed class DeviceSecret : TenantObject, IDeviceRecord
{
    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceId { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? DeviceName { get; set; }

    /// <inheritdoc/>
    [NotFromApi]
    public string? SerialNumber { get; set; }

    /// <summary>The recovery key of FileVault on a Mac.</summary>
    [NotFromApi]
    public string? FileVaultKey { get; set; }

    /// <summary>The code that lifts an Activation Lock which a user has set with Find My.</summary>
    [NotFromApi]
    public string? UserBypassCode { get; set; }

    /// <summary>The code that lifts an Activation Lock which MDM has set.</summary>
    [NotFromApi]
    public string? DeviceBypassCode { get; set; }

    /// <summary>The six digits that unlock a Mac which was locked from afar.</summary>
    [NotFromApi]
    public string? UnlockPin { get; set; }

    /// <summary>The password of Recovery Lock, or of the firmware of a Mac with an Intel processor.</summary>
    [NotFromApi]
    public string? RecoveryPassword { get; set; }

    /// <summary>The device's name and serial number, and no secret.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"{DeviceName} ({SerialNumber})");
}
