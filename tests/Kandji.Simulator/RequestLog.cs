namespace Kandji.Simulator;

/// <summary>Every request a tenant has had, in the order in which they came.</summary>
public sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<RequestEntry> _entries = [];
    private int _running;
    private int _maxConcurrency;

    /// <summary>Raised when a request has been answered, on the thread that answered it.</summary>
    public event Action<RequestEntry>? Answered;

    /// <summary>How many requests came.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<RequestEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <summary>The most requests that were being answered at one time.</summary>
    public int MaxConcurrency
    {
        get
        {
            lock (_gate)
                return _maxConcurrency;
        }
    }

    /// <summary>The most requests that came within one second of the clock.</summary>
    public int PeakPerSecond
    {
        get
        {
            lock (_gate)
                return _entries.Count == 0 ? 0 : _entries.CountBy(e => e.StartedAt.ToUnixTimeSeconds()).Max(c => c.Value);
        }
    }

    /// <summary>Forgets everything so far.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _maxConcurrency = _running;
        }
    }

    internal void Begin(RequestEntry entry)
    {
        lock (_gate)
        {
            _entries.Add(entry);
            _maxConcurrency = Math.Max(_maxConcurrency, ++_running);
        }
    }

    internal void End(RequestEntry entry, TimeSpan duration)
    {
        lock (_gate)
        {
            _running--;
            entry.Duration = duration;
        }

        Answered?.Invoke(entry);
    }
}
