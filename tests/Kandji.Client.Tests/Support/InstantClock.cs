using System;
using System.Threading;
using System.Threading.Tasks;

namespace Kandji.Client.Tests.Support;

/// <summary>
/// A clock for tests over real sockets: pauses are over at once, and the clock has moved on by them. Only time-outs of an attempt
/// last, for as long as the test says, by the real clock: a slow machine must not look like a slow server.
/// </summary>
internal sealed class InstantClock : TimeProvider
{
    public static readonly TimeSpan AttemptTimeout = new KandjiClientOptions { BaseAddress = TestPipeline.Root, Token = new() }.Timeout;

    private long _movedOn;

    /// <summary>How long an attempt may really take.</summary>
    public TimeSpan RealTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long was waited in all, had it been waited.</summary>
    public TimeSpan Waited => new(Interlocked.Read(ref _movedOn));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetUtcNow().Ticks + Interlocked.Read(ref _movedOn);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Waited;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == AttemptTimeout)
            return new AttemptTimer(System.CreateTimer(callback, state, RealTimeout, period), RealTimeout);
        if (dueTime == Timeout.InfiniteTimeSpan)
            return System.CreateTimer(callback, state, dueTime, period);
        Interlocked.Add(ref _movedOn, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The time-out of an attempt, which begins anew when something moves.</summary>
    private sealed class AttemptTimer(ITimer timer, TimeSpan realTimeout) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime == AttemptTimeout ? realTimeout : dueTime, period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
