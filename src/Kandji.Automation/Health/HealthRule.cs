using Kandji.Automation.Health.Policies;

namespace Kandji.Automation.Health;

/// <summary>A rule: what it looks for, what it looks at, and how it tells.</summary>
internal sealed class HealthRule
{
    /// <summary>The id, which never changes: <c>KH001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The title: a few words that say what is wrong.</summary>
    public required string Title { get; init; }

    /// <summary>The severity of its findings, where the policy says no other.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>The kind of the things that it is about.</summary>
    public required FindingSubjectKind About { get; init; }

    /// <summary>The fault that it looks for, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>How to mend it, in words.</summary>
    public required string Fix { get; init; }

    /// <summary>The change that mends its findings, about devices.</summary>
    public FindingRepair Repair { get; init; }

    /// <summary>The lists that it looks at.</summary>
    public required FleetSource[] Sources { get; init; }

    /// <summary>Indicates whether a part of its lists tells something too.</summary>
    public bool TakesParts { get; init; }

    /// <summary>Indicates whether a policy has what the rule compares with; null for a rule that needs nothing of the policy.</summary>
    public Func<FleetPolicy, bool>? IsAsked { get; init; }

    /// <summary>Looks.</summary>
    public required Action<RuleContext> Evaluate { get; init; }

    /// <summary>The lists with those that they are read with, each once.</summary>
    public IEnumerable<FleetSource> AllSources => Sources.SelectMany(FleetSources.Requirements).Concat(Sources).Distinct();
}
