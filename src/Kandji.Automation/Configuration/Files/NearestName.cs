namespace Kandji.Automation.Configuration.Files;

/// <summary>Finds the name that a mistyped one may have meant.</summary>
internal static class NearestName
{
    /// <summary>The sentence that names the nearest of some names, with a space before it; empty when none is near.</summary>
    public static string Sentence(IEnumerable<string> names, string typed)
    {
        string? nearest = names
            .Select(name => (Name: name, Distance: Distance(Letters(name), Letters(typed))))
            .Where(pair => pair.Distance <= Math.Max(2, typed.Length / 2))
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Name)
            .FirstOrDefault();
        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static int Distance(string a, string b)
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
}
