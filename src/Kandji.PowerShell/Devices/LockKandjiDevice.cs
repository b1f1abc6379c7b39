using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Locks Apple and Android devices.</para>
/// <para type="description">
/// Sends the action Lock, as Invoke-KandjiDeviceAction does. A Mac restarts and asks for a PIN, which the service makes up: the result
/// holds it in UnlockPin, and Get-KandjiDeviceSecret reads it later.
/// </para>
/// <para type="description">
/// Asks before each device, naming it and its user, and for more than five devices once. -Force or -Confirm:$false answers yes. A name is
/// not accepted for a device: give an id, a serial number or a device object.
/// </para>
/// </summary>
/// <example>
///   <summary>See what would be locked</summary>
///   <code>Lock-KandjiDevice C02XXXXXXX -WhatIf</code>
/// </example>
/// <example>
///   <summary>Lock lost devices in an unattended script</summary>
///   <code>Import-Csv lost.csv | Lock-KandjiDevice -Message 'Please call IT' -PhoneNumber '+1 555 0100' -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Lock, "KandjiDevice", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(DeviceActionResult))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetCommands), When = "when no answer comes")]
[SendsAction(DeviceAction.Lock)]
public sealed class LockKandjiDevice : SingleActionCmdlet
{
    /// <summary>The message that the locked device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Message { get; set; }

    /// <summary>The phone number that the locked device shows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? PhoneNumber { get; set; }

    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override DeviceAction SentAction => DeviceAction.Lock;

    private protected override bool IsForced => Force;

    private protected override DeviceActionRequest CreateRequest() => DeviceActionRequest.Lock(Message, PhoneNumber);
}
