using Kandji.Automation.Configuration.Documents;

namespace Kandji.Automation.Plans.Apply;

/// <summary>Collects the differences between what a step expects and what is there.</summary>
internal sealed class StepDifferences(PlanStep step)
{
    private readonly List<PlanDifference> _found = [];

    /// <summary>The differences.</summary>
    public IReadOnlyList<PlanDifference> Found => _found;

    /// <summary>Adds a difference of a value.</summary>
    /// <param name="property">The property.</param>
    /// <param name="before">The value that the plan expects.</param>
    /// <param name="now">The value that is there.</param>
    public void Add(string property, object? before, object? now)
    {
        string was = PlanValues.Format(before), found = PlanValues.Format(now);
        Add(property, was, found, $"{property} was {was} and is {found} now");
    }

    /// <summary>Adds a difference of times.</summary>
    public void AddTime(string property, DateTime? before, DateTime? now) =>
        Add(property, ConfigurationTime.Format(before), (object?)ConfigurationTime.Format(now));

    /// <summary>Adds a difference in words.</summary>
    public void Add(string property, string? before, string? now, string message) => _found.Add(new PlanDifference
    {
        Number = step.Number, Action = step.Action, Target = step.Target, Property = property, Before = before, Now = now,
        Message = message,
    });
}
