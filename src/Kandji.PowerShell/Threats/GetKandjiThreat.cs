using Kandji.Client.Threats;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Threats;

/// <summary>
/// <para type="synopsis">Gets threats: files that endpoint detection took for malware or for unwanted programs.</para>
/// <para type="description">
/// Without parameters it lists all threats of the fleet, whatever their status. Each names its device, so that it can be piped into every
/// command that takes devices. Only for tenants that have endpoint detection and response.
/// </para>
/// <para type="description">
/// Where the tenant has no version 2 of the list, version 1 is read, with a warning: its threats have no id, severity, management state and
/// tags. With a parameter that asks for one of these there is an error.
/// </para>
/// </summary>
/// <example>
///   <summary>What is not in quarantine and still open?</summary>
///   <code>Get-KandjiThreat -Status NotQuarantined -ManagementState Open</code>
/// </example>
/// <example>
///   <summary>See which devices with critical malware of the last week would be locked</summary>
///   <code>Get-KandjiThreat -Classification Malware -Severity Critical -Days 7 | Get-KandjiDevice |
///     Invoke-KandjiDeviceAction -Action Lock -Message 'Please call IT' -WhatIf</code>
/// </example>
/// <example>
///   <summary>The threats of one device</summary>
///   <code>Get-KandjiDevice C02XXXXXXX | Get-KandjiThreat</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiThreat", DefaultParameterSetName = ByFilter)]
[OutputType(typeof(Threat))]
[KandjiOperation(typeof(ThreatOperations), nameof(ThreatOperations.List))]
[KandjiOperation(typeof(ThreatOperations), nameof(ThreatOperations.ListVersion1), When = "where the tenant has no version 2 of the list")]
[RequiresParameter(nameof(Device), Parameter = nameof(ThrottleLimit), Reason = "the threats of all devices are one list")]
public sealed class GetKandjiThreat : ThreatFilterCmdlet<Threat>
{
    private static readonly string[] Classifications = ["malware", "pup"];
    private static readonly string[] Statuses = ["quarantined", "not_quarantined", "released", "resolved"];

    private const string ByFilter = "Filter";
    private const string ByDevice = "Device";

    private ThreatReader? _reader;

    /// <summary>
    /// Only threats of these devices: id, serial number, name, device object, or a row with a column device_id or serial_number.
    /// </summary>
    [Parameter(
        ParameterSetName = ByDevice, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "DeviceId")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public DeviceReference[] Device { get; set; } = [];

    /// <summary>Malware, or Pup: potentially unwanted programs. Without it, both.</summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("Malware", "Pup")]
    public string? Classification { get; set; }

    /// <summary>The status: Quarantined, NotQuarantined, Released, Resolved. Without it, all.</summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("Quarantined", "NotQuarantined", "Released", "Resolved")]
    [ValidateNotNullOrEmpty]
    public string[]? Status { get; set; }

    /// <summary>Text that is part of the device's name, of the file's hash or of the file's path.</summary>
    [Parameter]
    [Alias("Term")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? SearchTerm { get; set; }

    /// <summary>Found within this many days. Not together with -After and -Before.</summary>
    [Parameter]
    [ValidateRange(1, 36_500)]
    [ExcludesParameters(nameof(After), nameof(Before))]
    public int? Days { get; set; }

    /// <summary>
    /// The property to sort by: DeviceName, ProcessName, ProcessOwner, DetectionDate, Status, ManagementState, AssociatedItem, Severity.
    /// Without it the service decides.
    /// </summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("DeviceName", "ProcessName", "ProcessOwner", "DetectionDate", "Status", "ManagementState", "AssociatedItem", "Severity")]
    public string? SortBy { get; set; }

    /// <summary>How many threats to return at most.</summary>
    [Parameter(ParameterSetName = ByFilter)]
    [Alias("Top", "Limit")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    private protected override string Activity => "Reading threats";

    /// <inheritdoc/>
    protected override void Process()
    {
        _reader ??= new ThreatReader(Client.Threats, warning => Post(() => WriteWarning(warning)));
        if (ParameterSetName == ByDevice)
        {
            ReadDevices(Device);
            return;
        }
        int left = First ?? int.MaxValue;
        foreach (Threat threat in Stream(ReadAsync(null, StopToken)))
        {
            WriteModel(threat);
            if (--left == 0)
                return;
        }
    }

    private protected override IAsyncEnumerable<Threat> ListAsync(string deviceId, CancellationToken cancellationToken) =>
        ReadAsync(deviceId, cancellationToken);

    private IAsyncEnumerable<Threat> ReadAsync(string? deviceId, CancellationToken cancellationToken)
    {
        ThreatQuery query = MakeQuery(deviceId);
        return MakeCheck(query).SelectAsync(_reader!.ListAsync(query, cancellationToken), cancellationToken);
    }

    private FilterCheck<Threat> MakeCheck(ThreatQuery query) => new FilterCheck<Threat>()
        .In("-Device", query.DeviceId is null ? null : [query.DeviceId], threat => threat.DeviceId)
        .In(
            "-Classification", query.Classification is null ? null : [query.Classification], threat => threat.Classification,
            Classifications)
        .In("-Status", query.Statuses, threat => threat.Status, Statuses)
        .In("-Severity", query.Severities, threat => threat.Severity, ThreatFilterValues.Severities)
        .In("-ManagementState", query.ManagementStates, threat => threat.ManagementState, ThreatFilterValues.States)
        .AnyOf("-Tag", query.Tags, threat => threat.Tags)
        .NotBefore("-After", query.From, threat => threat.DetectionDate)
        .NotAfter("-Before", query.To, threat => threat.DetectionDate)
        .NotBefore(
            "-Days", query.DateRange is { } days ? ConnectedSession.Clock.GetUtcNow().UtcDateTime.AddDays(-days) : null,
            threat => threat.DetectionDate, isExact: false);

    private ThreatQuery MakeQuery(string? deviceId) => new()
    {
        DeviceId = deviceId,
        Classification = EnumSpelling.ToApi(Classification, Classifications),
        Statuses = EnumSpelling.ToApi(Status, Statuses),
        Severities = EnumSpelling.ToApi(Severity, ThreatFilterValues.Severities),
        ManagementStates = EnumSpelling.ToApi(ManagementState, ThreatFilterValues.States),
        Tags = Tag,
        Term = SearchTerm,
        From = After,
        To = Before,
        DateRange = Days,
        SortBy = EnumSpelling.Order(
            EnumSpelling.ToApi(SortBy, "device_name", "process_name", "process_owner", "detection_date", "status", "management_state",
                "associated_item", "severity"),
            Descending),
        // What is left out does not count.
        First = After is null && Before is null ? First : null,
    };
}
