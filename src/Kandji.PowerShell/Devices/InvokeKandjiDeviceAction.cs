using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;
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
/// There are two forms: devices | Invoke-KandjiDeviceAction ACTION, and Invoke-KandjiDeviceAction DEVICE ACTION. One value that is the name
/// of an action is the action. A name that is almost that of an action is never taken for it; the error lists the similar ones.
/// </para>
/// <para type="description">
/// Actions that erase, lock out or delete (Erase, Lock, EnableLostMode, ClearPasscode, ResetWorkProfilePasscode, DeleteUser) ask before
/// each device, naming it and its user, and take an id, a serial number or a device object but no name. For more than five devices they ask
/// once, saying how many of which kind, before the first is touched. -Force or -Confirm:$false answers yes. The other actions run without a
/// question. Objects about a device (an application, a note, a detection) are refused by the actions that ask, and stand for their device
/// in the others: ... | Get-KandjiDevice | Invoke-KandjiDeviceAction Erase says that the devices are meant.
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
///   <code>Get-KandjiDevice -Platform Mac -Blueprint 'Engineering' | Invoke-KandjiDeviceAction BlankPush</code>
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
[Cmdlet(VerbsLifecycle.Invoke, "KandjiDeviceAction", DefaultParameterSetName = ByDevice, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(DeviceActionResult))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetCommands), When = "when no answer comes")]
public sealed class InvokeKandjiDeviceAction : DeviceActionCmdlet, IDynamicParameters
{
    private const string FromPipeline = "FromPipeline";
    private const string ByDevice = "ByDevice";

    private const string Forms =
        "Give Get-KandjiDevice ... | Invoke-KandjiDeviceAction Restart, or Invoke-KandjiDeviceAction DEVICE Restart.";

    private DeviceAction? _action;

    /// <summary>
    /// The device: id, serial number, device object, or a row with a column device_id or serial_number. Actions that do no harm take a name
    /// too.
    /// </summary>
    [Parameter(ParameterSetName = FromPipeline, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ByDevice, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "DeviceId")]
    [RequiredArgument("device", IsCheckedByCommand = true)]
    [DeviceUnlessActionTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DeviceActionCompleter))]
    public DeviceReference[] Device { get; set; } = [];

    /// <summary>The action. When the devices come from the pipeline, it is the first value; else it follows the device.</summary>
    [Parameter(ParameterSetName = FromPipeline, Position = 0)]
    [Parameter(ParameterSetName = ByDevice, Position = 1)]
    [RequiredArgument("action", IsCheckedByCommand = true)]
    [DeviceActionTransformation]
    [OperationByValue]
    [ArgumentCompleter(typeof(DeviceActionCompleter))]
    public DeviceAction Action { get => _action.GetValueOrDefault(); set => _action = value; }

    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private DeviceActionParameters? Parameters => (DeviceActionParameters?)DynamicParameters;

    private protected override DeviceAction SentAction => Action;

    private protected override DeviceReference[] Targets => Device;

    private protected override bool IsForced => Force;

    private protected override bool ValuesComeWithObjects => Parameters is { ComeWithObjects: true };

    /// <summary>The parameters that belong to the action.</summary>
    /// <returns>An object whose properties are the parameters; null when the action has none.</returns>
    public object? GetDynamicParameters() =>
        _action is { } action ? DynamicParameters = DeviceActionParameters.Create(action)
            : Device.Length > 0 ? new MissingActionParameters() : null;

    // A prompt for what is missing would hold up a script that nobody watches, and could not say where the value belongs.
    /// <inheritdoc/>
    protected override void Begin()
    {
        if (!IsGiven(nameof(Action)))
        {
            string named = IsGiven(nameof(Device)) && Device.Length == 1 && Device[0].Identity is null ? Device[0].Text : "";
            bool standsForAction = named.Length > 0 && (MyInvocation.ExpectingInput || DeviceActionNames.Similar(named).Count > 0);
            throw TerminatingException.FromParameters(
                standsForAction ? DeviceActionNames.Unknown(named) + " " + Forms : "No action is given. " + Forms, named);
        }
        if (!IsGiven(nameof(Device)) && !MyInvocation.ExpectingInput)
            throw TerminatingException.FromParameters($"No device is given for {Action}. " + Forms, Action);
    }

    private protected override string Typed => $"Invoke-KandjiDeviceAction {Action}";

    private protected override DeviceActionRequest CreateRequest() => Parameters?.ToRequest() ?? DeviceActionRequest.Create(Action);
}
