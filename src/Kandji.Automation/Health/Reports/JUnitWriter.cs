using System.Globalization;
using System.Text;
using System.Xml;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Health.Reports;

/// <summary>
/// Writes JUnit's XML: a suite for each tenant. A finding is a failed case, a rule without findings a passed one; a rule that could not
/// look, and devices without data, are skipped.
/// </summary>
internal sealed class JUnitWriter : IReportWriter
{
    /// <inheritdoc/>
    public bool WritesFolder => false;

    /// <inheritdoc/>
    public string DefaultName => "fleet.xml";

    /// <inheritdoc/>
    public void Write(FleetReport report, string path, bool overwrite, CancellationToken cancellationToken)
    {
        List<(TenantReport Tenant, List<Case> Cases)> suites =
            report.Tenants.Select(tenant => (tenant, Cases(tenant).ToList())).ToList();
        using var file = new AtomicFile(path, overwrite, isPrivate: true);
        using (XmlWriter xml = XmlWriter.Create(
            file.Stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), CloseOutput = false }))
        {
            xml.WriteStartElement("testsuites");
            WriteCounts(xml, report.Title ?? "Kandji fleet", [.. suites.SelectMany(suite => suite.Cases)]);
            foreach ((TenantReport tenant, List<Case> cases) in suites)
            {
                cancellationToken.ThrowIfCancellationRequested();
                xml.WriteStartElement("testsuite");
                WriteCounts(xml, tenant.Name, cases);
                xml.WriteAttributeString("timestamp", tenant.MadeAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
                xml.WriteAttributeString("hostname", ReportText.Escape(tenant.Tenant.Host));
                foreach (Case one in cases)
                    WriteCase(xml, tenant, one);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        file.Finish();
    }

    private static IEnumerable<Case> Cases(TenantReport tenant)
    {
        ILookup<string, Finding> found = tenant.Findings.Where(finding => finding.State == FindingState.Found)
            .ToLookup(finding => finding.RuleId, StringComparer.OrdinalIgnoreCase);
        foreach (RuleResult rule in tenant.Rules)
        {
            foreach (IGrouping<string, Finding> named in found[rule.RuleId].GroupBy(finding => finding.Subject.ToString()))
            {
                // Names need not be unique, and a serial number is not where it is the problem.
                foreach (Finding finding in named)
                {
                    string id = named.Count() > 1 || finding.SerialNumber is null ? $" [{finding.Subject.Id}]" : "";
                    yield return new Case(rule, $"{rule.Title}: {named.Key}{id}", finding, null);
                }
            }
            if (rule.NotEvaluated is { } reason)
                yield return new Case(rule, $"{rule.Title}: not evaluated", null, reason);
            if (rule.Unknown > 0)
            {
                string subjects = RuleContext.Count(rule.Unknown, "subject");
                yield return new Case(rule, $"{rule.Title}: no data", null, $"There is no data about {subjects}.");
            }
            if (!found[rule.RuleId].Any() && rule.NotEvaluated is null)
                yield return new Case(rule, rule.Title, null, null);
        }
    }

    private static void WriteCounts(XmlWriter xml, string name, IReadOnlyCollection<Case> cases)
    {
        xml.WriteAttributeString("name", ReportText.Escape(name));
        xml.WriteAttributeString("tests", Number(cases.Count));
        xml.WriteAttributeString("failures", Number(cases.Count(one => one.Finding is not null)));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", Number(cases.Count(one => one.Skipped is not null)));
        xml.WriteAttributeString("time", "0");
    }

    private static void WriteCase(XmlWriter xml, TenantReport tenant, Case one)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", ReportText.Escape($"{tenant.Name}.{one.Rule.RuleId}"));
        xml.WriteAttributeString("name", ReportText.Escape(one.Name));
        xml.WriteAttributeString("time", "0");
        if (one.Finding is { } finding)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", finding.Severity.ToString());
            xml.WriteAttributeString("message", ReportText.Escape(finding.Message));
            xml.WriteString(string.Join("\n", Describe(finding).Select(ReportText.Escape)));
            xml.WriteEndElement();
        }
        else if (one.Skipped is { } reason)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", ReportText.Escape(reason));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static IEnumerable<string> Describe(Finding finding)
    {
        yield return finding.Message;
        if (finding.Since is { } since)
            yield return "Since: " + ReportText.Time(since);
        foreach (FindingEvidence evidence in finding.Evidence)
            yield return $"{evidence.Name}: {evidence.ValueText}";
        yield return "Fix: " + finding.Fix;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Case(RuleResult Rule, string Name, Finding? Finding, string? Skipped);
}
