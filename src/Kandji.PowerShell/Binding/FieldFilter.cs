using System.Collections;
using Kandji.Client.Json;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Puts together the conditions by field that Prism and vulnerability management take, from what -Filter holds and from typed
/// parameters: <c>{ "apple_silicon": { "eq": true }, "device__name": { "like": ["dev"] } }</c>.
/// </summary>
/// <param name="model">The type of the rows, whose property names stand for the API's.</param>
internal sealed class FieldFilter(Type model)
{
    private static readonly string[] ListOperators = ["in", "not_in", "like", "not_like"];
    private static readonly string[] TimeOperators = ["lt", "lte", "gt", "gte"];
    private static readonly string[] Operators = ["eq", .. ListOperators, .. TimeOperators, "or"];

    private readonly Dictionary<string, Dictionary<string, object?>> _conditions = new(StringComparer.Ordinal);

    /// <summary>Adds what -Filter holds.</summary>
    /// <param name="filter">
    /// By field: operators with their values, or a value alone: a boolean must be equal, text must be one of those given.
    /// </param>
    /// <returns>This filter.</returns>
    /// <exception cref="ArgumentException">It holds something that is no condition.</exception>
    public FieldFilter Add(IDictionary? filter)
    {
        foreach (DictionaryEntry entry in filter ?? new Hashtable())
        {
            string field = Convert.ToString(entry.Key.Unwrap(), System.Globalization.CultureInfo.InvariantCulture)!;
            switch (entry.Value.Unwrap())
            {
                case IDictionary operators:
                    AddOperators(field, operators);
                    break;
                case bool or int or long or double or float or decimal:
                    Add(field, "eq", entry.Value.Unwrap());
                    break;
                case string or Guid or IEnumerable:
                    Add(field, "in", Texts(field, "in", entry.Value));
                    break;
                default:
                    throw new ArgumentException(
                        $"The condition for '{field}' must be a value (true, 'text', or several texts) or operators with values, as "
                            + "@{ gt = (Get-Date).AddDays(-7) }.");
            }
        }
        return this;
    }

    /// <summary>Adds that a field must have one of some values; null adds nothing.</summary>
    public FieldFilter In(string field, IEnumerable<string>? values)
    {
        if (values is not null)
            Add(field, "in", values.ToArray());
        return this;
    }

    /// <summary>Adds that a field must contain a text; null adds nothing.</summary>
    public FieldFilter Like(string field, string? part)
    {
        if (part is not null)
            Add(field, "like", new[] { part });
        return this;
    }

    /// <summary>Adds that a time must not be before one and not after another; null adds nothing.</summary>
    public FieldFilter Between(string field, DateTime? after, DateTime? before)
    {
        if (after is not null)
            Add(field, "gte", after);
        if (before is not null)
            Add(field, "lte", before);
        return this;
    }

    /// <summary>The conditions; null when there are none.</summary>
    public IReadOnlyDictionary<string, object?>? Build() =>
        _conditions.Count == 0 ? null : _conditions.ToDictionary(condition => condition.Key, condition => (object?)condition.Value);

    /// <summary>Indicates whether there are conditions on times, so that rows of the service may be left out.</summary>
    public bool HasTimes => _conditions.Values.Any(tests => tests.Keys.Any(name => name == "or" || TimeOperators.Contains(name)));

    /// <summary>
    /// Finds what a row shows against these conditions, in words for an error; null when nothing does. Only what can be told for certain
    /// counts: fields that the row shows, text without regard to case, and times that are off by more than services round them by.
    /// </summary>
    public string? FindContradiction(KandjiObject row) => Find(row, FilterFit.Contradiction) is var (field, found)
        ? $"'{found}' as {field}, which is not what the filter asks for" : null;

    /// <summary>Indicates whether a row has a time that is outside of these conditions by what services round times by.</summary>
    public bool IsOutside(KandjiObject row) => Find(row, FilterFit.Outside) is not null;

    private (string Field, object Found)? Find(KandjiObject row, FilterFit fit)
    {
        foreach (KeyValuePair<string, Dictionary<string, object?>> condition in _conditions)
        {
            if (FieldNameMap.FindProperty(model, condition.Key)?.GetValue(row) is { } found
                && condition.Value.Any(test => Compare(test.Key, test.Value, found) == fit))
                return (condition.Key, found);
        }
        return null;
    }

    private static FilterFit Compare(string name, object? asked, object found) => (name, asked, found) switch
    {
        ("eq", bool wanted, bool value) => Meets(wanted == value),
        ("eq", string wanted, string value) => Meets(QuoteInsensitiveComparer.Comparer.Equals(wanted, value)),
        ("eq", _, int or long or double) when asked is int or long or double or float or decimal => Meets(
            Convert.ToDouble(asked, System.Globalization.CultureInfo.InvariantCulture)
                == Convert.ToDouble(found, System.Globalization.CultureInfo.InvariantCulture)),
        ("in", string[] texts, string value) => Meets(texts.Any(text => QuoteInsensitiveComparer.Comparer.Equals(text, value))),
        ("not_in", string[] texts, string value) => Meets(!texts.Contains(value, StringComparer.Ordinal)),
        ("like", string[] texts, string value) => Meets(texts.Any(text => Contains(value, text))),
        ("not_like", string[] texts, string value) => Meets(!texts.Any(text => value.IndexOf(text, StringComparison.Ordinal) >= 0)),
        ("lt" or "lte" or "gt" or "gte", _, DateTime value) => TimeBound.From(asked)?.Compare(name, value) ?? FilterFit.Within,
        ("or", Dictionary<string, object?> sides, _) => sides.Min(side => Compare(side.Key, side.Value, found)),
        _ => FilterFit.Within,
    };

    private static FilterFit Meets(bool meets) => meets ? FilterFit.Within : FilterFit.Contradiction;

    private static bool Contains(string value, string part) =>
        QuoteInsensitiveComparer.NormalizeQuotes(value).IndexOf(
            QuoteInsensitiveComparer.NormalizeQuotes(part), StringComparison.OrdinalIgnoreCase) >= 0;

    private void AddOperators(string field, IDictionary operators)
    {
        foreach (DictionaryEntry entry in operators)
        {
            string name = KnownOperator(field, entry.Key);
            Add(field, name, name == "or" ? Sides(field, entry.Value)
                : ListOperators.Contains(name) ? Texts(field, name, entry.Value)
                : entry.Value.Unwrap());
        }
    }

    private Dictionary<string, object?> Sides(string field, object? value)
    {
        if (value.Unwrap() is not IDictionary sides)
            throw new ArgumentException($"The operator 'or' for '{field}' takes two others, as @{{ or = @{{ lt = $start; gt = $end }} }}.");
        return sides.Count == 0 ? throw NoValue(field, "or") : sides.Cast<DictionaryEntry>()
            .ToDictionary<DictionaryEntry, string, object?>(
                side => KnownOperator(field, side.Key),
                side => side.Value.Unwrap() is { } given && !IsBlankTime(KnownOperator(field, side.Key), given)
                    ? given : throw NoValue(field, side.Key));
    }

    private static bool IsBlankTime(string name, object value) =>
        value is string text && TimeOperators.Contains(name) && string.IsNullOrWhiteSpace(text);

    private static ArgumentException NoValue(string field, object name) => new($"The condition '{name}' for '{field}' has no value.");

    private void Add(string field, string name, object? value)
    {
        string apiName = FieldNameMap.ToApi(model, field);
        if (!_conditions.TryGetValue(apiName, out Dictionary<string, object?>? condition))
            _conditions.Add(apiName, condition = new Dictionary<string, object?>(StringComparer.Ordinal));
        if (condition.ContainsKey(name))
            throw new ArgumentException($"There are two conditions '{name}' for '{field}'.");
        // A variable that was left empty must not decide which rows are returned.
        // Every text contains the empty one.
        if (value is null or string[] { Length: 0 } || IsBlankTime(name, value)
            || (name is "like" or "not_like" && value is string[] parts && parts.Contains("")))
            throw NoValue(field, name);
        condition.Add(name, value);
    }

    private static string KnownOperator(string field, object key)
    {
        string given = Convert.ToString(key.Unwrap(), System.Globalization.CultureInfo.InvariantCulture)!;
        string name = given.Any(char.IsUpper) ? ApiName.ToSnakeCase(given) : given;
        return Operators.Contains(name)
            ? name
            : throw new ArgumentException($"'{given}', for '{field}', is not an operator. There are {string.Join(", ", Operators)}.");
    }

    // A null among several would leave the others to decide.
    private static string[] Texts(string field, string name, object? value)
    {
        List<object?> items = ArgumentValues.Flatten(value).ToList();
        if (items.Contains(null))
            throw items.Count == 1 ? NoValue(field, name)
                : new ArgumentException($"One of the {items.Count} values of the condition '{name}' for '{field}' is null.");
        return items.ConvertAll(item => Convert.ToString(item.Unwrap(), System.Globalization.CultureInfo.InvariantCulture)!).ToArray();
    }
}
