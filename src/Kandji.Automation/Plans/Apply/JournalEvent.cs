namespace Kandji.Automation.Plans.Apply;

/// <summary>The event of a line of a journal.</summary>
internal enum JournalEvent
{
    /// <summary>A run began.</summary>
    Run,

    /// <summary>A step is about to be sent.</summary>
    Intent,

    /// <summary>The service took an action; the device acts when it next hears.</summary>
    Sent,

    /// <summary>A step was made.</summary>
    Done,

    /// <summary>The service refused a step, which changed nothing.</summary>
    Refused,

    /// <summary>A device refused an action, or failed.</summary>
    Failed,

    /// <summary>No answer came to a step.</summary>
    Unknown,

    /// <summary>A step was left out.</summary>
    Skipped,

    /// <summary>A run came to its end.</summary>
    End,
}
