using System.Management.Automation.Language;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Views;

namespace Kandji.PowerShell.Completion;

/// <summary>Turns suggestions into what the engine shows and inserts: those that match what was typed, quoted where they must be.</summary>
internal static class CompletionText
{
    /// <summary>The suggestions that begin with the word; when none does, those that contain it.</summary>
    /// <param name="suggestions">All there are.</param>
    /// <param name="word">The typed text, with its opening quote if there is one; wildcards match too.</param>
    public static IEnumerable<CompletionResult> Results(IEnumerable<Suggestion> suggestions, string? word)
    {
        (char? quote, string typed) = Unquote(word ?? "");
        List<Suggestion> all = suggestions.ToList();
        List<Suggestion> found = all.FindAll(s => Matches(s, typed + "*"));
        if (found.Count == 0)
            found = all.FindAll(s => Matches(s, "*" + typed + "*"));
        return found
            .OrderBy(s => s.Name ?? s.Value, StringComparer.CurrentCultureIgnoreCase)
            .Select(s => new CompletionResult(
                Quote(s.Value, quote), Shown(s), CompletionResultType.ParameterValue, Note(s)));
    }

    /// <summary>A value as an argument: bare where PowerShell reads it as it stands, otherwise in quotes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="quote">The quote that was typed; null for none.</param>
    public static string Quote(string value, char? quote = null)
    {
        if (quote is null && IsBare(value))
            return value;
        // In double quotes, PowerShell would also read $ and the backtick; the typographic quotes count as quotes in both.
        if (quote is '"' && !value.Any(c => c is '"' or '$' or '`' or '\u201c' or '\u201d' or '\u201e'))
            return $"\"{value}\"";
        return $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
    }

    private static bool Matches(Suggestion suggestion, string pattern)
    {
        // Keyboards type straight quotes where a device's name has typographic ones; a name typed whole matches either.
        pattern = QuoteInsensitiveComparer.NormalizeQuotes(pattern);
        string value = QuoteInsensitiveComparer.NormalizeQuotes(suggestion.Value);
        string? name = suggestion.Name is null ? null : QuoteInsensitiveComparer.NormalizeQuotes(suggestion.Name);
        WildcardPattern wildcard;
        try
        {
            wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            return wildcard.IsMatch(value) || (name is not null && wildcard.IsMatch(name));
        }
        catch (WildcardPatternException)
        {
            // A bracket that is not closed yet stands for itself.
            string plain = pattern.Trim('*');
            return value.StartsWith(plain, StringComparison.OrdinalIgnoreCase)
                || name?.StartsWith(plain, StringComparison.OrdinalIgnoreCase) == true;
        }
    }

    private static (char? Quote, string Typed) Unquote(string word)
    {
        if (word.Length == 0 || word[0] is not ('\'' or '"'))
            return (null, word);
        char quote = word[0];
        string inner = word.Length > 1 && word[word.Length - 1] == quote ? word.Substring(1, word.Length - 2) : word.Substring(1);
        return (quote, quote == '\'' ? inner.Replace("''", "'") : inner);
    }

    // A word that begins with a letter and has nothing in it that means something to the parser. Digits first could be a number.
    private static bool IsBare(string value) =>
        value.Length > 0
        && value[0] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '/'
        && value.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.' or '@' or '+' or '/');

    private static string Shown(Suggestion suggestion) =>
        Visible(suggestion.Name is null ? suggestion.Value : $"{suggestion.Name} ({suggestion.Value})");

    private static string Note(Suggestion suggestion) =>
        Visible(suggestion.Note is { Length: > 0 } note ? note : suggestion.Name is { Length: > 0 } name ? name : suggestion.Value);

    // The engine refuses a completion that shows nothing.
    private static string Visible(string text) => DisplayText.Sanitize(text) is { Length: > 0 } shown ? shown : "?";
}
