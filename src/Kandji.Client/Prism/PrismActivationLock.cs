namespace Kandji.Client.Prism;

/// <summary>Activation lock of a device.</summary>
public sealed class PrismActivationLock : PrismRow
{
    /// <summary>Indicates whether the device has such a thing as an activation lock.</summary>
    public bool? ActivationLockSupported { get; set; }

    /// <summary>Indicates whether its user may turn the lock on although the device is supervised.</summary>
    public bool? ActivationLockAllowedWhileSupervised { get; set; }

    /// <summary>Indicates whether the organization has locked the device.</summary>
    public bool? DeviceActivationLockEnabled { get; set; }

    /// <summary>Indicates whether its user has locked the device, with an Apple Account of their own.</summary>
    public bool? UserActivationLockEnabled { get; set; }

    /// <summary>Indicates whether the code that lifts the lock could not be had.</summary>
    public bool? BypassCodeFailed { get; set; }
}
