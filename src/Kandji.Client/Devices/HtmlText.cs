using System.Net;
using System.Text;

namespace Kandji.Client.Devices;

/// <summary>Makes readable text of the HTML that the web app writes.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "blockquote", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
        "main", "ol", "p", "pre", "section", "table", "tr", "ul",
    };

    /// <summary>The text that a browser would show, with a line for each paragraph and item of a list.</summary>
    /// <param name="html">HTML, or plain text.</param>
    /// <returns>The text; <paramref name="html"/> itself where it has no tags and is plain already.</returns>
    public static string? ToPlain(string? html)
    {
        if (html is null || FindTag(html, 0) is not { } first || !IsHtml(html))
            return html;
        var text = new StringBuilder(html.Length);
        int at = 0;
        for ((int Start, int End)? tag = first; tag is { } found; tag = FindTag(html, at))
        {
            Append(text, html.Substring(at, found.Start - at));
            string name = GetName(html, found.Start, out bool isEnd);
            at = found.End;
            if (!isEnd && name is "script" or "style")
                at = html.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase) is var end and >= 0 ? end : html.Length;
            else if (name == "br")
                text.Append('\n');
            else if (Blocks.Contains(name))
                BeginLine(text);
            else if (name is "td" or "th" && !isEnd)
                Append(text, " ");
            if (name == "li" && !isEnd)
                text.Append("- ");
        }
        Append(text, html.Substring(at));
        return text.ToString().Trim();
    }

    // Somebody who writes "press <tab>" has not written HTML: that closes what it opens, or breaks lines.
    private static bool IsHtml(string html)
    {
        for ((int Start, int End)? tag = FindTag(html, 0); tag is { } found; tag = FindTag(html, found.End))
        {
            if (GetName(html, found.Start, out bool isEnd) is "br" or "hr" || isEnd)
                return true;
        }
        return false;
    }

    // A tag begins with a letter, a slash or the mark of a comment: "a < b" has none.
    private static (int Start, int End)? FindTag(string html, int from)
    {
        for (int start = html.IndexOf('<', from); start >= 0 && start < html.Length - 1; start = html.IndexOf('<', start + 1))
        {
            if (string.CompareOrdinal(html, start, "<!--", 0, 4) == 0)
            {
                int close = html.IndexOf("-->", start, StringComparison.Ordinal);
                return (start, close < 0 ? html.Length : close + 3);
            }
            char next = html[start + 1];
            bool isTag = IsLetter(next) || (next == '/' && start + 2 < html.Length && IsLetter(html[start + 2]));
            if (isTag && FindEnd(html, start) is { } end)
                return (start, end);
        }
        return null;
    }

    // A > within quotes belongs to the value of an attribute.
    private static int? FindEnd(string html, int start)
    {
        char quote = '\0';
        for (int i = start; i < html.Length; i++)
        {
            char c = html[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'' && html[i - 1] == '=')
                quote = c;
            else if (c == '>')
                return i + 1;
        }
        return null;
    }

    private static string GetName(string html, int start, out bool isEnd)
    {
        isEnd = html[start + 1] == '/';
        int begin = isEnd ? start + 2 : start + 1;
        int end = begin;
        while (end < html.Length && (IsLetter(html[end]) || char.IsDigit(html[end])))
            end++;
        return html.Substring(begin, end - begin).ToLowerInvariant();
    }

    // White space is one blank, and none at the beginning of a line.
    private static void Append(StringBuilder text, string raw)
    {
        foreach (char c in WebUtility.HtmlDecode(raw))
        {
            if (!char.IsWhiteSpace(c))
                text.Append(c);
            else if (text.Length > 0 && text[text.Length - 1] is not (' ' or '\n'))
                text.Append(' ');
        }
    }

    private static void BeginLine(StringBuilder text)
    {
        while (text.Length > 0 && text[text.Length - 1] == ' ')
            text.Length--;
        if (text.Length > 0 && text[text.Length - 1] != '\n')
            text.Append('\n');
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
