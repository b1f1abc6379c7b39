using System.Globalization;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>Writes what a tenant's part of a page begins with: a sentence and the most important figures.</summary>
/// <param name="markup">Takes the area.</param>
/// <param name="figures">The figures.</param>
internal sealed class SummaryArea(MarkupWriter markup, FleetFigures figures)
{
    private const int Days = 7;

    /// <summary>Writes the area.</summary>
    public void Write()
    {
        markup.Write("p", Verdict(), ("class", "verdict"));
        using (markup.Begin("dl", ("class", "figures")))
        {
            WriteDevices();
            WriteFindings();
            WriteSeen();
            WriteEncrypted();
            WriteItems();
            WriteLicenses();
        }
    }

    private bool IsNothingEvaluated =>
        figures.Found.Count == 0 && figures.Report.Rules.Count > 0 && figures.Report.Rules.All(rule => rule.NotEvaluated is not null);

    private string Verdict()
    {
        if (IsNothingEvaluated)
            return "No rule could be evaluated. See the reasons below.";
        int critical = CountFindings(FindingSeverity.Critical), high = CountFindings(FindingSeverity.High);
        string worst = critical + high == 0
            ? figures.Found.Count == 0 ? "No rule found anything" : "Nothing critical or high was found"
            : (critical > 0 && high > 0 ? $"{Number(critical)} critical and {Number(high)} high"
                : critical > 0 ? $"{Number(critical)} critical" : $"{Number(high)} high")
                + (critical + high == 1 ? " finding needs attention" : " findings need attention");
        string devices = !figures.Devices.IsRead ? ""
            : figures.Devices.Count == 0 ? " There are no devices."
            : $" {Number(figures.DevicesWithFindings)} of {Count(figures.Devices.Count, "device")} "
                + (figures.DevicesWithFindings == 1 ? "has a finding." : "have findings.");
        int gaps = figures.Report.NotEvaluated.Count();
        string unknown = gaps == 0 ? "" : $" {Count(gaps, "rule")} could not be evaluated, or not in full.";
        return worst + "." + devices + unknown;
    }

    private void WriteDevices()
    {
        string? note = figures.Devices.Count == 0 ? null
            : string.Join(", ", figures.ByPlatform().Take(3).Select(platform => $"{Number(platform.Count)} {platform.Name}"));
        WriteFigure("Devices", figures.Devices.NotRead is null ? Number(figures.Devices.Count) : null, note ?? "No devices are enrolled");
    }

    private void WriteFindings()
    {
        WriteFigure(
            "Findings", IsNothingEvaluated ? null : Number(figures.Found.Count),
            string.Join(", ", figures.BySeverity().Where(severity => severity.Count > 0).Take(2)
                .Select(severity => $"{Number(severity.Count)} {severity.Name.ToLowerInvariant()}")));
    }

    private void WriteSeen()
    {
        int seen = figures.CountSeen(Days);
        WriteShare($"Seen within {Days} days", figures.Devices.IsRead, seen, figures.Devices.Count, "devices", "There are no devices");
    }

    private void WriteEncrypted()
    {
        (int on, int _, int unknown) = figures.CountEncrypted();
        bool isKnown = figures.Devices.IsRead && figures.Report.Snapshot.FileVault.IsRead;
        WriteShare(
            "Macs encrypted", isKnown, on, figures.Macs, "Macs", "There are no Macs",
            unknown == 0 ? "" : $"; {Number(unknown)} without data");
    }

    private void WriteItems()
    {
        var all = new ItemCounts();
        foreach (LibraryItemState state in figures.Report.Snapshot.ItemStates)
            all.Add(state.Counts);
        string? reason = figures.Report.Snapshot.ItemStates.NotRead;
        bool isKnown = reason is null || all.Total > 0;
        WriteShare(
            "Library items done", isKnown, all.Passing, all.Total, "installations", "None is assigned",
            (all.Failing == 0 ? "" : $"; {Number(all.Failing)} failed") + (reason is null ? "" : "; not all were read"));
    }

    private void WriteLicenses()
    {
        LicenseUse? use = figures.Licenses().FirstOrDefault();
        if (use is not { Used: { } used })
            WriteFigure("Licenses used", null, "");
        else if (use.Limit is { } limit)
            WriteFigure("Licenses used", BarTable.ShareText(used, limit), $"{Number(used)} of {Number(limit)}");
        else
            WriteFigure("Licenses used", Number(used), "The service tells no limit");
    }

    private void WriteShare(string name, bool isKnown, int part, int whole, string things, string none, string more = "")
    {
        if (!isKnown)
            WriteFigure(name, null, "");
        else if (whole == 0)
            WriteFigure(name, "–", none);
        else
            WriteFigure(name, BarTable.ShareText(part, whole), $"{Number(part)} of {Number(whole)} {things}{more}");
    }

    private void WriteFigure(string name, string? value, string note)
    {
        using (markup.Begin("div", ("class", "figure")))
        {
            markup.Write("dt", name);
            markup.Write("dd", value ?? TenantPart.NotEvaluated, ("class", value is null ? "absent" : null));
            if (note.Length > 0 && value is not null)
                markup.Write("dd", note, ("class", "note"));
        }
    }

    private int CountFindings(FindingSeverity severity) => figures.Found.Count(finding => finding.Severity == severity);

    private static string Count(int count, string thing) => Number(count) + " " + thing + (count == 1 ? "" : "s");

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
