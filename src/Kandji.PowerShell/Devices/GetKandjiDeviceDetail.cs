using System.Runtime.CompilerServices;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Detail;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">
/// Gets everything that Kandji knows about devices themselves: hardware, system, security, network, accounts, profiles.
/// </para>
/// <para type="description">
/// The details come in sections, as properties: General, Mdm, HardwareOverview, Volumes, Network, FileVault, ActivationLock, LostMode,
/// KandjiAgent, InstalledProfiles, Users and others. Which sections there are differs from Mac to iPhone to Windows to Android; a section
/// that a platform does not have is empty.
/// </para>
/// <para type="description">
/// Many devices are read at once and come out in the order in which they came in. Sizes of volumes are in bytes, times are local.
/// </para>
/// </summary>
/// <example>
///   <summary>See everything about one device</summary>
///   <code>Get-KandjiDeviceDetail C02XXXXXXX</code>
/// </example>
/// <example>
///   <summary>Find Macs whose disk is nearly full</summary>
///   <code>Get-KandjiDevice -Platform Mac | Get-KandjiDeviceDetail | Where-Object { $_.Volumes.Available -lt 20e9 }</code>
/// </example>
/// <example>
///   <summary>Read one section</summary>
///   <code>(Get-KandjiDeviceDetail C02XXXXXXX).InstalledProfiles</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiDeviceDetail")]
[OutputType(typeof(DeviceDetail))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetDetail))]
public sealed class GetKandjiDeviceDetail : DeviceReadCmdlet
{
    private protected override string Activity => "Reading device details";

    private protected override bool AnswersIdentity => true;

    private protected override async IAsyncEnumerable<KandjiObject> ReadAsync(
        DeviceIdentity device, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DeviceDetail detail = await Client.Devices.GetDetailAsync(device.Id, cancellationToken).ConfigureAwait(false);
        detail.DeviceName ??= device.Name;
        detail.SerialNumber ??= device.SerialNumber;
        yield return detail;
    }
}
