namespace Kandji.Automation.Health.Reports;

/// <summary>The kinds of values in a report's tables.</summary>
internal enum ReportValueKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A share in percent, a whole number.</summary>
    Share,

    /// <summary>A time, a <see cref="DateTime"/>.</summary>
    Time,

    /// <summary>A severity.</summary>
    Severity,

    /// <summary>True, false, or null where it is unknown or does not apply.</summary>
    Flag,
}
