namespace Kandji.Automation.Configuration.Files;

/// <summary>The ids and names of the things of a tenant that members refer to.</summary>
internal sealed class NamedIds
{
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private ILookup<string, string>? _ids;

    /// <summary>Indicates whether all of them are known.</summary>
    public bool IsComplete { get; set; } = true;

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => _names.Values;

    /// <summary>Adds a thing.</summary>
    public void Add(string? id, string? name)
    {
        if (string.IsNullOrEmpty(id) || name is null)
            return;
        _names[id!] = name;
        _ids = null;
    }

    /// <summary>The name of an id; null when it is not known.</summary>
    public string? FindName(string? id) => id is not null && _names.TryGetValue(id, out string? name) ? name : null;

    /// <summary>The ids of a name, without regard to case unless that makes it ambiguous.</summary>
    public IReadOnlyList<string> FindIds(string name)
    {
        _ids ??= _names.ToLookup(pair => pair.Value.Normalize(), pair => pair.Key.ToLowerInvariant(), StringComparer.OrdinalIgnoreCase);
        string[] ids = _ids[name.Normalize()].Distinct().ToArray();
        if (ids.Length < 2)
            return ids;
        string[] exact = ids.Where(id => string.Equals(_names[id].Normalize(), name.Normalize(), StringComparison.Ordinal)).ToArray();
        return exact.Length > 0 ? exact : ids;
    }
}
