using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Client.Http;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Devices.Actions;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Sends an action to devices: restart, lock, erase, lost mode, blank push and all the others.</para>
/// <para type="description">
/// The service queues the action and the device acts when it next hears, which is at once when it is online. One result comes back for each
/// device; a device that is named more than once is sent the action once. Which other parameters there are depends on -Action: give it
/// first and complete with Tab.
/// </para>
/// <para type="description">
/// Actions that erase, lock out or delete (Erase, Lock, EnableLostMode, ClearPasscode, ResetWorkProfilePasscode, DeleteUser) ask before
/// each device, naming it and its user, and take an id, a serial number or a device object but no name. For more than five devices they ask
/// once, saying how many of which kind, before the first is touched. -Force or -Confirm:$false answers yes. The other actions run without a
/// question.
/// </para>
/// <para type="description">
/// With -Wait the command that the action became is followed on Apple devices: the outcome is then Completed, Failed (with the device's
/// errors in Message and Command.ErrorChain) or, when -Timeout has passed, Pending. It is Pending too when several commands of the same
/// type were requested at about the same time, so that it cannot be told which of them the action became; Message says so. Results come out
/// as devices end. While the service has only queued the action it is Queued. Wait-KandjiDeviceCommand waits for results later.
/// </para>
/// <para type="description">
/// An action that may have been carried out is never sent again. When no answer comes, the device's commands are read to find out whether
/// the action was queued all the same; if they do not show it, the outcome is Unknown: look again with Get-KandjiDeviceCommand before
/// repeating it.
/// </para>
/// <para type="description">
/// When the command is stopped (Ctrl+C, Select-Object -First, an error), it waits up to two seconds for the answers that are under way.
/// Then it shows on the screen what became of each device whose result it has not written, and keeps the list in
/// (Get-KandjiSession).UnansweredChanges. PINs are not shown there: Get-KandjiDeviceSecret reads them.
/// </para>
/// </summary>
/// <example>
///   <summary>Wake the Macs of a blueprint</summary>
///   <code>Get-KandjiDevice -Platform Mac -Blueprint 'Engineering' | Invoke-KandjiDeviceAction -Action BlankPush</code>
/// </example>
/// <example>
///   <summary>Ask the user of a Mac to restart</summary>
///   <code>Invoke-KandjiDeviceAction C02XXXXXXX Restart -NotifyUser</code>
/// </example>
/// <example>
///   <summary>Lock lost devices in an unattended script</summary>
///   <code>Import-Csv lost.csv | Invoke-KandjiDeviceAction -Action Lock -Message 'Please call IT' -Force</code>
///   <para>The file has a column serial_number. The result of a Mac holds the PIN that unlocks it in UnlockPin.</para>
/// </example>
/// <example>
///   <summary>Restart the Macs of a blueprint and see which did</summary>
///   <code>Get-KandjiDevice -Platform Mac -Blueprint 'Engineering' |
///     Invoke-KandjiDeviceAction -Action Restart -Wait -Timeout 300 | Where-Object Outcome -ne Completed</code>
/// </example>
/// <example>
///   <summary>See which device would be erased</summary>
///   <code>Invoke-KandjiDeviceAction C02XXXXXXX -Action Erase -Pin 123456 -WhatIf</code>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "KandjiDeviceAction", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(DeviceActionResult))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetCommands), When = "when no answer comes")]
public sealed class InvokeKandjiDeviceAction : DeviceChangeCmdlet, IDynamicParameters
{
    private readonly List<(DeviceReference Reference, DeviceActionRequest Request)> _held = [];
    private readonly List<DeviceActionResult> _toFollow = [];
    private DeviceActionParameters? _parameters;
    private ActionFollower? _follower;

    /// <summary>
    /// The device: id, serial number, device object, or a row with a column device_id or serial_number. Actions that do no harm take a name
    /// too.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "DeviceId")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public DeviceReference[] Device { get; set; } = [];

    /// <summary>The action. When the devices come from the pipeline, it is given by name: -Action Restart.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [SeparateValuesTransformation]
    [OperationByValue]
    public DeviceAction Action { get; set; }

    /// <summary>Waits until the devices have carried out the action or refused it. Apple devices only: others do not report it.</summary>
    [Parameter]
    [KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetCommands))]
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

    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Activity => "Sending " + Action;

    private protected override object? DynamicParameters => _parameters;

    /// <summary>The parameters that belong to the action.</summary>
    /// <returns>An object whose properties are the parameters; null when the action has none.</returns>
    public object? GetDynamicParameters() => _parameters = DeviceActionParameters.Create(Action);

    /// <inheritdoc/>
    protected override void Process()
    {
        if (MakeRequest() is not { } request)
            return;
        if (DeviceActionAttribute.For(Action).Destructive)
        {
            // Held until the pipeline has ended, so that the question can say how many there are.
            _held.AddRange(Device.Select(reference => (reference, request)));
            return;
        }
        foreach (DeviceReference reference in Device)
        {
            Guard(reference, () =>
            {
                Device device = Resolve(reference, allowName: true);
                // Values that are bound from pipeline objects may differ from one object to the next.
                if (_parameters is not { ComeWithObjects: true } && IsRepeated(device))
                    return;
                if (ShouldProcess(device.ToString(), Action.ToString()))
                    Send(device, request);
            });
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_held.Count > 0)
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
        Confirmation confirmation = ConfirmWith(Force);
        var targets = new List<(Device Device, DeviceActionRequest Request)>();
        foreach ((DeviceReference reference, DeviceActionRequest request) in _held)
        {
            Guard(reference, () =>
            {
                Device device = Resolve(reference);
                if (!IsRepeated(device))
                    targets.Add((device, request));
            });
        }

        if (targets.Count > Confirmation.BulkConfirmationThreshold
            && !confirmation.AskAboutAll(
                $"{Action} {targets.Count} devices: {Confirmation.ByKind(targets.Select(t => t.Device.Platform))}?", Action.ToString()))
            return;
        foreach ((Device device, DeviceActionRequest request) in targets)
        {
            string target = device + (device.User is { } user ? $", assigned to {user}" : ", assigned to nobody");
            if (confirmation.Ask(target, Action.ToString(), $"{Action} {target}?"))
                Guard(device, () => Send(device, request));
        }
    }

    private DeviceActionRequest? MakeRequest()
    {
        try
        {
            return _parameters?.ToRequest() ?? DeviceActionRequest.Create(Action);
        }
        catch (ArgumentException e)
        {
            if (_parameters is not { ComeWithObjects: true })
                throw new TerminatingException(ErrorRecords.CreateForArgument(e, "KandjiInvalidArgument", Action));
            // A value comes with each row: one that is blank must not keep the rows after it from theirs.
            WriteFailure(ErrorRecords.CreateForArgument(e, "KandjiInvalidArgument", Device.Length == 1 ? Device[0] : Action));
            return null;
        }
    }

    private void Send(Device device, DeviceActionRequest request)
    {
        // Made here, on the pipeline's thread: others do not know the runspace's session.
        _follower ??= new ActionFollower(Client, ConnectedSession.Clock, FanOutHost);
        bool locksMac = Action == DeviceAction.Lock && device.Platform is not ("iPhone" or "iPad" or "Windows" or "Android");
        SentChange change =
            NewChange(Action.ToString(), device.ToString(), DeviceIdentity.From(device), locksMac ? DeviceActionResult.PinHint : null);
        Send(device, change, (client, token) => SendAsync(client, device, request, token));
    }

    private async Task<object?> SendAsync(
        KandjiClient client, Device device, DeviceActionRequest request, CancellationToken cancellationToken)
    {
        var result = new DeviceActionResult(DeviceIdentity.From(device), Action, client.ServiceTime);
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
