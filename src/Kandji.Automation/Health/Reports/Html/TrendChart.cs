using System.Globalization;
using System.Text;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>
/// A chart of numbers over time: a line for each series. The numbers on the axes are text beside the SVG, so that they keep their size.
/// </summary>
/// <param name="markup">Takes the chart.</param>
internal sealed class TrendChart(MarkupWriter markup)
{
    private const double Width = 600, Height = 150;

    /// <summary>Writes the chart.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="lines">The series.</param>
    /// <param name="unit">What follows a number: <c>%</c>, or nothing.</param>
    public void Write(string title, IReadOnlyList<TrendLine> lines, string unit = "")
    {
        List<(DateTime At, double Value)> all = lines.SelectMany(line => line.Points).ToList();
        DateTime first = all.Min(point => point.At), last = all.Max(point => point.At);
        double top = unit == "%" ? 100 : NiceTop(all.Max(point => point.Value));
        string label = title + ". " + string.Join(" ", lines.Select(line => Describe(line.Name, line.Points, unit)));
        using (markup.Begin("div", ("class", "trend")))
        {
            using (markup.Begin("div", ("class", "steps"), ("aria-hidden", "true")))
            {
                foreach (double part in new[] { 0, 0.5, 1 })
                    markup.Write("span", Format(top * part) + unit);
            }
            using (markup.Begin(
                "svg", ("viewBox", $"0 0 {Width} {Height}"), ("preserveAspectRatio", "none"), ("role", "img"), ("aria-label", label)))
            {
                markup.Write("path", "", ("class", "grid"), ("d", $"M0 0H{Width}M0 {Height / 2}H{Width}M0 {Height}H{Width}"));
                foreach (TrendLine line in lines)
                    markup.Write("path", "", ("class", "line " + line.Series), ("d", Path(line.Points, first, last, top)));
            }
            using (markup.Begin("div", ("class", "ends"), ("aria-hidden", "true")))
            {
                markup.Write("span", Date(first));
                if (first.Date != last.Date)
                    markup.Write("span", Date(last));
            }
        }
        using (markup.Begin("ul", ("class", "legend")))
        {
            foreach ((string name, string series, IReadOnlyList<(DateTime At, double Value)> points) in lines)
            {
                using (markup.Begin("li"))
                {
                    using (markup.Begin("svg", ("class", "key"), ("viewBox", "0 0 10 10"), ("aria-hidden", "true"), ("focusable", "false")))
                        markup.Write("rect", "", ("class", series), ("width", "10"), ("height", "10"));
                    using (markup.Begin("span"))
                    {
                        markup.Write("bdi", name);
                        markup.Text(" ");
                        markup.Write("b", Format(points[points.Count - 1].Value) + unit);
                        markup.Write("span", " " + Difference(points, unit), ("class", "note"));
                    }
                }
            }
        }
    }

    // A number stays what it was until the next run finds another, so that the line goes in steps.
    private static string Path(IReadOnlyList<(DateTime At, double Value)> points, DateTime first, DateTime last, double top)
    {
        var path = new StringBuilder();
        double span = (last - first).TotalSeconds;
        for (int i = 0; i < points.Count; i++)
        {
            double x = span == 0 ? 0 : Width * (points[i].At - first).TotalSeconds / span;
            double y = top == 0 ? Height : Height - Height * points[i].Value / top;
            if (i == 0)
                path.Append('M').Append(BarTable.Number(x)).Append(' ').Append(BarTable.Number(y));
            else
                path.Append('H').Append(BarTable.Number(x)).Append('V').Append(BarTable.Number(y));
        }
        if (span == 0)
            path.Append('H').Append(BarTable.Number(Width));
        return path.ToString();
    }

    private static string Describe(string name, IReadOnlyList<(DateTime At, double Value)> points, string unit) =>
        points.Count == 1 ? $"{name}: {Format(points[0].Value)}{unit}."
            : $"{name}: from {Format(points[0].Value)}{unit} to {Format(points[points.Count - 1].Value)}{unit}.";

    private static string Difference(IReadOnlyList<(DateTime At, double Value)> points, string unit)
    {
        double change = Math.Round(points[points.Count - 1].Value) - Math.Round(points[0].Value);
        return change == 0 ? "unchanged" : (change > 0 ? "+" : "−") + Format(Math.Abs(change)) + (unit == "%" ? " points" : "");
    }

    // A number not far above, whose half is whole.
    private static double NiceTop(double most)
    {
        double power = Math.Max(10, Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, most)))));
        double[] steps = [0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];
        return steps.Select(step => step * power).First(top => top >= most);
    }

    private static string Format(double value) => Math.Round(value).ToString("N0", CultureInfo.InvariantCulture);

    private static string Date(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
