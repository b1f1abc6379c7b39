using System.Globalization;
using System.Text;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Health.Reports;

/// <summary>Writes Markdown, for tickets and wikis: numbers first, then the findings by severity and rule.</summary>
internal sealed class MarkdownWriter : IReportWriter
{
    private static readonly FindingSeverity[] WorstFirst =
        [FindingSeverity.Critical, FindingSeverity.High, FindingSeverity.Medium, FindingSeverity.Low, FindingSeverity.Info];

    /// <inheritdoc/>
    public bool WritesFolder => false;

    /// <inheritdoc/>
    public string DefaultName => "fleet.md";

    /// <inheritdoc/>
    public void Write(FleetReport report, string path, bool overwrite, CancellationToken cancellationToken)
    {
        using var file = new AtomicFile(path, overwrite, isPrivate: true);
        using (var text = new StreamWriter(file.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" })
        {
            text.WriteLine($"# {Escape(report.Title ?? "Fleet report")}");
            text.WriteLine();
            text.WriteLine($"Made at {ReportText.Time(report.MadeAt)}.");
            foreach (TenantReport tenant in report.Tenants)
            {
                cancellationToken.ThrowIfCancellationRequested();
                WriteTenant(text, tenant);
            }
        }
        file.Finish();
    }

    private static void WriteTenant(StreamWriter text, TenantReport tenant)
    {
        List<Finding> found = tenant.Findings.Where(finding => finding.State == FindingState.Found).ToList();
        text.WriteLine();
        text.WriteLine($"## {Escape(tenant.Name)}");
        text.WriteLine();
        text.WriteLine($"Tested at {ReportText.Time(tenant.MadeAt)}: {Devices(tenant)}, {RuleContext.Count(tenant.Rules.Count, "rule")}, "
            + $"{RuleContext.Count(tenant.Requests, "request")}.");
        text.WriteLine();
        text.WriteLine("| Severity | Findings |");
        text.WriteLine("| --- | ---: |");
        foreach (FindingSeverity severity in WorstFirst)
            text.WriteLine($"| {severity} | {Number(found.Count(finding => finding.Severity == severity))} |");
        WriteList(text, "Not evaluated", "These rules could not look, or not at everything. Nothing is known to be good because of it.",
            tenant.NotEvaluated.Select(rule => $"{rule.RuleId} {Escape(rule.Title)}: {Escape(rule.NotEvaluated)}"));
        WriteList(text, "Without data", "These rules have no data about some devices or things.",
            tenant.Rules.Where(rule => rule.Unknown > 0).Select(rule => $"{rule.RuleId} {Escape(rule.Title)}: {Number(rule.Unknown)}"));
        WriteList(text, "Excluded", "The policy excludes findings of these rules.",
            tenant.Rules.Where(rule => rule.Excluded > 0).Select(rule => $"{rule.RuleId} {Escape(rule.Title)}: {Number(rule.Excluded)}"));
        foreach (FindingSeverity severity in WorstFirst)
            WriteSeverity(text, severity, found.Where(finding => finding.Severity == severity));
        if (found.Count == 0)
        {
            text.WriteLine();
            text.WriteLine("There are no findings.");
        }
    }

    private static void WriteSeverity(StreamWriter text, FindingSeverity severity, IEnumerable<Finding> findings)
    {
        foreach (IGrouping<string, Finding> rule in findings.GroupBy(finding => finding.RuleId)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Finding first = rule.First();
            text.WriteLine();
            text.WriteLine($"### {severity}: {Escape(rule.Key)} {Escape(first.Title)} ({Number(rule.Count())})");
            text.WriteLine();
            text.WriteLine("| Subject | Finding | Since |");
            text.WriteLine("| --- | --- | --- |");
            foreach (Finding finding in rule)
            {
                string since = finding.Since is { } time ? RuleContext.Day(time.ToUniversalTime()) : "";
                text.WriteLine($"| {Escape(finding.Subject.ToString())} | {Escape(finding.Message)} | {since} |");
            }
            foreach (string fix in rule.Select(finding => finding.Fix).Where(fix => fix.Length > 0).Distinct())
            {
                text.WriteLine();
                text.WriteLine($"Fix: {Escape(fix)}");
            }
        }
    }

    private static void WriteList(StreamWriter text, string heading, string sentence, IEnumerable<string> lines)
    {
        List<string> all = lines.ToList();
        if (all.Count == 0)
            return;
        text.WriteLine();
        text.WriteLine($"### {heading}");
        text.WriteLine();
        text.WriteLine(sentence);
        text.WriteLine();
        foreach (string line in all)
            text.WriteLine("- " + line);
    }

    private static string Devices(TenantReport tenant) => tenant.Snapshot.Devices switch
    {
        { IsRead: false } => "devices not read",
        { Count: 0 } => "no devices",
        var devices => RuleContext.Count(devices.Count, "device"),
    };

    /// <summary>
    /// Text that is text and nothing else: no table cell, markup, HTML, link, mention or reference to an issue. An @, a # and an address
    /// are parted by a space without width, because renderers look for them after escapes are gone.
    /// </summary>
    internal static string Escape(string? value)
    {
        string plain = ReportText.Escape(value);
        var text = new StringBuilder(plain.Length + 16);
        for (int i = 0; i < plain.Length; i++)
        {
            char c = plain[i];
            switch (c)
            {
                case '<':
                    text.Append("&lt;");
                    break;
                case '>':
                    text.Append("&gt;");
                    break;
                case '&':
                    text.Append("&amp;");
                    break;
                case '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '$' or '!' or '{' or '}':
                    text.Append('\\').Append(c);
                    break;
                case '@' or '#':
                    text.Append(c).Append('\u200b');
                    break;
                case ':' when i + 2 < plain.Length && plain[i + 1] == '/' && plain[i + 2] == '/':
                    text.Append(c).Append('\u200b');
                    break;
                case '.' when i >= 3 && plain.Substring(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase):
                    text.Append('\u200b').Append(c);
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }
        return text.ToString();
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
