namespace Kandji.Automation.Plans.Apply;

/// <summary>The state of the target of a step.</summary>
/// <param name="Condition">How the target stands to the step.</param>
/// <param name="Differences">What keeps the step from being sent; empty where nothing does.</param>
/// <param name="Answer">The id of what the step made, where it was found; null otherwise.</param>
internal sealed record StepFinding(StepCondition Condition, IReadOnlyList<PlanDifference> Differences, string? Answer = null);
