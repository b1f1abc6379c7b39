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
    // As in FilterCheck: services round the bounds of times to whole days.
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    private static readonly string[] ListOperators = ["in", "not_in", "like", "not_like"];
    private static readonly string[] Operators = ["eq", .. ListOperators, "lt", "lte", "gt", "gte", "or"];

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
                    Add(field, "in", Texts(entry.Value));
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

    /// <summary>
    /// Finds what a row shows against these conditions, in words for an error; null when nothing does. Only what can be told for certain
    /// counts: fields that the row shows, text without regard to case, and times that are off by more than a day.
    /// </summary>
    public string? FindContradiction(KandjiObject row)
    {
        foreach (KeyValuePair<string, Dictionary<string, object?>> condition in _conditions)
        {
            if (FieldNameMap.FindProperty(model, condition.Key)?.GetValue(row) is not { } found)
                continue;
            foreach (KeyValuePair<string, object?> test in condition.Value)
            {
                if (Contradicts(test.Key, test.Value, found))
                    return $"'{found}' as {condition.Key}, which is not what the filter asks for";
            }
        }
        return null;
    }

    private static bool Contradicts(string name, object? asked, object found) => (name, asked, found) switch
    {
        ("eq", bool wanted, bool value) => wanted != value,
        ("in", string[] texts, string value) => !texts.Any(text => QuoteInsensitiveComparer.Comparer.Equals(text, value)),
        ("not_in", string[] texts, string value) => texts.Contains(value, StringComparer.Ordinal),
        ("like", string[] texts, string value) => !texts.Any(text => Contains(value, text)),
        ("not_like", string[] texts, string value) => texts.Any(text => value.IndexOf(text, StringComparison.Ordinal) >= 0),
        ("gt" or "gte", DateTime bound, DateTime value) => bound.ToUniversalTime() - value.ToUniversalTime() > Tolerance,
        ("lt" or "lte", DateTime bound, DateTime value) => value.ToUniversalTime() - bound.ToUniversalTime() > Tolerance,
        _ => false,
    };

    private static bool Contains(string value, string part) =>
        QuoteInsensitiveComparer.NormalizeQuotes(value).IndexOf(
            QuoteInsensitiveComparer.NormalizeQuotes(part), StringComparison.OrdinalIgnoreCase) >= 0;

    private void AddOperators(string field, IDictionary operators)
    {
        foreach (DictionaryEntry entry in operators)
        {
            string name = KnownOperator(field, entry.Key);
            Add(field, name, name == "or" ? Sides(field, entry.Value)
                : ListOperators.Contains(name) ? Texts(entry.Value)
                : entry.Value.Unwrap());
        }
    }

    private Dictionary<string, object?> Sides(string field, object? value)
    {
        if (value.Unwrap() is not IDictionary sides)
            throw new ArgumentException($"The operator 'or' for '{field}' takes two others, as @{{ or = @{{ lt = $start; gt = $end }} }}.");
        return sides.Count == 0 ? throw NoValue(field, "or") : sides.Cast<DictionaryEntry>()
            .ToDictionary<DictionaryEntry, string, object?>(
                side => KnownOperator(field, side.Key), side => side.Value.Unwrap() ?? throw NoValue(field, side.Key));
    }

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
        if (value is null or string[] { Length: 0 } || (name is "like" or "not_like" && value is string[] parts && parts.Contains("")))
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

    private static string[] Texts(object? value) =>
        ReferenceText.Items(value)
            .Select(item => Convert.ToString(item.Unwrap(), System.Globalization.CultureInfo.InvariantCulture)!).ToArray();
}
