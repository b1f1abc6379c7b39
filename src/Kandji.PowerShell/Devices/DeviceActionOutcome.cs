namespace Kandji.PowerShell.Devices;

/// <summary>The outcomes of an action.</summary>
public enum DeviceActionOutcome
{
    /// <summary>The service has queued the action; the device acts when it next hears.</summary>
    Queued,

    /// <summary>The service refused the action. Nothing happened.</summary>
    Refused,

    /// <summary>No answer came: the action may have been queued. It was not sent again.</summary>
    Unknown,

    /// <summary>The device has done it.</summary>
    Completed,

    /// <summary>The device has refused it or failed. Nothing more will come.</summary>
    Failed,

    /// <summary>The device had not answered when the time for waiting was over. It still may.</summary>
    Pending,
}
