namespace Kandji.Client.Http;

/// <summary>
/// A limit on how long something may take. It looks at the clock again and again instead of waiting once, because nobody waits for a limit:
/// a clock that passes over waits must not let it end at once.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _source = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _duration;
    private readonly long _started;
    private readonly ITimer _timer;

    /// <summary>Starts the time.</summary>
    /// <param name="clock">The clock to go by.</param>
    /// <param name="duration">How long until the limit.</param>
    public Deadline(TimeProvider clock, TimeSpan duration)
    {
        _clock = clock;
        _duration = duration;
        _started = clock.GetTimestamp();
        _timer = clock.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    /// <summary>Is cancelled when the time is over.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>How much time is left; zero or less when it is over.</summary>
    public TimeSpan Left => _duration - _clock.GetElapsedTime(_started);

    /// <summary>Stops looking. The token stays as it is.</summary>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (Left > TimeSpan.Zero)
            return;
        _timer.Dispose();
        _source.Cancel();
    }
}
