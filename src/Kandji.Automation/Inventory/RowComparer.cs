using System.Globalization;
using System.Text;
using System.Text.Json;
using Kandji.Client.Json;

namespace Kandji.Automation.Inventory;

/// <summary>
/// Compares two rows by what their values mean: null, empty and absent are one, times are instants, lists have no order, and an id is the
/// same as a number and as text. Fields that the store has not seen in any row are new columns and no difference.
/// </summary>
/// <param name="columns">The fields that the store has seen, with dots between the levels.</param>
/// <param name="sections">Indicates whether the fields of the objects in a row are properties of their own, as in details.</param>
internal sealed class RowComparer(ISet<string> columns, bool sections)
{
    private List<string> _absent = [];
    private bool _differs;

    /// <summary>Compares two rows.</summary>
    /// <param name="before">The row as the store has it.</param>
    /// <param name="after">The row as it is now.</param>
    /// <param name="leaveOut">The fields that are not compared.</param>
    public List<RowDifference> Compare(JsonElement before, JsonElement after, IReadOnlyCollection<string> leaveOut)
    {
        var differences = new List<RowDifference>();
        CompareProperties("", before, after, leaveOut, differences);
        return differences;
    }

    private void CompareProperties(
        string path, JsonElement before, JsonElement after, IReadOnlyCollection<string> leaveOut, List<RowDifference> differences)
    {
        foreach ((string name, JsonElement old, JsonElement now) in Pair(before, after))
        {
            string field = path.Length == 0 ? name : path + "." + name;
            if (leaveOut.Contains(field))
                continue;
            if (sections && path.Length == 0 && IsFilledObject(old) && IsFilledObject(now))
            {
                CompareProperties(field, old, now, leaveOut, differences);
                continue;
            }
            _absent = [];
            _differs = false;
            CompareMember(field, old, now);
            if (_differs || _absent.Count > 0)
                differences.Add(new RowDifference(field, old, now, _differs ? null : _absent));
        }
    }

    // A member of two objects that both have content.
    private void CompareMember(string path, JsonElement before, JsonElement after)
    {
        if (IsEmpty(before) && IsEmpty(after))
            return;
        if (after.ValueKind == JsonValueKind.Undefined)
            _absent.Add(path);
        else if (before.ValueKind == JsonValueKind.Undefined && !columns.Contains(path))
            return;
        else
            CompareValues(path, before, after);
    }

    private void CompareValues(string path, JsonElement before, JsonElement after)
    {
        if (IsFilledObject(before) && IsFilledObject(after))
        {
            foreach ((string name, JsonElement old, JsonElement now) in Pair(before, after))
                CompareMember(path + "." + name, old, now);
        }
        else if (Canonical(path, before) != Canonical(path, after) && !IsSameTruth(before, after))
        {
            _differs = true;
        }
    }

    // Of a field that comes twice, the last value that is not null counts, as it does where objects are read.
    private static IEnumerable<(string Name, JsonElement Before, JsonElement After)> Pair(JsonElement before, JsonElement after)
    {
        Dictionary<string, JsonElement> old = Members(before), now = Members(after);
        foreach (KeyValuePair<string, JsonElement> member in old)
            yield return (member.Key, member.Value, now.TryGetValue(member.Key, out JsonElement value) ? value : default);
        foreach (KeyValuePair<string, JsonElement> member in now)
        {
            if (!old.ContainsKey(member.Key))
                yield return (member.Key, default, member.Value);
        }
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null || !members.ContainsKey(member.Name))
                members[member.Name] = member.Value;
        }
        return members;
    }

    private static bool IsFilledObject(JsonElement element) => element.ValueKind == JsonValueKind.Object && !IsEmpty(element);

    /// <summary>Indicates whether a value is no value: null, an empty text or list, an object that has nothing but such values.</summary>
    internal static bool IsEmpty(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => element.ValueEquals(ReadOnlySpan<byte>.Empty),
        JsonValueKind.Array => element.EnumerateArray().All(IsEmpty),
        JsonValueKind.Object => element.EnumerateObject().All(member => IsEmpty(member.Value)),
        _ => false,
    };

    /// <summary>The text of a value that is equal for values of one meaning.</summary>
    /// <param name="path">The path of the field.</param>
    /// <param name="element">The value.</param>
    internal static string Canonical(string path, JsonElement element)
    {
        if (IsEmpty(element))
            return "";
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return CanonicalText(path, element.GetString()!);
            case JsonValueKind.Number:
                return IsId(path) ? "\"" + element.GetRawText() : CanonicalNumber(element);
            case JsonValueKind.Array:
                return "[" + string.Join("\0", element.EnumerateArray().Select(item => Canonical(path, item))
                    .OrderBy(item => item, StringComparer.Ordinal)) + "]";
            case JsonValueKind.Object:
                var text = new StringBuilder("{");
                foreach (KeyValuePair<string, JsonElement> member in Members(element).OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    string value = Canonical(path + "." + member.Key, member.Value);
                    if (value.Length > 0)
                        text.Append(member.Key).Append('\u0001').Append(value).Append('\u0002');
                }
                return text.Append('}').ToString();
            default:
                return element.ValueKind == JsonValueKind.True ? "true" : "false";
        }
    }

    private static string CanonicalText(string path, string text)
    {
        if (text.Length is >= 16 and <= 40 && text.IndexOf(':') > 0 && !IsId(path)
            && ApiTime.TryParse(Encoding.UTF8.GetBytes(text), out DateTime time))
            return "@" + time.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        return "\"" + text;
    }

    // Some answers have a truth value as a word.
    private static bool IsSameTruth(JsonElement one, JsonElement other)
    {
        if (one.ValueKind == JsonValueKind.String)
            (one, other) = (other, one);
        return one.ValueKind is JsonValueKind.True or JsonValueKind.False && other.ValueKind == JsonValueKind.String
            && (one.ValueKind == JsonValueKind.True
                ? other.ValueEquals("True") || other.ValueEquals("Yes") || other.ValueEquals("true")
                : other.ValueEquals("False") || other.ValueEquals("No") || other.ValueEquals("false"));
    }

    private static string CanonicalNumber(JsonElement number) =>
        number.TryGetInt64(out long whole) ? whole.ToString(CultureInfo.InvariantCulture)
        : number.TryGetDouble(out double real) ? real.ToString("R", CultureInfo.InvariantCulture)
        : number.GetRawText();

    private static bool IsId(string path) =>
        path == "id" || path.EndsWith("_id", StringComparison.Ordinal) || path.EndsWith(".id", StringComparison.Ordinal);
}
