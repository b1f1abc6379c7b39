using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
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
/// shown and is no problem.
/// </para>
/// <para type="description">
/// Without data a device is not compliant: where the service does not say how something stands, or uses a word that this module does not
/// know, the property Unknown names it, UnknownCount counts it, and IsCompliant is null unless there is a problem as well. Whether
/// FileVault is on is read from two lists, of the Macs on which it is on and off; a Mac that is in both or in neither is unknown.
/// </para>
/// <para type="description">
/// The operating system is behind when a device of the same platform in the tenant runs a newer version, or when it is older than
/// -MinimumOSVersion says. The device list is read first, then the status of each device: one request for each, several at once.
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
[Cmdlet(VerbsCommon.Get, "KandjiComplianceReport")]
[OutputType(typeof(ComplianceReport))]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List), nameof(DeviceOperations.GetStatus))]
public sealed class GetKandjiComplianceReport : ThrottledCmdlet
{
    private DeviceFanOut<Device, ComplianceReport>? _reads;
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

    /// <inheritdoc/>
    protected override void Begin()
    {
        _now = ConnectedSession.Clock.GetUtcNow().UtcDateTime;
        _all = Stream(Client.Devices.ListAsync(null, StopToken)).ToList();
        _newest = _all.GroupBy(d => d.Platform ?? "", StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                group => group.Key, group => VersionText.Newest(group.Select(d => d.OsVersion)), StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry minimum in MinimumOSVersion)
            _newest[PlatformOf(minimum.Key)] = VersionOf(minimum);
        // The list does not say whether FileVault is on, but can be asked for the Macs on which it is. A service that ignores the condition
        // answers the same to both questions.
        if (_all.Exists(IsMac))
        {
            _encrypted = IdsWhereFileVaultIs(true);
            _plain = IdsWhereFileVaultIs(false);
        }
        _reads = new DeviceFanOut<Device, ComplianceReport>(
            ReadMany<ComplianceReport>(
                "Reading device status", report => WriteObject(PSObjectFactory.ShowSafely(report, report.DeviceName))),
            new DeviceResolver(Client, allowName: true).ResolveAsync,
            ReadAsync);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (Device is not null)
            _reads!.Add(Device, areAll: !MyInvocation.ExpectingInput);
        else if (!MyInvocation.ExpectingInput)
            _reads!.AddAll(_all);
    }

    /// <inheritdoc/>
    protected override void End() => _reads?.Finish();

    // A minimum for a platform that there is not would never be looked at.
    private string PlatformOf(object key)
    {
        string text = Convert.ToString(key, CultureInfo.InvariantCulture) ?? "";
        return PlatformNames.Find(text) ?? (_newest.ContainsKey(text) ? text : throw ExistenceCheck.NoPlatform(text));
    }

    private static string VersionOf(DictionaryEntry minimum) => minimum.Value.Unwrap() switch
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
        yield return Report(device, await Client.Devices.GetStatusAsync(device.DeviceId!, cancellationToken).ConfigureAwait(false));
    }

    private ComplianceReport Report(Device device, DeviceStatus status)
    {
        // An answer about another device, or about none, says nothing about this one.
        bool isAnswer = string.Equals(status.DeviceId, device.DeviceId, StringComparison.OrdinalIgnoreCase);
        DeviceLibraryItem?[]? itemList = isAnswer ? status.LibraryItems : null;
        DeviceParameter?[]? parameterList = isAnswer ? status.Parameters : null;
        ILookup<ComplianceState, string> items = ByState(itemList, item => item?.Status, item => item?.Name ?? item?.ItemId);
        ILookup<ComplianceState, string> parameters =
            ByState(parameterList, parameter => parameter?.Status, parameter => parameter?.Name ?? parameter?.ItemId);
        int passing = items[ComplianceState.Passing].Count() + parameters[ComplianceState.Passing].Count();
        int counted = items.Concat(parameters).Where(group => group.Key != ComplianceState.Other).Sum(group => group.Count());
        string? expected = _newest.TryGetValue(device.Platform ?? "", out string? version) ? version : null;
        var report = new ComplianceReport(device.Origin)
        {
            DeviceName = device.DeviceName,
            SerialNumber = device.SerialNumber,
            Platform = device.Platform,
            User = device.User?.ToString(),
            Blueprint = device.BlueprintName,
            PassingShare = counted == 0 ? null : (double)passing / counted,
            FailingItemCount = items[ComplianceState.Failing].Count(),
            FailingItems = Joined(items[ComplianceState.Failing]),
            PendingItemCount = items[ComplianceState.Pending].Count(),
            PendingItems = Joined(items[ComplianceState.Pending]),
            UnknownItemCount = itemList is null ? null : items[ComplianceState.Unknown].Count(),
            UnknownItems = Joined(items[ComplianceState.Unknown]),
            FailingParameterCount = parameters[ComplianceState.Failing].Count(),
            FailingParameters = Joined(parameters[ComplianceState.Failing]),
            PendingParameterCount = parameters[ComplianceState.Pending].Count(),
            PendingParameters = Joined(parameters[ComplianceState.Pending]),
            UnknownParameterCount = parameterList is not null ? parameters[ComplianceState.Unknown].Count() : IsMac(device) ? null : 0,
            UnknownParameters = Joined(parameters[ComplianceState.Unknown]),
            FileVaultEnabled = IsMac(device) ? IsEncrypted(device.DeviceId!) : null,
            OsVersion = device.OsVersion,
            ExpectedOsVersion = expected,
            OsBehind = !VersionText.IsVersion(device.OsVersion) || !VersionText.IsVersion(expected) ? null
                : VersionText.Compare(device.OsVersion!, expected!) < 0,
            LastCheckIn = device.LastCheckIn,
            DaysSinceCheckIn = device.LastCheckIn is { } seen ? Math.Max(0, (int)(_now - seen.ToUniversalTime()).TotalDays) : null,
            DeviceId = device.DeviceId,
        };
        List<string> problems = Problems(report).ToList();
        report.ProblemCount = problems.Count;
        report.Problems = Joined(problems);
        List<string> unknown = Unknown(report).ToList();
        report.UnknownCount = unknown.Count;
        report.Unknown = Joined(unknown);
        return report;
    }

    private static ILookup<ComplianceState, string> ByState<T>(T[]? list, Func<T, string?> status, Func<T, string?> name) =>
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
            yield return Count(report.FailingItemCount, "library item") + " failing";
        if (report.FailingParameterCount > 0)
            yield return Count(report.FailingParameterCount, "parameter") + " failing";
        if (report.FileVaultEnabled == false)
            yield return "FileVault off";
        if (report.OsBehind == true)
            yield return $"OS behind {report.ExpectedOsVersion}";
        if (report.DaysSinceCheckIn is null)
            yield return "never seen";
        else if (report.DaysSinceCheckIn >= StaleAfterDays)
            yield return $"not seen for {report.DaysSinceCheckIn} days";
    }

    private static IEnumerable<string> Unknown(ComplianceReport report)
    {
        if (string.IsNullOrEmpty(report.Platform))
            yield return "platform";
        if (report.UnknownItemCount is not { } items)
            yield return "library items";
        else if (items > 0)
            yield return Count(items, "library item");
        if (report.UnknownParameterCount is not { } parameters)
            yield return "parameters";
        else if (parameters > 0)
            yield return Count(parameters, "parameter");
        if (report.FileVaultEnabled is null && IsMac(report.Platform))
            yield return "FileVault";
        if (report.OsBehind is null)
            yield return "OS version";
    }

    private static bool IsMac(Device device) => IsMac(device.Platform);

    private static bool IsMac(string? platform) => string.Equals(platform, "Mac", StringComparison.OrdinalIgnoreCase);

    private static string Joined(IEnumerable<string> names) => string.Join("; ", names);

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
