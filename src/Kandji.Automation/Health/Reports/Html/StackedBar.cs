using System.Globalization;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>One bar that is divided, and the list of what its parts are, with their numbers.</summary>
/// <param name="markup">Takes the chart.</param>
internal sealed class StackedBar(MarkupWriter markup)
{
    /// <summary>Writes the bar and its list.</summary>
    /// <param name="parts">The parts, each with the class of its colour. Parts of nothing are listed and not drawn.</param>
    /// <param name="shares">Indicates whether the list has shares.</param>
    public void Write(IReadOnlyList<(Tally Part, string Series)> parts, bool shares)
    {
        int total = parts.Sum(part => part.Part.Count);
        WriteBar(parts);
        using (markup.Begin("ul", ("class", "legend")))
        {
            foreach ((Tally part, string series) in parts)
            {
                using (markup.Begin("li"))
                {
                    using (markup.Begin("svg", ("class", "key"), ("viewBox", "0 0 10 10"), ("aria-hidden", "true"), ("focusable", "false")))
                        markup.Write("rect", "", ("class", series), ("width", "10"), ("height", "10"));
                    using (markup.Begin("span"))
                    {
                        markup.Write("bdi", part.Name);
                        markup.Text(" ");
                        markup.Write("b", part.Count.ToString("N0", CultureInfo.InvariantCulture));
                        if (shares && total > 0)
                            markup.Write("span", " " + BarTable.ShareText(part.Count, total), ("class", "note"));
                    }
                }
            }
        }
    }

    /// <summary>Writes the bar alone, for a table that has the numbers.</summary>
    /// <param name="parts">The parts.</param>
    public void WriteBar(IReadOnlyList<(Tally Part, string Series)> parts)
    {
        double total = parts.Sum(part => part.Part.Count), at = 0;
        using (markup.Begin(
            "svg", ("class", "stack"), ("viewBox", "0 0 100 10"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"),
            ("focusable", "false")))
        {
            foreach ((Tally part, string series) in parts)
            {
                if (part.Count == 0)
                    continue;
                double width = 100 * part.Count / total;
                markup.Write(
                    "rect", "", ("class", series), ("x", BarTable.Number(at)), ("width", BarTable.Number(width)), ("height", "10"));
                at += width;
            }
        }
    }
}
