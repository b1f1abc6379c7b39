namespace Kandji.Simulator.Health;

/// <summary>Something that is wrong with a fleet, and that a rule finds.</summary>
/// <param name="RuleId">The rule that finds it.</param>
/// <param name="Seed">Puts it into a tenant, and returns the ids of the things that break the rule then.</param>
public sealed record FleetFault(string RuleId, Func<TenantState, IReadOnlyList<string>> Seed)
{
    /// <summary>The part of a policy without which the rule is not asked; empty for none.</summary>
    public string Policy { get; init; } = "";
}
