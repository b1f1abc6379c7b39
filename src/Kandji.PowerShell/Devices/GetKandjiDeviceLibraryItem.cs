using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Devices;

/// <summary>
/// <para type="synopsis">Gets the library items of devices and their status there.</para>
/// <para type="description">
/// Status is PASS, ERROR, PENDING, AVAILABLE (in Self Service), CACHED, DOWNLOADING, INSTALLING, CHANGE_PENDING, EXCLUDED (by an assignment
/// rule) or INCOMPATIBLE; for configuration profiles it is success, pending or failed. Upper and lower case make no difference to -Status.
/// </para>
/// </summary>
/// <example>
///   <summary>See the library items of a device</summary>
///   <code>Get-KandjiDeviceLibraryItem C02XXXXXXX</code>
/// </example>
/// <example>
///   <summary>Find everything that has failed on Macs</summary>
///   <code>Get-KandjiDevice -Platform Mac | Get-KandjiDeviceLibraryItem -Status Error, Failed</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiDeviceLibraryItem")]
[OutputType(typeof(DeviceLibraryItem))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetLibraryItems))]
public sealed class GetKandjiDeviceLibraryItem : DeviceItemReadCmdlet<DeviceLibraryItem>
{
    private WildcardFilter? _type;

    /// <summary>The type of the item: Profile, CustomApp, AutomaticApp, AppStoreApp, CustomScript, and others.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LibraryItemTypeCompleter))]
    [TextTransformation]
    public string[]? Type { get; set; }

    private protected override string Activity => "Reading library items";

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _type = WildcardFilter.Create(Type);
    }

    private protected override Task<DeviceLibraryItem[]> GetListAsync(string deviceId, CancellationToken cancellationToken) =>
        Client.Devices.GetLibraryItemsAsync(deviceId, cancellationToken);

    // CustomApp is custom-app to the service.
    private protected override bool Matches(DeviceLibraryItem item) =>
        Matches(item.Name, item.Status) && _type?.MatchesAny([item.Type ?? "", item.Type?.Replace("-", "") ?? ""]) != false;
}
