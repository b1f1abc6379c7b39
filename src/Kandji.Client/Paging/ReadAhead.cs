namespace Kandji.Client.Paging;

/// <summary>
/// Keeps the next pages of a list under way while earlier ones are being used. Until the consumer has used the first page, at most two
/// others are asked for. Then as many are under way as the consumer uses in the time that two answers take: a consumer that is slower than
/// the service needs few, and one that has had enough has not asked for many in vain.
/// </summary>
/// <remarks>
/// Where nobody says how long the list is, it is explored: pages that are known to exist are asked for all at once, and a few beyond them,
/// one of them far ahead. An answer there shows that all pages before it exist. So that a list of any length costs few requests beyond its
/// end, no more of these are under way or came back empty than a quarter of the pages that are known, or two.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class ReadAhead<T> : IDisposable
{
    // The tenant lets about so many through in a second. More at once would only wait, and hold memory.
    private const int MaxWidth = 48;

    // Enough for a consumer that is as fast as the service, once it has shown that it wants more than a page or two.
    private const int UsualWidth = 8;

    // How many pages may be asked for before the first one is used.
    private const int FirstPages = 3;

    // For lists of up to sixty pages, the positions of the far pages that find the end in the fewest rounds, at the cost above.
    private static readonly long[] Milestones = [11, 27, 43];

    // So many are asked for because somebody else counted them: with those before and after, they fit into one second if the count is
    // wrong.
    private const int MaxExpected = 40;

    // Of a list of so many pages, one more may be missing in the count: Prism knows no device of Windows or Android.
    private const int SlackOfCount = 6;

    // A page that was asked for out of its turn is asked for again if its turn comes much later.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly Func<long, CancellationToken, Task<Page<T>>> _fetch;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop;
    private readonly object _gate = new();
    private readonly Dictionary<long, AskedPage> _underWay = new();
    private readonly HashSet<long> _asked = new();

    private long _turn;
    private bool _isWaiting;
    private long _used;

    // How long the first page took, and how long the consumer has taken for those that it has used.
    private TimeSpan _latency = TimeSpan.Zero;
    private TimeSpan _use = TimeSpan.Zero;
    private long _givenAt;
    private bool _hasFirst;
    private bool _isDisposed;

    // The bounds of the end: so many pages exist, and there are at most so many.
    private long _existing = 1;
    private long _most = long.MaxValue;
    private long _expected;
    private long _slack;
    private bool _isSampleUnderWay;

    /// <summary>Makes a reader.</summary>
    /// <param name="fetch">
    /// Fetches the page with an index, from 0 on. Where the list is explored, it is called from any thread, one at a time.
    /// </param>
    /// <param name="clock">The clock that consumer and service are measured by.</param>
    /// <param name="cancellationToken">Ends every fetch.</param>
    public ReadAhead(Func<long, CancellationToken, Task<Page<T>>> fetch, TimeProvider clock, CancellationToken cancellationToken)
    {
        _fetch = fetch;
        _clock = clock;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>The number of pages that exist or are wanted, once known; pages at and after it are not asked for.</summary>
    public long Pages
    {
        get
        {
            lock (_gate)
                return field;
        }
        set
        {
            lock (_gate)
                field = value;
        }
    } = long.MaxValue;

    /// <summary>How many items a full page has, for a list that is explored; null for one that <see cref="Pages"/> bounds.</summary>
    public int? FullPage { get; init; }

    /// <summary>
    /// How many pages the list is likely to have. One near the end is asked for beside the first, and shows whether that may be so: all
    /// others are asked for then. The list may have shrunk a little, and no more than that is asked for in vain.
    /// </summary>
    public long? LikelyPages { get; init; }

    /// <summary>Is called once when it is confirmed that the list has about <see cref="LikelyPages"/>. From any thread.</summary>
    public Action? Confirmed { get; init; }

    /// <summary>Is told of the last page of a list that is explored as soon as it is there, with its index. From any thread.</summary>
    public Action<long, Page<T>>? LastFound { get; init; }

    /// <summary>Indicates whether pages after the last one returned were asked for already.</summary>
    public bool HasMoreUnderWay
    {
        get
        {
            lock (_gate)
                return _underWay.Count > 0;
        }
    }

    /// <summary>The next page in order. There must be one.</summary>
    public async Task<Page<T>> NextAsync()
    {
        Task<Page<T>> page;
        lock (_gate)
        {
            if (_turn > 0)
            {
                _used = _turn;
                _use += _clock.GetElapsedTime(_givenAt);
            }
            long index = _turn++;
            _isWaiting = true;
            if (_underWay.TryGetValue(index, out AskedPage early) && early.IsOutOfTurn
                && _clock.GetElapsedTime(early.AskedAt) > MaxAge)
            {
                Observe(early.Page);
                _underWay.Remove(index);
            }
            if (!_underWay.ContainsKey(index))
                Ask(index, isOutOfTurn: false);
            page = _underWay[index].Page;
            _underWay.Remove(index);
        }
        Fill();
        Page<T> next = await page.ConfigureAwait(false);
        lock (_gate)
        {
            _isWaiting = false;
            _givenAt = _clock.GetTimestamp();
        }
        return next;
    }

    /// <summary>Asks for the pages that there is room for, while the caller uses the one it has.</summary>
    public void Fill()
    {
        while (true)
        {
            // One after the other, so that answers which come meanwhile count.
            lock (_gate)
            {
                if (_isDisposed || FindNext() is not { } next)
                    return;
                Ask(next.Index, next.IsOutOfTurn);
            }
        }
    }

    /// <summary>Takes a number of pages for right, up to a bound, although no page has shown it.</summary>
    public void Expect(long pages)
    {
        lock (_gate)
        {
            if (_most == long.MaxValue)
            {
                long believed = Math.Min(pages, MaxExpected);
                Believe(believed);
                _slack = (believed + SlackOfCount - 1) / SlackOfCount;
            }
        }
        Fill();
    }

    /// <summary>Cancels what is under way.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (AskedPage asked in _underWay.Values)
                Observe(asked.Page);
        }
        _stop.Cancel();
        _stop.Dispose();
    }

    // Nobody will await this one; look at its exception so that it does not count as unobserved.
    private static void Observe(Task page) => page.ContinueWith(
        static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void Ask(long index, bool isOutOfTurn)
    {
        // First, for the answer may be there at once and ask for more.
        _asked.Add(index);
        _isSampleUnderWay |= index == Sample;
        _underWay[index] = new AskedPage(FetchAsync(index), _clock.GetTimestamp(), isOutOfTurn);
    }

    private async Task<Page<T>> FetchAsync(long index)
    {
        long asked = _clock.GetTimestamp();
        Page<T> page;
        try
        {
            page = await _fetch(index, _stop.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _isSampleUnderWay &= index != Sample;
        }
        bool isLast = false, isConfirmed = false;
        lock (_gate)
        {
            if (index == 0)
            {
                _latency = _clock.GetElapsedTime(asked);
                _hasFirst = true;
            }
            if (FullPage is { } full)
            {
                isLast = Learn(index, page.IsGone ? 0 : page.Items.Count, full);
                isConfirmed = index == Sample && _most > index;
            }
        }
        if (FullPage is not null)
            Fill();
        if (isConfirmed)
            Confirmed?.Invoke();
        if (isLast)
            LastFound?.Invoke(index, page);
        return page;
    }

    // A full page has another after it, if only one with the item that both have. An empty one is beyond the end.
    private bool Learn(long index, int count, int full)
    {
        if (count >= full)
            _existing = Math.Max(_existing, index + 2);
        else
            _most = Math.Min(_most, Math.Max(1, count == 0 ? index : index + 1));
        if (count > 0 && count < full)
            _existing = Math.Max(_existing, index + 1);

        if (index == Sample && _most > index)
            Believe(LikelyPages!.Value);

        // Answers that contradict each other: whoever reads them in order finds out.
        _existing = Math.Min(_existing, _most);
        return count > 0 && count < full && index + 1 == _most;
    }

    private void Believe(long pages)
    {
        _expected = Math.Max(_expected, pages);
        _existing = Math.Max(_existing, pages);
    }

    private (long Index, bool IsOutOfTurn)? FindNext()
    {
        long unasked = _turn;
        while (_asked.Contains(unasked))
            unasked++;
        long bound = Math.Min(Pages, _most);
        if (_used == 0)
            return FindAtFirst(unasked, bound);

        long end = Math.Min(bound, (_isWaiting ? _turn - 1 : _turn) + Width());
        if (FullPage is null)
            return unasked < end ? (unasked, false) : null;
        if (unasked < Math.Min(end, _existing))
            return (unasked, false);
        if (MayLookBeyond() <= 0)
            return null;
        if (_existing != _expected && FindFar() is { } far && far < end && !_asked.Contains(far))
            return (far, true);
        return unasked < end ? (unasked, unasked >= _existing) : null;
    }

    private (long Index, bool IsOutOfTurn)? FindAtFirst(long unasked, long bound)
    {
        if (Sample is { } sample)
            return sample >= bound || _asked.Contains(sample) ? null : (sample, true);
        // How many pages there are is often said by the first, and known once the caller has read it.
        if (!_hasFirst || (FullPage is null && _isWaiting) || unasked >= Math.Min(bound, FirstPages))
            return null;
        return FullPage is null || unasked < _existing || MayLookBeyond() > 0 ? (unasked, unasked >= _existing) : null;
    }

    // The page that shows whether the list is about as long as it is thought to be.
    private long? Sample => FullPage is not null && LikelyPages is > 1 and { } likely ? likely - 1 - ((likely - 1) / 16) : null;

    // How many more pages may be asked for that may not exist.
    private int MayLookBeyond()
    {
        if (_isSampleUnderWay)
            return 0;
        long beyond = 0;
        foreach (long index in _asked)
            beyond += index >= _existing ? 1 : 0;

        // The last page that is expected says first if there are many more.
        if (_existing == _expected)
            return (int)(_slack - beyond);
        return (int)(Math.Max(2, (_existing - 1) / 4) - beyond);
    }

    // Far ahead: the next milestone, or, where the end is known to be before some page, a part of the way there.
    private long? FindFar()
    {
        if (_most < long.MaxValue)
            return _most - _existing > 3 ? _existing + ((_most - _existing) / 3) : null;
        long milestone = Array.Find(Milestones, milestone => milestone > _existing);
        return milestone > 0 ? milestone : null;
    }

    private long Width()
    {
        int usual = (int)Math.Min(UsualWidth, 1L << (int)Math.Min(_used + 1, 10));

        // A count that a page tells is believed more with each page that bears it out: counts have been seen that are absurd.
        if (FullPage is null && _used < 4)
            return usual;
        if (_use <= TimeSpan.Zero)
            return MaxWidth;
        double needed = 1 + (2 * _latency.TotalSeconds * _used / _use.TotalSeconds);
        return (long)Math.Max(usual, Math.Min(MaxWidth, needed));
    }

    // A page that was asked for.
    private readonly record struct AskedPage(Task<Page<T>> Page, long AskedAt, bool IsOutOfTurn);
}
