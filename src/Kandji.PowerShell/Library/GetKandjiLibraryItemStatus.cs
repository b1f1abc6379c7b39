using System.Runtime.CompilerServices;
using Kandji.Client.Library;
using Kandji.PowerShell.Binding;
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
public sealed class GetKandjiLibraryItemStatus : LibraryItemReadCmdlet<LibraryItemStatus>
{
    private WildcardFilter? _status;
    private readonly SoughtDeviceIds _sought = new();
    private string[]? _deviceIds;

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
    [ValidateNotNullOrEmpty]
    public DeviceReference[]? Device { get; set; }

    private protected override string Activity => "Reading statuses";

    /// <inheritdoc/>
    protected override void Begin() => _status = WildcardFilter.Create(Status);

    /// <inheritdoc/>
    protected override void Process()
    {
        _sought.Add(Device);
        _deviceIds ??= new DeviceIds(new DeviceResolver(Client, allowName: true), FanOutHost).Find(Device).ToArray();
        base.Process();
    }

    /// <inheritdoc/>
    protected override void End()
    {
        base.End();
        WriteMissing(nameof(Device), _sought.Missing, (check, ids, token) => check.DevicesAsync(ids, token));
    }

    private protected override async IAsyncEnumerable<LibraryItemStatus> ReadAsync(
        string id, string? name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string? device in Device is null ? new string?[] { null } : _deviceIds!)
        {
            FilterCheck<LibraryItemStatus> check =
                new FilterCheck<LibraryItemStatus>().In("-Device", device is null ? null : [device], status => status.DeviceId);
            await foreach (LibraryItemStatus status in Client.Library.ListStatusesAsync(id, device, cancellationToken)
                .ConfigureAwait(false))
            {
                if (!check.Matches(status))
                    continue;
                _sought.See(status.DeviceId);
                if (_status?.Matches(status.Status) == false)
                    continue;
                status.LibraryItemId = id;
                status.LibraryItemName = name;
                yield return status;
            }
        }
    }
}
