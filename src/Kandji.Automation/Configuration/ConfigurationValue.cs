namespace Kandji.Automation.Configuration;

/// <summary>
/// A value of a configuration in two forms: as a person reads it, and as it is compared. Null, empty and absent are one.
/// </summary>
internal sealed class ConfigurationValue
{
    private static readonly string[] LineBreaks = ["\r\n", "\r"];

    private ConfigurationValue(object? shown, string canonical, bool isText = false)
    {
        Shown = canonical.Length == 0 ? null : shown;
        Canonical = canonical;
        IsText = isText;
    }

    /// <summary>The value as a person reads it; null when there is none.</summary>
    public object? Shown { get; }

    /// <summary>The value as it is compared; empty when there is none.</summary>
    public string Canonical { get; }

    /// <summary>Indicates whether the value is a text whose lines are compared.</summary>
    public bool IsText { get; }

    /// <summary>No value.</summary>
    public static ConfigurationValue None { get; } = new(null, "");

    /// <summary>A short text, such as a description.</summary>
    public static ConfigurationValue Of(string? text) => new(text, text ?? "");

    /// <summary>A name, which is the same in each of its Unicode forms.</summary>
    public static ConfigurationValue Named(string? name) => new(name, (name ?? "").Normalize());

    /// <summary>Hexadecimal digits, in which capital letters mean the same.</summary>
    public static ConfigurationValue Digits(string? text) => new(text, (text ?? "").ToLowerInvariant());

    /// <summary>A switch.</summary>
    public static ConfigurationValue Of(bool? flag) => new(flag, flag is null ? "" : flag.Value ? "true" : "false");

    /// <summary>A switch that the service leaves out of its answer where it is off.</summary>
    public static ConfigurationValue OffUnless(bool? flag) => new(flag, flag == true ? "true" : "");

    /// <summary>
    /// Several names whose order means nothing. A name may be there more than once, and is the same in each of its Unicode forms.
    /// </summary>
    public static ConfigurationValue Set(IEnumerable<string?> names)
    {
        string[] sorted = names.OfType<string>().OrderBy(name => name.Normalize(), StringComparer.Ordinal).ToArray();
        // No name holds this character, so that two lists are equal only when their names are.
        return new ConfigurationValue(sorted, string.Join("\0", sorted.Select(name => name.Normalize())));
    }

    /// <summary>References without an order: compared by what they refer to, shown by name.</summary>
    public static ConfigurationValue References(IEnumerable<(string Token, string Shown)> references)
    {
        (string Token, string Shown)[] all = references.ToArray();
        string[] shown = all.Select(reference => reference.Shown).OrderBy(name => name, StringComparer.Ordinal).ToArray();
        string[] tokens = all.Select(reference => reference.Token).Distinct().OrderBy(token => token, StringComparer.Ordinal).ToArray();
        return new ConfigurationValue(shown, string.Join("\0", tokens));
    }

    /// <summary>A reference: compared by what it refers to, shown by name.</summary>
    public static ConfigurationValue Reference(string token, string shown) => new(shown, token);

    /// <summary>A free-form value: members of objects in any order, lists in theirs.</summary>
    public static ConfigurationValue FreeForm(object? value)
    {
        string canonical = CanonicalJson.Of(value);
        return new ConfigurationValue(canonical, canonical is "null" or "{}" or "[]" ? "" : canonical);
    }

    /// <summary>A script, which the service stores without white space at both ends. All line breaks are one.</summary>
    public static ConfigurationValue Script(string? text) => new(text, WithLineFeeds(text ?? "").Trim(), isText: true);

    /// <summary>A profile, which the service stores with tabs expanded to columns of 4.</summary>
    public static ConfigurationValue Profile(string? text) => new(text, ExpandTabs(text ?? ""), isText: true);

    /// <summary>A text with every line break as a line feed.</summary>
    public static string WithLineFeeds(string text) => LineBreaks.Aggregate(text, (result, lineBreak) => result.Replace(lineBreak, "\n"));

    /// <summary>A text with every tab replaced by blanks up to the next column that is a multiple of four.</summary>
    public static string ExpandTabs(string text)
    {
        const int width = 4;
        if (text.IndexOf('\t') < 0)
            return text;
        var expanded = new System.Text.StringBuilder(text.Length + 64);
        int column = 0;
        foreach (char c in text)
        {
            if (c == '\t')
            {
                int blanks = width - (column % width);
                expanded.Append(' ', blanks);
                column += blanks;
                continue;
            }
            expanded.Append(c);
            column = c is '\n' or '\r' ? 0 : column + 1;
        }
        return expanded.ToString();
    }
}
