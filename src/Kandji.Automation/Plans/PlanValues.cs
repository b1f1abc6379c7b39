using System.Collections;
using System.Globalization;
using System.Text.Json;
using Kandji.Client.Model;

namespace Kandji.Automation.Plans;

/// <summary>
/// Keys with values as JSON has them, in the order in which they were added: texts, whole numbers (Int64), other numbers (Double),
/// switches, null, lists (ObjectList of Object) and such keys and values again. It cannot be changed. A key whose value is null is there:
/// it is sent, and takes a value away.
/// </summary>
public sealed class PlanValues : IReadOnlyDictionary<string, object?>, IDictionary
{
    private readonly KeyValuePair<string, object?>[] _entries;
    private readonly Dictionary<string, object?> _values;

    /// <summary>Makes an object of keys and values.</summary>
    /// <param name="entries">The keys and values, each key once.</param>
    /// <exception cref="ArgumentException">A key is there twice, or a value has no form in JSON.</exception>
    public PlanValues(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        _entries = (entries ?? throw new ArgumentNullException(nameof(entries)))
            .Select(entry => new KeyValuePair<string, object?>(entry.Key, Normalize(entry.Value)))
            .ToArray();
        _values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> entry in _entries)
            _values.Add(entry.Key, entry.Value);
    }

    /// <summary>The object without keys.</summary>
    internal static PlanValues None { get; } = new([]);

    /// <summary>The number of keys.</summary>
    public int Count => _entries.Length;

    /// <summary>The keys.</summary>
    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);

    /// <summary>The values.</summary>
    public IEnumerable<object?> Values => _entries.Select(entry => entry.Value);

    /// <summary>The value of a key; null when it is null or not there.</summary>
    public object? this[string key] => _values.TryGetValue(key, out object? value) ? value : null;

    /// <summary>Indicates whether a key is there.</summary>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <summary>Finds the value of a key.</summary>
    /// <returns>True when the key is there.</returns>
    public bool TryGetValue(string key, out object? value) => _values.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _entries.AsEnumerable().GetEnumerator();

    /// <summary>The keys and values on one line.</summary>
    /// <returns>Text for tables and messages.</returns>
    public override string ToString() =>
        PrintableText.Sanitize(string.Join("; ", _entries.Select(entry => $"{entry.Key}={Format(entry.Value)}")));

    /// <summary>Reads a JSON object.</summary>
    internal static PlanValues Parse(byte[] utf8)
    {
        using JsonDocument document = JsonDocument.Parse(utf8);
        return (PlanValues)Read(document.RootElement)!;
    }

    /// <summary>The value as a person reads it.</summary>
    internal static string Format(object? value) => value switch
    {
        null => "nothing",
        string text => $"'{text}'",
        bool flag => flag ? "yes" : "no",
        PlanValues map => $"{{{map}}}",
        IEnumerable<object?> items => "[" + string.Join(", ", items.Select(Format)) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new PlanValues(
            element.EnumerateObject().Select(member => new KeyValuePair<string, object?>(member.Name, Read(member.Value)))),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out long whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object? Normalize(object? value) => value switch
    {
        null or string or bool or long or double or PlanValues or ObjectList<object?> => value,
        byte or sbyte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        IEnumerable<KeyValuePair<string, object?>> map => new PlanValues(map),
        IEnumerable items => new ObjectList<object?>(items.Cast<object?>().Select(Normalize)),
        Guid or Uri or Enum => value.ToString(),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no form in a plan.", nameof(value)),
    };

    ICollection IDictionary.Keys => _entries.Select(entry => entry.Key).ToArray();

    ICollection IDictionary.Values => _entries.Select(entry => entry.Value).ToArray();

    bool IDictionary.IsReadOnly => true;

    bool IDictionary.IsFixedSize => true;

    bool ICollection.IsSynchronized => true;

    object ICollection.SyncRoot => this;

    object? IDictionary.this[object key]
    {
        get => key is string name ? this[name] : null;
        set => throw ReadOnly();
    }

    bool IDictionary.Contains(object key) => key is string name && ContainsKey(name);

    void IDictionary.Add(object key, object? value) => throw ReadOnly();

    void IDictionary.Clear() => throw ReadOnly();

    void IDictionary.Remove(object key) => throw ReadOnly();

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (KeyValuePair<string, object?> entry in _entries)
            array.SetValue(new DictionaryEntry(entry.Key, entry.Value), index++);
    }

    IDictionaryEnumerator IDictionary.GetEnumerator()
    {
        var entries = new System.Collections.Specialized.OrderedDictionary(_entries.Length);
        foreach (KeyValuePair<string, object?> entry in _entries)
            entries.Add(entry.Key, entry.Value);
        return entries.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static NotSupportedException ReadOnly() => new("The values of a plan cannot be changed.");
}
