using System.Globalization;
using Kandji.Client.Devices;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>Writes what breaks a rule: by severity, by rule, by device, and all of it.</summary>
/// <param name="markup">Takes the area.</param>
/// <param name="figures">The figures.</param>
/// <param name="findings">The table of findings.</param>
/// <param name="names">What names are replaced by.</param>
internal sealed class FindingsArea(MarkupWriter markup, FleetFigures figures, PageTable findings, Pseudonyms names)
{
    private const int MaxDevices = 10;

    /// <summary>Writes the area.</summary>
    /// <param name="id">The id of its place.</param>
    public void Write(string id)
    {
        using (markup.Begin("section", ("class", "area"), ("id", id)))
        {
            markup.Write("h3", "Findings");
            using (markup.Begin("div", ("class", "cards")))
            {
                using (markup.Begin("div", ("class", "card")))
                {
                    markup.Write("h4", "By severity");
                    new StackedBar(markup).Write(
                        figures.BySeverity().Select(severity => (severity, GetSeries(severity.Name))).ToList(), shares: false);
                }
            }
            WriteRules();
            WriteDevices();
            TenantPart.WriteTable(markup, findings, "h4");
        }
    }

    /// <summary>The class of a severity's colour.</summary>
    /// <param name="severity">The severity.</param>
    internal static string GetSeries(string severity) =>
        severity == nameof(FindingSeverity.Info) ? "unknown" : severity.ToLowerInvariant();

    // Of the findings rather than of the rules: a report may be made of a selection.
    private void WriteRules()
    {
        List<List<Finding>> rules = figures.Found.GroupBy(finding => finding.RuleId, StringComparer.Ordinal).Select(group => group.ToList())
            .OrderByDescending(group => group.Max(finding => finding.Severity)).ThenByDescending(group => group.Count).ToList();
        if (rules.Count == 0)
            return;
        using (markup.Begin("div", ("class", "area")))
        {
            markup.Write("h4", "By rule");
            string label = figures.Label("Findings by rule");
            using (markup.Begin("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", label)))
            using (markup.Begin("table", ("class", "rows")))
            {
                markup.Write("caption", "Rules that found something, worst first", ("class", "hidden"));
                using (markup.Begin("thead"))
                using (markup.Begin("tr"))
                {
                    Heading("Rule", "fixed");
                    Heading("Severity", "fixed");
                    Heading("Found", "fixed number");
                    Heading("Of", "fixed number");
                    Heading("How to mend it", "fixed");
                }
                using (markup.Begin("tbody"))
                {
                    foreach (List<Finding> findingsOfRule in rules)
                        WriteRule(findingsOfRule);
                }
            }
        }
    }

    private void WriteRule(List<Finding> found)
    {
        Finding worst = found[0];
        int looked = figures.Report.Rules.FirstOrDefault(rule => rule.RuleId == worst.RuleId)?.Checked ?? 0;
        using (markup.Begin("tr"))
        {
            using (markup.Begin("th", ("scope", "row")))
                Link(worst.Title, "Rule", worst.Title);
            using (markup.Begin("td"))
                markup.Write("span", worst.Severity.ToString(), ("class", "badge " + GetSeries(worst.Severity.ToString())));
            markup.Write("td", Number(found.Count), ("class", "number"));
            markup.Write("td", looked > 0 ? Number(looked) : "", ("class", "number"));
            markup.Write("td", names.Hide(worst.Fix, worst.Subject), ("class", "long"));
        }
    }

    private void WriteDevices()
    {
        // Worse findings first, then more of them.
        List<Device> worst = figures.Devices.Where(device => figures.GetFindings(device).Count > 0)
            .OrderByDescending(device => Count(device, FindingSeverity.Critical))
            .ThenByDescending(device => Count(device, FindingSeverity.High))
            .ThenByDescending(device => figures.GetFindings(device).Count)
            .Take(MaxDevices).ToList();
        if (worst.Count == 0)
            return;
        using (markup.Begin("div", ("class", "area")))
        using (markup.Begin("div", ("class", "card")))
        {
            markup.Write("h4", worst.Count == 1 ? "The device with findings" : "The worst devices");
            using (markup.Begin("table", ("class", "bars")))
            {
                markup.Write("caption", "The devices with the worst findings", ("class", "hidden"));
                using (markup.Begin("thead", ("class", "hidden")))
                using (markup.Begin("tr"))
                {
                    Heading("Device", null);
                    markup.Write("td", "");
                    Heading("Findings", null);
                }
                int most = worst.Max(device => figures.GetFindings(device).Count);
                using (markup.Begin("tbody"))
                {
                    foreach (Device device in worst)
                        WriteDevice(device, most);
                }
            }
        }
    }

    private void WriteDevice(Device device, int most)
    {
        IReadOnlyList<Finding> found = figures.GetFindings(device);
        string? serial = names.SerialNumber(device.DeviceId, device.SerialNumber);
        string name = names.DeviceName(device.DeviceId, device.DeviceName) is { Length: > 0 } named ? named : device.DeviceId ?? "";
        using (markup.Begin("tr"))
        {
            using (markup.Begin("th", ("scope", "row")))
            {
                // Devices with one name are told apart by their serial numbers.
                if (string.IsNullOrEmpty(serial))
                    markup.Write("bdi", name);
                else
                    Link($"{name} ({serial})", "SerialNumber", serial!);
            }
            using (markup.Begin("td"))
            {
                List<(Tally, string)> parts = found.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key)
                    .Select(group => (new Tally(group.Key.ToString(), group.Count()), GetSeries(group.Key.ToString()))).ToList();
                // The rest of the bar stays empty, so that bars compare.
                parts.Add((new Tally("", most - found.Count), "none"));
                new StackedBar(markup).WriteBar(parts);
            }
            markup.Write("td", Number(found.Count), ("class", "count"));
        }
    }

    private void Link(string text, string column, string value)
    {
        using (markup.Begin(
            "button", ("type", "button"), ("class", "link"), ("disabled", ""), ("data-table", findings.Id),
            ("data-column", Number(findings.Table.GetPlace(column))), ("data-text", value)))
            markup.Write("bdi", text);
    }

    private void Heading(string text, string? type) => markup.Write("th", text, ("scope", "col"), ("class", type));

    private int Count(Device device, FindingSeverity severity) =>
        figures.GetFindings(device).Count(finding => finding.Severity == severity);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
