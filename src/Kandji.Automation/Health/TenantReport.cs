using Kandji.Client.Model;

namespace Kandji.Automation.Health;

/// <summary>A test of one tenant: what was read, what was found, and what could not be looked at.</summary>
internal sealed class TenantReport
{
    /// <summary>The tenant.</summary>
    public required TenantIdentity Tenant { get; init; }

    /// <summary>The points that were read.</summary>
    public required FleetSnapshot Snapshot { get; init; }

    /// <summary>Each rule that was asked for, in the order of ids, and what became of it.</summary>
    public required IReadOnlyList<RuleResult> Rules { get; init; }

    /// <summary>
    /// The findings, worst first, with those that say that a rule could not look or that devices have no data. Of a report that is made of
    /// a selection, the selection.
    /// </summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>How many requests the test sent.</summary>
    public required long Requests { get; init; }

    /// <summary>When the test began, in UTC.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The name for a person.</summary>
    public string Name => Tenant.Name;

    /// <summary>The rules that could not look, or not at everything.</summary>
    public IEnumerable<RuleResult> NotEvaluated => Rules.Where(rule => rule.NotEvaluated is not null);

    /// <summary>Indicates whether the test was of some devices, and says nothing about the others.</summary>
    public bool IsOfSomeDevices { get; init; }

    /// <summary>
    /// Puts several tests of one tenant together, as those of other rules, of other devices, or through another session: a report has a
    /// part for each tenant. Of a rule that was asked several times the last test of the whole fleet counts, and those of some devices
    /// since.
    /// </summary>
    /// <param name="tests">The tests.</param>
    /// <returns>A test for each tenant, in the order in which they came.</returns>
    public static IReadOnlyList<TenantReport> ByTenant(IEnumerable<TenantReport> tests) =>
        tests.GroupBy(test => test.Tenant.Host, StringComparer.OrdinalIgnoreCase)
            .Select(group => group.Count() == 1 ? group.First() : Combine([.. group.OrderByDescending(test => test.MadeAt)]))
            .ToList();

    /// <summary>The findings in the order of a report: what was found before what could not be looked at, worst first.</summary>
    /// <param name="findings">The findings.</param>
    public static IReadOnlyList<Finding> Sort(IEnumerable<Finding> findings) =>
    [
        .. findings.OrderBy(finding => finding.State).ThenByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.RuleId, StringComparer.Ordinal)
            .ThenBy(finding => finding.Subject.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(finding => finding.Subject.Id, StringComparer.Ordinal),
    ];

    /// <summary>The same test with other findings.</summary>
    public TenantReport With(IReadOnlyList<Finding> findings) => new()
    {
        Tenant = Tenant,
        Snapshot = Snapshot,
        Rules = Rules,
        Findings = findings,
        Requests = Requests,
        MadeAt = MadeAt,
        IsOfSomeDevices = IsOfSomeDevices,
    };

    private static TenantReport Combine(IReadOnlyList<TenantReport> newestFirst)
    {
        var rules = new List<RuleResult>();
        var findings = new List<Finding>();
        foreach (string id in newestFirst.SelectMany(test => test.Rules).Select(rule => rule.RuleId)
            .Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(id => id, StringComparer.OrdinalIgnoreCase))
        {
            IReadOnlyList<TenantReport> tests = FindThatCount(newestFirst, id);
            rules.Add(RuleResult.Combine([.. tests.Select(test => test.FindRule(id)!)]));
            var newer = new HashSet<string>(StringComparer.Ordinal);
            foreach (TenantReport test in tests)
            {
                List<Finding> found = test.Findings.Where(finding => IsOf(finding, id) && !newer.Contains(finding.Identity)).ToList();
                findings.AddRange(found);
                newer.UnionWith(found.Select(finding => finding.Identity));
            }
        }
        return new TenantReport
        {
            Tenant = newestFirst[0].Tenant,
            Snapshot = newestFirst.Select(test => test.Snapshot).Aggregate((newer, older) => newer.Or(older)),
            Rules = rules,
            Findings = Sort(findings),
            Requests = newestFirst.Sum(test => test.Requests),
            MadeAt = newestFirst[0].MadeAt,
            IsOfSomeDevices = newestFirst.All(test => test.IsOfSomeDevices),
        };
    }

    // Down to the last that looked at everything: what one before it found may have been mended since.
    private static List<TenantReport> FindThatCount(IReadOnlyList<TenantReport> newestFirst, string ruleId)
    {
        var tests = new List<TenantReport>();
        foreach (TenantReport test in newestFirst)
        {
            if (test.FindRule(ruleId) is not { } rule)
                continue;
            tests.Add(test);
            if (!test.IsOfSomeDevices && rule.NotEvaluated is null)
                break;
        }
        return tests;
    }

    private RuleResult? FindRule(string id) =>
        Rules.FirstOrDefault(rule => rule.RuleId.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static bool IsOf(Finding finding, string ruleId) => finding.RuleId.Equals(ruleId, StringComparison.OrdinalIgnoreCase);
}
