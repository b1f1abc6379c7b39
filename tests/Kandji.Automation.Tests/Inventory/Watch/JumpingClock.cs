using Kandji.Simulator;

namespace Kandji.Automation.Tests.Inventory.Watch;

/// <summary>A clock that somebody sets, forward and back; the time that passes is not changed by that.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private readonly AutoAdvanceTimeProvider _clock = new();

    /// <summary>How far the clock is wrong.</summary>
    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow() + Offset;

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _clock.CreateTimer(callback, state, dueTime, period);
}
