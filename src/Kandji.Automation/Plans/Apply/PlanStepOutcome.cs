namespace Kandji.Automation.Plans.Apply;

/// <summary>The outcome of a step of a plan.</summary>
public enum PlanStepOutcome
{
    /// <summary>Nothing yet. It is sent when the plan is applied.</summary>
    Open,

    /// <summary>It was left out: the target changed since the plan was made, or the change could not be planned.</summary>
    Skipped,

    /// <summary>The service has queued the action; the device acts when it next hears.</summary>
    Queued,

    /// <summary>The device had not answered when the time for waiting was over. It still may.</summary>
    Pending,

    /// <summary>The change was made; of an action that was waited for, by the device.</summary>
    Done,

    /// <summary>The service refused, and nothing was changed. The step is sent again when the plan is applied again.</summary>
    Refused,

    /// <summary>The device refused the action or failed. It is not sent again.</summary>
    Failed,

    /// <summary>
    /// No answer came: the change may have been made. It is looked up, and not sent again unless it is certain that it was not.
    /// </summary>
    Unknown,

    /// <summary>The change was made, and undone since.</summary>
    Undone,
}
