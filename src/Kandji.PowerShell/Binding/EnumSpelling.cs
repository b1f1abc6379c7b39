namespace Kandji.PowerShell.Binding;

/// <summary>
/// Turns the values of a parameter with a fixed set into the API's spelling: <c>NotQuarantined</c> is <c>not_quarantined</c>.
/// </summary>
internal static class EnumSpelling
{
    /// <summary>One value; null stays null.</summary>
    /// <param name="value">The value, in any case.</param>
    /// <param name="spellings">The values of the set as the API spells them.</param>
    public static string? ToApi(string? value, params string[] spellings) =>
        value is null ? null : spellings.First(known => known.Replace("_", "").Equals(value, StringComparison.OrdinalIgnoreCase));

    /// <summary>The sort order in the spelling of the API: <c>-severity</c> for the reverse order.</summary>
    /// <param name="field">The API's name of -SortBy; null when that was not given.</param>
    /// <param name="descending">Indicates whether -Descending was given.</param>
    public static string? Order(string? field, bool descending) => descending ? "-" + field : field;

    /// <summary>Several values; null stays null.</summary>
    /// <param name="values">The values, in any case.</param>
    /// <param name="spellings">The values of the set as the API spells them.</param>
    public static IReadOnlyList<string>? ToApi(string[]? values, params string[] spellings) =>
        values?.Select(value => ToApi(value, spellings)!).Distinct().ToArray();
}
