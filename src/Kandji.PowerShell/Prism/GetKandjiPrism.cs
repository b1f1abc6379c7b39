using Kandji.Client.Prism;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Prism;

/// <summary>
/// <para type="synopsis">Gets what Prism has collected about the fleet: applications, profiles, FileVault, local accounts and more.</para>
/// <para type="description">
/// One command reads a category for all devices, which takes far fewer requests than asking each device. A row holds one fact about one
/// device, and names the device, so that it can be piped into every command that takes devices. Rows of each category have properties of
/// their own. Rows that come and go while a long list is read may be missed.
/// </para>
/// <para type="description">
/// -Blueprint, -Platform and -Filter narrow the rows down on the service's side. Devices from the pipeline do so too, 50 at a time. A
/// device that has nothing of the category has no row.
/// </para>
/// </summary>
/// <example>
///   <summary>Which Macs do not have FileVault on?</summary>
///   <code>Get-KandjiPrism FileVault -Filter @{ Status = $false }</code>
/// </example>
/// <example>
///   <summary>Who has an application, and in which version?</summary>
///   <code>Get-KandjiPrism Apps -Filter @{ BundleId = 'com.tinyspeck.slackmacgap' } |
///     Select-Object DeviceName, SerialNumber, Version</code>
/// </example>
/// <example>
///   <summary>Administrators among the local accounts of a blueprint's Macs</summary>
///   <code>Get-KandjiPrism LocalUsers -Blueprint 'Engineering' -Filter @{ Type = 'Administrator' }</code>
/// </example>
/// <example>
///   <summary>Wake the devices whose inventory is older than a week</summary>
///   <code>Get-KandjiPrism DeviceInformation -Filter @{ LastCollectedAt = @{ lt = (Get-Date).AddDays(-7) } } |
///     Invoke-KandjiDeviceAction -Action BlankPush</code>
/// </example>
/// <example>
///   <summary>The profiles of one Mac</summary>
///   <code>Get-KandjiDevice C02XXXXXXX | Get-KandjiPrism InstalledProfiles</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiPrism")]
[OutputType(typeof(PrismActivationLock))]
[OutputType(typeof(PrismApplicationFirewall))]
[OutputType(typeof(PrismApp))]
[OutputType(typeof(PrismCellular))]
[OutputType(typeof(PrismCertificate))]
[OutputType(typeof(PrismDesktopAndScreensaver))]
[OutputType(typeof(PrismDeviceInformation))]
[OutputType(typeof(PrismFileVault))]
[OutputType(typeof(PrismGatekeeperAndXProtect))]
[OutputType(typeof(PrismInstalledProfile))]
[OutputType(typeof(PrismKernelExtension))]
[OutputType(typeof(PrismLaunchItem))]
[OutputType(typeof(PrismLocalUser))]
[OutputType(typeof(PrismStartupSettings))]
[OutputType(typeof(PrismSystemExtension))]
[OutputType(typeof(PrismTransparencyDatabase))]
public sealed class GetKandjiPrism : PrismCmdlet
{
    private DeviceIds? _devices;
    private readonly SoughtDeviceIds _sought = new();
    private DistinctBatches? _batches;
    private bool _isEmpty = true;
    private int _left = int.MaxValue;

    /// <summary>The category.</summary>
    [Parameter(Position = 0)]
    [RequiredArgument("category")]
    [PrismCategoryTransformation]
    [SeparateValuesTransformation]
    [OperationByValue]
    public PrismCategory Category { get; set; }

    /// <summary>
    /// Only rows of these devices: id, serial number, name, device object, or a row with a column device_id or serial_number.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "DeviceId")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNullOrEmpty]
    public DeviceReference[]? Device { get; set; }

    /// <summary>How many rows to return at most.</summary>
    [Parameter]
    [Alias("Top", "Limit")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void Begin() => _left = First ?? int.MaxValue;

    /// <inheritdoc/>
    protected override void Process()
    {
        if (!IsGiven(nameof(Device)))
        {
            Write(null);
            return;
        }
        _devices ??= new DeviceIds(new DeviceResolver(Client, allowName: true), FanOutHost);
        _batches ??= new DistinctBatches(ids => Guard(null, () => Write(ids)));
        _sought.Add(Device);
        foreach (string id in _devices.Find(Device))
            _batches.Add(id);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        _batches?.Finish();
        if (_isEmpty)
            WriteMissing();
        if (_left > 0)
            WriteMissing(nameof(Device), _sought.Missing, (check, ids, token) => check.DevicesAsync(ids, token));
    }

    private void Write(IReadOnlyList<string>? deviceIds)
    {
        if (_left == 0)
            return;
        PrismQuery query = MakeQuery(Category, deviceIds, First is null ? null : _left);
        if (MatchesNoBlueprint)
            return;
        FilterCheck<PrismRow> check = MakeCheck(Category, query, deviceIds);
        foreach (PrismRow row in Stream(Client.Prism.ListAsync(Category, query, StopToken)).Where(check.Matches))
        {
            WriteModel(row);
            _isEmpty = false;
            _sought.See(row.DeviceId);
            if (--_left == 0)
                return;
        }
    }
}
