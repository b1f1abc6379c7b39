using Kandji.Client.Http;

namespace Kandji.PowerShell.Completion;

/// <summary>
/// The completions of one session: loaded when first asked for, kept for a minute. Loading goes on in the background when it takes
/// longer than a person waits for; then what has come so far is suggested, or what was there the last time.
/// </summary>
internal sealed class CompletionCache(TimeProvider clock)
{
    /// <summary>How long suggestions are good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>How long the prompt may stand still.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The suggestions of a kind, in the order in which they were loaded.</summary>
    /// <param name="kind">A name for what <paramref name="load"/> loads.</param>
    /// <param name="load">Reads them from the tenant.</param>
    public IReadOnlyList<Suggestion> Get(string kind, Func<IAsyncEnumerable<Suggestion>> load)
    {
        Entry entry;
        lock (_gate)
        {
            _entries.TryGetValue(kind, out Entry? known);
            if (known is null || (known.Loading.IsCompleted && clock.GetElapsedTime(known.LoadedAt) > Lifetime))
                _entries[kind] = known = new Entry(clock, load, known?.Items() ?? []);
            entry = known;
        }
        if (!entry.Loading.IsCompleted)
        {
            using var enough = new CancellationTokenSource();
            Task.WhenAny(entry.Loading, clock.Wait(Timeout, enough.Token)).GetAwaiter().GetResult();
            enough.Cancel();
        }
        return entry.Items();
    }

    private sealed class Entry
    {
        private readonly TimeProvider _clock;
        private readonly IReadOnlyList<Suggestion> _before;
        private readonly List<Suggestion> _items = [];
        private bool _isWhole;

        public Entry(TimeProvider clock, Func<IAsyncEnumerable<Suggestion>> load, IReadOnlyList<Suggestion> before)
        {
            _clock = clock;
            _before = before;
            Loading = Task.Run(() => LoadAsync(load));
        }

        public Task Loading { get; }

        public long LoadedAt { get; private set; }

        public IReadOnlyList<Suggestion> Items()
        {
            lock (_items)
                return _isWhole || _items.Count > _before.Count ? _items.ToArray() : _before;
        }

        private async Task LoadAsync(Func<IAsyncEnumerable<Suggestion>> load)
        {
            try
            {
                await foreach (Suggestion item in load().ConfigureAwait(false))
                {
                    lock (_items)
                        _items.Add(item);
                }
                lock (_items)
                    _isWhole = true;
            }
            catch (Exception e) when (e is KandjiApiException or ObjectDisposedException or OperationCanceledException)
            {
                // A prompt is no place for errors: what the token may not read, or an ended session cannot, is not suggested.
            }
            finally
            {
                LoadedAt = _clock.GetTimestamp();
            }
        }
    }
}
