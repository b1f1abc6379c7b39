using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using Kandji.Automation.Health;
using Kandji.Client.Devices;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Reports;

/// <summary>
/// <para type="synopsis">
/// Reports the state of each device: what fails, what is pending, FileVault, the operating system, when it was last seen.
/// </para>
/// <para type="description">
/// Writes one object for each device, ready for Export-Csv and ConvertTo-Html. A device is compliant when no library item and no parameter
/// has failed, FileVault is not off, its operating system is not behind, and it has checked in within -StaleAfterDays. Pending items are
/// shown, and are not a problem.
/// </para>
/// <para type="description">
/// Without data a device is not compliant: where the service does not say how something stands, or uses a word that this module does not
/// know, the property Unknown names it, UnknownCount counts it, and IsCompliant is null unless there is a problem as well. The
/// state of FileVault is read from two lists, of the Macs on which it is on and off; a Mac that is in both or in neither is unknown.
/// </para>
/// <para type="description">
/// The operating system is behind when a device of the same platform in the tenant runs a newer version, or when it is older than
/// -MinimumOSVersion says. The device list is read first, then the status of each device: one request for each, several at once.
/// </para>
/// <para type="description">
/// -Check says what to look at. The status is read for LibraryItems and Parameters only: with -Check Os, FileVault, CheckIn the report
/// costs the list of devices, and one list of the Macs on which FileVault is on; a Mac that is not in it counts as off. IsCompliant is
/// never true then, because not everything was checked: use ProblemCount. How many requests the status of the devices costs is told with
/// -Verbose, and as a warning from 1,000 on.
/// </para>
/// </summary>
/// <example>
///   <summary>Which devices have problems?</summary>
///   <code>Get-KandjiComplianceReport | Where-Object IsCompliant -eq $false</code>
/// </example>
/// <example>
///   <summary>Count the devices that are compliant, that are not, and of which too little is known</summary>
///   <code>Get-KandjiComplianceReport | Group-Object IsCompliant</code>
/// </example>
/// <example>
///   <summary>Write the report of a blueprint to a CSV file</summary>
///   <code>Get-KandjiDevice -Blueprint 'Engineering' | Get-KandjiComplianceReport | Export-Csv report.csv -NoTypeInformation</code>
/// </example>
/// <example>
///   <summary>Ask for certain versions of the operating systems</summary>
///   <code>Get-KandjiComplianceReport -MinimumOSVersion @{ Mac = '15.1'; iPhone = '18.1' } | Where-Object OsBehind</code>
///   <para>Other platforms are compared with the newest version in the tenant, as without the parameter.</para>
/// </example>
/// <example>
///   <summary>Check a large tenant without a request for each device</summary>
///   <code>Get-KandjiComplianceReport -Check Os, FileVault, CheckIn | Where-Object ProblemCount | Sort-Object Problems</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "KandjiComplianceReport")]
[OutputType(typeof(ComplianceReport))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetStatus), When = "to check library items or parameters")]
public sealed class GetKandjiComplianceReport : ThrottledCmdlet
{
    // A tenth of an hour's requests is worth a word before they are gone.
    private const int ManyRequests = 1000;
    private const int DocumentedLimitPerHour = 10_000;

    private static readonly ComplianceCheck[] All = (ComplianceCheck[])Enum.GetValues(typeof(ComplianceCheck));

    private DeviceFanOut<Device, ComplianceReport>? _reads;
    private int _statusRequests;
    private bool _wasWarned;
    private Dictionary<string, string?> _newest = new(StringComparer.OrdinalIgnoreCase);
    private HashSet<string> _encrypted = new(StringComparer.OrdinalIgnoreCase);
    private HashSet<string> _plain = new(StringComparer.OrdinalIgnoreCase);
    private List<Device> _all = [];
    private DateTime _now;

    /// <summary>
    /// The device: its id, its serial number, its name, or an object that names it (a device, a row with a column device_id or
    /// serial_number). Without it, and without input, all devices.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "DeviceId")]
    [DeviceReferenceTransformation]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNullOrEmpty]
    public DeviceReference[]? Device { get; set; }

    /// <summary>
    /// The oldest version of the operating system that is still good, by platform: @{ Mac = '15.1' }; macOS means Mac here
    /// too. Without it, and for platforms that it does not name: the newest that a device of the platform in the tenant runs.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable MinimumOSVersion { get; set; } = [];

    /// <summary>After how many days without a check-in a device has a problem. The default is 30.</summary>
    [Parameter]
    [ValidateRange(1, 3650)]
    public int StaleAfterDays { get; set; } = 30;

    /// <summary>
    /// The parts to check: LibraryItems, Parameters, FileVault, Os, CheckIn. Without it all of them. Only LibraryItems and Parameters cost
    /// a request for each device.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SeparateValuesTransformation(TakesSeveral = true)]
    public ComplianceCheck[] Check { get; set; } = All;

    private bool NeedsStatus => Checks(ComplianceCheck.LibraryItems) || Checks(ComplianceCheck.Parameters);

    /// <inheritdoc/>
    protected override void Begin()
    {
        _now = ConnectedSession.Clock.GetUtcNow().UtcDateTime;
        _all = Stream(Client.Devices.ListAsync(null, StopToken)).ToList();
        _newest = _all.GroupBy(d => d.Platform ?? "", StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                group => group.Key, group => VersionText.Newest(group.Select(d => d.OsVersion)), StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry minimum in MinimumOSVersion)
            _newest[ParsePlatform(minimum.Key)] = ParseVersion(minimum);
        // The list does not say whether FileVault is on, but can be asked for the Macs on which it is. A service that ignores the condition
        // answers the same to both questions.
        if (Checks(ComplianceCheck.FileVault) && _all.Exists(IsMac))
        {
            _encrypted = IdsWhereFileVaultIs(true);
            _plain = NeedsStatus || _all.FindAll(IsMac).TrueForAll(device => _encrypted.Contains(device.DeviceId ?? ""))
                ? IdsWhereFileVaultIs(false)
                : new HashSet<string>(
                    _all.Select(device => device.DeviceId ?? "").Where(id => !_encrypted.Contains(id)), StringComparer.OrdinalIgnoreCase);
        }
        _reads = new DeviceFanOut<Device, ComplianceReport>(
            ReadMany<ComplianceReport>(
                "Reading device status", report => WriteObject(PSObjectFactory.ShowSafely(report, report.DeviceName))),
            NeedsStatus ? new DeviceResolver(Client, allowName: true).ResolveAsync : FindAsync,
            ReadAsync);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (Device is not null)
        {
            TellCost(Device.Length);
            _reads!.Add(Device, areAll: !MyInvocation.ExpectingInput);
        }
        else if (!MyInvocation.ExpectingInput)
        {
            TellCost(_all.Count);
            _reads!.AddAll(_all);
        }
    }

    /// <inheritdoc/>
    protected override void End() => _reads?.Finish();

    private bool Checks(ComplianceCheck check) => Check.Contains(check);

    // Before the first of them is sent. How many come through a pipeline shows only as they come.
    private void TellCost(int devices)
    {
        if (!NeedsStatus)
            return;
        _statusRequests += devices;
        if (_wasWarned || (MyInvocation.ExpectingInput && _statusRequests < ManyRequests))
            return;
        int limit = Client.LimitPerHour ?? DocumentedLimitPerHour;
        string more = MyInvocation.ExpectingInput ? " or more" : "";
        string left = Client.RemainingThisHour is { } remaining
            ? string.Format(CultureInfo.CurrentCulture, ", of which {0:N0} are left", remaining)
            : "";
        string text = string.Format(CultureInfo.CurrentCulture,
            "{0:N0} requests{1}, one for each device: {2:0} % of the {3:N0} that the tenant has in an hour{4}. "
                + "-Check Os, FileVault, CheckIn needs none of them.",
            _statusRequests, more, Math.Ceiling(100.0 * _statusRequests / limit), limit, left);
        if (_statusRequests >= ManyRequests || _statusRequests > (Client.RemainingThisHour ?? limit))
        {
            _wasWarned = true;
            WriteWarning(text);
        }
        else
        {
            WriteVerbose(text);
        }
    }

    // The list has them all: no device is asked for.
    private async Task<Device> FindAsync(DeviceReference reference, CancellationToken cancellationToken)
    {
        if (reference is { Row: null, IdBesideSerialNumber: null }
            && _all.FindAll(device => Same(device.DeviceId, reference.Id) || Same(device.SerialNumber, reference.Text)) is [var only])
            return only;
        return await new DeviceResolver(Client, allowName: true).ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
    }

    private static bool Same(string? a, string? b) => !string.IsNullOrEmpty(a) && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    // A minimum for a platform that there is not would never be looked at.
    private string ParsePlatform(object key)
    {
        string text = Convert.ToString(key, CultureInfo.InvariantCulture) ?? "";
        return PlatformNames.Find(text) ?? (_newest.ContainsKey(text) ? text : throw ExistenceCheck.NoPlatform(text));
    }

    private static string ParseVersion(DictionaryEntry minimum) => minimum.Value.Unwrap() switch
    {
        double or float or decimal => throw new ArgumentException(
            $"The version for {minimum.Key} is a number, which does not tell 15.1 from 15.10. Put it in quotes."),
        var value when Convert.ToString(value, CultureInfo.InvariantCulture) is { } text && VersionText.IsVersion(text) => text,
        var value => throw new ArgumentException($"'{value}', for {minimum.Key}, is not a version. Give numbers with dots: '15.6.1'."),
    };

    private HashSet<string> IdsWhereFileVaultIs(bool on) =>
        new(Stream(Client.Devices.ListAsync(new DeviceQuery { FileVaultEnabled = on }, StopToken))
            .Select(d => d.DeviceId ?? ""), StringComparer.OrdinalIgnoreCase);

    private async IAsyncEnumerable<ComplianceReport> ReadAsync(
        Device device, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Report(
            device,
            NeedsStatus
                ? await Client.Devices.GetStatusAsync(device.DeviceId!, anyDevice: true, cancellationToken).ConfigureAwait(false)
                : null);
    }

    private ComplianceReport Report(Device device, DeviceStatus? status)
    {
        bool checksItems = Checks(ComplianceCheck.LibraryItems);
        bool checksParameters = Checks(ComplianceCheck.Parameters);
        // An answer about another device, or about none, says nothing about this one.
        bool isAnswer = status is not null && string.Equals(status.DeviceId, device.DeviceId, StringComparison.OrdinalIgnoreCase);
        IEnumerable<DeviceLibraryItem?>? itemList = isAnswer && checksItems ? status!.LibraryItems : null;
        IEnumerable<DeviceParameter?>? parameterList = isAnswer && checksParameters ? status!.Parameters : null;
        ILookup<ComplianceState, string> items = ByState(itemList, item => item?.Status, item => item?.Name ?? item?.ItemId);
        ILookup<ComplianceState, string> parameters =
            ByState(parameterList, parameter => parameter?.Status, parameter => parameter?.Name ?? parameter?.ItemId);
        int passing = items[ComplianceState.Passing].Count() + parameters[ComplianceState.Passing].Count();
        int counted = items.Concat(parameters).Where(group => group.Key != ComplianceState.Other).Sum(group => group.Count());
        string? expected = _newest.TryGetValue(device.Platform ?? "", out string? version) ? version : null;
        var report = new ComplianceReport
        {
            Origin = device.Origin,
            DeviceName = device.DeviceName,
            SerialNumber = device.SerialNumber,
            Platform = device.Platform,
            User = device.User?.ToString(),
            Blueprint = device.BlueprintName,
            PassingShare = counted == 0 ? null : (double)passing / counted,
            FailingItemCount = checksItems ? items[ComplianceState.Failing].Count() : null,
            FailingItems = Joined(items[ComplianceState.Failing]),
            PendingItemCount = checksItems ? items[ComplianceState.Pending].Count() : null,
            PendingItems = Joined(items[ComplianceState.Pending]),
            UnknownItemCount = itemList is null ? null : items[ComplianceState.Unknown].Count(),
            UnknownItems = Joined(items[ComplianceState.Unknown]),
            FailingParameterCount = checksParameters ? parameters[ComplianceState.Failing].Count() : null,
            FailingParameters = Joined(parameters[ComplianceState.Failing]),
            PendingParameterCount = checksParameters ? parameters[ComplianceState.Pending].Count() : null,
            PendingParameters = Joined(parameters[ComplianceState.Pending]),
            UnknownParameterCount = parameterList is not null ? parameters[ComplianceState.Unknown].Count()
                : IsMac(device) || !checksParameters ? null : 0,
            UnknownParameters = Joined(parameters[ComplianceState.Unknown]),
            FileVaultEnabled = IsMac(device) && Checks(ComplianceCheck.FileVault) ? IsEncrypted(device.DeviceId!) : null,
            OsVersion = device.OsVersion,
            ExpectedOsVersion = Checks(ComplianceCheck.Os) ? expected : null,
            OsBehind = !Checks(ComplianceCheck.Os) || !VersionText.IsVersion(device.OsVersion) || !VersionText.IsVersion(expected) ? null
                : VersionText.Compare(device.OsVersion!, expected!) < 0,
            LastCheckIn = device.LastCheckIn,
            DaysSinceCheckIn = device.LastCheckIn is { } seen ? Math.Max(0, (int)(_now - seen.ToUniversalTime()).TotalDays) : null,
            DeviceId = device.DeviceId,
            NotChecked = Joined(All.Where(check => !Checks(check)).Select(check => check.ToString())),
        };
        List<string> problems = Problems(report).ToList();
        report.ProblemCount = problems.Count;
        report.Problems = Joined(problems);
        List<string> unknown = Unknown(report).ToList();
        report.UnknownCount = unknown.Count;
        report.Unknown = Joined(unknown);
        return report;
    }

    private static ILookup<ComplianceState, string> ByState<T>(IEnumerable<T>? list, Func<T, string?> status, Func<T, string?> name) =>
        (list ?? []).ToLookup(
            item => ComplianceStates.Parse(status(item)),
            item => ComplianceStates.Parse(status(item)) == ComplianceState.Unknown
                ? $"{name(item) ?? "unnamed"} ({status(item) ?? "no status"})"
                : name(item) ?? "");

    private bool? IsEncrypted(string id) => (_encrypted.Contains(id), _plain.Contains(id)) switch
    {
        (true, false) => true,
        (false, true) => false,
        _ => null,
    };

    private IEnumerable<string> Problems(ComplianceReport report)
    {
        if (report.FailingItemCount > 0)
            yield return Count(report.FailingItemCount.Value, "library item") + " failing";
        if (report.FailingParameterCount > 0)
            yield return Count(report.FailingParameterCount.Value, "parameter") + " failing";
        if (report.FileVaultEnabled == false)
            yield return "FileVault off";
        if (report.OsBehind == true)
            yield return $"OS behind {report.ExpectedOsVersion}";
        if (!Checks(ComplianceCheck.CheckIn))
            yield break;
        if (report.DaysSinceCheckIn is null)
            yield return "never seen";
        else if (report.DaysSinceCheckIn >= StaleAfterDays)
            yield return $"not seen for {report.DaysSinceCheckIn} days";
    }

    private IEnumerable<string> Unknown(ComplianceReport report)
    {
        if (string.IsNullOrEmpty(report.Platform))
            yield return "platform";
        if (Checks(ComplianceCheck.LibraryItems))
        {
            if (report.UnknownItemCount is not { } items)
                yield return "library items";
            else if (items > 0)
                yield return Count(items, "library item");
        }
        if (Checks(ComplianceCheck.Parameters))
        {
            if (report.UnknownParameterCount is not { } parameters)
                yield return "parameters";
            else if (parameters > 0)
                yield return Count(parameters, "parameter");
        }
        if (Checks(ComplianceCheck.FileVault) && report.FileVaultEnabled is null && IsMac(report.Platform))
            yield return "FileVault";
        if (Checks(ComplianceCheck.Os) && report.OsBehind is null)
            yield return "OS version";
    }

    private static bool IsMac(Device device) => IsMac(device.Platform);

    private static bool IsMac(string? platform) => string.Equals(platform, "Mac", StringComparison.OrdinalIgnoreCase);

    private static string Joined(IEnumerable<string> names) => string.Join("; ", names);

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
