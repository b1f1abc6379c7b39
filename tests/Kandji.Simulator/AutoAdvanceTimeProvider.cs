namespace Kandji.Simulator;

/// <summary>
/// A clock on which nobody waits long: a wait of at most a minute ends at once, and then that much time has passed. Longer ones, which are
/// limits on something that hangs, run as on the system's clock; so do timers that repeat, which nobody waits for.
/// </summary>
public sealed class AutoAdvanceTimeProvider : TimeProvider
{
    private static readonly TimeSpan MaxSkip = TimeSpan.FromMinutes(1);

    private long _skipped;

    /// <summary>How much time has been skipped so far.</summary>
    public TimeSpan Skipped => TimeSpan.FromTicks(Interlocked.Read(ref _skipped));

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Skipped;

    /// <inheritdoc/>
    public override long GetTimestamp() => System.GetElapsedTime(0, System.GetTimestamp()).Ticks + Skipped.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > MaxSkip || period > TimeSpan.Zero)
            return System.CreateTimer(callback, state, dueTime, period);
        Interlocked.Add(ref _skipped, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
