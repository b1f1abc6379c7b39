namespace Kandji.Client.Http;

/// <summary>
/// The lengths of the lists that a session has read, by path and filters, so that the next listing of the same knows how much to expect.
/// They are hints: whoever uses one finds out whether it is still right. All members are for any thread.
/// </summary>
internal sealed class ListLengths
{
    /// <summary>How many lists are remembered; those that were read longest ago are forgotten.</summary>
    public const int Capacity = 256;

    private readonly object _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string List, long Length)>> _known = new(StringComparer.Ordinal);
    private readonly LinkedList<(string List, long Length)> _latestFirst = new();
    private bool _hasLongList;
    private bool _mayCount = true;

    /// <summary>Indicates whether some list was seen that has more than a page.</summary>
    public bool HasLongList
    {
        get
        {
            lock (_gate)
                return _hasLongList;
        }
    }

    /// <summary>
    /// Indicates whether it is worth a request to have the service count: some list is long, and the service has not refused to count.
    /// </summary>
    public bool MayCount
    {
        get
        {
            lock (_gate)
                return _hasLongList && _mayCount;
        }
    }

    /// <summary>The length that a list had when it was last read; null when that is not known.</summary>
    public long? Find(string list)
    {
        lock (_gate)
            return _known.TryGetValue(list, out LinkedListNode<(string List, long Length)>? node) ? node.Value.Length : null;
    }

    /// <summary>Remembers a list's length.</summary>
    public void Remember(string list, long length)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(list, out LinkedListNode<(string List, long Length)>? old))
                _latestFirst.Remove(old);
            _known[list] = _latestFirst.AddFirst((list, length));
            if (_known.Count <= Capacity)
                return;
            _known.Remove(_latestFirst.Last!.Value.List);
            _latestFirst.RemoveLast();
        }
    }

    /// <summary>Remembers what is said of a list's length, unless it is known by having been read.</summary>
    public void Estimate(string list, long length)
    {
        lock (_gate)
        {
            if (!_known.ContainsKey(list))
                Remember(list, length);
        }
    }

    /// <summary>Notes that some list has more than a page.</summary>
    public void SawLongList()
    {
        lock (_gate)
            _hasLongList = true;
    }

    /// <summary>Notes that the service does not count for this token.</summary>
    public void MayNotCount()
    {
        lock (_gate)
            _mayCount = false;
    }
}
