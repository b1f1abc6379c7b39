using System.Globalization;
using Kandji.Automation.Health.Policies;
using Kandji.Automation.Health.Rules;
using Kandji.Client;
using Kandji.Client.Devices;
using Kandji.Client.Http;
using Kandji.Client.Model;

namespace Kandji.Automation.Health;

/// <summary>Tests the fleet of one tenant: reads what the rules need, and asks them. Nothing is changed.</summary>
internal sealed class FleetTest(KandjiClient client, FleetPolicy policy, FleetTestOptions options, TimeProvider clock)
{
    // Enough of the things without data to begin with.
    private const int MaxUnknownNamed = 20;

    /// <summary>Is told once what the test costs, before most of it is sent; from any thread.</summary>
    public Action<string>? Tell { get; init; }

    /// <summary>Is told the list that is being read, and how many requests were sent; from any thread.</summary>
    public Action<string, int>? Progress { get; init; }

    /// <summary>The rules there are with a policy: those of the table, and then its own.</summary>
    public static IEnumerable<HealthRule> GetRules(FleetPolicy policy) => HealthRules.All.Concat(policy.Rules.Select(PolicyRules.Create));

    /// <summary>Tests the fleet.</summary>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>What was read and found.</returns>
    /// <exception cref="KandjiApiException">The token is dead, or the host is. Any other failure is a finding.</exception>
    public async Task<TenantReport> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        List<HealthRule> rules = GetRules(policy).Where(IsAsked).ToList();
        var reader = new FleetReader(client, options, policy, now) { Tell = Tell, Progress = Progress };
        FleetSnapshot snapshot = await reader.ReadAsync(rules.SelectMany(rule => rule.AllSources), cancellationToken).ConfigureAwait(false);
        var findings = new List<Finding>();
        var results = new List<RuleResult>();
        foreach (HealthRule rule in rules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(Ask(rule, snapshot, now, findings));
        }
        var report = new TenantReport
        {
            Tenant = client.Identity,
            Snapshot = snapshot,
            Rules = results,
            Findings = TenantReport.Sort(findings),
            Requests = reader.Requests,
            MadeAt = now,
            IsOfSomeDevices = options.DeviceIds is not null,
        };
        foreach (Finding finding in report.Findings)
            finding.Report = report;
        return report;
    }

    /// <summary>The report of a test that ended with an error: every rule that was asked could not look.</summary>
    /// <param name="reason">Why.</param>
    public TenantReport CreateFailed(string reason)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var snapshot = new FleetSnapshot();
        List<RuleContext> contexts = GetRules(policy).Where(IsAsked).Select(rule => CreateContext(rule, snapshot, now)).ToList();
        var report = new TenantReport
        {
            Tenant = client.Identity,
            Snapshot = snapshot,
            Rules = [.. contexts.Select(context => CreateResult(context, reason, 0))],
            Findings = [.. contexts.Select(context => SayNotEvaluated(context, reason))],
            Requests = 0,
            MadeAt = now,
            IsOfSomeDevices = options.DeviceIds is not null,
        };
        foreach (Finding finding in report.Findings)
            finding.Report = report;
        return report;
    }

    private bool IsAsked(HealthRule rule)
    {
        if (options.ExcludedRules.Contains(rule.Id, StringComparer.OrdinalIgnoreCase)
            || (policy.Severities.TryGetValue(rule.Id, out FindingSeverity? own) && own is null)
            || rule.IsAsked?.Invoke(policy) == false)
            return false;
        if (options.DeviceIds is not null && rule.About != FindingSubjectKind.Device)
            return false;
        return options.Rules?.Contains(rule.Id, StringComparer.OrdinalIgnoreCase) != false;
    }

    private RuleResult Ask(HealthRule rule, FleetSnapshot snapshot, DateTimeOffset now, List<Finding> findings)
    {
        RuleContext context = CreateContext(rule, snapshot, now);
        string? notEvaluated = FindReason(rule, snapshot);
        if (notEvaluated is null || rule.TakesParts)
            rule.Evaluate(context);
        if (notEvaluated is not null)
            findings.Add(SayNotEvaluated(context, notEvaluated));
        if (context.UnknownSubjects is { Count: > 0 } unknown)
            findings.Add(TellUnknown(context, unknown));
        List<Finding> kept = context.Findings.Where(finding => !IsExcluded(finding, now.UtcDateTime)).ToList();
        findings.AddRange(kept);
        return CreateResult(context, notEvaluated, kept.Count);
    }

    private RuleContext CreateContext(HealthRule rule, FleetSnapshot snapshot, DateTimeOffset now) => new()
    {
        Rule = rule,
        Snapshot = snapshot,
        Policy = policy,
        Tenant = client.Identity,
        Now = now.UtcDateTime,
        Devices = [.. snapshot.Devices.Where(IsLookedAt)],
    };

    private static RuleResult CreateResult(RuleContext context, string? notEvaluated, int kept) => new()
    {
        RuleId = context.Rule.Id,
        Title = context.Rule.Title,
        Severity = context.Severity,
        Description = context.Rule.Description,
        Fix = context.Rule.Fix,
        NotEvaluated = notEvaluated,
        Checked = context.Checked,
        Found = kept,
        Unknown = context.UnknownSubjects.Count,
        Excluded = context.Findings.Count - kept,
    };

    private static Finding SayNotEvaluated(RuleContext context, string reason) =>
        Say(context, FindingState.NotEvaluated, $"'{context.Rule.Title}' was not evaluated. {reason}", []);

    // The first of the lists that is missing explains the others.
    private static string? FindReason(HealthRule rule, FleetSnapshot snapshot)
    {
        foreach (FleetSource source in rule.AllSources)
        {
            if (snapshot.FindReason(source) is { } reason)
            {
                string name = FleetSources.Name(source);
                return $"{char.ToUpperInvariant(name[0])}{name.Substring(1)} could not be read in full: {reason}";
            }
        }
        return null;
    }

    private static Finding TellUnknown(RuleContext context, IReadOnlyList<FindingSubject> unknown)
    {
        string things = context.Rule.About switch
        {
            FindingSubjectKind.Device => RuleContext.Count(unknown.Count, "device"),
            _ => RuleContext.Count(unknown.Count, "thing"),
        };
        string named = string.Join(", ", unknown.Take(MaxUnknownNamed).Select(subject => subject.ToString()));
        string more = unknown.Count > MaxUnknownNamed
            ? string.Format(CultureInfo.InvariantCulture, " and {0:N0} more", unknown.Count - MaxUnknownNamed)
            : "";
        return Say(context, FindingState.Unknown,
            $"'{context.Rule.Title}' has no data about {things}: {named}{more}.", [new FindingEvidence("Count", unknown.Count)]);
    }

    private static Finding Say(RuleContext context, FindingState state, string message, FindingEvidence[] evidence) => new()
    {
        RuleId = context.Rule.Id,
        Title = context.Rule.Title,
        Severity = state == FindingState.Unknown ? FindingSeverity.Info : context.Severity,
        State = state,
        Subject = context.OfTenant(),
        Message = message,
        Evidence = new ObjectList<FindingEvidence>(evidence),
        Fix = state == FindingState.Unknown ? "See that these report." : "See to the reason, and test again.",
        Origin = context.Tenant,
    };

    private bool IsLookedAt(Device device) =>
        device.IsRemoved != true
        && options.DeviceIds?.Contains(device.DeviceId ?? "", StringComparer.OrdinalIgnoreCase) != false;

    private bool IsExcluded(Finding finding, DateTime today) =>
        policy.Exclusions.Any(exclusion => !exclusion.HasEnded(today) && exclusion.Covers(finding));
}
