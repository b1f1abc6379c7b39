namespace Kandji.Automation.Plans.Apply;

/// <summary>The record of a step in the journals.</summary>
internal sealed class StepRecord
{
    /// <summary>
    /// The outcome. Of a step that was about to be sent when the process ended, it is <see cref="PlanStepOutcome.Unknown"/>.
    /// </summary>
    public PlanStepOutcome Outcome { get; set; }

    /// <summary>The words of the last line about it.</summary>
    public string? Message { get; set; }

    /// <summary>The person whose run wrote it, and where; null where nothing was written.</summary>
    public string? Person { get; set; }

    /// <summary>When that was written, in UTC.</summary>
    public DateTime Time { get; set; }

    /// <summary>The service's time when it was about to be sent, in UTC.</summary>
    public DateTime? SentAt { get; set; }

    /// <summary>The service's time when its answer came, or none would come any more, in UTC; null when that is not known.</summary>
    public DateTime? AnsweredAt { get; set; }

    /// <summary>The id of what it made.</summary>
    public string? Answer { get; set; }

    /// <summary>The number of the line that told that it was made.</summary>
    public long MadeAt { get; set; }

    /// <summary>When the opposite was last made, by the service's time, in UTC; null when it was not.</summary>
    public DateTime? UndoneAt { get; set; }

    /// <summary>Indicates whether the step may be sent.</summary>
    public bool IsOpen => Outcome is PlanStepOutcome.Open or PlanStepOutcome.Skipped or PlanStepOutcome.Refused or PlanStepOutcome.Undone;
}
