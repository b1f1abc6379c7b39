using System;
using System.Linq;
using System.Management.Automation;

namespace Kandji.PowerShell.Pipeline;

/// <summary>
/// What a parameter with wildcards asks for. The service matches parts of values; this matches whole values, without regard to case, with
/// PowerShell's wildcards, and tells which part the service can be asked for.
/// </summary>
internal sealed class TextFilter
{
    private readonly string[] _values;
    private readonly WildcardPattern[] _patterns;

    private TextFilter(string[] values)
    {
        _values = values;
        _patterns = values
            .Where(WildcardPattern.ContainsWildcardCharacters)
            .Select(value => new WildcardPattern(value, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))
            .ToArray();
    }

    /// <summary>Makes a filter; null when nothing was asked.</summary>
    public static TextFilter? Of(string[]? values) => values is { Length: > 0 } ? new TextFilter(values) : null;

    /// <summary>The values that hold no wildcard and so must exist.</summary>
    public string[] Literals => _values.Where(value => !WildcardPattern.ContainsWildcardCharacters(value)).Select(WildcardPattern.Unescape).ToArray();

    /// <summary>Whether a value matches one of those asked for, literally or as a pattern.</summary>
    public bool Matches(string? value)
    {
        string text = value ?? "";
        return _values.Any(asked => string.Equals(WildcardPattern.Unescape(asked), text, StringComparison.OrdinalIgnoreCase)
                || string.Equals(asked, text, StringComparison.OrdinalIgnoreCase))
            || _patterns.Any(pattern => pattern.IsMatch(text));
    }

    /// <summary>Whether any of several values matches.</summary>
    public bool MatchesAny(string[]? values) => values is not null && values.Any(Matches);

    /// <summary>
    /// A part that every match contains, to narrow down what the service sends; null when there is no such part or several values were
    /// asked for.
    /// </summary>
    public string? Part
    {
        get
        {
            if (_values.Length != 1)
                return null;
            string value = _values[0];
            if (_patterns.Length == 0)
                return Null(WildcardPattern.Unescape(value));
            // Brackets and escapes may stand for anything; between stars and question marks everything is literal.
            return value.IndexOfAny(['[', ']', '`']) >= 0 ? null : Null(value.Split('*', '?').OrderByDescending(part => part.Length).First());
        }
    }

    private static string? Null(string text) => text.Length == 0 ? null : text;
}
