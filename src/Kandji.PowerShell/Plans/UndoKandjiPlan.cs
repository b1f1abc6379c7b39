using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Users;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Plans;

/// <summary>
/// <para type="synopsis">Undoes what a plan has done, where that is possible.</para>
/// <para type="description">
/// Restores the values from before, for the steps that were made according to the plan's journal, the last first. A step that cannot be
/// undone is named in the output with the reason: a device that was erased, locked or restarted, something that was deleted, a step whose
/// outcome is not known. An object that a step created is removed again, which destroys it; such steps are sent one at a time. A target
/// that was changed again since keeps everything from being sent, and is an error; -SkipChanged leaves it out.
/// </para>
/// <para type="description">
/// It asks once, and keeps a journal of its own (q4.kplan.undo.jsonl): the same command goes on where it broke off. A plan that was undone
/// may be applied again as long as it is valid. -WhatIf shows what would be undone.
/// </para>
/// </summary>
/// <example>
///   <summary>See what can be undone, and what cannot</summary>
///   <code>Undo-KandjiPlan ./q4.kplan.json -WhatIf</code>
/// </example>
/// <example>
///   <summary>Have the way back approved as well</summary>
///   <code>$changes = Undo-KandjiPlan ./q4.kplan.json -AsPlan
/// $changes | Export-KandjiPlan ./back.kplan.json</code>
/// </example>
/// <example>
///   <summary>Undo a plan, but leave alone what was changed by others since</summary>
///   <code>Undo-KandjiPlan ./q4.kplan.json -SkipChanged</code>
/// </example>
[Cmdlet(VerbsCommon.Undo, "KandjiPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PlanStepResult), typeof(PlannedChange))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List), When = "for steps about devices")]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.Get), When = "for steps that name a blueprint")]
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.Get), When = "for steps that name a user")]
public sealed class UndoKandjiPlan : PlanRunCmdlet
{
    /// <summary>
    /// Writes the changes that would undo the plan as planned changes for Export-KandjiPlan, and sends nothing: so that the way back is
    /// read and approved as the way there was.
    /// </summary>
    [Parameter]
    public SwitchParameter AsPlan { get; set; }

    private protected override string Verb => "Undo";

    internal override bool IsPlanning => AsPlan;

    private protected override PlanRunOptions CreateOptions() => new() { IsUndo = true };

    private protected override void WritePlan(PlanRun run, PlanReview review)
    {
        foreach (PlanStepResult left in review.Skipped)
            WriteWarning($"{left.Target}: {left.Action}: {left.Message}");
        foreach (PlanStep step in review.Open)
        {
            var texts = new Dictionary<string, byte[]>();
            foreach (PlanUpload text in step.Files.Where(file => file.Path is null))
                texts[text.Sha256] = PlanFile.ReadText(run.Path, text);
            WriteObject(new PlannedChange(step, texts, ConnectedSession, CmdletOperations.GetName(GetType())));
        }
    }
}
