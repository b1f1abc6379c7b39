using System.Globalization;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>The part of a page that is about one tenant.</summary>
internal sealed class TenantPart
{
    /// <summary>The text in the place of a number that could not be found out.</summary>
    public const string NotEvaluated = "not evaluated";

    private readonly FleetTrend? _trend;
    private readonly Pseudonyms _names;
    private readonly List<PageTable> _tables = [];

    /// <summary>Prepares the part.</summary>
    /// <param name="figures">The figures of the tenant.</param>
    /// <param name="names">What names are replaced by.</param>
    /// <param name="trend">The trend of the tenant; null for none.</param>
    /// <param name="number">The number of the part on the page, from 1.</param>
    public TenantPart(FleetFigures figures, Pseudonyms names, FleetTrend? trend, int number)
    {
        Figures = figures;
        _names = names;
        _trend = trend is { Points.Count: > 0 } ? trend : null;
        Id = "t" + number.ToString(CultureInfo.InvariantCulture);
        var tables = new ReportTables([figures], names);
        ReportTable[] shown = [tables.Findings, tables.Items, tables.Vulnerabilities, tables.Devices];
        foreach (ReportTable table in shown.Where(table => table.NotRead is null || table.Count > 0))
            _tables.Add(new PageTable($"{Id}-{table.Name}", figures.Label(table.Title), table, _tables));
    }

    /// <summary>The id of the part in the page.</summary>
    public string Id { get; }

    /// <summary>The tenant's name.</summary>
    public string Name => Figures.Report.Name;

    /// <summary>The figures.</summary>
    public FleetFigures Figures { get; }

    /// <summary>The tables that the script fills.</summary>
    public IReadOnlyList<PageTable> Tables => _tables;

    /// <summary>The areas of the part, by the ids of their places.</summary>
    public IEnumerable<(string Id, string Name)> Areas
    {
        get
        {
            yield return (Id, "Summary");
            if (_trend is not null)
                yield return (Id + "-trend", "Trend");
            yield return (Id + "-found", "Findings");
            yield return (Id + "-fleet", "Fleet");
            yield return (Id + "-compliance", "Compliance");
            yield return (Id + "-all-devices", "Devices");
            if (HasGaps)
                yield return (Id + "-gaps", "Not evaluated");
        }
    }

    private bool HasGaps => Figures.Report.Rules.Any(rule => rule.NotEvaluated is not null || rule.Unknown > 0);

    /// <summary>Writes the part.</summary>
    public void Write(MarkupWriter markup)
    {
        using (markup.Begin("section", ("class", "part"), ("id", Id), ("aria-labelledby", Id + "-name")))
        {
            using (markup.Begin("h2", ("id", Id + "-name")))
                markup.Write("bdi", Name);
            new SummaryArea(markup, Figures).Write();
            if (_trend is not null)
                new TrendArea(markup, _trend).Write(Id + "-trend");
            new FindingsArea(markup, Figures, Find(ReportTables.FindingsName)!, _names).Write(Id + "-found");
            new FleetArea(markup, Figures, Find(ReportTables.DevicesName)).Write(Id + "-fleet");
            new ComplianceArea(markup, Figures, Find("items"), Find("vulnerabilities")).Write(Id + "-compliance");
            using (markup.Begin("section", ("class", "area"), ("id", Id + "-all-devices")))
            {
                if (Find(ReportTables.DevicesName) is { } devices)
                    WriteTable(markup, devices, "h3");
                else
                    markup.Write("h3", "Devices");
                WriteNotRead(markup, Figures.Devices.NotRead);
            }
            if (HasGaps)
                WriteGaps(markup);
        }
    }

    /// <summary>Writes the place of a table, which the script fills.</summary>
    /// <param name="markup">Takes the place.</param>
    /// <param name="table">The table.</param>
    /// <param name="heading">The element of its heading.</param>
    public static void WriteTable(MarkupWriter markup, PageTable table, string heading)
    {
        using (markup.Begin("div", ("id", table.Id), ("class", "area"), ("data-label", table.Label)))
            markup.Write(heading, table.Table.Title);
    }

    /// <summary>Writes why something is not there; nothing where it is.</summary>
    public static void WriteNotRead(MarkupWriter markup, string? reason)
    {
        if (reason is not null)
            markup.Write("p", "Not evaluated, or not in full: " + reason, ("class", "absent-note"));
    }

    private PageTable? Find(string name) => _tables.Find(table => table.Table.Name == name);

    private void WriteGaps(MarkupWriter markup)
    {
        using (markup.Begin("section", ("class", "area"), ("id", Id + "-gaps")))
        {
            markup.Write("h3", "Not evaluated");
            markup.Write("p", "Nothing below counts as healthy.", ("class", "note"));
            string label = Figures.Label("Not evaluated");
            using (markup.Begin("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", label)))
            using (markup.Begin("table", ("class", "rows")))
            {
                markup.Write("caption", "Rules that could not look, or not at everything", ("class", "hidden"));
                using (markup.Begin("thead"))
                using (markup.Begin("tr"))
                {
                    markup.Write("th", "Rule", ("scope", "col"), ("class", "fixed"));
                    markup.Write("th", "Without data", ("scope", "col"), ("class", "fixed number"));
                    markup.Write("th", "Why", ("scope", "col"), ("class", "fixed"));
                }
                using (markup.Begin("tbody"))
                {
                    foreach (RuleResult rule in Figures.Report.Rules.Where(rule => rule.NotEvaluated is not null || rule.Unknown > 0))
                    {
                        using (markup.Begin("tr"))
                        {
                            markup.Write("th", $"{rule.Title} ({rule.RuleId})", ("scope", "row"));
                            string unknown = rule.Unknown > 0 ? rule.Unknown.ToString("N0", CultureInfo.InvariantCulture) : "";
                            markup.Write("td", unknown, ("class", "number"));
                            markup.Write(
                                "td", _names.Hide(rule.NotEvaluated ?? "The service has no data about these."), ("class", "long"));
                        }
                    }
                }
            }
        }
    }
}
