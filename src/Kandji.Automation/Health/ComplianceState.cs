namespace Kandji.Automation.Health;

/// <summary>The state that the different status words of library items and parameters stand for.</summary>
internal enum ComplianceState
{
    /// <summary>The service said nothing, or used a word that is not known here.</summary>
    Unknown,

    /// <summary>Does not apply, or is only on offer.</summary>
    Other,
    Passing,
    Pending,
    Failing,
}
