using System.Globalization;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>
/// A chart of bars that is a table: a row for each name, with a bar as SVG and the number. Who does not see the bars reads the numbers.
/// </summary>
/// <param name="markup">Takes the chart.</param>
internal sealed class BarTable(MarkupWriter markup)
{
    private const int MaxRows = 12;

    /// <summary>Writes the chart. Of many rows the last are summed up.</summary>
    /// <param name="title">What is counted.</param>
    /// <param name="heading">What the rows are.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="total">What the shares are of.</param>
    /// <param name="series">The class of a row's bar.</param>
    /// <param name="link">Makes a row's name a button that shows rows of a table: the attributes; null for none.</param>
    public void Write(
        string title, string heading, IReadOnlyList<Tally> rows, int total, Func<Tally, string> series,
        Func<Tally, (string Name, string? Value)[]?>? link = null)
    {
        IReadOnlyList<Tally> shown = rows.Count <= MaxRows ? rows : rows.Take(MaxRows - 1).ToList();
        int most = rows.Count == 0 ? 0 : rows.Max(row => row.Count);
        using (markup.Begin("table", ("class", "bars")))
        {
            markup.Write("caption", title, ("class", "hidden"));
            using (markup.Begin("thead", ("class", "hidden")))
            using (markup.Begin("tr"))
            {
                markup.Write("th", heading, ("scope", "col"));
                markup.Write("td", "");
                markup.Write("th", "Number", ("scope", "col"));
                markup.Write("th", "Share", ("scope", "col"));
            }
            using (markup.Begin("tbody"))
            {
                foreach (Tally row in shown)
                    WriteRow(row, most, total, series(row), link?.Invoke(row));
                if (shown.Count < rows.Count)
                {
                    List<Tally> rest = rows.Skip(shown.Count).ToList();
                    WriteRow(new Tally($"{rest.Count} others", rest.Sum(row => row.Count)), most, total, "unknown", null);
                }
            }
        }
    }

    /// <summary>Writes a bar.</summary>
    /// <param name="part">The part that is filled, from 0 to 1.</param>
    /// <param name="series">The class of the filled part.</param>
    public void WriteBar(double part, string series)
    {
        using (markup.Begin(
            "svg", ("class", "bar"), ("viewBox", "0 0 100 10"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"),
            ("focusable", "false")))
        {
            if (part > 0)
                markup.Write("rect", "", ("class", series), ("width", Number(Math.Max(0.6, Math.Min(1, part) * 100))), ("height", "10"));
        }
    }

    private void WriteRow(Tally row, int most, int total, string series, (string Name, string? Value)[]? link)
    {
        using (markup.Begin("tr"))
        {
            using (markup.Begin("th", ("scope", "row")))
            {
                if (link is null)
                    markup.Write("bdi", row.Name);
                else
                    markup.Write("button", row.Name, [("type", "button"), ("class", "link"), ("disabled", ""), .. link]);
            }
            using (markup.Begin("td"))
            {
                // A bar longer than all of it would be wrong where the rest is larger than any row that is named.
                WriteBar(most == 0 ? 0 : (double)row.Count / most, series);
            }
            markup.Write("td", row.Count.ToString("N0", CultureInfo.InvariantCulture), ("class", "count"));
            markup.Write("td", ShareText(row.Count, total), ("class", "count share"));
        }
    }

    /// <summary>A share as text; a dash where there is nothing to have a share of.</summary>
    public static string ShareText(int part, int whole) =>
        ReportTables.Share(part, whole) is { } share ? share.ToString(CultureInfo.InvariantCulture) + "%" : "–";

    /// <summary>A number as SVG reads it.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
