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

    /// <summary>The same test with other findings.</summary>
    public TenantReport With(IReadOnlyList<Finding> findings) => new()
    {
        Tenant = Tenant,
        Snapshot = Snapshot,
        Rules = Rules,
        Findings = findings,
        Requests = Requests,
        MadeAt = MadeAt,
    };
}
