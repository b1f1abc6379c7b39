namespace Kandji.Automation.Health.Rules;

/// <summary>The verdict about a thing.</summary>
internal enum Verdict
{
    /// <summary>There is no value, or one that is not known.</summary>
    Unknown,

    /// <summary>The rule does not apply to the thing.</summary>
    NotApplicable,

    /// <summary>It is as it should be.</summary>
    Good,

    /// <summary>It is not.</summary>
    Bad,
}
