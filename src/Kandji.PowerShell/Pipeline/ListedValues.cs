using System.Collections.Generic;
using System.Linq;
using Kandji.Client.Json;

namespace Kandji.PowerShell.Pipeline;

/// <summary>Turns the values of a parameter with a fixed set into the API's spelling: <c>NotQuarantined</c> is <c>not_quarantined</c>.</summary>
internal static class ListedValues
{
    /// <summary>One value; null stays null.</summary>
    public static string? ToApi(string? value, params string[] set) =>
        value is null ? null : ApiName.ToSnakeCase(set.First(known => known.Equals(value, System.StringComparison.OrdinalIgnoreCase)));

    /// <summary>Several values; null stays null.</summary>
    public static IReadOnlyList<string>? ToApi(string[]? values, params string[] set) =>
        values?.Select(value => ToApi(value, set)!).Distinct().ToArray();
}
