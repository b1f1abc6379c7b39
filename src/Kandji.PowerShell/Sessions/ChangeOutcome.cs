namespace Kandji.PowerShell.Sessions;

/// <summary>The outcome of a change whose result was not written because its command was stopped.</summary>
public enum ChangeOutcome
{
    /// <summary>No answer came in time: the change may have been made. It was not sent again.</summary>
    Unknown,

    /// <summary>The service made the change. For an action that was followed: the device carried it out.</summary>
    Completed,

    /// <summary>The service queued the action. The device acts when it next checks in.</summary>
    Queued,

    /// <summary>The service refused the change. Nothing was changed.</summary>
    Refused,

    /// <summary>The device refused the action or failed.</summary>
    Failed,

    /// <summary>The device had not answered when the time for waiting was over. It may still act.</summary>
    Pending,

    /// <summary>The command was stopped before the change was sent. Nothing was changed.</summary>
    NotSent,
}
