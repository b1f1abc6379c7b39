using System.Globalization;
using System.Runtime.CompilerServices;
using Kandji.Automation.Devices;
using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Devices;

/// <summary>Finds out what became of actions, from the commands of their devices.</summary>
internal sealed class ActionFollower(KandjiClient client, TimeProvider clock, FanOutHost host)
{
    // How long an answer takes at most, where it is not known how long it took.
    private static readonly TimeSpan MaxResponseTime = TimeSpan.FromSeconds(100);

    private readonly CancellationTokenSource _done = CancellationTokenSource.CreateLinkedTokenSource(host.StopToken);
    private FanOutProgress? _progress;

    /// <summary>Waits for actions, and gives out each when it has ended, and at the end those that have not.</summary>
    /// <param name="results">The results of actions that were sent, or may have been.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async IAsyncEnumerable<DeviceActionResult> RunAsync(
        IReadOnlyCollection<DeviceActionResult> results, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _progress = new FanOutProgress(host, "Waiting for devices", _done.Token)
        {
            Added = results.Count, Total = results.Count, HasRate = false,
        };
        var watch = new CommandMonitor(client, clock);
        await foreach (MonitoredCommand watched in watch.RunAsync(results.Select(Watched), timeout, cancellationToken)
            .ConfigureAwait(false))
        {
            var result = (DeviceActionResult)watched.Subject;
            Tell(result, watched, string.Format(CultureInfo.CurrentCulture, "within {0:0} s", timeout.TotalSeconds));
            _progress.Count(result.Outcome == DeviceActionOutcome.Completed);
            yield return result;
        }
    }

    /// <summary>Takes the progress off the screen.</summary>
    public void Finish()
    {
        _progress?.Complete();
        _done.Cancel();
    }

    /// <summary>Looks once whether an action that was not answered was queued all the same.</summary>
    public async Task FindOutAsync(DeviceActionResult result, CancellationToken cancellationToken)
    {
        if (!ActionCommands.CanFollow(result.Action, result.Platform))
            return;
        MonitoredCommand watched = Watched(result);
        await new CommandMonitor(client, clock).RefreshAsync([watched], null, cancellationToken).ConfigureAwait(false);
        if (watched.Command is { HasEnded: true } || watched.Candidates.Count > 0)
        {
            Tell(result, watched, "");
        }
        else if (watched.Command is { } command)
        {
            result.Command = command;
            result.Outcome = DeviceActionOutcome.Queued;
            result.Message = "There was no answer, but the commands of the device show that the action was queued." + PinHint(result);
            result.Failure = null;
        }
    }

    private static MonitoredCommand Watched(DeviceActionResult result) =>
        new(result.DeviceId!, commands => Find(commands, result), result);

    private static CommandMatches Find(IReadOnlyList<DeviceCommand> commands, DeviceActionResult result) =>
        result.Command?.Uuid is { Length: > 0 } id
            ? CommandMatches.ById(commands, id)
            : ActionCommands.Find(commands, result.Action, result.RequestedAtUtc, result.AnsweredAtUtc
                ?? result.RequestedAtUtc + MaxResponseTime);

    private static void Tell(DeviceActionResult result, MonitoredCommand watched, string howLong)
    {
        result.Command = watched.Command ?? result.Command;
        bool wasUnknown = result.Outcome == DeviceActionOutcome.Unknown;
        switch (watched)
        {
            case { Command.Status: DeviceCommandStatus.Completed }:
                result.Outcome = DeviceActionOutcome.Completed;
                result.Message = wasUnknown ? "There was no answer, but the device has completed the command." + PinHint(result) : null;
                result.Failure = null;
                break;
            case { Command: { Status: DeviceCommandStatus.Failed } command }:
                result.Outcome = DeviceActionOutcome.Failed;
                result.Message = command.ErrorChain is { Length: > 0 } chain ? string.Join(" < ", chain.Select(error => error.ToString()))
                    : "The device gave no reason.";
                result.Failure = new ObjectException(
                    "KandjiCommandFailed", ErrorCategory.DeviceError, $"{result} failed on the device. {result.Message}");
                break;
            case { Candidates: { Count: > 0 } candidates }:
                string words = candidates.Count == 1
                    ? "Another command of this type was requested at about the same time"
                    : $"{candidates.Count} commands of this type were requested at about the same time";
                result.Message = $"{words}, and which one this action became cannot be told apart. Get-KandjiDeviceCommand shows them: "
                    + string.Join(", ", candidates.Select(command => $"{command.Uuid} {command.Status}")) + ".";
                // An action that nobody answered stays unknown, with the error that says so.
                if (!wasUnknown)
                {
                    result.Outcome = DeviceActionOutcome.Pending;
                    result.Failure = null;
                }
                break;
            case { Failure: { } failure }:
                result.Message = "The outcome cannot be read. " + failure.Message;
                result.Failure ??= failure;
                break;
            case { Command: { } command }:
                result.Outcome = DeviceActionOutcome.Pending;
                result.Message = watched.Trouble is { } unread
                    ? $"The device's commands could not be read to the end of the time. {unread}"
                    : command.Status == DeviceCommandStatus.NotNow
                    ? $"The device was busy and did not do it {howLong}; it will be asked again."
                    : $"The device did not answer {howLong}; it may be off.";
                result.Failure = null;
                break;
            default:
                // An action that nobody answered and no command shows stays unknown, with the error that says so.
                if (wasUnknown)
                    break;
                result.Outcome = DeviceActionOutcome.Pending;
                result.Message = watched.Trouble is { } trouble
                    ? $"The device's commands could not be read {howLong}. {trouble}"
                    : $"The device's commands did not show it {howLong}.";
                break;
        }
    }

    internal static string PinHint(DeviceActionResult result) =>
        result is { Action: DeviceAction.Lock, Platform: "Mac" } ? " " + DeviceActionResult.PinHint : "";
}
