namespace Kandji.Client.Paging;

/// <summary>Remembers which items a listing has given out; small, because it outlives every page of a large fleet.</summary>
internal sealed class CompactKeySet
{
    private readonly HashSet<Guid> _ids = new();
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);

    /// <summary>How many different keys were added.</summary>
    public int Count => _ids.Count + _others.Count;

    /// <summary>Remembers a key; false when it was known.</summary>
    public bool Add(string key) => Guid.TryParseExact(key, "D", out Guid id) ? _ids.Add(id) : _others.Add(key);

    /// <summary>Indicates whether a key was added before.</summary>
    public bool Contains(string key) => Guid.TryParseExact(key, "D", out Guid id) ? _ids.Contains(id) : _others.Contains(key);
}
