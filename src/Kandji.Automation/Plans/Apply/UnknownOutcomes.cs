using Kandji.Automation.Devices;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Http;

namespace Kandji.Automation.Plans.Apply;

/// <summary>Finds out what became of steps that nobody answered. It never guesses: what is not certain stays unknown.</summary>
/// <param name="targets">The tenant.</param>
internal sealed class UnknownOutcomes(TargetReader targets)
{
    // How long an answer takes at most, where it is not known how long it took.
    private static readonly TimeSpan MaxResponseTime = TimeSpan.FromSeconds(100);

    /// <summary>Looks a step up.</summary>
    /// <param name="step">The step.</param>
    /// <param name="record">When it was sent.</param>
    /// <param name="result">Takes the outcome: <see cref="PlanStepOutcome.Open"/> where it is certain that the change was not made.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task FindAsync(PlanStep step, StepRecord record, PlanStepResult result, CancellationToken cancellationToken)
    {
        PlanOperation operation = PlanOperation.Find(step.Operation)!;
        try
        {
            StepFinding finding = await targets.FindAgainAsync(step, record.UndoneAt, cancellationToken).ConfigureAwait(false);
            switch (finding.Condition)
            {
                case StepCondition.After:
                    result.Outcome = PlanStepOutcome.Done;
                    result.Message = "There was no answer, but the tenant shows that the change was made.";
                    result.MadeId = finding.Answer;
                    return;
                case StepCondition.Before when operation.Action is null:
                    result.Outcome = PlanStepOutcome.Open;
                    result.Message = "There was no answer, and the tenant shows that the change was not made.";
                    return;
                case StepCondition.Untold or StepCondition.Before
                    when operation.Action is { } action && ActionCommands.CanFollow(action, step.Target.Platform):
                    await FindCommandAsync(step, action, record, result, cancellationToken).ConfigureAwait(false);
                    return;
            }
            result.Message = finding.Condition == StepCondition.Other
                ? $"The change may have been made. The target is not as before and not as after it: {Describe(finding)}. It is left as it "
                    + "is."
                : "The change may have been made, and nothing in the tenant tells. It is left as it is.";
        }
        catch (KandjiApiException e) when (e.Kind is KandjiErrorKind.Forbidden or KandjiErrorKind.NotFound or KandjiErrorKind.BadRequest)
        {
            result.Message = "The change may have been made, and what tells of it cannot be read. " + e.Message;
        }
    }

    /// <summary>Finds the command that a step became.</summary>
    /// <param name="commands">The commands of the device.</param>
    /// <param name="action">The action.</param>
    /// <param name="record">When it was sent.</param>
    public static CommandMatches Find(IReadOnlyList<DeviceCommand> commands, DeviceAction action, StepRecord record) =>
        record.SentAt is { } sent
            ? ActionCommands.Find(commands, action, sent, record.AnsweredAt ?? sent + MaxResponseTime)
            : new CommandMatches([], AreCertain: false);

    /// <summary>The reasons of a device that failed.</summary>
    public static string DescribeFailure(DeviceCommand command) => command.ErrorChain is { Length: > 0 } chain
        ? string.Join(" < ", chain.Select(error => error.ToString()))
        : "The device gave no reason.";

    private async Task FindCommandAsync(
        PlanStep step, DeviceAction action, StepRecord record, PlanStepResult result, CancellationToken cancellationToken)
    {
        List<DeviceCommand> commands = await targets.ReadCommandsAsync(step.Target.Id!, cancellationToken).ConfigureAwait(false);
        CommandMatches found = Find(commands, action, record);
        if (found.Commands.Count != 1 || !found.AreCertain)
        {
            result.Message = found.Commands.Count == 0
                ? "The action may have been queued. The device's commands do not show it. It is not sent again."
                : $"The action may have been queued. {found.Commands.Count} commands of the device may be it, and which one cannot be "
                    + "told. It is not sent again.";
            return;
        }
        DeviceCommand command = found.Commands[0];
        result.Outcome = command.Status switch
        {
            DeviceCommandStatus.Completed => PlanStepOutcome.Done,
            DeviceCommandStatus.Failed => PlanStepOutcome.Failed,
            _ => PlanStepOutcome.Queued,
        };
        result.Message = "There was no answer, but the commands of the device show that the action was queued."
            + (command.Status == DeviceCommandStatus.Failed ? " It failed: " + DescribeFailure(command) : "");
    }

    private static string Describe(StepFinding finding) =>
        string.Join("; ", finding.Differences.Select(difference => difference.Message));
}
