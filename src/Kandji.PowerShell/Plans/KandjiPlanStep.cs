using Kandji.Automation.Configuration;
using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Plans;

/// <summary>A step of a plan: one change of one object.</summary>
public sealed class KandjiPlanStep
{
    internal KandjiPlanStep(PlanStep step, StepRecord? record)
    {
        Step = step;
        if (record is null)
            return;
        Outcome = record.Outcome;
        Message = record.Message;
        Time = record.Outcome == PlanStepOutcome.Open ? null : record.Time.ToLocalTime();
    }

    /// <summary>The position in the plan, from 1.</summary>
    public int Number => Step.Number;

    /// <summary>The change: <c>Blueprint 'Sales' -> 'Engineering'</c>, <c>Erase</c>.</summary>
    public string Change => PlanWords.Describe(Step);

    /// <summary>The name of the object.</summary>
    public string? Name => Step.Target.Name;

    /// <summary>The serial number of a device.</summary>
    public string? SerialNumber => Step.Target.SerialNumber;

    /// <summary>The kind of object.</summary>
    public ConfigurationKind Kind => Step.Target.Kind;

    /// <summary>The object's id; null for one that the step makes.</summary>
    public string? Id => Step.Target.Id;

    /// <summary>The platform of a device.</summary>
    public string? Platform => Step.Target.Platform;

    /// <summary>The user whom a device was assigned to when the plan was made.</summary>
    public string? User => Step.Target.User;

    /// <summary>The blueprint of a device when the plan was made.</summary>
    public string? Blueprint => Step.Target.Blueprint;

    /// <summary>The properties that the step changes, as they were when the plan was made.</summary>
    public PlanValues Before => Step.Before;

    /// <summary>The same properties as the step leaves them.</summary>
    public PlanValues After => Step.After;

    /// <summary>The change in the words of the question that the command asks.</summary>
    public string Action => Step.Action;

    /// <summary>The operation of the API: <c>PATCH /api/v1/devices/{device_id}</c>.</summary>
    public string? Operation => Step.Operation;

    /// <summary>The keys and values that are sent; null for none.</summary>
    public PlanValues? Body => Step.Body;

    /// <summary>The installers and texts that are sent.</summary>
    public ObjectList<PlanUpload> Files => Step.Files;

    /// <summary>Indicates whether the step erases, locks out or deletes.</summary>
    public bool IsDestructive => Step.IsDestructive;

    /// <summary>Indicates whether Undo-KandjiPlan can take the step back.</summary>
    public bool CanUndo => Step.Undo is not null;

    /// <summary>The reason why the step cannot be undone; null where it can.</summary>
    public string? NoUndo => Step.NoUndo;

    /// <summary>The reason why the change could not be planned; null where it could.</summary>
    public string? Refusal => Step.Refusal;

    /// <summary>The outcome of the step, as the journal of the plan's runs has it.</summary>
    public PlanStepOutcome Outcome { get; }

    /// <summary>The message of the service or the device, or the reason why the step was left out; null for none.</summary>
    public string? Message { get; }

    /// <summary>When the outcome was known, in local time; null as long as there is none.</summary>
    public DateTime? Time { get; }

    internal PlanStep Step { get; }

    /// <summary>The number, the change and the object.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => $"{Number}: {Change}: {Step.Target}";
}
