using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>Activation Lock of an Apple device.</summary>
public class DeviceActivationLock : KandjiObject
{
    /// <summary>Indicates whether the device failed to hand over its bypass code.</summary>
    public bool? BypassCodeFailed { get; set; }

    /// <summary>Indicates whether a user has turned Activation Lock on with Find My.</summary>
    public bool? UserActivationLockEnabled { get; set; }

    /// <summary>Indicates whether MDM has turned Activation Lock on.</summary>
    public bool? DeviceActivationLockEnabled { get; set; }

    /// <summary>Indicates whether a user may turn Activation Lock on although the device is supervised.</summary>
    public bool? ActivationLockAllowedWhileSupervised { get; set; }

    /// <summary>Indicates whether the device can do it.</summary>
    public bool? ActivationLockSupported { get; set; }
}
