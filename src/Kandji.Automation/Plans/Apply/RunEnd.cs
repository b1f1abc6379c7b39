namespace Kandji.Automation.Plans.Apply;

/// <summary>How a run came to its end.</summary>
/// <param name="Left">How many steps that may be sent were not.</param>
/// <param name="Stop">Why it stopped before the end; null when it did not.</param>
internal sealed record RunEnd(int Left, string? Stop);
