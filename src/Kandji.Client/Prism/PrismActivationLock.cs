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

    /// <summary>When the device first enrolled, in local time.</summary>
    public DateTime? FirstEnrollmentDate { get; set; }

    /// <summary>When the device last enrolled, in local time.</summary>
    public DateTime? LastEnrollmentDate { get; set; }

    /// <summary>When the device was last heard from, in local time.</summary>
    public DateTime? LastCheckin { get; set; }

    /// <summary>When the agent was last heard from, in local time.</summary>
    public DateTime? LastCheckinAgent { get; set; }

    /// <summary>When MDM last heard from the device, in local time.</summary>
    public DateTime? LastCheckinMdm { get; set; }
}
