namespace Kandji.Automation.Health;

/// <summary>The statement of a finding about its subject.</summary>
public enum FindingState
{
    /// <summary>The subject breaks the rule.</summary>
    Found,

    /// <summary>The rule could not look, or not at everything; the message says why. Nothing is known to be good because of it.</summary>
    NotEvaluated,

    /// <summary>Some devices have no data for the rule; the message says how many.</summary>
    Unknown,
}
