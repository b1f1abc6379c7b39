using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>Finds the one thing that was meant: exactly one, or an error that lists the candidates.</summary>
internal static class UniqueMatch
{
    /// <summary>The only one of a name; an error lists what has the name as a part of its own.</summary>
    /// <exception cref="ObjectException">There is none, or there are several.</exception>
    public static T ByName<T>(
        string name, string what, string many, IEnumerable<T> all, Func<T, string?> nameOf, Func<T, string?> idOf, string hint = "") =>
        Single(
            WithName(name, all, nameOf),
            all.Where(item => SimilarNames.IsSimilar(nameOf(item) ?? "", name)),
            item => $"'{nameOf(item)}' id {idOf(item)}",
            $"No {what} is named '{name}'.",
            $"{many} are named '{name}'",
            name,
            hint: hint + WildcardHint(name));

    /// <summary>What to do instead of a pattern where one thing is meant; empty for text without wildcards.</summary>
    public static string WildcardHint(string text) =>
        WildcardFilter.IsPattern(text) ? " Wildcards do not work here: give a name, or an object that a Get- command returns." : "";

    /// <summary>Finds the item with a name. Case is ignored unless several names differ only in case.</summary>
    public static List<T> WithName<T>(string name, IEnumerable<T> all, Func<T, string?> nameOf)
    {
        List<T> items = all.ToList();
        List<T> exact = items.FindAll(item => string.Equals(nameOf(item), name, StringComparison.OrdinalIgnoreCase));
        // As it is typed where wildcards are escaped: 'a`[b' for a[b.
        string unescaped = WildcardPattern.Unescape(name);
        if (exact.Count == 0 && unescaped != name)
            return WithName(unescaped, items, nameOf);
        return exact.Count > 1 && exact.FindAll(item => nameOf(item) == name) is { Count: 1 } sameCase ? sameCase : exact;
    }

    /// <summary>The only one of those that match.</summary>
    /// <param name="exact">Those that match.</param>
    /// <param name="similar">The items to list when none matches.</param>
    /// <param name="show">Tells one from the others.</param>
    /// <param name="none">Says that none matches: <c>No tag is named 'loaner'.</c></param>
    /// <param name="several">Says what several match: <c>tags are named 'loaner'</c>.</param>
    /// <param name="target">The target object of the error, if it is known here.</param>
    /// <param name="listed">The name for the similar items.</param>
    /// <param name="hint">Additional advice when none matches.</param>
    /// <exception cref="ObjectException">There is none, or there are several.</exception>
    public static T Single<T>(
        List<T> exact, IEnumerable<T> similar, Func<T, string> show, string none, string several, string? target = null,
        string listed = "Similar", string hint = "")
    {
        if (exact.Count == 1)
            return exact[0];
        if (exact.Count > 1)
        {
            throw new ObjectException(
                "KandjiAmbiguous", ErrorCategory.InvalidArgument, $"{exact.Count} {several}:", Listed(exact, show), "Give the id.")
                { Target = target };
        }
        List<string> near = Listed(similar, show);
        throw near.Count > 1
            ? new ObjectException("KandjiNotFound", ErrorCategory.ObjectNotFound, $"{none} {listed}:", near, hint.Trim())
                { Target = target }
            : new ObjectException(
                "KandjiNotFound", ErrorCategory.ObjectNotFound, none + (near.Count == 0 ? "" : $" {listed}: {near[0]}.") + hint)
                { Target = target };
    }

    /// <summary>The candidates of an error, a line each, five at most and then how many more there are.</summary>
    public static List<string> Listed<T>(IEnumerable<T> candidates, Func<T, string> show)
    {
        const int most = 5;
        List<string> shown = candidates.Select(show).Distinct().ToList();
        return shown.Count <= most ? shown : [.. shown.Take(most), $"and {shown.Count - most} more"];
    }
}
