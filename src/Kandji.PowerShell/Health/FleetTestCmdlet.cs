using System.Globalization;
using Kandji.Automation.Configuration.Files;
using Kandji.Automation.Health;
using Kandji.Automation.Health.Policies;
using Kandji.Client.Audit;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Client.Http;
using Kandji.Client.Library;
using Kandji.Client.Prism;
using Kandji.Client.Tenant;
using Kandji.Client.Users;
using Kandji.Client.Vulnerabilities;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Errors;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Health;

/// <summary>The base of the commands that test fleets.</summary>
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.List), When = "for rules about devices")]
[KandjiOperation(typeof(DeviceOperations), nameof(DeviceOperations.GetDetail), When = "for KH009")]
[ReadsPrism(PrismCategory.FileVault, When = "for KH001 to KH003")]
[ReadsPrism(PrismCategory.ActivationLock, When = "for KH004")]
[ReadsPrism(PrismCategory.ApplicationFirewall, When = "for KH005")]
[ReadsPrism(PrismCategory.GatekeeperAndXProtect, When = "for KH006")]
[ReadsPrism(PrismCategory.StartupSettings, When = "for KH007 and KH008")]
[ReadsPrism(PrismCategory.DeviceInformation, PrismCategory.Apps, When = "for KH020 to KH022, which need a policy that names apps")]
[KandjiOperation(typeof(UserOperations), nameof(UserOperations.List), When = "for KH015, and rules of the policy about users")]
[KandjiOperation(typeof(TenantOperations), nameof(TenantOperations.Licensing), nameof(TenantOperations.ListAdmins),
    When = "for KH016 and KH017, and the names of KH031")]
[KandjiOperation(typeof(VulnerabilityOperations), nameof(VulnerabilityOperations.List), When = "for KH023")]
[KandjiOperation(typeof(EnrollmentOperations), nameof(EnrollmentOperations.List), nameof(EnrollmentOperations.ListDevices),
    When = "for KH024 to KH027")]
[KandjiOperation(typeof(BlueprintOperations), nameof(BlueprintOperations.List), nameof(BlueprintOperations.ListLibraryItems),
    When = "for KH028 to KH030")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListCustomScripts), nameof(LibraryOperations.ListCustomProfiles),
    nameof(LibraryOperations.ListCustomApps), nameof(LibraryOperations.ListInHouseApps), When = "for KH029 and KH030")]
[KandjiOperation(typeof(LibraryOperations), nameof(LibraryOperations.ListStatuses), nameof(LibraryOperations.ListActivity),
    When = "for KH029")]
[KandjiOperation(typeof(AuditOperations), nameof(AuditOperations.List), When = "for KH031")]
public abstract class FleetTestCmdlet : KandjiCmdlet
{
    private const int ActivityId = 7005;

    private readonly List<TenantReport> _reports = [];
    private FleetPolicy _policy = FleetPolicy.Default;
    private HashSet<string>? _rules;
    private HashSet<string> _excluded = [];

    /// <summary>
    /// The policy file: thresholds, severities, exceptions and rules of one's own. New-KandjiPolicy writes one. Without it the defaults
    /// count.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    public string? Policy { get; set; }

    /// <summary>The ids of the rules to test: KH001, or KH00* for several. Without it all rules.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[]? Rule { get; set; }

    /// <summary>The ids of the rules to leave out: KH031, or KH01* for several.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [TextTransformation]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[]? Exclude { get; set; }

    /// <summary>
    /// Keeps to lists, and leaves out what takes a request for each device, blueprint or library item: KH009, KH029 and KH030, which are
    /// not evaluated then.
    /// </summary>
    [Parameter]
    public SwitchParameter Fast { get; set; }

    /// <summary>
    /// How many requests the test of a tenant may take: 1000 without it. A rule for which they do not suffice is not evaluated, and says
    /// so. Never more than half of what is left of the tenant's hour is taken for requests by device, blueprint or library item.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MaxRequest { get; set; } = FleetTestOptions.DefaultMaxRequests;

    /// <summary>
    /// Ends with a terminating error, KandjiFindings, after all output, when there is a finding of this severity or a worse one: Info, Low,
    /// Medium, High, Critical. When there is none, and a rule of such a severity could not be evaluated, or a device that was asked for was
    /// not found, the error is KandjiNotEvaluated. Give it to the last command of a pipeline: an error ends the commands after it too. So
    /// that a build or a scheduled script fails, begin the script with $ErrorActionPreference = 'Stop'. Without that PowerShell goes on
    /// with the next line after the error, and pwsh -File ends with the exit code 0.
    /// </summary>
    [Parameter]
    [EnumSpellingTransformation]
    [SeparateValuesTransformation]
    public FindingSeverity? FailOn { get; set; }

    /// <summary>The tenants that were tested, in the order in which they were done.</summary>
    private protected IReadOnlyList<TenantReport> Reports => _reports;

    // The command that PowerShell runs has what all its parts use.
    private FleetTestCmdlet Whole => (FleetTestCmdlet?)Owner ?? this;

    /// <inheritdoc/>
    private protected override void BeginAll()
    {
        try
        {
            if (Policy is not null)
                _policy = PolicyFile.Read(SessionState, Policy);
        }
        catch (Exception e) when (ErrorRecords.Create(e, Policy) is { } record)
        {
            // Without the policy nothing that is found would be what was asked for.
            throw new TerminatingException(record);
        }
        List<string> known = FleetTest.GetRules(_policy).Select(rule => rule.Id).ToList();
        _rules = Rule is null ? null : Select(known, Rule, nameof(Rule));
        _excluded = Exclude is null ? [] : Select(known, Exclude, nameof(Exclude));
    }

    /// <summary>Tests the fleet of this part's tenant.</summary>
    /// <param name="deviceIds">The ids of the devices to look at; null for all.</param>
    private protected TenantReport RunTest(IReadOnlyCollection<string>? deviceIds)
    {
        var options = new FleetTestOptions
        {
            Rules = Whole._rules,
            ExcludedRules = Whole._excluded,
            DeviceIds = deviceIds,
            Fast = Fast,
            MaxRequests = MaxRequest,
        };
        var test = new FleetTest(Client, Whole._policy, options, ConnectedSession.Clock)
        {
            Tell = text => Post(() => WriteVerbose(text)),
            Progress = (list, requests) => Post(() => ShowProgress(list, requests)),
        };
        TenantReport report;
        try
        {
            report = Await(test.RunAsync(StopToken));
        }
        catch (KandjiApiException e)
        {
            // Nothing is known about the tenant, which is not the same as nothing found.
            Whole.Add(test.CreateFailed(e.Message));
            throw;
        }
        finally
        {
            Post(() => WriteProgress(new ProgressRecord(ActivityId, "Testing the fleet", ConnectedSession.Tenant)
            {
                RecordType = ProgressRecordType.Completed,
            }));
        }
        WriteVerbose(string.Format(CultureInfo.CurrentCulture, "{0}: {1} rules, {2} findings, {3} requests.",
            report.Name, report.Rules.Count, report.Rules.Sum(rule => rule.Found), report.Requests));
        Whole.Add(report);
        return report;
    }

    /// <summary>Ends the command with an error if -FailOn wants it.</summary>
    /// <param name="reports">The tests.</param>
    /// <param name="findings">The findings that count.</param>
    /// <param name="notFound">How many devices were asked for and not found.</param>
    private protected void FailIfWanted(IReadOnlyList<TenantReport> reports, IEnumerable<Finding> findings, int notFound = 0)
    {
        if (FailOn is not { } least)
            return;
        List<Finding> bad = findings.Where(finding => finding.State == FindingState.Found && finding.Severity >= least).ToList();
        int unknown = reports.Sum(report => report.NotEvaluated.Count(rule => rule.Severity >= least));
        string notEvaluated = unknown == 0
            ? ""
            : string.Format(CultureInfo.CurrentCulture, "{0} of severity {1} or worse could not be evaluated.",
                unknown == 1 ? "1 rule" : $"{unknown} rules", least);
        if (notFound > 0)
        {
            notEvaluated = (notEvaluated + (notFound == 1
                ? " 1 device was not found, and not tested."
                : $" {notFound} devices were not found, and not tested.")).TrimStart();
        }
        if (bad.Count > 0)
        {
            string counts = string.Join(", ", bad.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key)
                .Select(group => string.Format(CultureInfo.CurrentCulture, "{0} {1}", group.Count(), group.Key)));
            throw Failed("KandjiFindings", string.Format(CultureInfo.CurrentCulture, "{0} of severity {1} or worse: {2}. {3}",
                bad.Count == 1 ? "There is 1 finding" : $"There are {bad.Count} findings", least, counts, notEvaluated).TrimEnd());
        }
        if (unknown > 0)
            notEvaluated += " The findings whose State is NotEvaluated say why.";
        if (notEvaluated.Length > 0)
            throw Failed("KandjiNotEvaluated", notEvaluated);
    }

    private static TerminatingException Failed(string id, string message) =>
        new(new ErrorRecord(new InvalidOperationException(message), id, ErrorCategory.InvalidResult, null));

    // Tenants are tested at the same time.
    private void Add(TenantReport report)
    {
        lock (_reports)
            _reports.Add(report);
    }

    private void ShowProgress(string list, int requests) => WriteProgress(new ProgressRecord(
        ActivityId, "Testing the fleet", string.Format(CultureInfo.CurrentCulture, "{0}: {1} requests", ConnectedSession.Tenant, requests))
    {
        CurrentOperation = list,
    });

    private static HashSet<string> Select(List<string> known, string[] asked, string parameter)
    {
        var chosen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string text in asked)
        {
            WildcardFilter filter = WildcardFilter.Create([text])!;
            List<string> found = known.Where(id => filter.Matches(id)).ToList();
            if (found.Count == 0)
            {
                throw TerminatingException.FromParameters(
                    $"-{parameter}: There is no rule '{text}'.{NearestName.Sentence(known, text)} docs/health.md lists them.", text);
            }
            chosen.UnionWith(found);
        }
        return chosen;
    }
}
