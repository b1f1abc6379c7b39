namespace Kandji.Automation.Plans.Apply;

/// <summary>The answer of the service to a step.</summary>
/// <param name="MadeId">The id of what the step made; null where it made nothing.</param>
/// <param name="Pin">The PIN of a locked Mac. A secret.</param>
internal sealed record StepAnswer(string? MadeId, string? Pin);
