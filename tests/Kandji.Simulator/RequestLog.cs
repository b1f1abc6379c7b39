using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Kandji.Simulator;

/// <summary>One request as it came in. The token is never kept, only what it is called.</summary>
public sealed class RequestEntry
{
    /// <summary>The method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The path, unescaped.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, as it came; empty when there is none.</summary>
    public required string Query { get; init; }

    /// <summary>Path and query as they stood in the request line.</summary>
    public required string RawTarget { get; init; }

    /// <summary>The headers, by name in any case. Instead of a token, <c>Authorization</c> has the token's label.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>What the token is called: <c>all</c>, <c>token-1</c>, ...; <c>unknown</c>; or null when none was sent.</summary>
    public required string? Token { get; init; }

    /// <summary>When it came, on the tenant's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The body of a JSON or form request, as text; otherwise empty.</summary>
    public string Body { get; internal set; } = "";

    /// <summary>The permission that the route asks for; null when no route was found.</summary>
    public string? Permission { get; internal set; }

    /// <summary>The status answered; 0 as long as none has been, or when the connection was cut first.</summary>
    public int Status { get; internal set; }

    /// <summary>How long it took, on the tenant's clock; null as long as it goes on.</summary>
    public TimeSpan? Duration { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {RawTarget} {Status}";
}

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
