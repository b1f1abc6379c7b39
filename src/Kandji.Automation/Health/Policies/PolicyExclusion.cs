namespace Kandji.Automation.Health.Policies;

/// <summary>An exception from a rule, for one subject or for all, until a day.</summary>
internal sealed class PolicyExclusion
{
    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>
    /// The subject's id; of a device the serial number too, of anything else the name too. A device's name does not count: whoever uses the
    /// device can change it. Null for every subject of the rule.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The last day on which it counts.</summary>
    public required DateTime Until { get; init; }

    /// <summary>The line of the policy file.</summary>
    public int Line { get; init; }

    /// <summary>Indicates whether it has ended by a day.</summary>
    public bool HasEnded(DateTime today) => today.Date > Until.Date;

    /// <summary>Indicates whether it is about a finding.</summary>
    public bool Covers(Finding finding) =>
        finding.State == FindingState.Found && Is(Rule, finding.RuleId)
        && (Subject is null || Is(Subject, finding.Subject.Id)
            || Is(Subject, finding.Subject.Kind is FindingSubjectKind.Device or FindingSubjectKind.AdeDevice
                ? finding.Subject.SerialNumber
                : finding.Subject.Name));

    private static bool Is(string text, string? other) => string.Equals(text, other, StringComparison.OrdinalIgnoreCase);
}
