using System.Globalization;
using System.Text;

namespace Kandji.Automation.Plans;

/// <summary>
/// Writes a value as JSON that people read: indented by two, letters as they are, and characters that cannot be seen, or that change the
/// order in which others are shown, as escapes.
/// </summary>
internal static class PlanText
{
    /// <summary>The text of a value: keys and values, lists, texts, numbers, switches.</summary>
    public static string Write(object? value)
    {
        var text = new StringBuilder();
        Write(value, 0, text);
        return text.Append('\n').ToString();
    }

    private static void Write(object? value, int depth, StringBuilder text)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string words:
                Quote(words, text);
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case IEnumerable<KeyValuePair<string, object?>> map:
                WriteEach(map, '{', '}', depth, text, entry =>
                {
                    Quote(entry.Key, text);
                    text.Append(": ");
                    Write(entry.Value, depth + 1, text);
                });
                break;
            case IEnumerable<object?> items:
                WriteEach(items, '[', ']', depth, text, item => Write(item, depth + 1, text));
                break;
            case double real:
                text.Append(Configuration.Documents.CanonicalForm.Write(real));
                break;
            default:
                text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteEach<T>(IEnumerable<T> items, char open, char close, int depth, StringBuilder text, Action<T> write)
    {
        text.Append(open);
        bool isEmpty = true;
        foreach (T item in items)
        {
            if (!isEmpty)
                text.Append(',');
            isEmpty = false;
            text.Append('\n').Append(' ', (depth + 1) * 2);
            write(item);
        }
        if (!isEmpty)
            text.Append('\n').Append(' ', depth * 2);
        text.Append(close);
    }

    private static void Quote(string words, StringBuilder text)
    {
        text.Append('"');
        for (int i = 0; i < words.Length; i++)
        {
            char c = words[i];
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < words.Length && char.IsLowSurrogate(words[i + 1]))
            {
                bool isShown = CharUnicodeInfo.GetUnicodeCategory(words, i) is not
                    (UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
                if (isShown)
                    text.Append(c).Append(words[i + 1]);
                else
                    Escape(c, text).Append("\\u").Append(((int)words[i + 1]).ToString("x4", CultureInfo.InvariantCulture));
                i++;
            }
            else if (IsShown(c))
            {
                text.Append(c);
            }
            else
            {
                Escape(c, text);
            }
        }
        text.Append('"');
    }

    private static bool IsShown(char c) => c == ' ' || CharUnicodeInfo.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.Surrogate);

    private static StringBuilder Escape(char c, StringBuilder text) => c switch
    {
        '\n' => text.Append("\\n"),
        '\r' => text.Append("\\r"),
        '\t' => text.Append("\\t"),
        _ => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
    };
}
