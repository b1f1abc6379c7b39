using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kandji.Simulator.Http;

/// <summary>
/// Conditions by field, as Prism and vulnerability management take them in <c>filter</c>: <c>{"field":{"in":["a","b"]}}</c>. A field that
/// no row has and an operator that there is not are refused; the service would rather answer nothing than guess.
/// </summary>
internal sealed class FieldConditions
{
    private readonly List<(string Field, Func<JsonNode?, bool> Matches)> _conditions = [];

    /// <summary>The conditions in the query.</summary>
    public static FieldConditions In(ApiRequest apiRequest)
    {
        if (apiRequest.Query("filter") is not { } text)
            return new FieldConditions();
        try
        {
            using var json = JsonDocument.Parse(text);
            return Parse(json.RootElement);
        }
        catch (JsonException)
        {
            throw ApiErrorException.BadRequest("Invalid filter: not JSON.");
        }
    }

    /// <summary>The conditions in a body.</summary>
    public static FieldConditions Parse(JsonElement filter)
    {
        var conditions = new FieldConditions();
        if (filter.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return conditions;
        if (filter.ValueKind != JsonValueKind.Object)
            throw ApiErrorException.BadRequest("Invalid filter: not an object.");
        foreach (var field in filter.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.Object)
                throw ApiErrorException.BadRequest($"Invalid filter for {field.Name}: operators expected.");
            foreach (var condition in field.Value.EnumerateObject())
                conditions._conditions.Add((field.Name, Condition(field.Name, condition)));
        }

        return conditions;
    }

    /// <summary>The rows that meet all conditions.</summary>
    public IReadOnlyList<JsonObject> Parse(IReadOnlyList<JsonObject> rows, params string[] aliases)
    {
        if (_conditions.Count == 0)
            return rows;
        foreach (var (field, _) in _conditions)
        {
            if (rows.Count > 0 && !rows[0].ContainsKey(field) && !aliases.Contains(field))
                throw ApiErrorException.BadRequest($"Invalid filter field: {field}");
        }

        return [
            .. rows.Where(
                row => _conditions.All(
                    c => c.Matches(row[c.Field]
                        ?? (aliases.Contains(c.Field) ? row["latest_detection_date"] ?? row["software_summary"]?["detection_date"]
                            : null))))];
    }

    /// <summary>Rows in the order that <c>sort_by</c> asks for.</summary>
    public static IReadOnlyList<JsonObject> Sort(IReadOnlyList<JsonObject> rows, string? sortBy)
    {
        if (string.IsNullOrEmpty(sortBy))
            return rows;
        var field = sortBy.TrimStart('-');
        if (rows.Count > 0 && !rows[0].ContainsKey(field))
            throw ApiErrorException.BadRequest($"Invalid sort_by: {field}");
        var sorted = rows.OrderBy(row => row[field], Comparer<JsonNode?>.Create(Compare));
        return sortBy.StartsWith('-') ? [.. sorted.Reverse()] : [.. sorted];
    }

    private static Func<JsonNode?, bool> Condition(string field, JsonProperty condition)
    {
        var (name, wanted) = (condition.Name, condition.Value);
        switch (name)
        {
            case "eq":
                var value = JsonNode.Parse(wanted.GetRawText());
                return actual => JsonNode.DeepEquals(actual, value);
            case "in":
                var any = Texts();
                return actual => Each(actual).Any(any.Contains);
            case "not_in":
                var none = Texts();
                return actual => !Each(actual).Any(none.Contains);
            case "like":
                var parts = Texts();
                return actual => Each(actual).Any(text => parts.Any(part => text.Contains(part, StringComparison.OrdinalIgnoreCase)));
            case "not_like":
                var unlike = Texts();
                return actual => !Each(actual).Any(text => unlike.Any(part => text.Contains(part, StringComparison.OrdinalIgnoreCase)));
            case "lt" or "lte" or "gt" or "gte":
                var limit = Time(wanted.ValueKind == JsonValueKind.String ? wanted.GetString() : null)
                    ?? throw ApiErrorException.BadRequest($"Invalid filter for {field}: a date expected.");
                return actual => Time(actual?.ToString()) is { } time && name switch
                {
                    "lt" => time < limit,
                    "lte" => time <= limit,
                    "gt" => time > limit,
                    _ => time >= limit,
                };
            case "or" when wanted.ValueKind == JsonValueKind.Object:
                var sides = wanted.EnumerateObject().Select(side => Condition(field, side)).ToArray();
                return actual => sides.Any(side => side(actual));
            default:
                throw ApiErrorException.BadRequest($"Invalid filter operator: {name}");
        }

        HashSet<string> Texts() => wanted.ValueKind == JsonValueKind.Array
            ? [.. wanted.EnumerateArray().Select(v => v.ToString())]
            : throw ApiErrorException.BadRequest($"Invalid filter for {field}: a list expected.");
    }

    private static IEnumerable<string> Each(JsonNode? value) => value switch
    {
        null => [],
        JsonArray items => items.Where(i => i is not null).Select(i => i!.ToString()),
        _ => [value.ToString()],
    };

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static int Compare(JsonNode? a, JsonNode? b)
    {
        if (a is null || b is null)
            return (a is null ? 0 : 1) - (b is null ? 0 : 1);
        return a.GetValueKind() == JsonValueKind.Number && b.GetValueKind() == JsonValueKind.Number
            ? Number(a).CompareTo(Number(b))
            : string.CompareOrdinal(a.ToString(), b.ToString());
    }

    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
}
