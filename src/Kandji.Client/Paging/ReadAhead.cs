namespace Kandji.Client.Paging;

/// <summary>
/// Keeps the next pages of a list under way while earlier ones are being used. The number of requests in flight doubles from
/// one, so that a short list costs no request too many and a long one soon runs at full width.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class ReadAhead<T> : IDisposable
{
    private const int MaxConcurrency = 8;

    private readonly Func<long, CancellationToken, Task<Page<T>>> _fetch;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<Task<Page<T>>> _underWay = new();
    private long _nextIndex;
    private int _width = 1;

    /// <summary>Makes a reader.</summary>
    /// <param name="fetch">Fetches the page with an index, from 0 on.</param>
    /// <param name="cancellationToken">Ends every fetch.</param>
    public ReadAhead(Func<long, CancellationToken, Task<Page<T>>> fetch, CancellationToken cancellationToken)
    {
        _fetch = fetch;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>The number of pages that exist, once known; pages at and after it are not asked for.</summary>
    public long Pages { get; set; } = long.MaxValue;

    /// <summary>Indicates whether pages after the last one returned were asked for already.</summary>
    public bool HasMoreUnderWay => _underWay.Count > 0;

    /// <summary>The next page in order. There must be one.</summary>
    public async Task<Page<T>> NextAsync()
    {
        Fill();
        Page<T> page = await _underWay.Dequeue().ConfigureAwait(false);
        _width = Math.Min(MaxConcurrency, _width * 2);
        return page;
    }

    /// <summary>Asks for the pages that there is room for, while the caller uses the one it has.</summary>
    public void Fill()
    {
        while (_underWay.Count < _width && _nextIndex < Pages)
            _underWay.Enqueue(_fetch(_nextIndex++, _stop.Token));
    }

    /// <summary>Cancels what is under way.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        foreach (Task<Page<T>> task in _underWay)
        {
            // Nobody will await these; look at their exceptions so that they do not count as unobserved.
            task.ContinueWith(
                static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        _stop.Dispose();
    }
}
