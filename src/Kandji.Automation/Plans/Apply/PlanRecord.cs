namespace Kandji.Automation.Plans.Apply;

/// <summary>The record of a plan's journals: the outcome of each step, in whichever run.</summary>
internal sealed class PlanRecord
{
    private readonly Dictionary<int, StepRecord> _steps = [];
    private readonly List<JournalEntry> _runs = [];

    /// <summary>When the first step was about to be sent, in UTC; null when none was.</summary>
    public DateTime? FirstStep { get; private set; }

    /// <summary>The lines that begin the runs: who, when, with which version of the module.</summary>
    public IReadOnlyList<JournalEntry> Runs => _runs;

    /// <summary>The record of a step.</summary>
    public StepRecord this[int number] => _steps.TryGetValue(number, out StepRecord? record) ? record : _steps[number] = new StepRecord();

    /// <summary>Reads the lines of the journals.</summary>
    /// <param name="own">The lines of the journal of the runs that are asked about.</param>
    /// <param name="opposite">The lines of the journal of the runs that do the opposite: undo the plan, or apply it.</param>
    public static PlanRecord Read(IEnumerable<JournalEntry> own, IEnumerable<JournalEntry> opposite)
    {
        var record = new PlanRecord();
        foreach (JournalEntry entry in own)
            record.Add(entry);
        // The opposite counts for what was made before it: its run says how far this journal was then.
        long known = 0;
        foreach (JournalEntry entry in opposite)
        {
            if (entry.Event == JournalEvent.Run)
                known = entry.Other ?? 0;
            else if (entry.Event is JournalEvent.Done or JournalEvent.Sent && entry.Step is { } step)
                record.Undo(step, entry.ServiceTime ?? entry.Time, known);
        }
        return record;
    }

    private void Add(JournalEntry entry)
    {
        if (entry.Event == JournalEvent.Run)
            _runs.Add(entry);
        if (entry.Step is not { } number)
            return;
        StepRecord step = this[number];
        step.Person = _runs.LastOrDefault()?.Person;
        switch (entry.Event)
        {
            case JournalEvent.Intent:
                FirstStep ??= entry.Time;
                step.Outcome = PlanStepOutcome.Unknown;
                step.SentAt = entry.ServiceTime;
                step.AnsweredAt = null;
                break;
            case JournalEvent.Sent:
                step.Outcome = PlanStepOutcome.Queued;
                break;
            case JournalEvent.Done:
                step.Outcome = PlanStepOutcome.Done;
                break;
            case JournalEvent.Refused:
                step.Outcome = PlanStepOutcome.Refused;
                break;
            case JournalEvent.Failed:
                step.Outcome = PlanStepOutcome.Failed;
                break;
            case JournalEvent.Unknown:
                step.Outcome = PlanStepOutcome.Unknown;
                break;
            case JournalEvent.Skipped:
                step.Outcome = PlanStepOutcome.Skipped;
                break;
        }
        if (entry.Event is JournalEvent.Sent or JournalEvent.Done)
        {
            step.MadeAt = entry.Sequence;
            step.Answer = entry.Answer ?? step.Answer;
        }
        if (entry.Event != JournalEvent.Intent)
            step.AnsweredAt = entry.ServiceTime ?? step.AnsweredAt;
        step.Message = entry.Message;
        step.Time = entry.Time;
    }

    private void Undo(int number, DateTime time, long known)
    {
        StepRecord step = this[number];
        step.UndoneAt = time;
        if (step.MadeAt > 0 && step.MadeAt <= known && step.Outcome is PlanStepOutcome.Done or PlanStepOutcome.Queued)
            step.Outcome = PlanStepOutcome.Undone;
    }
}
