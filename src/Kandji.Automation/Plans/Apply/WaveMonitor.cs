using Kandji.Automation.Devices;
using Kandji.Client.Devices;

namespace Kandji.Automation.Plans.Apply;

/// <summary>Waits for devices to carry out the actions of a wave.</summary>
/// <param name="run">The run.</param>
internal sealed class WaveMonitor(PlanRun run)
{
    /// <summary>Indicates whether the outcome of an action can be waited for.</summary>
    public static bool CanFollow(PlanStep step) => PlanOperation.Find(step.Operation)!.Action is { } action
        && ActionCommands.CanFollow(action, step.Target.Platform);

    /// <summary>Waits, and gives out each result when its device has ended, and at the end those that have not.</summary>
    /// <param name="queued">The actions that were sent, with their results.</param>
    /// <param name="report">Is told of each result.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>
    /// The number of those that had not answered when the time was over. What became of others that are pending cannot be told.
    /// </returns>
    public async Task<int> RunAsync(
        IReadOnlyCollection<(PlanStep Step, StepRecord Record, PlanStepResult Result)> queued, Action<PlanStepResult> report,
        CancellationToken cancellationToken)
    {
        int late = 0;
        var monitor = new CommandMonitor(run.Client, run.Clock);
        IEnumerable<MonitoredCommand> commands = queued.Select(one => new MonitoredCommand(
            one.Step.Target.Id!,
            found => UnknownOutcomes.Find(found, PlanOperation.Find(one.Step.Operation)!.Action!.Value, one.Record),
            one.Result));
        await foreach (MonitoredCommand ended in monitor.RunAsync(commands, run.Options.WaveTimeout, cancellationToken)
            .ConfigureAwait(false))
        {
            var result = (PlanStepResult)ended.Subject;
            Tell(result, ended);
            if (result.Outcome == PlanStepOutcome.Pending && !ended.HasEnded)
                late++;
            if (result.Outcome is PlanStepOutcome.Done or PlanStepOutcome.Failed)
                await run.RecordAsync(result, (result.Failure as PlanException)?.Id).ConfigureAwait(false);
            report(result);
        }
        return late;
    }

    private void Tell(PlanStepResult result, MonitoredCommand ended)
    {
        result.Time = run.Clock.GetUtcNow().LocalDateTime;
        switch (ended)
        {
            case { Command.Status: DeviceCommandStatus.Completed }:
                result.Outcome = PlanStepOutcome.Done;
                break;
            case { Command: { Status: DeviceCommandStatus.Failed } command }:
                result.Outcome = PlanStepOutcome.Failed;
                result.Message = UnknownOutcomes.DescribeFailure(command);
                result.Failure = new PlanException(
                    "KandjiCommandFailed", run.Path, $"{result.Action} of {result.Target} failed on the device. {result.Message}");
                break;
            case { Candidates.Count: > 0 }:
                result.Outcome = PlanStepOutcome.Pending;
                result.Message = "Several commands of this type were requested at about the same time, and which one is this action's "
                    + "cannot be told. Get-KandjiDeviceCommand shows them.";
                break;
            case { Failure: { } failure }:
                result.Outcome = PlanStepOutcome.Pending;
                result.Message = "The outcome cannot be read. " + failure.Message;
                break;
            default:
                result.Outcome = PlanStepOutcome.Pending;
                result.Message = ended.Trouble is { } trouble
                    ? $"The device's commands could not be read to the end of the time. {trouble}"
                    : $"The device did not answer within {run.Options.WaveTimeout.TotalSeconds:0} s; it may be off.";
                break;
        }
    }
}
