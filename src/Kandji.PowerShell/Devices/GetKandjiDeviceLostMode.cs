using System.Runtime.CompilerServices;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Detail;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Gets lost mode of iPhones and iPads: its state, the message on the screen, the last location.</para>
/// <para type="description">
/// A device that is not in lost mode returns nothing. Invoke-KandjiDeviceAction turns lost mode on and off and asks for the location.
/// </para>
/// </summary>
/// <example>
///   <summary>Where are the lost iPads?</summary>
///   <code>Get-KandjiDevice -Platform iPad | Get-KandjiDeviceLostMode</code>
/// </example>
/// <example>
///   <summary>Ask for the location of a device and read it</summary>
///   <code>Invoke-KandjiDeviceAction DMPXXXXXXXXX UpdateLocation; Get-KandjiDeviceLostMode DMPXXXXXXXXX</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiDeviceLostMode")]
[OutputType(typeof(DeviceLostMode))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetLostMode))]
public sealed class GetKandjiDeviceLostMode : DeviceReadCmdlet
{
    private protected override string Activity => "Reading lost mode";

    private protected override async IAsyncEnumerable<KandjiObject> ReadAsync(
        DeviceIdentity device, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await Client.Devices.GetLostModeAsync(device.Id, cancellationToken).ConfigureAwait(false) is { } lostMode)
            yield return device.Mark(lostMode);
        else
            Post(() => WriteVerbose($"{device} is not in lost mode."));
    }
}
