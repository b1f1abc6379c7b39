using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Renames Apple devices.</para>
/// <para type="description">
/// Sends the action SetName, as Invoke-KandjiDeviceAction does, and runs without a question. A script block for -NewName makes the name of
/// each object of the pipeline, as with Rename-Item; rows of a CSV file bring it in a column new_name.
/// </para>
/// </summary>
/// <example>
///   <summary>Rename a device</summary>
///   <code>Rename-KandjiDevice C02XXXXXXX 'Front Desk 2'</code>
/// </example>
/// <example>
///   <summary>See what the Macs of a blueprint would be called</summary>
///   <code>Get-KandjiDevice -Platform Mac -Blueprint 'Sales' | Rename-KandjiDevice -NewName { 'SALES-' + $_.SerialNumber } -WhatIf</code>
/// </example>
/// <example>
///   <summary>Rename devices from a CSV file</summary>
///   <code>Import-Csv names.csv | Rename-KandjiDevice</code>
/// </example>
[Cmdlet(VerbsCommon.Rename, "KandjiDevice", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(DeviceActionResult))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetCommands), When = "when no answer comes")]
[SendsAction(DeviceAction.SetName)]
public sealed class RenameKandjiDevice : SingleActionCmdlet
{
    /// <summary>
    /// The new name, or a script block that returns it. A property of objects on the pipeline can have it: new_name or NewName.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("new_name")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string NewName { get; set; } = "";

    private protected override DeviceAction SentAction => DeviceAction.SetName;

    private protected override bool ValuesComeWithObjects => true;

    // The question and -WhatIf show the name, which differs from one device to the next.
    private protected override string Description => $"Rename to '{NewName}'";

    private protected override DeviceActionRequest CreateRequest() => DeviceActionRequest.SetName(NewName);
}
