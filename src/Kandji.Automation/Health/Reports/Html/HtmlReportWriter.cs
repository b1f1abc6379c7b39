using System.Globalization;
using System.Text;
using System.Text.Json;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>
/// Writes a report as a page for people: one file, which loads nothing. Names from outside are text everywhere in it, and the data of the
/// tables is JSON that the page's own script, the only one that its policy lets run, reads as text.
/// </summary>
internal sealed class HtmlReportWriter : IReportWriter
{
    /// <inheritdoc/>
    public bool WritesFolder => false;

    /// <inheritdoc/>
    public string DefaultName => "fleet.html";

    /// <inheritdoc/>
    public void Write(FleetReport report, string path, bool overwrite, CancellationToken cancellationToken)
    {
        using var file = new AtomicFile(path, overwrite, isPrivate: true);
        using (var writer = new StreamWriter(file.Stream, new UTF8Encoding(false), 64 * 1024, leaveOpen: true))
            Write(report, writer, cancellationToken);
        file.Finish();
    }

    /// <summary>Writes the page.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Takes the page.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    internal static void Write(FleetReport report, TextWriter output, CancellationToken cancellationToken)
    {
        Pseudonyms names = Pseudonyms.From(report);
        FleetTrend? trend = report.InventoryPath is { } inventory
            ? FleetTrend.Read(inventory, report.Tenants, cancellationToken)
            : null;
        List<TenantPart> parts = report.Tenants.Select((tenant, at) =>
            new TenantPart(new FleetFigures(tenant), names, trend?.IsFrom(tenant) == true ? trend : null, at + 1)).ToList();
        string title = string.IsNullOrWhiteSpace(report.Title) ? "Fleet report" : report.Title!;
        PageTemplate.Load().Write(
            output, title,
            body => WriteBody(new MarkupWriter(body), report, title, parts, cancellationToken),
            data => WriteData(data, parts, cancellationToken));
    }

    private static void WriteBody(
        MarkupWriter markup, FleetReport report, string title, List<TenantPart> parts, CancellationToken cancellationToken)
    {
        using (markup.Begin("header", ("class", "head width")))
        {
            markup.Write("h1", title);
            using (markup.Begin("p", ("class", "note")))
            {
                markup.Write("span", $"Made {report.MadeAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC");
                markup.Write("span", "Kandji for PowerShell " + report.ModuleVersion);
                if (report.Anonymize)
                    markup.Write("span", "Names of devices and people, and serial numbers, are pseudonyms");
            }
        }
        using (markup.Begin("nav", ("class", "ways"), ("aria-label", "Parts of the report")))
        using (markup.Begin("ul", ("class", "width")))
        {
            foreach ((string id, string name) in parts.Count == 1 ? parts[0].Areas : parts.Select(part => (part.Id, part.Name)))
            {
                using (markup.Begin("li"))
                    markup.Write("a", name, ("href", "#" + id));
            }
        }
        using (markup.Begin("main", ("id", "content"), ("class", "width")))
        {
            using (markup.Begin("noscript"))
            {
                markup.Write(
                    "p", "The tables of this page need JavaScript, which is turned off. The charts and the numbers do not.",
                    ("class", "absent-note"));
            }
            if (parts.Count > 1)
                new TenantTable(markup).Write(parts);
            foreach (TenantPart part in parts)
            {
                cancellationToken.ThrowIfCancellationRequested();
                part.Write(markup);
            }
        }
        using (markup.Begin("footer"))
        using (markup.Begin("div", ("class", "width note")))
        {
            markup.Write("p", $"This page is one file. It loads nothing, and sends nothing anywhere. All times are UTC. "
                + $"The test sent {report.Tenants.Sum(tenant => tenant.Requests).ToString("N0", CultureInfo.InvariantCulture)} requests.");
        }
    }

    private static void WriteData(TextWriter output, List<TenantPart> parts, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, TableJson.Options))
            TableJson.Write(json, parts.SelectMany(part => part.Tables), cancellationToken);
        output.Write(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }
}
