using System.Text;

namespace Kandji.Client.Model;

/// <summary>
/// Keeps text of the service, which may hold anything, from steering the terminal that it is shown on: with control characters, or with
/// those that turn the direction of what follows, so that a question would show another serial number than it is about.
/// </summary>
internal static class PrintableText
{
    /// <summary>The text with control characters shown as pictures.</summary>
    public static string Sanitize(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        StringBuilder? safe = null;
        for (int i = 0; i < text!.Length; i++)
        {
            char c = text[i];
            if (!Steers(c))
            {
                safe?.Append(c);
                continue;
            }
            safe ??= new StringBuilder(text, 0, i, text.Length + 8);
            safe.Append(!char.IsControl(c) ? '\ufffd' : c < 0x20 ? (char)(0x2400 + c) : '\u2421');
        }
        return safe?.ToString() ?? text;
    }

    /// <summary>The beginning of a text that is too long, with an ellipsis, and no half of a surrogate pair at its end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most characters that are shown of it.</param>
    public static string Shorten(string text, int longest) =>
        text.Length <= longest ? text : text.Substring(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest) + "…";

    /// <summary>Indicates whether a character steers the terminal: a control character, or one that turns the direction of text.</summary>
    public static bool Steers(char c) =>
        char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
