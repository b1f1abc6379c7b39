using System.Globalization;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>Writes the table of tenants at the top of a page about several.</summary>
/// <param name="markup">Takes the table.</param>
internal sealed class TenantTable(MarkupWriter markup)
{
    /// <summary>Writes the table.</summary>
    /// <param name="parts">The tenants' parts of the page.</param>
    public void Write(IReadOnlyList<TenantPart> parts)
    {
        using (markup.Begin("section", ("class", "part"), ("id", "tenants")))
        {
            markup.Write("h2", "Tenants");
            using (markup.Begin("div", ("class", "area scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Tenants")))
            using (markup.Begin("table", ("class", "rows")))
            {
                markup.Write("caption", "The tenants of this report", ("class", "hidden"));
                using (markup.Begin("thead"))
                using (markup.Begin("tr"))
                {
                    markup.Write("th", "Tenant", ("scope", "col"), ("class", "fixed"));
                    foreach (string heading in new[] { "Devices", "Macs encrypted", "Critical", "High", "Medium", "Low", "Not evaluated" })
                        markup.Write("th", heading, ("scope", "col"), ("class", "fixed number"));
                }
                using (markup.Begin("tbody"))
                {
                    foreach (TenantPart part in parts)
                        WriteRow(part);
                }
            }
        }
    }

    private void WriteRow(TenantPart part)
    {
        FleetFigures figures = part.Figures;
        bool knowsEncryption = figures.Devices.IsRead && figures.Report.Snapshot.FileVault.IsRead;
        using (markup.Begin("tr"))
        {
            using (markup.Begin("th", ("scope", "row")))
                markup.Write("a", part.Name, ("href", "#" + part.Id));
            Number(figures.Devices.IsRead ? figures.Devices.Count : null);
            markup.Write(
                "td", knowsEncryption ? BarTable.ShareText(figures.CountEncrypted().On, figures.Macs) : TenantPart.NotEvaluated,
                ("class", "number"));
            foreach (Tally severity in figures.BySeverity().Take(4))
                Number(severity.Count);
            Number(figures.Report.NotEvaluated.Count());
        }
    }

    private void Number(int? number) =>
        markup.Write("td", number?.ToString("N0", CultureInfo.InvariantCulture) ?? TenantPart.NotEvaluated, ("class", "number"));
}
