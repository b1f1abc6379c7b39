using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Gets the applications that are installed on devices.</para>
/// <para type="description">
/// One object for each application on each device, with the device's name and serial number. Apple, Windows and Android report different
/// things: AppName, BundleId and Version of Apple; DisplayName, Publisher and Version of Windows; DisplayName, PackageName and VersionName
/// of Android. An Apple TV reports none.
/// </para>
/// </summary>
/// <example>
///   <summary>List the applications on a device</summary>
///   <code>Get-KandjiDeviceApp C02XXXXXXX</code>
/// </example>
/// <example>
///   <summary>Find three devices that have Slack</summary>
///   <code>Get-KandjiDevice | Get-KandjiDeviceApp -BundleId com.tinyspeck.slackmacgap | Select-Object -First 3</code>
///   <para>No more devices are asked once three are found.</para>
/// </example>
/// <example>
///   <summary>Find old versions of an application</summary>
///   <code>Get-KandjiDevice -Platform Mac | Get-KandjiDeviceApp -Name 'Google Chrome' |
///     Where-Object { [version]$_.Version -lt '20.0' }</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiDeviceApp")]
[OutputType(typeof(DeviceApp))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetApps))]
public sealed class GetKandjiDeviceApp : DeviceListReadCmdlet<DeviceApp>
{
    private WildcardFilter? _name;
    private WildcardFilter? _bundleId;

    /// <summary>The application's name, as the device or its users see it.</summary>
    [Parameter]
    [Alias("AppName")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? Name { get; set; }

    /// <summary>The bundle identifier (Apple) or the package name (Android).</summary>
    [Parameter]
    [Alias("PackageName")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string[]? BundleId { get; set; }

    private protected override string Activity => "Reading applications";

    /// <inheritdoc/>
    protected override void Begin()
    {
        _name = WildcardFilter.Create(Name);
        _bundleId = WildcardFilter.Create(BundleId);
    }

    private protected override Task<DeviceApp[]> GetListAsync(string deviceId, CancellationToken cancellationToken) =>
        Client.Devices.GetAppsAsync(deviceId, cancellationToken);

    private protected override bool Matches(DeviceApp item) =>
        _name?.MatchesAny([item.AppName ?? "", item.DisplayName ?? "", item.Name ?? ""]) != false
            && _bundleId?.MatchesAny([item.BundleId ?? "", item.PackageName ?? ""]) != false;
}
