namespace Kandji.Automation.Health.Policies;

/// <summary>A condition of a rule of the policy.</summary>
internal abstract class PolicyCondition
{
    /// <summary>
    /// Indicates whether an object meets the condition; null where the object has no value to tell. Time is the test's.
    /// </summary>
    public abstract bool? IsMet(object item, DateTime now);

    /// <summary>The properties that the condition looks at.</summary>
    public abstract IEnumerable<PolicyProperty> Properties { get; }
}
