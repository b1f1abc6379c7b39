namespace Kandji.Automation.Plans.Apply;

/// <summary>How a plan is applied, or undone.</summary>
internal sealed record PlanRunOptions
{
    /// <summary>Indicates whether the plan is undone.</summary>
    public bool IsUndo { get; init; }

    /// <summary>Indicates whether nothing is sent or written, so that the plan is only checked.</summary>
    public bool IsWhatIf { get; init; }

    /// <summary>How many steps that destroy nothing are sent at once.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>The parts after which devices are waited for; null to wait for none.</summary>
    public WaveList? Waves { get; init; }

    /// <summary>How long to wait for the devices of a wave.</summary>
    public TimeSpan WaveTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Indicates whether the next wave begins although devices have not answered.</summary>
    public bool IgnorePending { get; init; }

    /// <summary>How many steps may fail; null for any number.</summary>
    public FailureLimit? MaxFailure { get; init; }

    /// <summary>Indicates whether steps whose targets changed are left out, instead of all.</summary>
    public bool SkipChanged { get; init; }

    /// <summary>The values that no plan holds, by their keys.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>The approvals that are needed.</summary>
    public ApprovalRequirement Approvals { get; init; } = new(0, []);

    /// <summary>
    /// The service's time, in UTC, for steps that are written to a plan of their own; null where they are made at once.
    /// </summary>
    public DateTime? ReadAt { get; init; }

    /// <summary>Is called before each step that changes something on the disk; null outside tests.</summary>
    public Action<string>? BeforeStep { get; init; }
}
