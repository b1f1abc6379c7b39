namespace Kandji.Automation.Plans.Apply;

/// <summary>How a target stands to a step.</summary>
internal enum StepCondition
{
    /// <summary>As the plan expects it before the step.</summary>
    Before,

    /// <summary>As the step leaves it.</summary>
    After,

    /// <summary>Something else.</summary>
    Other,

    /// <summary>Nothing in the tenant tells.</summary>
    Untold,
}
