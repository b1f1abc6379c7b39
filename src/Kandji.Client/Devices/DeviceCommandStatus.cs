namespace Kandji.Client.Devices;

/// <summary>How far an MDM command is. The service sends the numbers; one that it adds later shows as a number.</summary>
public enum DeviceCommandStatus
{
    /// <summary>The device has not fetched the command yet.</summary>
    Pending = 1,

    /// <summary>The device has fetched the command.</summary>
    Running = 2,

    /// <summary>The device has done it.</summary>
    Completed = 3,

    /// <summary>The device has refused it or failed.</summary>
    Failed = 4,

    /// <summary>The device could not do it just then and will be asked again.</summary>
    NotNow = 5,
}
