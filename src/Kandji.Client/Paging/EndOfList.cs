namespace Kandji.Client.Paging;

/// <summary>
/// Looks at the end of a list before the pages that lead there are read: from the item that is the last, it shows that no other follows.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class EndOfList<T> : IDisposable
{
    // A bound that was seen longer ago says little about a list that was read since.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly Func<long, CancellationToken, Task<Page<T>>> _fetch;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop;
    private readonly object _gate = new();
    private long _position = -1;
    private long _askedAt;
    private Task<Page<T>>? _page;
    private bool _isDisposed;

    /// <summary>Makes one. Nothing is asked yet.</summary>
    /// <param name="fetch">Fetches the page from a position.</param>
    /// <param name="clock">The clock that the age of an answer goes by.</param>
    /// <param name="cancellationToken">Ends every fetch.</param>
    public EndOfList(Func<long, CancellationToken, Task<Page<T>>> fetch, TimeProvider clock, CancellationToken cancellationToken)
    {
        _fetch = fetch;
        _clock = clock;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Disposed = _stop.Token;
    }

    /// <summary>Is cancelled when nobody wants to know any more.</summary>
    public CancellationToken Disposed { get; }

    /// <summary>Asks for what is there from a position, unless that was asked last. From any thread.</summary>
    public void Ask(long position)
    {
        lock (_gate)
        {
            if (_isDisposed || position == _position)
                return;
            (_position, _askedAt) = (position, _clock.GetTimestamp());
            _page = _fetch(position, _stop.Token);

            // Perhaps nobody awaits it; look at its exception so that it does not count as unobserved.
            _page.ContinueWith(
                static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>The page from a position, if it was asked for lately; it is given out once.</summary>
    public Task<Page<T>>? Take(long position)
    {
        lock (_gate)
        {
            Task<Page<T>>? page = position == _position && _clock.GetElapsedTime(_askedAt) <= MaxAge ? _page : null;
            (_position, _page) = (-1, null);
            return page;
        }
    }

    /// <summary>Cancels what is under way.</summary>
    public void Dispose()
    {
        lock (_gate)
            _isDisposed = true;
        _stop.Cancel();
        _stop.Dispose();
    }
}
