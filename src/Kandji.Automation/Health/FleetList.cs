using System.Collections;

namespace Kandji.Automation.Health;

/// <summary>A list that a test read from a tenant, or the reason why it has none: what could not be read is not an empty list.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class FleetList<T> : IReadOnlyList<T>
{
    private readonly IReadOnlyList<T> _items;

    private FleetList(IReadOnlyList<T> items, string? notRead)
    {
        _items = items;
        NotRead = notRead;
    }

    /// <summary>A list that was read in full.</summary>
    public static FleetList<T> From(IReadOnlyList<T> items) => new(items, null);

    /// <summary>A list that was not read, or not in full.</summary>
    /// <param name="reason">Why, in a sentence.</param>
    /// <param name="items">What was read all the same.</param>
    public static FleetList<T> Missing(string reason, IReadOnlyList<T>? items = null) => new(items ?? [], reason);

    /// <summary>Why it was not read, or not in full; null when it was.</summary>
    public string? NotRead { get; }

    /// <summary>Indicates whether it is here in full.</summary>
    public bool IsRead => NotRead is null;

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
