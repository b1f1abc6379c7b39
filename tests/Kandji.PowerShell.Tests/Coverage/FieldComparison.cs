using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Kandji.Client.Json;
using Kandji.Client.Model;
using Kandji.PowerShell.Cmdlets;

namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>Compares an answer with the object that came of it: every field by its PascalCase name, with an equal value.</summary>
internal sealed class FieldComparison(Func<string, string?> otherName)
{
    // Fields about other pages belong to the paging, and the request names the device.
    private static readonly string[] BesideTheItems =
        ["count", "next", "previous", "total", "total_count", "page", "size", "offset", "limit", "cursor", "device_id", "malicious_count",
            "suspicious_count"];

    /// <summary>The differences between an answer and a result; empty when the whole answer came out.</summary>
    /// <param name="answer">The service's answer.</param>
    /// <param name="result">The result of the client's method.</param>
    /// <param name="otherName">
    /// The property in which a field comes out, where it is not the field's name in PascalCase; null elsewhere.
    /// </param>
    public static List<string> Differences(JsonElement answer, object result, Func<string, string?> otherName)
    {
        var comparison = new FieldComparison(otherName);
        if (result is not Array items)
            return comparison.Whole(answer, result is KandjiObject model ? PSObjectFactory.Create(model) : result);
        object?[] outputs = items.Cast<object>().Select(item => item is KandjiObject m ? PSObjectFactory.Create(m) : item).ToArray();
        var differences = new List<string>();
        if (FindItems(answer, "", differences) is { } expected)
            comparison.Compare(expected.Items, outputs, expected.Path, differences);
        else if (outputs.Length == 1)
            // A list of one has been seen as the one object.
            comparison.Compare(answer, outputs[0], "", differences);
        else
            differences.Add("the answer has no list, and the method returns one");
        return differences;
    }

    private List<string> Whole(JsonElement answer, object? output)
    {
        var differences = new List<string>();
        Compare(answer, output, "", differences);
        if (differences.Count == 0)
            return differences;
        // {"device_id":…,"lost_mode":{…}} may come out as what is in it, {"pin":"…"} as its value.
        JsonProperty[] inner = answer.ValueKind == JsonValueKind.Object
            ? answer.EnumerateObject().Where(member => !BesideTheItems.Contains(member.Name)).ToArray()
            : [];
        if (inner.Length == 1)
        {
            var within = new List<string>();
            Compare(inner[0].Value, output, inner[0].Name, within);
            if (within.Count < differences.Count)
                return within;
        }
        return differences;
    }

    private static (JsonElement Items, string Path)? FindItems(JsonElement answer, string path, List<string> differences)
    {
        if (answer.ValueKind == JsonValueKind.Array)
            return (answer, path);
        if (answer.ValueKind != JsonValueKind.Object)
            return null;
        JsonProperty[] members = answer.EnumerateObject().Where(member => !BesideTheItems.Contains(member.Name)).ToArray();
        JsonProperty[] lists = members.Where(member => member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object).ToArray();
        if (lists.Length != 1)
            return null;
        differences.AddRange(members.Where(member => member.Name != lists[0].Name)
            .Select(member => $"{path}{member.Name} lies beside the list and does not come out"));
        return FindItems(lists[0].Value, path + lists[0].Name, differences);
    }

    private void Compare(JsonElement expected, object? actual, string path, List<string> differences)
    {
        object? plain = actual is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : actual;
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                CompareObject(expected, actual, plain, path, differences);
                break;
            case JsonValueKind.Array:
                CompareArray(expected, plain, path, differences);
                break;
            case JsonValueKind.Null:
                if (plain is not null)
                    differences.Add($"{path} is null and came out as '{plain}'");
                break;
            default:
                if (!IsSame(expected, plain))
                    differences.Add(
                        $"{path} is {expected.GetRawText()} and came out as "
                            + $"{(plain is null ? "null" : $"'{plain}' ({plain.GetType().Name})")}");
                break;
        }
    }

    private void CompareObject(JsonElement expected, object? actual, object? plain, string path, List<string> differences)
    {
        if (plain is null)
        {
            if (expected.EnumerateObject().Any())
                differences.Add($"{path} is an object and came out as null");
            return;
        }
        PSObject output = PSObject.AsPSObject(actual!);
        // Where a key is sent twice, the last one counts.
        foreach (JsonProperty member in expected.EnumerateObject().GroupBy(m => m.Name).Select(same => same.Last()))
        {
            string at = path.Length == 0 ? member.Name : path + "." + member.Name;
            string name = ApiName.ToPascalCase(member.Name);
            PSPropertyInfo? property = (otherName(at) ?? Renamed(plain, member.Name)) is { } renamed ? output.Properties[renamed]
                : output.Properties[name] ?? output.Properties[member.Name];
            if (property is null)
                differences.Add($"{at} does not come out as {name}");
            else if (output.Properties[property.Name + "Raw"] is PSNoteProperty)
                differences.Add($"{at} does not fit {property.Name}: it came out as {property.Name}Raw");
            else
                Compare(member.Value, property.Value, at, differences);
        }
    }

    private static string? Renamed(object model, string apiName) =>
        model.GetType().GetProperties().FirstOrDefault(property => property.GetCustomAttribute<ApiNameAttribute>()?.Name == apiName)?.Name;

    private void CompareArray(JsonElement expected, object? plain, string path, List<string> differences)
    {
        object?[] items = plain is IEnumerable list and not string ? list.Cast<object?>().ToArray() : [];
        if (items.Length != expected.GetArrayLength())
        {
            differences.Add($"{path}[] has {expected.GetArrayLength()} items and came out with {items.Length}");
            return;
        }
        int at = 0;
        foreach (JsonElement item in expected.EnumerateArray())
        {
            Compare(item, items[at], $"{path}[{at}]", differences);
            at++;
        }
    }

    private static bool IsSame(JsonElement expected, object? actual)
    {
        string text = expected.ValueKind switch
        {
            JsonValueKind.String => expected.GetString()!,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => expected.GetRawText(),
        };
        return actual switch
        {
            null => text.Length == 0,
            string s => s == text,
            bool b =>
                (text.ToLowerInvariant() is "true" or "yes" or "1") == b
                && text.ToLowerInvariant() is "true" or "yes" or "false" or "no" or "1" or "0",
            DateTime time => IsSameTime(text, time),
            int or long or decimal or double => IsSameNumber(text, Convert.ToDouble(actual, CultureInfo.InvariantCulture)),
            Enum e => text == Convert.ToInt64(e, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
                || string.Equals(Letters(text), Letters(e.ToString()), StringComparison.OrdinalIgnoreCase),
            Uri uri => uri.OriginalString == text,
            Array { Length: 0 } => text.Length == 0,
            _ => false,
        };
    }

    private static bool IsSameTime(string text, DateTime actual)
    {
        string plain = text.Replace(" at ", " ", StringComparison.Ordinal).Replace('\u202f', ' ');
        return actual.Kind == DateTimeKind.Local
            && DateTime.TryParse(
                plain, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime utc)
            && Math.Abs((actual.ToUniversalTime() - utc).Ticks) < 10;
    }

    private static bool IsSameNumber(string text, double actual)
    {
        string[] units = ["bytes", "KB", "MB", "GB", "TB"];
        string[] parts = text.TrimEnd('%').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 2 || !double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return false;
        int power = parts.Length == 2 ? Array.IndexOf(units, parts[1]) : 0;
        return power >= 0 && Math.Abs((number * Math.Pow(1000, power)) - actual) <= Math.Abs(actual) * 1e-9;
    }

    private static string Letters(string text) => new(text.Where(char.IsLetterOrDigit).ToArray());
}
