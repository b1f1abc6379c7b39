using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Restarts Apple devices.</para>
/// <para type="description">
/// Sends the action Restart, as Invoke-KandjiDeviceAction does, and runs without a question. A Mac restarts at once unless -NotifyUser is
/// given. One result comes back for each device; with -Wait, once the device has restarted or refused to.
/// </para>
/// </summary>
/// <example>
///   <summary>Ask the user of a Mac to restart</summary>
///   <code>Restart-KandjiDevice C02XXXXXXX -NotifyUser</code>
/// </example>
/// <example>
///   <summary>See which Macs of a blueprint would restart</summary>
///   <code>Get-KandjiDevice -Platform Mac -Blueprint 'Engineering' | Restart-KandjiDevice -WhatIf</code>
/// </example>
/// <example>
///   <summary>Restart Macs and see which did not</summary>
///   <code>Get-KandjiDevice -Platform Mac -Tag 'loaner' | Restart-KandjiDevice -Wait | Where-Object Outcome -ne Completed</code>
/// </example>
[Cmdlet(VerbsLifecycle.Restart, "KandjiDevice", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(DeviceActionResult))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetCommands), When = "when no answer comes")]
[SendsAction(DeviceAction.Restart)]
public sealed class RestartKandjiDevice : SingleActionCmdlet
{
    /// <summary>Rebuilds the kernel cache of a Mac (macOS 11 and later).</summary>
    [Parameter]
    public SwitchParameter RebuildKernelCache { get; set; }

    /// <summary>Asks the user of a Mac to restart when it suits (macOS 11.3 and later). Without it the Mac restarts at once.</summary>
    [Parameter]
    public SwitchParameter NotifyUser { get; set; }

    private protected override DeviceAction SentAction => DeviceAction.Restart;

    private protected override DeviceActionRequest CreateRequest() =>
        DeviceActionRequest.Restart(RebuildKernelCache ? true : null, NotifyUser ? true : null);
}
