namespace Kandji.Automation.Health.Policies;

/// <summary>The steps of an offboarding: the section <c>Offboarding</c> of a policy.</summary>
internal sealed class OffboardingPolicy
{
    /// <summary>The policy of whoever has none: lock, unassign, clear the record at Apple.</summary>
    public static OffboardingPolicy Default { get; } = new();

    /// <summary>The step for each device.</summary>
    public OffboardingDeviceStep Device { get; init; } = OffboardingDeviceStep.Lock;

    /// <summary>Indicates whether the devices are assigned to nobody afterwards.</summary>
    public bool Unassign { get; init; } = true;

    /// <summary>The name of a tag that the devices get; null for none.</summary>
    public string? Tag { get; init; }

    /// <summary>The text of a note that the devices get; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The name of the blueprint that the devices move to; null to leave them where they are.</summary>
    public string? Blueprint { get; init; }

    /// <summary>
    /// Indicates whether the devices' records of Automated Device Enrollment lose the user too, and get <see cref="Blueprint"/>.
    /// </summary>
    public bool AdeDevice { get; init; } = true;

    /// <summary>Indicates whether the user is removed at last.</summary>
    public bool RemoveUser { get; init; }
}
