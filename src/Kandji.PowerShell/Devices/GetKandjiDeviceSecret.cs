using System.Runtime.CompilerServices;
using Kandji.Client.Devices;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">
/// Gets the secrets that Kandji keeps for devices: FileVault key, Activation Lock bypass codes, unlock PIN, recovery password.
/// </para>
/// <para type="description">
/// One object for each device. A secret that does not exist is null, which is not an error. Each kind needs a permission of its own:
/// without -Type all of them are read. For a device whose platform is known (one from Get-KandjiDevice) kinds that the platform cannot have
/// are not asked for: only Macs have a FileVault key, an unlock PIN and a recovery password, only Apple devices have bypass codes.
/// </para>
/// <para type="description">
/// The service's audit log records every reading. The secrets are plain text; take care where you write them.
/// </para>
/// </summary>
/// <example>
///   <summary>Get the FileVault key of a Mac</summary>
///   <code>(Get-KandjiDeviceSecret C02XXXXXXX FileVaultKey).FileVaultKey</code>
/// </example>
/// <example>
///   <summary>Find Macs for which no FileVault key is kept</summary>
///   <code>Get-KandjiDevice -Platform Mac | Get-KandjiDeviceSecret -Type FileVaultKey | Where-Object { -not $_.FileVaultKey }</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiDeviceSecret")]
[OutputType(typeof(DeviceSecret))]
public sealed class GetKandjiDeviceSecret : DeviceReadCmdlet
{
    private static readonly DeviceSecretType[] All = (DeviceSecretType[])Enum.GetValues(typeof(DeviceSecretType));

    /// <summary>Which secrets to read: FileVaultKey, BypassCode, UnlockPin, RecoveryPassword. Without it all of them.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [OperationByValue]
    [SeparateValuesTransformation(TakesSeveral = true)]
    public DeviceSecretType[] Type { get; set; } = All;

    private protected override string Activity => "Reading secrets";

    private protected override async IAsyncEnumerable<KandjiObject> ReadAsync(
        DeviceIdentity device, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DeviceSecretType[] types = Type.Where(type => MayHave(device.Platform, type)).ToArray();
        yield return device.Mark(types.Length == 0
            ? new DeviceSecret()
            : await Client.Devices.GetSecretAsync(device.Id, types, cancellationToken).ConfigureAwait(false));
    }

    private static bool MayHave(string? platform, DeviceSecretType type) => platform switch
    {
        "Windows" or "Android" => false,
        "iPhone" or "iPad" or "AppleTV" => type == DeviceSecretType.BypassCode,
        _ => true,
    };
}
