using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Kandji.Client.Model;

namespace Kandji.Automation.Health.Policies;

/// <summary>A comparison of one property with a value.</summary>
internal sealed class PropertyCondition : PolicyCondition
{
    // A regular expression of the policy meets names that anybody may have written.
    private static readonly TimeSpan MaxMatchTime = TimeSpan.FromSeconds(1);

    // A hundred years. Many more would be a time before there is a calendar.
    private const int MaxDays = 36_500;

    private readonly PolicyProperty _property;
    private readonly PolicyOperator _operator;
    private readonly object?[] _values;
    private readonly Regex? _pattern;

    private PropertyCondition(PolicyProperty property, PolicyOperator comparison, object?[] values, Regex? pattern)
    {
        _property = property;
        _operator = comparison;
        _values = values;
        _pattern = pattern;
    }

    /// <inheritdoc/>
    public override IEnumerable<PolicyProperty> Properties => [_property];

    /// <summary>Makes a condition.</summary>
    /// <param name="property">The property.</param>
    /// <param name="comparison">The operator.</param>
    /// <param name="values">The value, or those of <see cref="PolicyOperator.In"/>: texts, whole numbers, booleans.</param>
    /// <exception cref="FormatException">A value does not fit the property or the operator; the message says why.</exception>
    public static PropertyCondition Create(PolicyProperty property, PolicyOperator comparison, IReadOnlyList<object?> values)
    {
        Regex? pattern = null;
        if (comparison is PolicyOperator.Like or PolicyOperator.Match)
        {
            if (!IsText(property.ValueType))
                throw new FormatException($"{comparison} compares text, and '{property.Name}' is none.");
            string text = values[0] as string ?? throw new FormatException($"The value of {comparison} has to be text in quotes.");
            pattern = CreatePattern(comparison == PolicyOperator.Like ? FromWildcards(text) : text);
        }
        else if (comparison is PolicyOperator.Lt or PolicyOperator.Gt && property.ValueType == typeof(bool))
        {
            throw new FormatException($"'{property.Name}' is true or false, which is compared with Eq or Ne.");
        }
        return new PropertyCondition(
            property, comparison,
            pattern is null ? values.Select(value => Convert(value, property)).ToArray() : [], pattern);
    }

    /// <inheritdoc/>
    public override bool? IsMet(object item, DateTime now)
    {
        object? value = _property.Read(item);
        if (_operator == PolicyOperator.Empty)
            return IsEmpty(value);
        if (value is IEnumerable list and not string)
        {
            // An item that is the value breaks Ne, and meets each of the others.
            bool isNe = _operator == PolicyOperator.Ne;
            return list.Cast<object?>().Any(part => part is not null && Compare(part, now) == !isNe) != isNe;
        }
        return IsEmpty(value) ? null : Compare(value!, now);
    }

    private bool? Compare(object value, DateTime now) => _operator switch
    {
        PolicyOperator.Like or PolicyOperator.Match => Matches(Text(value)),
        PolicyOperator.Eq => Order(value, _values[0], now) == 0,
        PolicyOperator.Ne => Order(value, _values[0], now) != 0,
        PolicyOperator.Lt => Order(value, _values[0], now) < 0,
        PolicyOperator.Gt => Order(value, _values[0], now) > 0,
        _ => _values.Any(one => Order(value, one, now) == 0),
    };

    private bool? Matches(string text)
    {
        try
        {
            return _pattern!.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private int Order(object value, object? other, DateTime now)
    {
        switch (value)
        {
            case DateTime time:
                DateTime instant = other is TimeSpan age ? now.ToUniversalTime() - age : (DateTime)other!;
                return time.ToUniversalTime().CompareTo(instant);
            case bool flag:
                return flag.CompareTo((bool)other!);
            case Version version:
                return version.CompareTo((Version)other!);
            case IConvertible number and not string:
                return System.Convert.ToDouble(number, CultureInfo.InvariantCulture).CompareTo((double)other!);
            default:
                string text = Text(value), wanted = (string)other!;
                // 15.10 is newer than 15.9, and Eq means the text as it is.
                return _operator is PolicyOperator.Lt or PolicyOperator.Gt && VersionText.IsVersion(text) && VersionText.IsVersion(wanted)
                    ? VersionText.Compare(text, wanted)
                    : string.Compare(text, wanted, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static object? Convert(object? value, PolicyProperty property)
    {
        Type type = property.ValueType;
        if (type == typeof(DateTime))
            return Time(value, property);
        if (type == typeof(bool))
            return value as bool? ?? throw new FormatException($"The value for '{property.Name}' has to be $true or $false.");
        if (type == typeof(Version))
            return ComparableVersion.Parse(value as string)
                ?? throw new FormatException($"The value for '{property.Name}' has to be a version in quotes: '15.6.1'.");
        if (IsText(type))
            return value as string ?? throw new FormatException($"The value for '{property.Name}' has to be text in quotes.");
        return value is int or long or double
            ? System.Convert.ToDouble(value, CultureInfo.InvariantCulture)
            : throw new FormatException($"The value for '{property.Name}' has to be a number.");
    }

    // A day, or an age as '30d': so long ago.
    private static object Time(object? value, PolicyProperty property)
    {
        string text = value as string ?? "";
        if (text.EndsWith("d", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(text.Substring(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int days)
            && days <= MaxDays)
            return TimeSpan.FromDays(days);
        return DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime day)
            ? day
            : throw new FormatException(
                $"The value for '{property.Name}' has to be a day, as '2026-12-31', or an age of at most "
                    + $"{MaxDays} days, as '30d' for 30 days ago.");
    }

    // Lists of text, such as the tags, are compared item by item.
    private static bool IsText(Type type) => type == typeof(string) || type == typeof(TextList) || type == typeof(object);

    private static bool IsEmpty(object? value) =>
        value is null or "" || (value is IEnumerable list and not string && !list.Cast<object?>().Any());

    private static string Text(object value) => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string FromWildcards(string text) =>
        "^" + Regex.Escape(text).Replace(@"\*", ".*").Replace(@"\?", ".") + "$";

    private static Regex CreatePattern(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline, MaxMatchTime);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"'{text}' is not a regular expression: {e.Message}", e);
        }
    }
}
