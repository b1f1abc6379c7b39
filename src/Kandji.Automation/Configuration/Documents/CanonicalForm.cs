using System.Globalization;
using System.Text;

namespace Kandji.Automation.Configuration.Documents;

/// <summary>The one form of a JSON value, as RFC 8785 defines it: equal values are equal texts, so that they have equal hashes.</summary>
internal static class CanonicalForm
{
    /// <summary>The text of a value: maps, lists, texts, numbers, switches.</summary>
    public static string Write(object? value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    private static void Write(object? value, StringBuilder text)
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
                WriteMap(map, text);
                break;
            case IEnumerable<object?> items:
                string separator = "[";
                foreach (object? item in items)
                {
                    text.Append(separator);
                    Write(item, text);
                    separator = ",";
                }
                text.Append(separator == "[" ? "[]" : "]");
                break;
            case double or float or decimal:
                text.Append(Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)));
                break;
            case IFormattable whole:
                text.Append(whole.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} has no form in JSON.", nameof(value));
        }
    }

    // Sorted by UTF-16 code units.
    private static void WriteMap(IEnumerable<KeyValuePair<string, object?>> map, StringBuilder text)
    {
        string separator = "{";
        foreach (KeyValuePair<string, object?> member in map.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            text.Append(separator);
            Quote(member.Key, text);
            text.Append(':');
            Write(member.Value, text);
            separator = ",";
        }
        text.Append(separator == "{" ? "{}" : "}");
    }

    // As ECMAScript writes numbers: the shortest digits that mean the same, an exponent from 1e21 and below 1e-6.
    private static string Number(double number)
    {
        if (number == 0)
            return "0";
        if (double.IsNaN(number) || double.IsInfinity(number))
            throw new ArgumentException("JSON has no such number.", nameof(number));
        string scientific = number.ToString("E16", CultureInfo.InvariantCulture);
        for (int digits = 0; digits < 16; digits++)
        {
            string shorter = number.ToString("E" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.Parse(shorter, CultureInfo.InvariantCulture) == number)
            {
                scientific = shorter;
                break;
            }
        }
        string sign = number < 0 ? "-" : "";
        string[] parts = scientific.TrimStart('-').Split('E');
        string mantissa = parts[0].Replace(".", "").TrimEnd('0');
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        if (exponent is >= 0 and < 21)
        {
            return sign + (mantissa.Length <= exponent + 1
                ? mantissa.PadRight(exponent + 1, '0')
                : mantissa.Insert(exponent + 1, "."));
        }
        if (exponent is < 0 and >= -6)
            return sign + "0." + new string('0', -exponent - 1) + mantissa;
        string fraction = mantissa.Length > 1 ? "." + mantissa.Substring(1) : "";
        return sign + mantissa.Substring(0, 1) + fraction + "e" + (exponent < 0 ? "-" : "+")
            + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
    }

    private static void Quote(string words, StringBuilder text)
    {
        text.Append('"');
        foreach (char c in words)
        {
            switch (c)
            {
                case '"' or '\\':
                    text.Append('\\').Append(c);
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case < ' ':
                    text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }
        text.Append('"');
    }
}
