using System.Globalization;
using System.Text.RegularExpressions;

namespace Kandji.Pack;

/// <summary>The part of CHANGELOG.md about one version, or the unreleased part when it does not have the version yet.</summary>
internal sealed partial class Changelog
{
    /// <summary>Reads the part of a version.</summary>
    public Changelog(string text, string version)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        foreach (Match section in Section().Matches(text))
        {
            string name = section.Groups["name"].Value;
            if (name != version && name != "Unreleased")
                continue;
            Notes = section.Groups["notes"].Value.Trim();
            if (name == version)
            {
                Date = DateTime.TryParseExact(section.Groups["date"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                    out DateTime date) ? date : null;
                return;
            }
        }
    }

    /// <summary>The text under the version's heading.</summary>
    public string Notes { get; } = "";

    /// <summary>The day of the release; null when the version is not released.</summary>
    public DateTime? Date { get; }

    [GeneratedRegex(@"^## \[(?<name>[^\]]+)\](?: - (?<date>\S+))?\n(?<notes>.*?)(?=^## \[|^\[[^\]]+\]: |\z)",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();
}
