namespace Kandji.Automation.Plans;

/// <summary>A step that was planned, before it has its place in a plan.</summary>
internal sealed class PlanDraft
{
    /// <summary>The step, without a number.</summary>
    public PlanStep Step { get; init; } = new();

    /// <summary>The texts that lie beside the plan, by their SHA-256.</summary>
    public IReadOnlyDictionary<string, byte[]> Texts { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Indicates whether the object has these values already, so that there is nothing to do.</summary>
    public bool ChangesNothing { get; init; }
}
