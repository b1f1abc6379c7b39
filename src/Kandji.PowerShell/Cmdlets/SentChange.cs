using Kandji.Client.Http;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Cmdlets;

/// <summary>
/// A change that a command sends, from then on until its result was written. It watches the requests that the change takes.
/// </summary>
/// <param name="action">The action, as the confirmation names it.</param>
/// <param name="target">The object that it is done to, as the confirmation names it.</param>
/// <param name="device">The device; null when it is not about one.</param>
/// <param name="clock">Tells when it is sent.</param>
/// <param name="observer">Is told of the requests too.</param>
internal sealed class SentChange(string action, string target, DeviceIdentity? device, TimeProvider clock, IRequestObserver observer)
    : IRequestObserver
{
    private DateTimeOffset _time = clock.GetUtcNow();
    private volatile bool _wasMade;

    /// <summary>The action, as the confirmation names it.</summary>
    public string Action { get; } = action;

    /// <summary>The object that it is done to, as the confirmation names it.</summary>
    public string Target { get; } = target;

    /// <summary>Ends when nothing more will be known.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    /// <summary>The object that the command is to write; null while there is none.</summary>
    public object? Response { get; set; }

    /// <summary>Why there is no answer; null as long as nothing went wrong.</summary>
    public Exception? Failure { get; set; }

    /// <summary>
    /// Indicates whether it only prepares the change, as an upload does, so that nothing was changed when it does not come to its end.
    /// </summary>
    public bool IsPreparation { get; init; }

    /// <summary>A hint that is shown unless it is certain that nothing was changed: where to read a PIN that is not shown.</summary>
    public string? Hint { get; init; }

    /// <summary>Takes note that it is sent now.</summary>
    public void Begin() => _time = clock.GetUtcNow();

    public bool WantsExchanges => observer.WantsExchanges;

    public void OnAttempt(AttemptReport report)
    {
        if (report.Method != HttpMethod.Get.Method && report.Method != HttpMethod.Head.Method && (int?)report.Status is >= 200 and < 300)
            _wasMade = true;
        observer.OnAttempt(report);
    }

    public void OnWaiting(WaitReport report) => observer.OnWaiting(report);

    public void OnNotice(string text) => observer.OnNotice(text);

    public void OnExchange(string text) => observer.OnExchange(text);

    /// <summary>Sums up what is known.</summary>
    /// <param name="command">The command's name.</param>
    public UnansweredChange Summarize(string command)
    {
        (ChangeOutcome outcome, string? message) = Outcome();
        if (Hint is not null && outcome is not (ChangeOutcome.Refused or ChangeOutcome.NotSent))
            message = message is null ? Hint : message + " " + Hint;
        return new UnansweredChange(_time, command, Action, Target)
        {
            DeviceId = device?.Id,
            DeviceName = device?.Name,
            SerialNumber = device?.SerialNumber,
            Outcome = outcome,
            Message = message,
            Result = Response switch
            {
                IChangeResult result => result.WithoutSecret(),
                KandjiObject model => PSObjectFactory.Create(model),
                _ => null,
            },
        };
    }

    private (ChangeOutcome Outcome, string? Message) Outcome()
    {
        if (IsPreparation)
            return (ChangeOutcome.NotSent, "The upload did not come to its end. Nothing was changed.");
        if (!Ended.IsCompleted)
            return (ChangeOutcome.Unknown, "No answer came. Read the object before you repeat the change.");
        switch (Failure)
        {
            case OperationCanceledException { InnerException: KandjiApiException unknown }:
                return (ChangeOutcome.Unknown, unknown.Message);
            case OperationCanceledException when _wasMade:
                return (ChangeOutcome.Completed, "The object was not read after the change.");
            case OperationCanceledException:
                return (ChangeOutcome.NotSent, null);
            case KandjiApiException { Kind: KandjiErrorKind.OutcomeUnknown } unknown:
                return (ChangeOutcome.Unknown, unknown.Message);
            case { } failure when _wasMade:
                return (ChangeOutcome.Completed, failure.Message);
            case KandjiApiException refusal:
                return (ChangeOutcome.Refused, refusal.Message);
            case { } failure:
                return (ChangeOutcome.NotSent, failure.Message);
            default:
                return Response is IChangeResult result ? (result.ChangeOutcome, result.Message) : (ChangeOutcome.Completed, null);
        }
    }
}
