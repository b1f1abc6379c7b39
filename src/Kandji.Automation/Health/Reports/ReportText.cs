using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kandji.Automation.Health.Reports;

/// <summary>Text of the service and of devices, which may hold anything, as it may stand in a report.</summary>
internal static class ReportText
{
    /// <summary>
    /// The text with characters that steer a terminal or a reader, and those that XML forbids, shown as their numbers: <c>\u202e</c>.
    /// </summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        StringBuilder? safe = null;
        for (int i = 0; i < text!.Length; i++)
        {
            char c = text[i];
            bool isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair || !IsForbidden(c))
            {
                safe?.Append(text, i, isPair ? 2 : 1);
                i += isPair ? 1 : 0;
                continue;
            }
            safe ??= new StringBuilder(text, 0, i, text.Length + 16);
            safe.AppendFormat(CultureInfo.InvariantCulture, "\\u{0:x4}", (int)c);
        }
        return safe?.ToString() ?? text;
    }

    /// <summary>A time in UTC.</summary>
    public static string Time(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time in UTC.</summary>
    public static string Time(DateTimeOffset time) => Time(time.UtcDateTime);

    /// <summary>The fingerprint of a finding: the same from run to run, whatever its counts, dates and names.</summary>
    public static string Fingerprint(Finding finding)
    {
        using var sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(Encoding.UTF8.GetBytes(finding.Identity));
        return string.Concat(hash.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    // Controls, the marks that turn the direction of text, what has no width, halves of characters, and what is no character.
    private static bool IsForbidden(char c) =>
        char.IsControl(c) || char.IsSurrogate(c)
        || c is '\u061c' or '\u200b' or '\u200e' or '\u200f' or '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff'
            or (>= '\u202a' and <= '\u202e') or (>= '\u2060' and <= '\u206f');
}
