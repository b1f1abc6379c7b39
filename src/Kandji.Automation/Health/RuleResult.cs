namespace Kandji.Automation.Health;

/// <summary>The result of a rule in one tenant.</summary>
internal sealed class RuleResult
{
    /// <summary>The rule's id.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's title.</summary>
    public required string Title { get; init; }

    /// <summary>The severity of its findings.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>The fault that the rule looks for, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>How to mend what it finds, in words; empty where a rule of the policy does not say.</summary>
    public required string Fix { get; init; }

    /// <summary>Why it could not look, or not at everything; null when it did.</summary>
    public string? NotEvaluated { get; init; }

    /// <summary>How many things it looked at, those without data not counted.</summary>
    public int Checked { get; init; }

    /// <summary>How many of these break the rule and are not excluded.</summary>
    public int Found { get; init; }

    /// <summary>How many things have no data for the rule.</summary>
    public int Unknown { get; init; }

    /// <summary>How many findings the policy excludes.</summary>
    public int Excluded { get; init; }

    /// <summary>The result of several tests of one rule.</summary>
    /// <param name="newestFirst">The results of the tests.</param>
    public static RuleResult Combine(IReadOnlyList<RuleResult> newestFirst) => new()
    {
        RuleId = newestFirst[0].RuleId,
        Title = newestFirst[0].Title,
        Severity = newestFirst[0].Severity,
        Description = newestFirst[0].Description,
        Fix = newestFirst[0].Fix,
        NotEvaluated = newestFirst.Select(rule => rule.NotEvaluated).FirstOrDefault(reason => reason is not null),
        Checked = newestFirst.Max(rule => rule.Checked),
        Found = newestFirst.Max(rule => rule.Found),
        Unknown = newestFirst.Max(rule => rule.Unknown),
        Excluded = newestFirst.Max(rule => rule.Excluded),
    };
}
