using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Kandji.Simulator.State;

/// <summary>
/// The things of one kind, in the order in which they came. Safe to read and change from any thread: enumerating
/// goes over a snapshot.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
public sealed class StateCollection<T> : IReadOnlyCollection<T>
    where T : StateItem
{
    private readonly Dictionary<string, T> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<T> _items = [];
    private readonly Lock _gate = new();
    private readonly Action? _onChange;
    private T[]? _snapshot;
    private long _version;

    internal StateCollection(Action? onChange = null) => _onChange = onChange;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _items.Count;
        }
    }

    /// <summary>Grows with every change of the collection or of something in it.</summary>
    internal long Version => Interlocked.Read(ref _version);

    internal T[] Items
    {
        get
        {
            lock (_gate)
                return _snapshot ??= [.. _items];
        }
    }

    /// <summary>The one with this id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T this[string id] => TryGet(id, out var item) ? item : throw new KeyNotFoundException($"Nothing has the id '{id}'.");

    /// <summary>Looks one up by its id.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out T? item)
    {
        lock (_gate)
            return _byId.TryGetValue(id, out item);
    }

    /// <summary>Adds one at the end.</summary>
    public T Add(T item)
    {
        lock (_gate)
        {
            _byId.Add(item.Id, item);
            _items.Add(item);
            item.OnChange = Changed;
            _snapshot = null;
        }

        Changed();
        return item;
    }

    /// <summary>Takes one out.</summary>
    public bool Remove(string id)
    {
        lock (_gate)
        {
            if (!_byId.Remove(id, out var item))
                return false;
            _items.Remove(item);
            item.OnChange = null;
            _snapshot = null;
        }

        Changed();
        return true;
    }

    /// <summary>Takes all out.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _byId.Clear();
            _items.Clear();
            _snapshot = null;
        }

        Changed();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Changed()
    {
        Interlocked.Increment(ref _version);
        _onChange?.Invoke();
    }
}
