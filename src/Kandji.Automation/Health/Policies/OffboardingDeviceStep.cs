namespace Kandji.Automation.Health.Policies;

/// <summary>The step for each device of a person who leaves.</summary>
public enum OffboardingDeviceStep
{
    /// <summary>The device is locked.</summary>
    Lock,

    /// <summary>The device is erased.</summary>
    Erase,

    /// <summary>Neither.</summary>
    Leave,
}
