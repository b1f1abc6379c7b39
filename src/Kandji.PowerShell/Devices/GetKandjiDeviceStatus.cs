using System.Runtime.CompilerServices;
using Kandji.Client.Devices;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Gets the status of devices: library items and parameters together.</para>
/// <para type="description">
/// One object for each device, with the lists LibraryItems and Parameters. One request reads both; Get-KandjiDeviceLibraryItem and
/// Get-KandjiDeviceParameter return the single items, the former with more about each.
/// </para>
/// </summary>
/// <example>
///   <summary>See the status of a device</summary>
///   <code>Get-KandjiDeviceStatus C02XXXXXXX</code>
/// </example>
/// <example>
///   <summary>Find devices on which something has failed</summary>
///   <code>Get-KandjiDevice -Blueprint 'Engineering' | Get-KandjiDeviceStatus |
///     Where-Object { $_.LibraryItems.Status -contains 'ERROR' }</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiDeviceStatus")]
[OutputType(typeof(DeviceStatus))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetStatus))]
public sealed class GetKandjiDeviceStatus : DeviceReadCmdlet
{
    private protected override string Activity => "Reading device status";

    private protected override async IAsyncEnumerable<KandjiObject> ReadAsync(
        DeviceIdentity device, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DeviceStatus status = device.Mark(await Client.Devices.GetStatusAsync(device.Id, cancellationToken).ConfigureAwait(false));
        foreach (DeviceLibraryItem item in status.LibraryItems ?? Enumerable.Empty<DeviceLibraryItem>())
            device.Mark(item);
        foreach (DeviceParameter parameter in status.Parameters ?? Enumerable.Empty<DeviceParameter>())
            device.Mark(parameter);
        yield return status;
    }
}
