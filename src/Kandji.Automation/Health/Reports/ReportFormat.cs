namespace Kandji.Automation.Health.Reports;

/// <summary>The formats of a report.</summary>
public enum ReportFormat
{
    /// <summary>A page for people: one file, which loads nothing.</summary>
    Html,

    /// <summary>A folder of tables.</summary>
    Csv,

    /// <summary>The Static Analysis Results Interchange Format 2.1.0, which code hosts and security tools read.</summary>
    Sarif,

    /// <summary>The XML of test results that build servers read.</summary>
    JUnit,

    /// <summary>Markdown, for tickets and wikis.</summary>
    Markdown,
}
