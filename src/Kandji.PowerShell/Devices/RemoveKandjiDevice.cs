using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Removes devices from Kandji, which ends their management.</para>
/// <para type="description">
/// The device's record is deleted, the device leaves MDM, and on a Mac or a Windows PC the agent removes itself when it next checks in.
/// Only enrolling again brings the device back. Asks before each device, naming it and its user; for more than five devices once, saying
/// how many of which kind, before the first is removed. -Force or -Confirm:$false answers yes.
/// </para>
/// <para type="description">
/// Takes ids, serial numbers and device objects, but no names: names change and repeat. Objects about a device (an application, a note, a
/// result of an action) are refused: ... | Get-KandjiDevice | Remove-KandjiDevice says that their devices are meant. To erase a device
/// first use Invoke-KandjiDeviceAction Erase and wait until it is done; a device that was removed takes no more commands.
/// </para>
/// </summary>
/// <example>
///   <summary>Remove a device</summary>
///   <code>Remove-KandjiDevice C02XXXXXXX</code>
/// </example>
/// <example>
///   <summary>See which devices that have not been heard from for two years would go</summary>
///   <code>Get-KandjiDevice | Where-Object { $_.LastCheckIn -and $_.LastCheckIn -lt (Get-Date).AddYears(-2) } |
///     Remove-KandjiDevice -WhatIf</code>
/// <para>
/// A device that has never checked in, such as one that was enrolled a minute ago, has no LastCheckIn, which counts as older than any time:
/// the first condition spares it.
/// </para>
/// </example>
/// <example>
///   <summary>Remove the devices of a CSV file in an unattended script</summary>
///   <code>Import-Csv retired.csv | Remove-KandjiDevice -Force</code>
///   <para>The file has a column serial_number or device_id.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "KandjiDevice", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.Delete))]
public sealed class RemoveKandjiDevice : DeviceChangeCmdlet
{
    private const string Action = "Remove from Kandji and end its management";

    /// <summary>
    /// The device: id, serial number, device object, or a row with a column device_id or serial_number. A name is not accepted.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "DeviceId")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public DeviceReference[] Device { get; set; } = [];

    /// <summary>Does not ask for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private readonly List<DeviceReference> _held = [];
    private readonly List<Device> _devices = [];

    private protected override string Activity => "Removing devices";

    /// <inheritdoc/>
    protected override void Process() => _held.AddRange(Device);

    // Held until the pipeline has ended, so that the question can say how many there are.
    private protected override BulkChange? PrepareEnd()
    {
        foreach (DeviceReference reference in _held)
        {
            Guard(reference, () =>
            {
                reference.RequireDevice(MyInvocation.MyCommand.Name);
                Device device = Resolve(reference);
                if (!IsRepeated(device.DeviceId, device))
                    _devices.Add(device);
            });
        }
        return new BulkChange(
            ConfirmWith(Force), "Remove", "devices", _devices.ConvertAll(device => device.Platform), " Their management ends.");
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (!IsConfirmed)
            return;
        foreach (Device device in _devices)
        {
            string target = device + (device.User is { } user ? $", assigned to {user}" : ", assigned to nobody");
            if (!ShouldProcess(Force, target, Action))
                continue;
            Send(device, DeviceIdentity.From(device), async (client, token) =>
            {
                await client.Devices.DeleteAsync(device.DeviceId!, token).ConfigureAwait(false);
                return null;
            });
        }
        base.End();
    }
}
