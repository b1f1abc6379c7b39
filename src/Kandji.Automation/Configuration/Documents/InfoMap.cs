using System.Collections;

namespace Kandji.Automation.Configuration.Documents;

/// <summary>Keys with values in the order in which they are written. A key without a value is not there.</summary>
internal sealed class InfoMap : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _entries = [];

    /// <summary>A map without keys.</summary>
    public InfoMap()
    {
    }

    /// <summary>A map of these keys and values.</summary>
    public InfoMap(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        foreach (KeyValuePair<string, object?> entry in entries)
            Add(entry.Key, entry.Value);
    }

    /// <summary>The number of keys.</summary>
    public int Count => _entries.Count;

    /// <summary>The value of a key; null when it is not there. Setting null takes the key away.</summary>
    public object? this[string key]
    {
        get => _entries.Find(entry => entry.Key == key).Value;
        set
        {
            int at = _entries.FindIndex(entry => entry.Key == key);
            if (at < 0)
                Add(key, value);
            else if (value is null)
                _entries.RemoveAt(at);
            else
                _entries[at] = new KeyValuePair<string, object?>(key, value);
        }
    }

    /// <summary>Adds a key at the end, unless its value is null.</summary>
    public void Add(string key, object? value)
    {
        if (value is not null)
            _entries.Add(new KeyValuePair<string, object?>(key, value));
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
