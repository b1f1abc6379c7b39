using System.Text;
using System.Text.RegularExpressions;

namespace Kandji.Automation.Configuration.Files;

/// <summary>Finds the id in a document that cannot be read, so that the thing it describes is left alone.</summary>
internal static class MemberIdentity
{
    private static readonly Regex Id = new(
        @"\bid\b[^0-9a-f]{1,40}(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The id that the text seems to have; null when none is seen.</summary>
    public static string? Guess(byte[] content)
    {
        Match match = Id.Match(Encoding.UTF8.GetString(content, 0, Math.Min(content.Length, 64 * 1024)));
        return match.Success ? match.Groups["id"].Value.ToLowerInvariant() : null;
    }
}
