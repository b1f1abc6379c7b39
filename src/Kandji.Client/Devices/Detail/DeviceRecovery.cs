using Kandji.Client.Model;

namespace Kandji.Client.Devices.Detail;

/// <summary>Recovery Lock of a Mac with Apple silicon, firmware password of one without.</summary>
public class DeviceRecovery : KandjiObject
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

    /// <summary>Indicates whether Kandji keeps the password.</summary>
    public bool? PasswordEscrowed { get; set; }
}
