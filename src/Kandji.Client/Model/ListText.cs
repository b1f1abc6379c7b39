using System.Globalization;
using System.Text;

namespace Kandji.Client.Model;

/// <summary>The text of lists: <c>a; b; "c; d"</c>.</summary>
internal static class ListText
{
    private static readonly char[] NeedsQuotes = { ';', ',', '\r', '\n' };

    /// <summary>Writes a list. Text that would be read differently is in double quotes; other values are as they show themselves.</summary>
    public static string Join<T>(IEnumerable<T> items) =>
        string.Join("; ", items.Select(item => item is string text ? Quote(text) : Write(item)));

    /// <summary>Writes a single value in a form that does not depend on the culture.</summary>
    public static string Write(object? value) => value switch
    {
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Reads the items of a list; see <see cref="TextList.Parse"/>.</summary>
    /// <exception cref="FormatException">An item begins with a double quote, and no double quote ends it.</exception>
    public static List<string> Split(string text)
    {
        var items = new List<string>();
        int at = 0;
        while (at < text.Length)
        {
            if (IsBetween(text[at]))
                at++;
            else if (text[at] == '"')
                items.Add(ReadQuoted(text, ref at));
            else
                items.Add(ReadPlain(text, ref at));
        }
        return items;
    }

    private static bool IsBetween(char c) => IsSeparator(c) || char.IsWhiteSpace(c);

    private static bool IsSeparator(char c) => c is ';' or ',';

    private static string ReadPlain(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && !IsSeparator(text[at]))
            at++;
        return text.Substring(start, at - start).TrimEnd();
    }

    private static string ReadQuoted(string text, ref int at)
    {
        int start = at;
        var item = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                item.Append(text[at]);
                continue;
            }
            at++;
            if (at < text.Length && text[at] == '"')
            {
                item.Append('"');
                continue;
            }
            int end = at;
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at == text.Length || IsSeparator(text[at]))
                return item.ToString();
            at = end;
            break;
        }
        throw new FormatException(
            $"The item that begins with {text.Substring(start)} has no double quote at its end. An item that begins with a double quote "
            + "is in double quotes, and each one in it is written twice.");
    }

    // The names of types are what lists show themselves as elsewhere, and readers of rows take them for that.
    private static string Quote(string text) =>
        text.Length == 0 || text[0] == '"' || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[text.Length - 1])
            || text.IndexOfAny(NeedsQuotes) >= 0 || IsTypeName(text)
            ? "\"" + text.Replace("\"", "\"\"") + "\""
            : text;

    /// <summary>Indicates whether text is what an array of texts or of objects shows itself as.</summary>
    public static bool IsTypeName(string text) => text == typeof(string[]).FullName || text == typeof(object[]).FullName;
}
