using System.Globalization;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>Writes what a fleet was like since the first run of its inventory.</summary>
/// <param name="markup">Takes the area.</param>
/// <param name="trend">The trend, with one point at least.</param>
internal sealed class TrendArea(MarkupWriter markup, FleetTrend trend)
{
    private const int MaxLines = 5;

    /// <summary>Writes the area.</summary>
    /// <param name="id">The id of its place.</param>
    public void Write(string id)
    {
        string first = trend.Points[0].At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using (markup.Begin("section", ("class", "area"), ("id", id)))
        {
            markup.Write("h3", trend.Points.Count == 1 ? $"Trend: the inventory began on {first}" : $"Trend since {first}");
            foreach (string warning in trend.Warnings)
                markup.Write("p", warning, ("class", "absent-note"));
            using (markup.Begin("div", ("class", "cards")))
            {
                WriteCard("Devices by platform", Platforms());
                WriteCard("Missing devices", [new TrendLine("Missing, in the service's count", "high", Series(point => point.Missing))]);
                var systems = trend.Points.Where(point => point.Systems.Known > 0)
                    .Select(point => (point.At, 100.0 * point.Systems.Newest / point.Systems.Known)).ToList();
                if (systems.Count > 0)
                    WriteCard("Newest main version of the system", [new TrendLine("Devices that have it", "s2", systems)], "%");
                if (trend.Encrypted.Count > 0)
                {
                    var encrypted = trend.Encrypted.Select(point => (point.At, 100.0 * point.On / point.Known)).ToList();
                    WriteCard("Encrypted Macs", [new TrendLine("Encrypted", "good", encrypted)], "%");
                }
            }
        }
    }

    private void WriteCard(string title, IReadOnlyList<TrendLine> lines, string unit = "")
    {
        using (markup.Begin("div", ("class", "card")))
        {
            markup.Write("h4", title);
            new TrendChart(markup).Write(title, lines, unit);
        }
    }

    private List<TrendLine> Platforms()
    {
        bool isTooMany = trend.Platforms.Count > MaxLines;
        List<string> shown = trend.Platforms.Take(isTooMany ? MaxLines - 1 : MaxLines).ToList();
        List<TrendLine> lines = shown.Select((platform, at) => new TrendLine(
            platform, $"s{at + 1}", Series(point => point.ByPlatform.TryGetValue(platform, out int count) ? count : 0))).ToList();
        if (isTooMany)
        {
            lines.Add(new TrendLine(
                "Others", "s6", Series(point => point.ByPlatform.Where(of => !shown.Contains(of.Key)).Sum(of => of.Value))));
        }
        // A fleet that never had a device still has its line.
        if (lines.Count == 0)
            lines.Add(new TrendLine("Devices", "s1", Series(point => point.Devices)));
        return lines;
    }

    private IReadOnlyList<(DateTime At, double Value)> Series(Func<TrendPoint, double> value) =>
        trend.Points.Select(point => (point.At, value(point))).ToList();
}
