using System.Runtime.CompilerServices;
using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Library;

/// <summary>
/// <para type="synopsis">Gets what has become of library items on each device that has them.</para>
/// <para type="description">
/// Status is PASS, ERROR, PENDING and others; for configuration profiles it is success, pending or failed. Upper and lower case make no
/// difference to -Status. Each status names its device, so that it goes on to Get-KandjiDevice, Invoke-KandjiDeviceAction and all others
/// that take devices. Several items are read at once and written in the order in which they came.
/// </para>
/// </summary>
/// <example>
///   <summary>On which devices did this item fail, and why?</summary>
///   <code>Get-KandjiLibraryItemStatus 'VPN client' -Status Error, Failed | Select-Object DeviceName, ReportedAt, Log</code>
/// </example>
/// <example>
///   <summary>Get the devices on which an item failed</summary>
///   <code>Get-KandjiLibraryItemStatus 'VPN client' -Status Error, Failed | Get-KandjiDevice</code>
/// </example>
/// <example>
///   <summary>Count the statuses of all custom scripts</summary>
///   <code>Get-KandjiCustomScript | Get-KandjiLibraryItemStatus | Group-Object LibraryItemName, Status -NoElement</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiLibraryItemStatus")]
[OutputType(typeof(LibraryItemStatus))]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListStatuses))]
[KandjiOperation(
    typeof(LibraryOperations), nameof(LibraryOperations.ListCustomScripts), nameof(LibraryOperations.ListCustomProfiles),
    nameof(LibraryOperations.ListCustomApps), nameof(LibraryOperations.ListInHouseApps), When = "for an item given by name")]
public sealed class GetKandjiLibraryItemStatus : ThrottledCmdlet
{
    private LibraryItemKindResolver? _items;
    private FanOut<LibraryItemStatus>? _reads;
    private WildcardFilter? _status;
    private string[]? _deviceIds;

    /// <summary>
    /// The library item: id, an object that has one, or the name of a custom script, custom profile, custom app or in-house app. Items of
    /// other kinds are known by id only.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Id", "LibraryItemId")]
    [RequiredArgument("library item", Values = "an id or a name", PipedFrom = "Get-KandjiCustomScript")]
    [LibraryItemReferenceTransformation]
    [ArgumentCompleter(typeof(LibraryItemCompleter))]
    [ValidateNotNullOrEmpty]
    public LibraryItemReference[] LibraryItem { get; set; } = [];

    /// <summary>The item's status. Others are left out.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ItemStatusCompleter))]
    [TextTransformation]
    public string[]? Status { get; set; }

    /// <summary>The device: id, serial number, name, or device object. Other devices are left out.</summary>
    [Parameter]
    [Alias("DeviceId")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public DeviceReference[]? Device { get; set; }

    private protected override int DefaultThrottleLimit => 8;

    /// <inheritdoc/>
    protected override void Begin() => _status = WildcardFilter.Create(Status);

    /// <inheritdoc/>
    protected override void Process()
    {
        _items ??= new LibraryItemKindResolver(Client);
        _reads ??= ReadMany<LibraryItemStatus>("Reading statuses", WriteModel);
        _deviceIds ??= new DeviceIds(new DeviceResolver(Client, allowName: true), FanOutHost).Find(Device).ToArray();
        foreach (LibraryItemReference reference in LibraryItem)
            _reads.Add(reference, token => ReadAsync(reference, token));
    }

    /// <inheritdoc/>
    protected override void End() => _reads?.Finish();

    private async IAsyncEnumerable<LibraryItemStatus> ReadAsync(
        LibraryItemReference reference, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (string id, string name) = await _items!.IdentifyAsync(reference, cancellationToken).ConfigureAwait(false);
        foreach (string? device in Device is null ? new string?[] { null } : _deviceIds!)
        {
            FilterCheck<LibraryItemStatus> check =
                new FilterCheck<LibraryItemStatus>().In("-Device", device is null ? null : [device], status => status.DeviceId);
            await foreach (LibraryItemStatus status in Client.Library.ListStatusesAsync(id, device, cancellationToken)
                .ConfigureAwait(false))
            {
                check.Check(status);
                if (_status?.Matches(status.Status) == false)
                    continue;
                status.LibraryItemId = id;
                status.LibraryItemName = name == id ? null : name;
                yield return status;
            }
        }
    }
}
