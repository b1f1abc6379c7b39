using System.Globalization;
using Kandji.Automation.Health.Policies;
using Kandji.Client.Devices;
using Kandji.Client.Model;

namespace Kandji.Automation.Health;

/// <summary>The data of a rule, and its verdicts.</summary>
internal sealed class RuleContext
{
    private readonly List<Finding> _findings = [];
    private readonly List<FindingSubject> _unknown = [];

    /// <summary>The rule.</summary>
    public required HealthRule Rule { get; init; }

    /// <summary>The lists.</summary>
    public required FleetSnapshot Snapshot { get; init; }

    /// <summary>The policy.</summary>
    public required FleetPolicy Policy { get; init; }

    /// <summary>The devices to look at: those that are managed.</summary>
    public required IReadOnlyList<Device> Devices { get; init; }

    /// <summary>The tenant.</summary>
    public required TenantIdentity Tenant { get; init; }

    /// <summary>The time of the test, in UTC.</summary>
    public required DateTime Now { get; init; }

    /// <summary>The findings so far.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The things without data.</summary>
    public IReadOnlyList<FindingSubject> UnknownSubjects => _unknown;

    /// <summary>How many things were looked at.</summary>
    public int Checked { get; private set; }

    /// <summary>The severity of the rule's findings.</summary>
    public FindingSeverity Severity =>
        Policy.Severities.TryGetValue(Rule.Id, out FindingSeverity? own) && own is { } severity ? severity : Rule.Severity;

    /// <summary>Counts a thing that is as it should be, or that <see cref="Found"/> tells more about.</summary>
    public void Check() => Checked++;

    /// <summary>Takes note of a thing without data.</summary>
    public void Unknown(FindingSubject subject) => _unknown.Add(subject);

    /// <summary>Says that a thing breaks the rule. It has been counted with <see cref="Check"/>.</summary>
    /// <param name="subject">The thing.</param>
    /// <param name="message">One sentence, with the numbers.</param>
    /// <param name="evidence">The values.</param>
    /// <param name="since">Since when, in any kind of time; null where the data does not tell.</param>
    /// <param name="severity">Another severity than the rule's, which the policy's own overrides.</param>
    /// <param name="fix">How to mend it; null for the rule's own words.</param>
    public void Found(
        FindingSubject subject, string message, (string Name, object? Value)[] evidence, DateTime? since = null,
        FindingSeverity? severity = null, string? fix = null) =>
        _findings.Add(new Finding
        {
            RuleId = Rule.Id,
            Title = Rule.Title,
            Severity = severity is { } other && (other < Severity || !Policy.Severities.ContainsKey(Rule.Id)) ? other : Severity,
            State = FindingState.Found,
            Subject = subject,
            Message = message,
            Since = since?.ToLocalTime(),
            Evidence = new ObjectList<FindingEvidence>(evidence.Select(value => new FindingEvidence(value.Name, value.Value))),
            Fix = fix ?? Rule.Fix,
            Repair = Rule.Repair,
            Origin = Tenant,
        });

    /// <summary>The device as a subject.</summary>
    public static FindingSubject Of(Device device) => new()
    {
        Kind = FindingSubjectKind.Device, Id = device.DeviceId ?? "", Name = device.DeviceName, SerialNumber = device.SerialNumber,
    };

    /// <summary>The tenant as a subject.</summary>
    public FindingSubject OfTenant() => new() { Kind = FindingSubjectKind.Tenant, Id = Tenant.Host, Name = Tenant.Name };

    /// <summary>How many whole days ago a time was.</summary>
    public int DaysSince(DateTime time) => (int)Math.Floor((Now - time.ToUniversalTime()).TotalDays);

    /// <summary>The time since then for messages: <c>3 hours</c>, <c>31 days</c>.</summary>
    public string Since(DateTime time) => Span(Now - time.ToUniversalTime());

    /// <summary>A length of time for messages, in whole days, or in whole hours where it is less than a day.</summary>
    public static string Span(TimeSpan span) => span.TotalHours < 1 ? "less than an hour"
        : span.TotalDays < 1 ? Count((long)span.TotalHours, "hour")
        : Count((long)span.TotalDays, "day");

    /// <summary>A number with its noun: <c>1 day</c>, <c>2 days</c>.</summary>
    public static string Count(long number, string noun, string? plural = null) => string.Format(
        CultureInfo.InvariantCulture, "{0:N0} {1}", number, number == 1 ? noun : plural ?? noun + "s");

    /// <summary>A day for messages.</summary>
    public static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
