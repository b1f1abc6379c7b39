using System.Globalization;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>Writes what became of library items: by blueprint, and by item; and the vulnerabilities.</summary>
/// <param name="markup">Takes the area.</param>
/// <param name="figures">The figures.</param>
/// <param name="items">The table of library items; null where none was read.</param>
/// <param name="vulnerabilities">The table of vulnerabilities; null where none was read.</param>
internal sealed class ComplianceArea(MarkupWriter markup, FleetFigures figures, PageTable? items, PageTable? vulnerabilities)
{
    private const int MaxBlueprints = 60;

    /// <summary>Writes the area.</summary>
    /// <param name="id">The id of its place.</param>
    public void Write(string id)
    {
        FleetSnapshot snapshot = figures.Report.Snapshot;
        using (markup.Begin("section", ("class", "area"), ("id", id)))
        {
            markup.Write("h3", "Compliance by blueprint");
            TenantPart.WriteNotRead(markup, snapshot.ItemStates.NotRead);
            TenantPart.WriteNotRead(markup, snapshot.Blueprints.NotRead);
            IReadOnlyList<BlueprintCompliance> blueprints = figures.ByBlueprint();
            if (blueprints.Count > 0)
                WriteBlueprints(blueprints);
            else if (snapshot.Blueprints.IsRead)
                markup.Write("p", "There are no blueprints.", ("class", "note"));
            if (items is not null)
                TenantPart.WriteTable(markup, items, "h4");
            if (vulnerabilities is not null)
                TenantPart.WriteTable(markup, vulnerabilities, "h4");
        }
    }

    private void WriteBlueprints(IReadOnlyList<BlueprintCompliance> blueprints)
    {
        using (markup.Begin(
            "div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", figures.Label("Compliance by blueprint"))))
        using (markup.Begin("table", ("class", "rows")))
        {
            markup.Write("caption", "Blueprints, and what became of their library items", ("class", "hidden"));
            using (markup.Begin("thead"))
            using (markup.Begin("tr"))
            {
                markup.Write("th", "Blueprint", ("scope", "col"), ("class", "fixed"));
                markup.Write("th", "Devices", ("scope", "col"), ("class", "fixed number"));
                markup.Write("th", "Library items on them", ("scope", "col"), ("class", "fixed"));
                markup.Write("th", "Done", ("scope", "col"), ("class", "fixed number"));
                markup.Write("th", "Failed", ("scope", "col"), ("class", "fixed number"));
                markup.Write("th", "Pending", ("scope", "col"), ("class", "fixed number"));
                markup.Write("th", "Findings", ("scope", "col"), ("class", "fixed number"));
            }
            using (markup.Begin("tbody"))
            {
                foreach (BlueprintCompliance blueprint in blueprints.Take(MaxBlueprints))
                    WriteBlueprint(blueprint);
            }
        }
        if (blueprints.Count > MaxBlueprints)
        {
            markup.Write(
                "p",
                $"{Number(blueprints.Count - MaxBlueprints)} more blueprints have fewer failures. "
                    + "Export-KandjiReport -As Csv has them all.",
                ("class", "note"));
        }
    }

    private void WriteBlueprint(BlueprintCompliance blueprint)
    {
        ItemCounts? items = blueprint.Items;
        bool isRead = figures.Report.Snapshot.ItemStates.IsRead;
        using (markup.Begin("tr"))
        {
            markup.Write("th", blueprint.Name, ("scope", "row"));
            markup.Write("td", blueprint.Devices is { } devices ? Number(devices) : TenantPart.NotEvaluated, ("class", "number"));
            using (markup.Begin("td", ("class", "chart")))
            {
                if (items is { Total: > 0 })
                    new StackedBar(markup).WriteBar(
                    [
                        (new Tally("Done", items.Passing), "good"), (new Tally("Pending", items.Pending), "s4"),
                        (new Tally("Failed", items.Failing), "critical"), (new Tally("Unknown", items.Unknown), "unknown"),
                    ]);
                else
                    markup.Write("span", isRead ? "none" : TenantPart.NotEvaluated, ("class", "note"));
            }
            markup.Write("td", items is null ? "" : BarTable.ShareText(items.Passing, items.Total), ("class", "number"));
            markup.Write("td", items is null ? "" : Number(items.Failing), ("class", "number"));
            markup.Write("td", items is null ? "" : Number(items.Pending), ("class", "number"));
            markup.Write("td", Number(blueprint.Findings), ("class", "number"));
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
