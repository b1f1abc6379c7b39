using System.Text.RegularExpressions;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// The filter of a parameter that accepts wildcards. The service matches parts of values; this matches whole values, without regard to case
/// and to the kind of quotes, with PowerShell's wildcards, and tells which part the service can be asked for.
/// </summary>
internal sealed class WildcardFilter
{
    private readonly string[] _values;
    private readonly WildcardPattern[] _patterns;

    private WildcardFilter(string[] values)
    {
        _values = values;
        _patterns = values
            .Where(IsPattern)
            .Select(value => QuoteInsensitiveComparer.NormalizeQuotes(WithLiteralBrackets(value)))
            .Select(value => new WildcardPattern(value, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))
            .ToArray();
    }

    /// <summary>Indicates whether text has wildcards, so that it may mean several.</summary>
    public static bool IsPattern(string text) => WildcardPattern.ContainsWildcardCharacters(WithLiteralBrackets(text));

    // A bracket that is not closed is a character like any other, so that a[b finds what is called so, and a[b* what begins so.
    private static string WithLiteralBrackets(string text)
    {
        try
        {
            new WildcardPattern(text).IsMatch("");
            return text;
        }
        catch (WildcardPatternException)
        {
            return Regex.Replace(text, @"(?<!`)\[", "`[");
        }
    }

    /// <summary>Makes a filter; null when nothing was asked.</summary>
    public static WildcardFilter? Create(string[]? values) => values is { Length: > 0 } ? new WildcardFilter(values) : null;

    /// <summary>How many values were asked for.</summary>
    public int Count => _values.Length;

    /// <summary>The values that hold no wildcard and so must exist.</summary>
    public string[] Literals =>
        _values.Where(value => !IsPattern(value)).Select(WildcardPattern.Unescape).ToArray();

    /// <summary>Indicates whether a value matches one of those asked for, literally or as a pattern.</summary>
    public bool Matches(string? value)
    {
        string text = QuoteInsensitiveComparer.NormalizeQuotes(value ?? "");
        return _values.Any(asked => QuoteInsensitiveComparer.Comparer.Equals(WildcardPattern.Unescape(asked), text)
            || QuoteInsensitiveComparer.Comparer.Equals(asked, text))
            || _patterns.Any(pattern => pattern.IsMatch(text));
    }

    /// <summary>Indicates whether any of several values matches.</summary>
    public bool MatchesAny(IEnumerable<string>? values) => values is not null && values.Any(Matches);

    /// <summary>
    /// A part that every match contains, to narrow down what the service sends; null when there is no such part or several values were
    /// asked for.
    /// </summary>
    public string? Substring
    {
        get
        {
            if (_values.Length != 1)
                return null;
            if (_patterns.Length == 0)
                return WithoutQuotes(WildcardPattern.Unescape(_values[0]));
            // Brackets and escapes may stand for anything; between stars and question marks everything is literal.
            return _values[0].IndexOfAny(['[', ']', '`']) >= 0
                ? null
                : Longest(_values[0].Split(['*', '?', .. QuoteInsensitiveComparer.Quotes]));
        }
    }

    /// <summary>The longest part of a text that is the same whatever quotes are typed; null when there is none.</summary>
    public static string? WithoutQuotes(string text) => Longest(text.Split(QuoteInsensitiveComparer.Quotes));

    private static string? Longest(string[] parts) =>
        parts.OrderByDescending(part => part.Length).First() is { Length: > 0 } longest ? longest : null;
}
