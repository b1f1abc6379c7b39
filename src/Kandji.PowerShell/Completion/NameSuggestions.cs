using Kandji.PowerShell.Concurrency;

namespace Kandji.PowerShell.Completion;

/// <summary>Makes suggestions of things by their names.</summary>
internal static class NameSuggestions
{
    /// <summary>The name of each, or its id where several share the name.</summary>
    public static async IAsyncEnumerable<Suggestion> FromAsync<T>(
        IAsyncEnumerable<T> things, Func<T, string?> nameOf, Func<T, string?> idOf, Func<T, string> noteOf)
    {
        List<T> items = await things.ToListAsync().ConfigureAwait(false);
        ILookup<string, T> byName = items.ToLookup(item => nameOf(item) ?? "", StringComparer.OrdinalIgnoreCase);
        foreach (T item in items)
        {
            if (nameOf(item) is { Length: > 0 } name && byName[name].Count() == 1)
                yield return new Suggestion(name, null, noteOf(item));
            else if (idOf(item) is { Length: > 0 } id)
                yield return new Suggestion(id, nameOf(item), noteOf(item));
        }
    }
}
