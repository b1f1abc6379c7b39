using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Health.Reports;

/// <summary>
/// Writes SARIF 2.1.0: one run for each tenant. A finding is a result; a rule that could not look, and devices without data, are
/// notifications, because nothing was found there and nothing is known to be good.
/// </summary>
internal sealed class SarifWriter : IReportWriter
{
    /// <summary>How many results a run has at most: code hosts refuse more.</summary>
    public const int MaxResults = 5000;

    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    /// <inheritdoc/>
    public bool WritesFolder => false;

    /// <inheritdoc/>
    public string DefaultName => "fleet.sarif";

    /// <inheritdoc/>
    public void Write(FleetReport report, string path, bool overwrite, CancellationToken cancellationToken)
    {
        using var file = new AtomicFile(path, overwrite, isPrivate: true);
        using (var json = new Utf8JsonWriter(
            file.Stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            foreach (TenantReport tenant in report.Tenants)
            {
                WriteRun(json, report, tenant, cancellationToken);
                json.Flush();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        file.Finish();
    }

    private static void WriteRun(Utf8JsonWriter json, FleetReport report, TenantReport tenant, CancellationToken cancellationToken)
    {
        Finding[] found = tenant.Findings.Where(finding => finding.State == FindingState.Found)
            .OrderByDescending(finding => finding.Severity).ToArray();
        Dictionary<string, int> indexes = tenant.Rules.Select((rule, index) => (rule.RuleId, index))
            .ToDictionary(pair => pair.RuleId, pair => pair.index, StringComparer.OrdinalIgnoreCase);
        json.WriteStartObject();
        WriteTool(json, report, tenant);
        json.WriteStartObject("automationDetails");
        json.WriteString("id", $"kandji/{Part(tenant.Tenant.Host)}/");
        json.WriteEndObject();
        WriteInvocation(json, tenant, indexes, found.Length);
        json.WriteStartArray("results");
        foreach (Finding finding in found.Take(MaxResults))
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteResult(json, tenant, finding, indexes);
        }
        json.WriteEndArray();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, FleetReport report, TenantReport tenant)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Kandji for PowerShell");
        json.WriteString("semanticVersion", report.ModuleVersion);
        json.WriteStartArray("rules");
        foreach (RuleResult rule in tenant.Rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.RuleId);
            WriteText(json, "shortDescription", rule.Title);
            WriteText(json, "fullDescription", rule.Description);
            if (rule.Fix.Length > 0)
                WriteText(json, "help", rule.Fix);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(rule.Severity));
            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteString("severity", rule.Severity.ToString());
            json.WriteString("security-severity", Score(rule.Severity));
            json.WriteStartArray("tags");
            json.WriteStringValue("security");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, TenantReport tenant, Dictionary<string, int> indexes, int found)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        // Unsuccessful only where nothing at all could be looked at.
        json.WriteBoolean("executionSuccessful", tenant.Rules.Count == 0 || tenant.Rules.Any(rule => rule.NotEvaluated is null));
        json.WriteString("startTimeUtc", ReportText.Time(tenant.MadeAt));
        json.WriteStartArray("toolExecutionNotifications");
        foreach (RuleResult rule in tenant.NotEvaluated)
            WriteNotification(json, $"{rule.Title}: not evaluated. {rule.NotEvaluated}", "warning", rule.RuleId, indexes);
        foreach (RuleResult rule in tenant.Rules.Where(rule => rule.Unknown > 0))
        {
            WriteNotification(json, string.Format(CultureInfo.InvariantCulture,
                "{0}: no data about {1}.", rule.Title, RuleContext.Count(rule.Unknown, "subject")), "note", rule.RuleId, indexes);
        }
        if (found > MaxResults)
        {
            string left = string.Format(CultureInfo.InvariantCulture,
                "{0:N0} findings are left out: a run has {1:N0} at most, the worst.", found - MaxResults, MaxResults);
            WriteNotification(json, left, "warning", null, indexes);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNotification(
        Utf8JsonWriter json, string text, string level, string? ruleId, Dictionary<string, int> indexes)
    {
        json.WriteStartObject();
        WriteText(json, "message", text);
        json.WriteString("level", level);
        if (ruleId is not null)
        {
            json.WriteStartObject("associatedRule");
            json.WriteString("id", ruleId);
            json.WriteNumber("index", indexes[ruleId]);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, TenantReport tenant, Finding finding, Dictionary<string, int> indexes)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.RuleId);
        if (indexes.TryGetValue(finding.RuleId, out int index))
            json.WriteNumber("ruleIndex", index);
        json.WriteString("level", Level(finding.Severity));
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        WriteLocation(json, tenant, finding.Subject);
        json.WriteEndObject();
        json.WriteEndArray();
        string fingerprint = ReportText.Fingerprint(finding);
        json.WriteStartObject("partialFingerprints");
        // The name that code hosts look for, and one of our own.
        json.WriteString("primaryLocationLineHash", fingerprint);
        json.WriteString("kandjiFinding/v1", fingerprint);
        json.WriteEndObject();
        WriteProperties(json, finding);
        json.WriteEndObject();
    }

    // There is no file: the location names the subject, so that viewers that need a file have one.
    private static void WriteLocation(Utf8JsonWriter json, TenantReport tenant, FindingSubject subject)
    {
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", $"{Part(tenant.Tenant.Host)}/{subject.Kind}/{Part(subject.Id)}");
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", 1);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("name", ReportText.Escape(subject.ToString()));
        json.WriteString("fullyQualifiedName", $"{ReportText.Escape(tenant.Tenant.Host)}/{subject.Kind}/{ReportText.Escape(subject.Id)}");
        json.WriteString("kind", "resource");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject("properties");
        json.WriteString("severity", finding.Severity.ToString());
        if (finding.Since is { } since)
            json.WriteString("since", ReportText.Time(since));
        if (finding.SerialNumber is { Length: > 0 } serialNumber)
            json.WriteString("serialNumber", ReportText.Escape(serialNumber));
        json.WriteString("fix", ReportText.Escape(finding.Fix));
        json.WriteStartObject("evidence");
        foreach (FindingEvidence evidence in finding.Evidence.GroupBy(value => value.Name).Select(values => values.First()))
            json.WriteString(evidence.Name, ReportText.Escape(evidence.ValueText));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // A text message has placeholders in braces and links in brackets, which a name must not become.
    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", ReportText.Escape(text).Replace("{", "{{").Replace("}", "}}").Replace("](", "] ("));
        json.WriteEndObject();
    }

    // A part of a path that is no step up, and not empty.
    private static string Part(string text)
    {
        string escaped = Uri.EscapeDataString(ReportText.Escape(text));
        return escaped.Trim('.').Length == 0 ? "-" : escaped;
    }

    private static string Level(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Critical or FindingSeverity.High => "error",
        FindingSeverity.Medium => "warning",
        _ => "note",
    };

    private static string Score(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Critical => "9.5",
        FindingSeverity.High => "8.0",
        FindingSeverity.Medium => "5.5",
        FindingSeverity.Low => "3.0",
        _ => "0.0",
    };
}
