namespace Kandji.Automation.Plans;

/// <summary>
/// The values that have to be the same when a step is applied as when the plan was made, beside the target's identity and the values that
/// the step changes.
/// </summary>
public sealed class PlanGuard
{
    /// <summary>
    /// When the target was read, by the service's time, in UTC. The same command that was requested or done since, or that is pending,
    /// makes the device of an action a changed one.
    /// </summary>
    public DateTime? ReadAt { get; init; }

    /// <summary>When the device of an action last enrolled, in UTC. One that enrolled again is a changed one.</summary>
    public DateTime? LastEnrollment { get; init; }

    /// <summary>
    /// Indicates whether <see cref="UserId"/> and <see cref="BlueprintId"/> count: for steps that destroy something on a device.
    /// </summary>
    public bool HasOwner { get; init; }

    /// <summary>The id of the user whom the device is assigned to; null for nobody.</summary>
    public string? UserId { get; init; }

    /// <summary>The id of the device's blueprint.</summary>
    public string? BlueprintId { get; init; }
}
