namespace Kandji.PowerShell.Binding;

/// <summary>
/// Finds the names that a mistyped one may have meant: those that contain it, and those that differ from it in at most two letters.
/// Separators between words, case and quotes do not count.
/// </summary>
internal static class SimilarNames
{
    private const int MaxEdits = 2;

    /// <summary>Indicates whether a name comes near what was typed.</summary>
    public static bool IsSimilar(string name, string typed)
    {
        string a = Letters(name), b = Letters(typed);
        if (b.Length == 0 || a.Contains(b))
            return true;
        return Math.Min(a.Length, b.Length) >= 4 && Math.Abs(a.Length - b.Length) <= MaxEdits && Distance(a, b) <= MaxEdits;
    }

    /// <summary>
    /// Indicates whether an e-mail address comes near what was typed. Of two addresses in one domain, what stands before the domain counts.
    /// </summary>
    public static bool IsSimilarAddress(string address, string typed)
    {
        int at = address.IndexOf('@'), typedAt = typed.IndexOf('@');
        if (at < 0 || typedAt < 0)
            return IsSimilar(address, typed);
        string name = address.Substring(0, at), typedName = typed.Substring(0, typedAt);
        return Letters(name) == Letters(typedName)
            || (string.Equals(address.Substring(at), typed.Substring(typedAt), StringComparison.OrdinalIgnoreCase)
                ? typedName.Length > 0 && IsSimilar(name, typedName)
                : IsSimilar(address, typed));
    }

    /// <summary>The names that come near, the nearest first.</summary>
    public static IEnumerable<string> Among(IEnumerable<string> names, string typed) =>
        names.Where(name => name.Length > 0 && IsSimilar(name, typed)).Distinct(StringComparer.Ordinal)
            .OrderBy(name => Distance(Letters(name), Letters(typed)));

    /// <summary>The sentence that lists the names that come near, with a space before it; empty when there are none.</summary>
    public static string Sentence(IEnumerable<string> names, string typed) =>
        UniqueMatch.Listed(Among(names, typed), name => $"'{name}'") is { Count: > 0 } list ? $" Similar: {string.Join("; ", list)}." : "";

    /// <summary>The number of letters to insert, remove or replace that leads from one text to the other.</summary>
    public static int Distance(string a, string b)
    {
        int[] row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
