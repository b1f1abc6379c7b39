namespace Kandji.Automation.Health.Policies;

/// <summary>Thresholds, severities, exceptions and rules of one's own, as a policy file has them. Without a file, the defaults.</summary>
internal sealed class FleetPolicy
{
    /// <summary>The version of the format that this module knows.</summary>
    public const int NewestSchema = 1;

    /// <summary>The policy of whoever has none.</summary>
    public static FleetPolicy Default { get; } = new();

    /// <summary>The path of the file; null without one.</summary>
    public string? Path { get; init; }

    /// <summary>After how many days without a check-in a device is silent.</summary>
    public int SilentDays { get; init; } = 30;

    /// <summary>The same by platform, as the service names it.</summary>
    public IReadOnlyDictionary<string, int> SilentDaysByPlatform { get; init; } =
        new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>After how many days since its enrollment a device that has never checked in is found.</summary>
    public int NeverCheckedInDays { get; init; } = 1;

    /// <summary>From how many used licenses of 100 on they are nearly used up.</summary>
    public int LicenseUsedPercent { get; init; } = 90;

    /// <summary>From how many days before its end on a token of Automated Device Enrollment is found.</summary>
    public int AdeTokenDays { get; init; } = 30;

    /// <summary>After how many days a device that Apple knows should have enrolled.</summary>
    public int AwaitingEnrollmentDays { get; init; } = 60;

    /// <summary>On how many of 100 devices a library item may fail.</summary>
    public int FailingItemPercent { get; init; } = 20;

    /// <summary>How many days of the audit log are looked at.</summary>
    public int AuditDays { get; init; } = 7;

    /// <summary>Severities by rule; null turns the rule off.</summary>
    public IReadOnlyDictionary<string, FindingSeverity?> Severities { get; init; } =
        new Dictionary<string, FindingSeverity?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The oldest good versions of operating systems by platform, as the service names it.</summary>
    public IReadOnlyDictionary<string, OsMinimum> MinimumOS { get; init; } =
        new Dictionary<string, OsMinimum>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The oldest good version of the agent; null for the newest of the fleet.</summary>
    public string? MinimumAgentVersion { get; init; }

    /// <summary>The applications that every device of their platform should have.</summary>
    public IReadOnlyList<PolicyApp> RequiredApps { get; init; } = [];

    /// <summary>The applications that no device should have.</summary>
    public IReadOnlyList<PolicyApp> ForbiddenApps { get; init; } = [];

    /// <summary>The applications that should have a version at least, where they are.</summary>
    public IReadOnlyList<PolicyApp> MinimumApps { get; init; } = [];

    /// <summary>The exceptions.</summary>
    public IReadOnlyList<PolicyExclusion> Exclusions { get; init; } = [];

    /// <summary>The rules of one's own.</summary>
    public IReadOnlyList<PolicyRule> Rules { get; init; } = [];

    /// <summary>The section about offboarding; null where the file has none.</summary>
    public OffboardingPolicy? Offboarding { get; init; }

    /// <summary>After how many days a device of a platform is silent.</summary>
    public int GetSilentDays(string? platform) =>
        SilentDaysByPlatform.TryGetValue(platform ?? "", out int days) ? days : SilentDays;
}
