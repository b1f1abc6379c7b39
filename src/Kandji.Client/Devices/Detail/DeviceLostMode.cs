using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>Lost mode of an iPhone or iPad.</summary>
public class DeviceLostMode : TenantObject, IDeviceRecord
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

    /// <summary><c>PENDING</c> until the device has heard of it, then <c>ENABLED</c>; <c>ERROR</c> when it failed.</summary>
    public string? LostModeStatus { get; set; }

    /// <summary>Who turned it on.</summary>
    public string? EnabledBy { get; set; }

    /// <summary>When <see cref="LostModeStatus"/> became what it is, in local time.</summary>
    public DateTime? EnableStatusAt { get; set; }

    /// <summary>The message on the lock screen.</summary>
    public string? LockScreenMessage { get; set; }

    /// <summary>The number to call, on the screen.</summary>
    public string? LockScreenPhoneNumber { get; set; }

    /// <summary>The line below, on the screen.</summary>
    public string? LockScreenFootnote { get; set; }

    /// <summary><c>PENDING</c> while it is being turned off, <c>ERROR</c> when that failed; otherwise empty.</summary>
    public string? DisableStatus { get; set; }

    /// <summary>Who turns it off.</summary>
    public string? DisabledBy { get; set; }

    /// <summary>When <see cref="DisableStatus"/> became what it is, in local time.</summary>
    public DateTime? DisableStatusAt { get; set; }

    /// <summary>The outcome of the last request for the location; empty when there was none.</summary>
    public string? LastLocationStatus { get; set; }

    /// <summary>When <see cref="LastLocationStatus"/> became what it is, in local time.</summary>
    public DateTime? LastLocationStatusAt { get; set; }

    /// <summary>Where the device last was; null when that is not known.</summary>
    public DeviceLocation? LastLocation { get; set; }

    /// <summary>When the device was there, in local time.</summary>
    public DateTime? LastLocationAt { get; set; }

    /// <summary>The outcome of the last request for a sound; empty when there was none.</summary>
    public string? SoundStatus { get; set; }

    /// <summary>When <see cref="SoundStatus"/> became what it is, in local time.</summary>
    public DateTime? SoundStatusAt { get; set; }
}
