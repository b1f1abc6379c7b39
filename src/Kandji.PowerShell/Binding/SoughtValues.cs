using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>The values of a parameter, those without wildcards, that no item of a list has shown so far.</summary>
/// <param name="parameter">The name of the parameter.</param>
/// <param name="values">The values; null for none.</param>
/// <param name="comparer">Compares them with those of the items.</param>
/// <param name="shownBy">The values that an item shows.</param>
/// <param name="find">Finds those values that do not exist.</param>
internal sealed class SoughtValues<T>(
    string parameter, IEnumerable<string>? values, IEqualityComparer<string> comparer, Func<T, IEnumerable<string?>> shownBy,
    Func<ExistenceCheck, IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlyList<ObjectException>>> find)
{
    private readonly HashSet<string> _missing = new(values ?? [], comparer);
    private readonly HashSet<string> _others = new(comparer);

    /// <summary>The name of the parameter.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>The values that no item has shown.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    /// <summary>Other values that items have shown.</summary>
    public IReadOnlyCollection<string> Others => _others;

    /// <summary>Finds those values that do not exist.</summary>
    public Func<ExistenceCheck, IReadOnlyCollection<string>, CancellationToken, Task<IReadOnlyList<ObjectException>>> Find { get; } = find;

    /// <summary>
    /// How the error about a value begins, where the list that came back was all there is; null where it must be looked up.
    /// </summary>
    public string? None { get; init; }

    /// <summary>Takes note of what an item shows.</summary>
    public void See(T item)
    {
        if (_missing.Count == 0)
            return;
        foreach (string value in shownBy(item).OfType<string>())
        {
            if (!_missing.Remove(value))
                _others.Add(value);
        }
    }
}
