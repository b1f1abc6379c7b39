using Kandji.Automation.Health.Reports.Html;

namespace Kandji.Automation.Health.Reports;

/// <summary>The table of formats.</summary>
internal static class ReportWriters
{
    /// <summary>The writer of a format.</summary>
    public static IReportWriter For(ReportFormat format) => format switch
    {
        ReportFormat.Html => new HtmlReportWriter(),
        ReportFormat.Csv => new CsvReportWriter(),
        ReportFormat.Sarif => new SarifWriter(),
        ReportFormat.JUnit => new JUnitWriter(),
        ReportFormat.Markdown => new MarkdownWriter(),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>The format that the name of a file tells; null where it tells none.</summary>
    public static ReportFormat? FromFileName(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => ReportFormat.Html,
        ".SARIF" => ReportFormat.Sarif,
        ".XML" => ReportFormat.JUnit,
        ".MD" or ".MARKDOWN" => ReportFormat.Markdown,
        _ => null,
    };
}
