namespace Kandji.PowerShell.Binding;

/// <summary>How a row fits a condition that the service was given. The worst of several conditions counts.</summary>
internal enum FilterFit
{
    /// <summary>The row meets the condition, or does not show whether it does.</summary>
    Within,

    /// <summary>The row lies outside by no more than what services round times by. It is left out.</summary>
    Outside,

    /// <summary>The service did not apply the condition.</summary>
    Contradiction,
}
