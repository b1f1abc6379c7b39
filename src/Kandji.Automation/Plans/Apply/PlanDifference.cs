using Kandji.Client.Model;

namespace Kandji.Automation.Plans.Apply;

/// <summary>A difference between what a plan expects of a target and what is there.</summary>
public sealed class PlanDifference
{
    /// <summary>The number of the step.</summary>
    public int Number { get; init; }

    /// <summary>The change that the step makes.</summary>
    public string Action { get; init; } = "";

    /// <summary>The object that the step is about.</summary>
    public PlanTarget Target { get; init; } = new();

    /// <summary>The property that differs: a key of the change, <c>serial_number</c>, <c>last_enrollment</c>, <c>command</c>, ...</summary>
    public string Property { get; init; } = "";

    /// <summary>The value that the plan expects.</summary>
    public string? Before { get; init; }

    /// <summary>The value that is there.</summary>
    public string? Now { get; init; }

    /// <summary>The difference in words.</summary>
    public string Message { get; init; } = "";

    /// <summary>The target and the difference.</summary>
    /// <returns>Text for messages.</returns>
    public override string ToString() => PrintableText.Sanitize($"Step {Number}, {Action}: {Target}: {Message}");
}
