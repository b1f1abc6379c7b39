using Kandji.Client.Threats;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Threats;

/// <summary>
/// <para type="synopsis">Gets behavioral detections: what processes did on devices that a rule took for malicious or suspicious.</para>
/// <para type="description">
/// The service lists them by device, so devices have to be given; any number may come from the pipeline. Each detection names its device
/// and can be piped on into every command that takes devices. Only for tenants that have endpoint detection and response.
/// </para>
/// </summary>
/// <example>
///   <summary>The detections of one Mac</summary>
///   <code>Get-KandjiBehavioralDetection C02XXXXXXX</code>
/// </example>
/// <example>
///   <summary>What was detected but not blocked on the Macs of a blueprint in the last week?</summary>
///   <code>Get-KandjiDevice -Platform Mac -Blueprint 'Engineering' |
///     Get-KandjiBehavioralDetection -Status Detected -After 7d</code>
/// </example>
/// <example>
///   <summary>Command lines of malicious processes</summary>
///   <code>Get-KandjiDevice -Platform Mac | Get-KandjiBehavioralDetection -Classification Malicious |
///     ForEach-Object { $_.TargetProcess.CommandLine }</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiBehavioralDetection")]
[OutputType(typeof(BehavioralDetection))]
[KandjiOperation(typeof(ThreatOperations), nameof(ThreatOperations.ListBehavioral))]
public sealed class GetKandjiBehavioralDetection : ThreatFilterCmdlet<BehavioralDetection>
{
    private static readonly string[] Classifications = ["mal", "sus", "pup"];
    private static readonly string[] Statuses = ["blocked", "blocked_parent", "detected", "informational"];

    /// <summary>The device: id, serial number, name, device object, or a row with a column device_id or serial_number.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "DeviceId")]
    [RequiredArgument("device", Values = "an id, a serial number, a name or a device object", PipedFrom = "Get-KandjiDevice")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNullOrEmpty]
    public DeviceReference[] Device { get; set; } = [];

    /// <summary>Malicious, Suspicious, or Pup: potentially unwanted programs. Without it, all.</summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("Malicious", "Suspicious", "Pup")]
    [ValidateNotNullOrEmpty]
    public string[]? Classification { get; set; }

    /// <summary>The outcome: Blocked, BlockedParent, Detected, Informational. Without it, all.</summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("Blocked", "BlockedParent", "Detected", "Informational")]
    [ValidateNotNullOrEmpty]
    public string[]? Status { get; set; }

    /// <summary>Text to look for, a path for example.</summary>
    [Parameter]
    [Alias("Term")]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? SearchTerm { get; set; }

    /// <summary>
    /// The property to sort the detections of each device by: DetectionDate, ThreatId, Process, Classification, AssociatedItem,
    /// ManagementState, Severity. Without it the service decides.
    /// </summary>
    [Parameter]
    [EnumSpellingTransformation]
    [ValidateSet("DetectionDate", "ThreatId", "Process", "Classification", "AssociatedItem", "ManagementState", "Severity")]
    public string? SortBy { get; set; }

    private protected override string Activity => "Reading detections";

    /// <inheritdoc/>
    protected override void Process() => ReadDevices(Device);

    private protected override IAsyncEnumerable<BehavioralDetection> ListAsync(
        string deviceId, CancellationToken cancellationToken)
    {
        BehavioralDetectionQuery query = MakeQuery();
        FilterCheck<BehavioralDetection> check = new FilterCheck<BehavioralDetection>()
            .In("-Device", [deviceId], detection => detection.DeviceId)
            .In("-Classification", query.Classifications, detection => Abbreviated(detection.Classification), Classifications)
            .In("-Status", query.Statuses, detection => detection.ThreatStatus, Statuses)
            .In("-Severity", query.Severities, detection => detection.Severity, ThreatFilterValues.Severities)
            .In("-ManagementState", query.ManagementStates, detection => detection.ManagementState, ThreatFilterValues.States)
            .AnyOf("-Tag", query.Tags, detection => detection.Tags)
            .NotBefore("-After", query.From, detection => detection.DetectionDate)
            .NotAfter("-Before", query.To, detection => detection.DetectionDate);
        return check.SelectAsync(Client.Threats.ListBehavioralAsync(deviceId, query, cancellationToken), cancellationToken);
    }

    // The service abbreviates: mal, sus, pup.
    private static string? Abbreviated(string? classification) =>
        classification is { Length: > 3 } ? classification.Substring(0, 3).ToLowerInvariant() : classification;

    private BehavioralDetectionQuery MakeQuery() => new()
    {
        Classifications = Classification?.Select(value => Abbreviated(value)!).Distinct().ToArray(),
        Statuses = EnumSpelling.ToApi(Status, Statuses),
        Severities = EnumSpelling.ToApi(Severity, ThreatFilterValues.Severities),
        ManagementStates = EnumSpelling.ToApi(ManagementState, ThreatFilterValues.States),
        Tags = Tag,
        SearchTerm = SearchTerm,
        From = After,
        To = Before,
        SortBy = EnumSpelling.Order(
            EnumSpelling.ToApi(
                SortBy, "detection_date", "threat_id", "process", "classification", "associated_item", "management_state", "severity"),
            Descending),
    };
}
