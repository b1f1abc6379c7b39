using Kandji.Client.Model;

namespace Kandji.Automation.Health;

/// <summary>Something that a rule found in a tenant, or that a rule could not look.</summary>
public sealed class Finding
{
    /// <summary>The rule's id: <c>KH001</c>, or that of a rule of the policy.</summary>
    public string RuleId { get; internal init; } = "";

    /// <summary>The rule's title.</summary>
    public string Title { get; internal init; } = "";

    /// <summary>How bad it is.</summary>
    public FindingSeverity Severity { get; internal init; }

    /// <summary>Found where the subject breaks the rule; NotEvaluated and Unknown say that the rule could not tell.</summary>
    public FindingState State { get; internal init; }

    /// <summary>The thing that it is about.</summary>
    public FindingSubject Subject { get; internal init; } = new();

    /// <summary>One sentence, with the numbers.</summary>
    public string Message { get; internal init; } = "";

    /// <summary>Since when it is so, in local time; null where the data does not tell.</summary>
    public DateTime? Since { get; internal init; }

    /// <summary>The values that it rests on.</summary>
    public ObjectList<FindingEvidence> Evidence { get; internal init; } = new([]);

    /// <summary>How to mend it, in words.</summary>
    public string Fix { get; internal init; } = "";

    /// <summary>
    /// The changes that mend it, which were not made; empty where the module can make none. Export-KandjiPlan takes them.
    /// </summary>
    public ObjectList<object> FixPlan { get; internal set; } = new([]);

    /// <summary>The subject's id, where it is a device: other commands take the finding for the device.</summary>
    public string? DeviceId => Subject.Kind == FindingSubjectKind.Device ? Subject.Id : null;

    /// <summary>The subject's serial number, where it is a device.</summary>
    public string? SerialNumber => Subject.SerialNumber;

    /// <summary>The tenant.</summary>
    public string? Tenant => Origin?.Name;

    /// <summary>The change that mends it.</summary>
    internal FindingRepair Repair { get; init; }

    /// <summary>The tenant that it was found in.</summary>
    internal TenantIdentity? Origin { get; init; }

    /// <summary>The test that found it, with everything that was read.</summary>
    internal TenantReport? Report { get; set; }

    /// <summary>
    /// Tells the finding apart from all others and stays the same from run to run: rule, tenant, kind and id of the subject. No counts,
    /// dates or names are in it.
    /// </summary>
    internal string Identity => string.Join("/", RuleId, Origin?.Host, State == FindingState.Found ? "" : State.ToString(),
        Subject.Kind.ToString(), Subject.Id);

    /// <summary>Rule, subject and message.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"{RuleId} {Severity}: {Message}");
}
