using System.Globalization;
using System.Text.RegularExpressions;

namespace Kandji.Automation.Health;

/// <summary>Compares versions as makers write them (<c>15.1</c>, <c>24H2</c>, <c>14</c>): number by number.</summary>
internal static class VersionText
{
    private static readonly Regex Number = new("[0-9]+", RegexOptions.CultureInvariant);

    /// <summary>Negative when the first is older, 0 when they are the same, positive when it is newer. Missing parts count as 0.</summary>
    public static int Compare(string first, string second)
    {
        List<decimal> a = Numbers(first), b = Numbers(second);
        for (int i = 0; i < a.Count || i < b.Count; i++)
        {
            int order = (i < a.Count ? a[i] : 0).CompareTo(i < b.Count ? b[i] : 0);
            if (order != 0)
                return order;
        }
        return 0;
    }

    /// <summary>Returns whether a text holds a version: without any number there is nothing to compare.</summary>
    public static bool IsVersion(string? text) => text is not null && Number.IsMatch(text);

    /// <summary>The newest; null when there is none.</summary>
    public static string? Newest(IEnumerable<string?> versions) =>
        versions.Where(IsVersion).Aggregate((string?)null, (best, next) => best is null || Compare(next!, best) > 0 ? next : best);

    private static List<decimal> Numbers(string version) =>
        Number.Matches(version).Cast<Match>()
            .Select(
                match => decimal.TryParse(match.Value, NumberStyles.None, CultureInfo.InvariantCulture, out decimal number) ? number
                    : decimal.MaxValue)
            .ToList();
}
