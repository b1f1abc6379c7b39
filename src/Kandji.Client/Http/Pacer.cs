using System;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace Kandji.Client.Http;

/// <summary>
/// Keeps a session under the tenant's rate limits. Requests leave evenly spaced, a little below the limit of a second, with
/// a burst small enough that no second, wherever it begins, holds more than the limit. What answers say about the limits
/// is learned: their true size, what other clients of the tenant have used of the second, and what is left of the hour.
/// </summary>
internal sealed class Pacer
{
    private const int Burst = 3;

    private readonly TimeProvider _clock;
    private readonly object _lock = new();

    private int _limit;
    private TimeSpan _interval;
    private long _nextSlot;
    private long _closedUntil;
    private long _windowStart;
    private int _lastRemaining = int.MaxValue;
    private int _inFlight;

    /// <summary>Makes a pacer.</summary>
    /// <param name="clock">The clock to go by.</param>
    /// <param name="requestsPerSecond">The limit until an answer names another.</param>
    public Pacer(TimeProvider clock, int requestsPerSecond)
    {
        _clock = clock;
        _nextSlot = _closedUntil = _windowStart = clock.GetTimestamp();
        SetLimit(requestsPerSecond);
    }

    /// <summary>What the last answer that told said is left of the hour's requests.</summary>
    public int? RemainingThisHour { get; private set; }

    /// <summary>The limit of the hour, once an answer has named it.</summary>
    public int? LimitPerHour { get; private set; }

    /// <summary>Waits until a request may leave.</summary>
    /// <param name="observer">Is told of a wait that lasts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask WaitAsync(IRequestObserver? observer, CancellationToken cancellationToken)
    {
        TimeSpan pause = Reserve();
        while (pause > TimeSpan.Zero)
        {
            if (pause >= TimeSpan.FromSeconds(1))
                observer?.OnWaiting(new WaitReport("the rate limit of the tenant", pause, IsRateLimit: true));
            await _clock.Wait(pause, cancellationToken).ConfigureAwait(false);

            // An answer that came meanwhile may have closed the gate.
            lock (_lock)
                pause = Until(_closedUntil);
        }
        lock (_lock)
            _inFlight++;
    }

    /// <summary>A request that <see cref="WaitAsync"/> let go has ended.</summary>
    public void Ended()
    {
        lock (_lock)
            _inFlight--;
    }

    /// <summary>Learns from the headers of any answer.</summary>
    public void Learn(HttpResponseHeaders headers)
    {
        int? limit = ReadNumber(headers, "X-RateLimit-Limit-Second") ?? ReadNumber(headers, "RateLimit-Limit");
        int? remaining = ReadNumber(headers, "X-RateLimit-Remaining-Second") ?? ReadNumber(headers, "RateLimit-Remaining");
        int? remainingHour = ReadNumber(headers, "X-RateLimit-Remaining-Hour");
        int? limitHour = ReadNumber(headers, "X-RateLimit-Limit-Hour");
        lock (_lock)
        {
            if (limit is > 0 && limit != _limit)
                SetLimit(limit.Value);
            if (remaining is { } left)
            {
                long now = _clock.GetTimestamp();
                if (left > _lastRemaining)
                    _windowStart = now;
                _lastRemaining = left;

                // What is on its way will use the rest of this second: the others of the tenant are busy. Wait for the next.
                if (left < _limit / 2 && left <= _inFlight)
                    CloseUntil(Math.Max(_windowStart + Ticks(TimeSpan.FromSeconds(1)), now + Ticks(_interval)));
            }
            if (remainingHour is not null)
                RemainingThisHour = remainingHour;
            if (limitHour is not null)
                LimitPerHour = limitHour;
        }
    }

    /// <summary>The gateway refused a request: nothing leaves for this long.</summary>
    public void Refused(TimeSpan pause)
    {
        lock (_lock)
            CloseUntil(_clock.GetTimestamp() + Ticks(pause));
    }

    /// <summary>Reads a header that holds a whole number.</summary>
    public static int? ReadNumber(HttpResponseHeaders headers, string name)
    {
        if (!headers.TryGetValues(name, out var values))
            return null;
        foreach (string value in values)
        {
            if (int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number))
                return number;
        }
        return null;
    }

    // Slots lie one interval apart. A request may take a slot that lies up to Burst - 1 intervals ahead, so that a pause earns
    // a small burst and a timer that fires late costs no throughput.
    private TimeSpan Reserve()
    {
        lock (_lock)
        {
            long now = _clock.GetTimestamp();
            long slot = Math.Max(Math.Max(_nextSlot, now), _closedUntil);
            _nextSlot = slot + Ticks(_interval);
            long leave = Math.Max(slot - ((Burst - 1) * Ticks(_interval)), _closedUntil);
            return Until(leave);
        }
    }

    private void SetLimit(int limit)
    {
        _limit = limit;
        _interval = TimeSpan.FromSeconds(1.0 / Math.Max(1, limit - Burst));
    }

    private void CloseUntil(long timestamp) => _closedUntil = Math.Max(_closedUntil, timestamp);

    private TimeSpan Until(long timestamp)
    {
        long ticks = timestamp - _clock.GetTimestamp();
        return ticks <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)ticks / _clock.TimestampFrequency);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _clock.TimestampFrequency);
}
