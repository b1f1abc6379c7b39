namespace Kandji.Automation.Health.Policies;

/// <summary>A rule of the policy's own: a condition that no thing of a kind should meet.</summary>
internal sealed class PolicyRule
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The severity of its findings.</summary>
    public FindingSeverity Severity { get; init; } = FindingSeverity.Medium;

    /// <summary>The kind of the things that it is about.</summary>
    public required FindingSubjectKind Kind { get; init; }

    /// <summary>The condition. A thing that meets it is found.</summary>
    public required PolicyCondition Condition { get; init; }

    /// <summary>How to mend it; null where the policy does not say.</summary>
    public string? Fix { get; init; }
}
