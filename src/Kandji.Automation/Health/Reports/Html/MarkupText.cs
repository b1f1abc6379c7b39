using System.Text;
using Kandji.Client.Model;

namespace Kandji.Automation.Health.Reports.Html;

/// <summary>
/// Makes text from anywhere harmless in a page: markup is shown as it reads, and characters that steer are shown as pictures.
/// </summary>
internal static class MarkupText
{
    /// <summary>The text as content or as the value of an attribute in quotation marks.</summary>
    public static string Escape(string? text)
    {
        string shown = PrintableText.Sanitize(text);
        int first = shown.IndexOfAny(['<', '>', '&', '"', '\'']);
        if (first < 0)
            return shown;
        var escaped = new StringBuilder(shown, 0, first, shown.Length + 16);
        for (int i = first; i < shown.Length; i++)
        {
            _ = shown[i] switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                char c => escaped.Append(c),
            };
        }
        return escaped.ToString();
    }
}
