namespace Kandji.Client.Tests.Support;

/// <summary>
/// A clock for tests over real sockets: pauses are over at once, and the clock has moved on by them. Only the time that an attempt
/// may take lasts, since a slow machine must not look like a slow server: a minute, or for as long as <see cref="Hangs"/> says.
/// </summary>
internal sealed class InstantTimeProvider : TimeProvider
{
    public static readonly TimeSpan AttemptTimeout = new KandjiClientOptions { BaseAddress = TestPipeline.Root, Token = new() }.Timeout;

    private readonly HashSet<AttemptTimer> _underWay = [];
    private long _movedOn;
    private int _elapsed;

    /// <summary>
    /// For a server that hangs: how many requests it has left without an answer so far. The time of the attempts under way is over
    /// as soon as each of them is such a request, and not before.
    /// </summary>
    public Func<int>? Hangs { get; init; }

    /// <summary>How long was waited in all, had it been waited.</summary>
    public TimeSpan Waited => new(Interlocked.Read(ref _movedOn));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetUtcNow().Ticks + Interlocked.Read(ref _movedOn);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Waited;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == AttemptTimeout)
            return new AttemptTimer(this, () => callback(state));
        if (dueTime == Timeout.InfiniteTimeSpan)
            return System.CreateTimer(callback, state, dueTime, period);
        Interlocked.Add(ref _movedOn, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private bool IsOver(AttemptTimer timer)
    {
        lock (_underWay)
        {
            if (Hangs is not null && Hangs() - _elapsed < _underWay.Count)
                return false;
            if (!_underWay.Remove(timer))
                return false;
            _elapsed++;
            return true;
        }
    }

    /// <summary>The time-out of an attempt, which begins anew when something moves.</summary>
    private sealed class AttemptTimer : ITimer
    {
        private readonly InstantTimeProvider _clock;
        private readonly TimeSpan _look;
        private readonly ITimer _timer;

        public AttemptTimer(InstantTimeProvider clock, Action elapsed)
        {
            _clock = clock;
            _look = clock.Hangs is null ? TimeSpan.FromMinutes(1) : TimeSpan.FromMilliseconds(5);
            lock (clock._underWay)
                clock._underWay.Add(this);
            _timer = System.CreateTimer(_ => { if (clock.IsOver(this)) elapsed(); }, null, _look, _look);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(dueTime == AttemptTimeout ? _look : dueTime, _look);

        public void Dispose()
        {
            lock (_clock._underWay)
                _clock._underWay.Remove(this);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
