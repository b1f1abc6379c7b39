namespace Kandji.Automation.Health.Policies;

/// <summary>Several conditions, of which all have to be met, or any.</summary>
internal sealed class PolicyConditionGroup(bool needsAll, IReadOnlyList<PolicyCondition> conditions) : PolicyCondition
{
    /// <inheritdoc/>
    public override IEnumerable<PolicyProperty> Properties => conditions.SelectMany(condition => condition.Properties);

    /// <inheritdoc/>
    public override bool? IsMet(object item, DateTime now)
    {
        bool isUnknown = false;
        foreach (PolicyCondition condition in conditions)
        {
            bool? isMet = condition.IsMet(item, now);
            // One that decides leaves nothing to the others.
            if (isMet == !needsAll)
                return !needsAll;
            isUnknown |= isMet is null;
        }
        return isUnknown ? null : needsAll;
    }
}
