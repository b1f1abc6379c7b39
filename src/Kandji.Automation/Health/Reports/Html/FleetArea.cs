using System.Globalization;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>Writes the devices of a fleet in numbers: platforms, systems, models, check-ins, encryption, licenses.</summary>
/// <param name="markup">Takes the area.</param>
/// <param name="figures">The figures.</param>
/// <param name="devices">The table of devices; null where they were not read.</param>
internal sealed class FleetArea(MarkupWriter markup, FleetFigures figures, PageTable? devices)
{
    private static readonly string[] AgeSeries = ["good", "good", "s4", "high", "critical", "unknown"];

    /// <summary>Writes the area.</summary>
    /// <param name="id">The id of its place.</param>
    public void Write(string id)
    {
        using (markup.Begin("section", ("class", "area"), ("id", id)))
        {
            markup.Write("h3", "Fleet");
            if (devices is null)
                TenantPart.WriteNotRead(markup, figures.Devices.NotRead);
            using (markup.Begin("div", ("class", "cards")))
            {
                if (devices is not null)
                {
                    WriteCounts("Platforms", "Platform", figures.ByPlatform(), "Platform");
                    WriteAges();
                    WriteCounts("Systems", "System", figures.BySystem(), "System");
                    WriteCounts("Models", "Model", figures.ByModel(), "Model");
                }
                WriteEncryption();
                WriteLicenses();
            }
        }
    }

    private void WriteCounts(string title, string heading, IReadOnlyList<Tally> rows, string column)
    {
        using (markup.Begin("div", ("class", "card")))
        {
            markup.Write("h4", title);
            if (rows.Count == 0)
                markup.Write("p", "There are no devices.", ("class", "note"));
            else
                new BarTable(markup).Write(title, heading, rows, figures.Devices.Count, _ => "s1", row => Link(column, row.Name));
        }
    }

    // A thing without a name in the table leads nowhere.
    private (string Name, string? Value)[]? Link(string column, string value)
    {
        if (value == "Unknown")
            return null;
        string place = devices!.Table.GetPlace(column).ToString(CultureInfo.InvariantCulture);
        return [("data-table", devices.Id), ("data-column", place), ("data-text", value)];
    }

    private void WriteAges()
    {
        IReadOnlyList<Tally> ages = figures.ByAge();
        using (markup.Begin("div", ("class", "card")))
        {
            markup.Write("h4", "Last check-in");
            if (figures.Devices.Count == 0)
                markup.Write("p", "There are no devices.", ("class", "note"));
            else
                new BarTable(markup).Write(
                    "Last check-in", "Age", ages, figures.Devices.Count, age => AgeSeries[Array.IndexOf(ages.ToArray(), age)]);
        }
    }

    private void WriteEncryption()
    {
        using (markup.Begin("div", ("class", "card")))
        {
            markup.Write("h4", "Encryption of Macs");
            if (!figures.Report.Snapshot.FileVault.IsRead || devices is null)
            {
                TenantPart.WriteNotRead(markup, figures.Report.Snapshot.FileVault.NotRead ?? figures.Devices.NotRead);
                return;
            }
            if (figures.Macs == 0)
            {
                markup.Write("p", "There are no Macs.", ("class", "note"));
                return;
            }
            (int on, int off, int unknown) = figures.CountEncrypted();
            new StackedBar(markup).Write(
                [(new Tally("On", on), "good"), (new Tally("Off", off), "critical"), (new Tally("No data", unknown), "unknown")],
                shares: true);
            (int escrowed, int not, int unclear) = figures.CountEscrowed();
            if (on == 0)
                return;
            using (markup.Begin("div", ("class", "area")))
            {
                markup.Write("p", "Recovery keys of encrypted Macs", ("class", "title"));
                new StackedBar(markup).Write(
                    [
                        (new Tally("Escrowed", escrowed), "good"), (new Tally("Not escrowed", not), "high"),
                        (new Tally("No data", unclear), "unknown"),
                    ],
                    shares: true);
            }
        }
    }

    private void WriteLicenses()
    {
        using (markup.Begin("div", ("class", "card")))
        {
            markup.Write("h4", "Licenses");
            TenantPart.WriteNotRead(markup, figures.Report.Snapshot.Licenses.NotRead);
            IReadOnlyList<LicenseUse> uses = figures.Licenses();
            if (uses.Count == 0 && figures.Report.Snapshot.Licenses.IsRead)
                markup.Write("p", "The service tells no numbers.", ("class", "note"));
            if (uses.Count == 0)
                return;
            using (markup.Begin("table", ("class", "bars")))
            {
                markup.Write("caption", "Used licenses", ("class", "hidden"));
                using (markup.Begin("thead", ("class", "hidden")))
                using (markup.Begin("tr"))
                {
                    markup.Write("th", "Devices", ("scope", "col"));
                    markup.Write("td", "");
                    markup.Write("th", "Used", ("scope", "col"));
                }
                using (markup.Begin("tbody"))
                {
                    foreach (LicenseUse use in uses)
                        WriteLicense(use);
                }
            }
        }
    }

    private void WriteLicense(LicenseUse use)
    {
        double? share = use is { Used: { } used, Limit: { } limit } ? (double)used / limit : null;
        string series = share switch { > 1 => "critical", > 0.9 => "high", _ => "s1" };
        using (markup.Begin("tr"))
        {
            markup.Write("th", use.Name, ("scope", "row"));
            using (markup.Begin("td"))
            {
                if (share is { } part)
                    new BarTable(markup).WriteBar(part, series);
            }
            string text = use.Used?.ToString("N0", CultureInfo.InvariantCulture) ?? "not told";
            if (use.Limit is { } of)
                text += " of " + of.ToString("N0", CultureInfo.InvariantCulture);
            markup.Write("td", text, ("class", "count"));
        }
    }
}
