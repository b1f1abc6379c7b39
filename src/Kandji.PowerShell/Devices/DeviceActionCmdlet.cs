using Kandji.Automation.Devices;
using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Http;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// The base of the cmdlets that send an action to devices. An action that erases, locks out or deletes is held until the pipeline has ended
/// and asks first; any other is sent as the devices come in.
/// </summary>
public abstract class DeviceActionCmdlet : DeviceChangeCmdlet
{
    private readonly List<(DeviceReference Reference, DeviceActionRequest Request)> _held = [];
    private readonly List<(Device Device, DeviceActionRequest Request)> _devices = [];
    private readonly List<DeviceActionResult> _toFollow = [];
    private ActionFollower? _follower;

    /// <summary>Waits until the devices have carried out the action or refused it. Apple devices only: others do not report it.</summary>
    [Parameter]
    [KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetCommands))]
    [ExcludesParameters(nameof(AsPlan), Reason = "nothing is sent that could be waited for")]
    public SwitchParameter Wait { get; set; }

    /// <summary>
    /// How long to wait with -Wait, in seconds, for all devices together, once the actions are sent. Requests that are under way and the
    /// waits between them are part of it. The default is 600.
    /// </summary>
    [Parameter]
    [Alias("TimeoutSec")]
    [ValidateRange(1, 86400)]
    [RequiresParameter(nameof(Wait), Reason = "it limits how long that waits")]
    public int Timeout { get; set; } = 600;

    /// <summary>The action.</summary>
    private protected abstract DeviceAction SentAction { get; }

    /// <summary>The devices that were bound.</summary>
    private protected abstract DeviceReference[] Targets { get; }

    /// <summary>Indicates whether -Force was given. A command whose action does no harm has no such parameter.</summary>
    private protected virtual bool IsForced => false;

    /// <summary>Indicates whether objects of the pipeline bring values of their own, so that each device gets its own request.</summary>
    private protected virtual bool ValuesComeWithObjects => false;

    private protected override string Activity => "Sending " + SentAction;

    /// <summary>The action in the words of -WhatIf and -Confirm.</summary>
    private protected virtual string Description => SentAction.ToString();

    /// <summary>The command as it is typed after a pipe, for errors.</summary>
    private protected virtual string Typed => MyInvocation.MyCommand.Name;

    private protected override string PlannedWords => Typed;

    /// <summary>Makes the request of the parameters that are bound.</summary>
    /// <exception cref="ArgumentException">A value cannot be sent.</exception>
    private protected abstract DeviceActionRequest CreateRequest();

    /// <inheritdoc/>
    protected override void Process()
    {
        if (MakeRequest() is not { } request)
            return;
        if (DeviceActionAttribute.For(SentAction).Destructive)
        {
            // Held until the pipeline has ended, so that the question can say how many there are.
            _held.AddRange(Targets.Select(reference => (reference, request)));
            return;
        }
        foreach (DeviceReference reference in Targets)
        {
            Guard(reference, () =>
            {
                Device device = Resolve(reference, allowName: true);
                // Values that are bound from pipeline objects may differ from one object to the next.
                if (!ValuesComeWithObjects && IsRepeated(device.DeviceId, device))
                    return;
                if (ShouldProcess(device.ToString(), Description))
                    Send(device, request);
            });
        }
    }

    private protected override BulkChange? PrepareEnd()
    {
        foreach ((DeviceReference reference, DeviceActionRequest request) in _held)
        {
            Guard(reference, () =>
            {
                reference.RequireDevice(Typed);
                Device device = Resolve(reference);
                if (!IsRepeated(device.DeviceId, device))
                    _devices.Add((device, request));
            });
        }
        return _held.Count == 0
            ? null
            : new BulkChange(
                ConfirmWith(IsForced), SentAction.ToString(), "devices", _devices.ConvertAll(target => target.Device.Platform));
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_devices.Count > 0)
            SendHeld();
        base.End();
        if (_toFollow.Count > 0)
        {
            foreach (DeviceActionResult result in Stream(_follower!.RunAsync(_toFollow.ToList(), TimeSpan.FromSeconds(Timeout), StopToken)))
            {
                _toFollow.Remove(result);
                Write(result);
            }
            _follower.Finish();
        }
    }

    // The actions were sent, and the answers hold the PINs of locked Macs.
    private protected override void OnTerminating()
    {
        _toFollow.ForEach(result => WriteResult(result, () => WriteObject(result.ForPipeline())));
        _toFollow.Clear();
    }

    private protected override void WriteAnswer(object answer)
    {
        var result = (DeviceActionResult)answer;
        bool hasEnded = result.Outcome is not (DeviceActionOutcome.Queued or DeviceActionOutcome.Unknown);
        if (!Wait || hasEnded || !ActionCommands.CanFollow(result.Action, result.Platform))
            Write(result);
        else
            _toFollow.Add(result);
    }

    private void SendHeld()
    {
        if (!IsConfirmed)
            return;
        Confirmation confirmation = ConfirmWith(IsForced);
        foreach ((Device device, DeviceActionRequest request) in _devices)
        {
            string target = device + (device.User is { } user ? $", assigned to {user}" : ", assigned to nobody");
            if (confirmation.Ask(target, SentAction.ToString(), $"{SentAction} {target}?"))
                Guard(device, () => Send(device, request));
        }
    }

    private DeviceActionRequest? MakeRequest()
    {
        try
        {
            return CreateRequest();
        }
        catch (ArgumentException e)
        {
            if (!ValuesComeWithObjects)
                throw new TerminatingException(ErrorRecords.CreateForArgument(e, "KandjiInvalidArgument", SentAction));
            // A value comes with each row: one that is blank must not keep the rows after it from theirs.
            WriteFailure(ErrorRecords.CreateForArgument(e, "KandjiInvalidArgument", Targets.Length == 1 ? Targets[0] : SentAction));
            return null;
        }
    }

    private void Send(Device device, DeviceActionRequest request)
    {
        if (IsPlanning)
        {
            Plan(
                Description, device.ToString(), (client, token) => client.Devices.SendActionAsync(device.DeviceId!, request, token));
            return;
        }
        // Made here, on the pipeline's thread: others do not know the runspace's session.
        _follower ??= new ActionFollower(Client, ConnectedSession.Clock, FanOutHost);
        bool locksMac = SentAction == DeviceAction.Lock && device.Platform is not ("iPhone" or "iPad" or "Windows" or "Android");
        SentChange change =
            NewChange(SentAction.ToString(), device.ToString(), DeviceIdentity.From(device), locksMac ? DeviceActionResult.PinHint : null);
        Send(device, device.DeviceId!, change, (client, token) => SendAsync(client, device, request, token));
    }

    private async Task<object?> SendAsync(
        KandjiClient client, Device device, DeviceActionRequest request, CancellationToken cancellationToken)
    {
        var result = new DeviceActionResult(DeviceIdentity.From(device), SentAction, client.ServiceTime);
        try
        {
            DeviceActionResponse answer = await client.Devices.SendActionAsync(device.DeviceId!, request, cancellationToken)
                .ConfigureAwait(false);
            result.UnlockPin = answer.Pin;
            result.AnsweredAtUtc = client.ServiceTime.ToUniversalTime();
        }
        catch (KandjiApiException e) when (!ErrorRecords.IsFatal(e))
        {
            result.Outcome = e.Kind == KandjiErrorKind.OutcomeUnknown ? DeviceActionOutcome.Unknown : DeviceActionOutcome.Refused;
            result.Message = e.ServerMessage ?? e.Message;
            result.Failure = e;
            result.AnsweredAtUtc = client.ServiceTime.ToUniversalTime();
            if (result.Outcome == DeviceActionOutcome.Unknown && !Wait)
                await FindOutAsync(result, cancellationToken).ConfigureAwait(false);
        }
        return result;
    }

    private async Task FindOutAsync(DeviceActionResult result, CancellationToken cancellationToken)
    {
        try
        {
            await _follower!.FindOutAsync(result, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped before it was looked up. The outcome stays unknown, and that is told.
        }
    }

    private void Write(DeviceActionResult result)
    {
        WriteResult(result, () => WriteObject(result.ForPipeline()));
        // $Error keeps its targets, and Export-Clixml writes them.
        if (result.Failure is { } failure)
            WriteFailure(ErrorRecords.Create(failure, result.WithoutSecret())!);
    }
}
