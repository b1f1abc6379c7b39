using System.Globalization;
using System.Text;
using System.Text.Json;
using Kandji.Client.Model;

namespace Kandji.Client.Json;

/// <summary>
/// Reads single values in every shape that the service writes them. Each method reads the current token and returns false
/// when the value is of another kind; an empty string is null, except where text is read.
/// </summary>
internal static class JsonValues
{
    // Collects a list of texts until its length is known.
    [ThreadStatic]
    private static List<string>? t_items;

    public static bool ReadString(ref JsonTokenReader reader, StringPool context, out string? value)
    {
        value = reader.TokenType switch
        {
            JsonTokenType.String => context.Intern(ref reader),
            JsonTokenType.Number => reader.GetText(),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => null,
        };
        return value is not null;
    }

    public static bool ReadBoolean(ref JsonTokenReader reader, StringPool context, out bool? value)
    {
        value = reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String => ToBoolean(context.Intern(ref reader)),
            JsonTokenType.Number when reader.TryGetInt32(out int number) && number is 0 or 1 => number == 1,
            _ => null,
        };
        return value is not null || IsEmptyString(ref reader);
    }

    public static bool ReadInt32(ref JsonTokenReader reader, StringPool context, out int? value)
    {
        bool fits = ReadInt64(ref reader, context, out long? wide) && wide is null or (>= int.MinValue and <= int.MaxValue);
        value = fits ? (int?)wide : null;
        return fits;
    }

    public static bool ReadInt64(ref JsonTokenReader reader, StringPool context, out long? value)
    {
        value = null;
        long number;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (!reader.TryGetInt64(out number))
            {
                // 8.0 is a whole number too.
                if (!reader.TryGetDecimal(out decimal exact) || exact != decimal.Truncate(exact)
                    || exact is > long.MaxValue or < long.MinValue)
                    return false;
                number = (long)exact;
            }
        }
        else if (reader.TokenType == JsonTokenType.String)
        {
            if (IsEmptyString(ref reader))
                return true;
            if (!long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
                return false;
        }
        else
        {
            return false;
        }
        value = number;
        return true;
    }

    public static bool ReadDouble(ref JsonTokenReader reader, StringPool context, out double? value)
    {
        value = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double number))
        {
            value = number;
            return !double.IsInfinity(number);
        }
        if (reader.TokenType != JsonTokenType.String)
            return false;
        if (IsEmptyString(ref reader))
            return true;
        string text = reader.GetString()!.TrimEnd('%', ' ');
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) || double.IsNaN(number)
            || double.IsInfinity(number))
            return false;
        value = number;
        return true;
    }

    public static bool ReadTime(ref JsonTokenReader reader, StringPool context, out DateTime? value)
    {
        value = null;
        if (reader.TokenType != JsonTokenType.String)
            return false;
        if (IsEmptyString(ref reader))
            return true;
        ReadOnlySpan<byte> utf8 = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!)
            : reader.ValueSpan;
        if (!ApiTime.TryParse(utf8, out DateTime time))
            return false;
        value = time;
        return true;
    }

    /// <summary><c>228.27 GB</c> is 228,270,000,000: the service counts in powers of ten, as macOS does.</summary>
    public static bool ReadByteSize(ref JsonTokenReader reader, StringPool context, out long? value)
    {
        if (reader.TokenType != JsonTokenType.String || IsEmptyString(ref reader))
            return ReadInt64(ref reader, context, out value);
        value = null;
        string text = reader.GetString()!.Trim();
        int unitAt = text.Length;
        while (unitAt > 0 && (char.IsLetter(text[unitAt - 1]) || text[unitAt - 1] == ' '))
            unitAt--;
        decimal? scale = text.Substring(unitAt).Trim().ToUpperInvariant() switch
        {
            "" or "B" or "BYTE" or "BYTES" => 1m,
            "KB" => 1_000m,
            "MB" => 1_000_000m,
            "GB" => 1_000_000_000m,
            "TB" => 1_000_000_000_000m,
            "KIB" => 1024m,
            "MIB" => 1024m * 1024,
            "GIB" => 1024m * 1024 * 1024,
            "TIB" => 1024m * 1024 * 1024 * 1024,
            _ => null,
        };
        if (scale is null
            || !decimal.TryParse(text.Substring(0, unitAt), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands,
                CultureInfo.InvariantCulture, out decimal amount)
            || amount > long.MaxValue / scale.Value)
            return false;
        value = (long)(amount * scale.Value);
        return true;
    }

    public static bool ReadStrings(ref JsonTokenReader reader, StringPool context, out TextList? value)
    {
        value = null;
        if (IsEmptyString(ref reader))
            return true;
        if (reader.TokenType != JsonTokenType.StartArray)
            return false;
        List<string> items = t_items ??= new List<string>();
        items.Clear();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!ReadString(ref reader, context, out string? item))
                return false;
            items.Add(item!);
        }
        value = items.Count == 0 ? TextList.None : TextList.Wrap(items.ToArray());
        return true;
    }

    /// <summary>An object that is <c>{}</c> or <c>""</c> says that there is none.</summary>
    public static bool ReadObject<T>(ref JsonTokenReader reader, StringPool context, out T? value)
        where T : KandjiObject, new()
    {
        value = null;
        if (IsEmptyString(ref reader))
            return true;
        if (reader.TokenType != JsonTokenType.StartObject)
            return false;
        JsonTokenReader ahead = reader;
        if (ahead.Read() && ahead.TokenType == JsonTokenType.EndObject)
        {
            reader = ahead;
            return true;
        }
        value = ModelReader<T>.Read(ref reader, context);
        return true;
    }

    public static bool ReadObjects<T>(ref JsonTokenReader reader, StringPool context, out ObjectList<T>? value)
        where T : KandjiObject, new()
    {
        value = null;
        if (IsEmptyString(ref reader))
            return true;
        if (reader.TokenType != JsonTokenType.StartArray)
            return false;
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                return false;
            items.Add(ModelReader<T>.Read(ref reader, context));
        }
        value = ObjectList<T>.Wrap(items.ToArray());
        return true;
    }

    /// <summary>Numbers become members even when no member has that number; names must be known.</summary>
    public static bool ReadEnum<TEnum>(ref JsonTokenReader reader, StringPool context, out TEnum? value)
        where TEnum : struct, Enum
    {
        value = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number))
        {
            value = (TEnum)Enum.ToObject(typeof(TEnum), number);
            return true;
        }
        if (reader.TokenType != JsonTokenType.String)
            return false;
        string text = context.Intern(ref reader);
        if (text.Length == 0)
            return true;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            value = (TEnum)Enum.ToObject(typeof(TEnum), number);
        else if (ApiName.ToPascalCase(text) is var name && !char.IsDigit(name[0]) && Enum.TryParse(name, ignoreCase: true, out TEnum named))
            value = named;
        return value is not null;
    }

    /// <summary>Free-form JSON as plain .NET: see <see cref="ToPlain"/>.</summary>
    public static bool ReadAny(ref JsonTokenReader reader, StringPool context, out object? value)
    {
        value = ToPlain(reader.ParseValue());
        return true;
    }

    /// <summary>Turns JSON into plain .NET: string, int, long, decimal, double, bool, null, dictionary or array.</summary>
    public static object? ToPlain(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                return ToNumber(element);
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.Array:
                var items = new object?[element.GetArrayLength()];
                int i = 0;
                foreach (JsonElement item in element.EnumerateArray())
                    items[i++] = ToPlain(item);
                return items;
            case JsonValueKind.Object:
                var map = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach (JsonProperty property in element.EnumerateObject())
                    map[property.Name] = ToPlain(property.Value);
                return map;
            default:
                return null;
        }
    }

    /// <summary>The narrowest type that holds a whole number; a double for a fraction; a value beyond all of them stays text.</summary>
    public static object ToNumber(JsonElement element)
    {
        if (element.TryGetInt32(out int small))
            return small;
        if (element.TryGetInt64(out long whole))
            return whole;
        string raw = element.GetRawText();
        bool isWhole = raw.IndexOfAny(new[] { '.', 'e', 'E' }) < 0;
        if (isWhole)
            return decimal.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal exact) ? exact : raw;
        return element.TryGetDouble(out double real) && !double.IsInfinity(real) ? real : raw;
    }

    private static bool? ToBoolean(string text)
    {
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase))
            return true;
        if (text.Equals("false", StringComparison.OrdinalIgnoreCase) || text.Equals("no", StringComparison.OrdinalIgnoreCase))
            return false;
        return null;
    }

    private static bool IsEmptyString(ref JsonTokenReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length == 0;
}
