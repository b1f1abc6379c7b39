using System.Globalization;
using System.Net.Http.Headers;

namespace Kandji.Client.Http;

/// <summary>
/// Keeps a session under the tenant's rate limits: of the limit of a second, one stays unused, and a request leaves only when
/// the one that many before it was counted at least a second ago. So no second, wherever the gateway lets it begin, counts
/// more than the limit. It learns from answers: the true limits, the use by other clients of the tenant, and what is left
/// of the hour. With other sessions of the machine it shares the second; see <see cref="MachinePace"/>.
/// </summary>
internal sealed class RateLimiter
{
    /// <summary>The highest limit of a second that is believed.</summary>
    public const int MaxRequestsPerSecond = 1000;

    // A little more than a second, for clocks are not exact.
    private static readonly TimeSpan Second = TimeSpan.FromMilliseconds(1002);

    // Requests that had to wait leave one by one, so that they do not delay each other on their way, nor meet the gateway's next second
    // all together. All that may leave in a second do so in a quarter of it.
    private const int PartsOfSecondThatIsUsed = 4;

    // As many as a session begins with. The one that each second leaves unused makes up for them.
    private const int MaxBeforePaceIsOpen = 2;

    // When between leaving and answer the gateway counted a request is not known: an answer that took longer than the quickest
    // may have been counted later by that much. Beyond this, the service took its time after the gateway had counted.
    private static readonly TimeSpan MaxCountingDelay = TimeSpan.FromMilliseconds(500);

    // How long what others were seen to use is taken for what they use now.
    private static readonly TimeSpan OthersLast = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan SiblingsDelay = TimeSpan.FromMilliseconds(20);

    // How often it is asked whether a new hour has begun, where nothing tells when it will.
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMinutes(1);

    // Beyond this, short waits in a row are told as the one wait that they are.
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _clock;
    private readonly MachinePace? _pace;
    private readonly long _second;
    private readonly long _mostLateness;
    private readonly object _lock = new();

    // In the order in which they were asked for; the free ones at the front are forgotten from time to time.
    private readonly List<RateLimitLease> _permits = new();
    private long _quickest = long.MaxValue;

    private int _limit;
    private int _others;
    private long _othersSeen;
    private int _mostUsed;
    private long _secondBegan = long.MinValue / 2;
    private long _closedUntil = long.MinValue;

    // Refusals in a row, and since when; of those that left together, the first counts.
    private int _refusals;
    private long _refusedSince;
    private long _lastRefusal;

    // The hour is used up: one request leaves at a time, to ask whether it still is. The others do not sleep through its answer.
    private bool _isHourExhausted;
    private long _exhaustedSince;
    private long _probeEnds = long.MinValue;
    private TaskCompletionSource<bool> _opened = new();

    // How many requests may leave without another look at what the other sessions of the machine do, and until when.
    private int _claimed;
    private long _claimedUntil = long.MinValue;
    private long _paceAsksAt = long.MinValue;
    private bool _isPaceOpen;
    private int _leftBeforePaceWasOpen;
    private Task? _opening;

    /// <summary>Makes a pacer.</summary>
    /// <param name="clock">The clock to go by.</param>
    /// <param name="requestsPerSecond">The limit until an answer names another.</param>
    /// <param name="pace">The pace that the sessions of the machine share; null to share none.</param>
    public RateLimiter(TimeProvider clock, int requestsPerSecond, MachinePace? pace = null)
    {
        _clock = clock;
        _pace = pace;
        _second = Ticks(Second);
        _mostLateness = Ticks(MaxCountingDelay);
        _limit = Math.Min(Math.Max(1, requestsPerSecond), MaxRequestsPerSecond);
    }

    /// <summary>The requests that remain in this hour, as the last answer with that header reported them.</summary>
    public int? RemainingThisHour
    {
        get
        {
            lock (_lock)
                return field;
        }
        private set;
    }

    /// <summary>How many requests are still thought of. For tests.</summary>
    internal int LeaseCount => _permits.Count;

    /// <summary>The limit of the hour, once an answer has named it.</summary>
    public int? LimitPerHour
    {
        get
        {
            lock (_lock)
                return field;
        }
        private set;
    }

    /// <summary>Indicates whether the last answer that told said that nothing is left of the hour's requests.</summary>
    public bool IsHourExhausted
    {
        get
        {
            lock (_lock)
                return _isHourExhausted;
        }
    }

    /// <summary>Waits until a request may leave.</summary>
    /// <param name="observer">Is told of a wait that lasts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The request's leave, to be handed to <see cref="Answered"/>.</returns>
    public async ValueTask<RateLimitLease> WaitAsync(IRequestObserver? observer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long asked = _clock.GetTimestamp();
        RateLimitLease rateLimitLease = Queue(asked);
        try
        {
            while (true)
            {
                Delay delay = TryLeave(rateLimitLease);
                if (_pace is not null && TakeNotice() is { } notice)
                    observer?.OnNotice(notice);
                if (delay.Pause == TimeSpan.Zero)
                    break;
                if (delay.Pause >= Second || delay.Refused + delay.Pause >= WorthTelling)
                {
                    string reason = delay.IsForHour
                        ? "the rate limit of the tenant (the hour's requests are used up)"
                        : "the rate limit of the tenant";
                    observer?.OnWaiting(new WaitReport(reason, delay.Pause, IsRateLimit: true) { Waited = delay.Refused });
                }
                await WaitAsync(delay.Pause, delay.Earlier, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            lock (_lock)
                _permits.Remove(rateLimitLease);
            throw;
        }
        rateLimitLease.Waited = _clock.GetElapsedTime(asked);
        return rateLimitLease;
    }

    /// <summary>An answer's headers came, or the attempt ended without any.</summary>
    /// <param name="rateLimitLease">The attempt's leave.</param>
    /// <param name="headers">The answer's headers; null when there was no answer.</param>
    /// <param name="wasRefused">Indicates whether the gateway refused the request (429), and so did not count it.</param>
    public void Answered(RateLimitLease rateLimitLease, HttpResponseHeaders? headers, bool wasRefused = false)
    {
        TaskCompletionSource<bool>? opened = null;
        lock (_lock)
        {
            if (rateLimitLease.State != RateLimitLeaseState.Left)
                return;
            rateLimitLease.State = RateLimitLeaseState.Answered;
            rateLimitLease.AnsweredAt = _clock.GetTimestamp();
            rateLimitLease.WasRefused = wasRefused;
            if (headers is not null)
            {
                _quickest = Math.Min(_quickest, rateLimitLease.AnsweredAt - rateLimitLease.LeavesAt);
                Learn(headers, rateLimitLease);
                UpdateHour(headers, rateLimitLease);
            }
            // A refusal closes the gate for as long as it says; see Refused. Where no answer came, the next may ask.
            bool isOpen = rateLimitLease.IsProbe && (headers is null || !_isHourExhausted);
            if (isOpen)
            {
                _probeEnds = long.MinValue;
                opened = _opened;
                _opened = new();
            }
        }
        // Outside the lock: this goes on with the requests that wait.
        opened?.TrySetResult(true);
    }

    /// <summary>The gateway refused a request: nothing leaves for this long.</summary>
    /// <param name="pause">How long; zero when nobody is to wait for the next.</param>
    /// <param name="rateLimitLease">The request's leave; null when it is not one of this session's.</param>
    public void Refused(TimeSpan pause, RateLimitLease? rateLimitLease = null)
    {
        lock (_lock)
        {
            long now = _clock.GetTimestamp();
            if (_refusals == 0)
                _refusedSince = now;
            if (_refusals == 0 || rateLimitLease?.LeavesAt >= _lastRefusal)
            {
                _refusals++;
                _lastRefusal = now;
            }
            _closedUntil = Math.Max(_closedUntil, now + Ticks(pause));
            if (pause > TimeSpan.Zero && _isPaceOpen && _pace is { IsOff: false })
                Claim(now, waiting: 0);
            if (rateLimitLease is { IsProbe: true })
                _probeEnds = long.MinValue;
        }
    }

    /// <summary>
    /// How long to wait for a new hour: a minute, or as long as the gateway asks; longer each time if that was not long enough.
    /// </summary>
    /// <param name="retryAfter">How long the gateway asks to wait; null when it does not say.</param>
    public TimeSpan GetPauseForExhaustedHour(TimeSpan? retryAfter)
    {
        if (retryAfter is not { } asked)
            return ProbeInterval;
        lock (_lock)
        {
            var least = TimeSpan.FromSeconds(Math.Min(ProbeInterval.TotalSeconds, Math.Pow(2, Math.Min(_refusals, 6))));
            return _refusals > 0 && least > asked ? least : asked;
        }
    }

    /// <summary>Reads a header that holds a whole number.</summary>
    public static int? ReadNumber(HttpResponseHeaders headers, string name)
    {
        if (!headers.TryGetValues(name, out IEnumerable<string>? values))
            return null;
        foreach (string value in values)
        {
            if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                return number;
        }
        return null;
    }

    private RateLimitLease Queue(long now)
    {
        lock (_lock)
        {
            if (_permits.Count >= 4 * MaxRequestsPerSecond)
            {
                int used = _permits.FindIndex(rateLimitLease => FreeAt(rateLimitLease, now) > now);
                int free = used < 0 ? _permits.Count : used;
                if (free >= MaxRequestsPerSecond)
                    _permits.RemoveRange(0, free);
            }
            var added = new RateLimitLease();
            _permits.Add(added);
            return added;
        }
    }

    private Delay TryLeave(RateLimitLease rateLimitLease)
    {
        List<RateLimitLease>? handedOut = _pace is null ? null : new();
        Delay delay;
        lock (_lock)
            delay = TryLeave(rateLimitLease, handedOut);
        if (handedOut is null)
            return delay;

        // Outside the lock: this goes on with the requests that wait.
        foreach (RateLimitLease other in handedOut)
            other.Turn?.TrySetResult(true);
        return delay;
    }

    private Delay TryLeave(RateLimitLease rateLimitLease, List<RateLimitLease>? handedOut)
    {
        // Another may have taken its turn for it.
        if (rateLimitLease.State != RateLimitLeaseState.Waiting)
            return default;
        long now = _clock.GetTimestamp();
        int room = Room(now);
        int place = _permits.LastIndexOf(rateLimitLease);
        rateLimitLease.TurnAt = Math.Max(now, place < room ? now : FreeAt(_permits[place - room], now));
        rateLimitLease.IsPaced |= rateLimitLease.TurnAt > now;
        if (rateLimitLease.IsPaced && place > 0)
        {
            RateLimitLease last = _permits[place - 1];
            long left = last.State == RateLimitLeaseState.Waiting ? last.TurnAt : last.LeavesAt;
            rateLimitLease.TurnAt = Math.Max(rateLimitLease.TurnAt, left + (_second / (room * PartsOfSecondThatIsUsed)));
        }
        long gate = _isHourExhausted ? Math.Max(_closedUntil, _probeEnds) : _closedUntil;
        rateLimitLease.LeavesAt = Math.Max(rateLimitLease.TurnAt, gate);
        if (rateLimitLease.LeavesAt <= now && handedOut is not null && !_isHourExhausted)
        {
            HandOut(place, now, room, handedOut);
            if (rateLimitLease.State != RateLimitLeaseState.Waiting)
                return default;
            rateLimitLease.LeavesAt = Math.Max(_paceAsksAt, _closedUntil);
            rateLimitLease.Turn ??= new();
        }
        if (rateLimitLease.LeavesAt > now)
        {
            return new Delay(
                WholeMilliseconds(rateLimitLease.LeavesAt - now),
                _refusals == 0 ? TimeSpan.Zero : _clock.GetElapsedTime(_refusedSince, now),
                _isHourExhausted ? _opened.Task : rateLimitLease.Turn?.Task,
                _isHourExhausted);
        }
        rateLimitLease.State = RateLimitLeaseState.Left;
        if (_isHourExhausted)
        {
            rateLimitLease.IsProbe = true;
            _probeEnds = now + Ticks(ProbeInterval);
        }
        return default;
    }

    // Lets those leave that wait for the other sessions of the machine, up to this one and in the order in which they were asked for.
    private void HandOut(int place, long now, int room, List<RateLimitLease> handedOut)
    {
        int first = place;
        while (first > 0 && _permits[first - 1].State == RateLimitLeaseState.Waiting)
            first--;
        for (int i = first; i <= place && IsClaimed(now, room); i++)
        {
            _permits[i].State = RateLimitLeaseState.Left;
            _permits[i].LeavesAt = now;
            handedOut.Add(_permits[i]);
        }
    }

    // Takes one of the requests that were claimed, or claims some.
    private bool IsClaimed(long now, int room)
    {
        if (!_isPaceOpen)
            return MayLeaveBeforePaceIsOpen(now);
        if (_claimed == 0 || now > _claimedUntil)
        {
            if (now < _paceAsksAt)
                return false;
            Claim(now, _permits.Count(permit => permit.State == RateLimitLeaseState.Waiting), room);
        }
        if (_claimed == 0 || _closedUntil > now)
            return false;
        _claimed--;
        return true;
    }

    // The file is opened while the first request is under way, which does not wait for that.
    private bool MayLeaveBeforePaceIsOpen(long now)
    {
        if (!_pace!.OpensInBackground)
        {
            _isPaceOpen = true;
            return IsClaimed(now, Room(now));
        }
        _opening ??= Task.Run(OpenPace);
        if (_leftBeforePaceWasOpen < MaxBeforePaceIsOpen)
        {
            _leftBeforePaceWasOpen++;
            return true;
        }
        _paceAsksAt = now + Ticks(TimeSpan.FromMilliseconds(2));
        return false;
    }

    private void OpenPace()
    {
        // The first use of the code costs time. The second, under the lock, does not.
        _pace!.Open();
        lock (_lock)
        {
            _isPaceOpen = true;
            Claim(_clock.GetTimestamp(), waiting: 0);
        }
    }

    private void Claim(long now, int waiting, int? room = null)
    {
        var own = new List<long>();
        for (int i = _permits.Count - 1; i >= 0; i--)
        {
            RateLimitLease permit = _permits[i];
            if (permit.State == RateLimitLeaseState.Waiting || permit.WasRefused)
                continue;
            if (permit.LeavesAt + _second + _mostLateness + _second < now)
                break;
            own.Add(FreeAt(permit, now));
        }
        PaceGrant grant = _pace!.Claim(own, waiting, room ?? Room(now), _closedUntil);
        (_claimed, _claimedUntil) = (grant.Count, grant.Until);
        _paceAsksAt = now + Ticks(grant.Pause);
        _closedUntil = Math.Max(_closedUntil, grant.ClosedUntil);
    }

    private string? TakeNotice()
    {
        lock (_lock)
            return _pace!.TakeNotice();
    }

    private async Task WaitAsync(TimeSpan pause, Task? earlier, CancellationToken cancellationToken)
    {
        if (earlier is null)
        {
            await _clock.Wait(pause, cancellationToken).ConfigureAwait(false);
            return;
        }
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task over = _clock.Wait(pause, woken.Token);
        if (await Task.WhenAny(over, earlier).ConfigureAwait(false) == earlier)
            woken.Cancel();
        else
            await over.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void UpdateHour(HttpResponseHeaders headers, RateLimitLease rateLimitLease)
    {
        int? left = ReadNumber(headers, "X-RateLimit-Remaining-Hour");
        if (left == 0)
        {
            if (!_isHourExhausted)
            {
                _isHourExhausted = true;
                _exhaustedSince = rateLimitLease.AnsweredAt;
            }
            // One was let through, the last: the next asks in a minute.
            if (!rateLimitLease.WasRefused)
            {
                if (_refusals == 0)
                {
                    _refusals = 1;
                    _refusedSince = _lastRefusal = rateLimitLease.AnsweredAt;
                }
                _probeEnds = rateLimitLease.AnsweredAt + Ticks(ProbeInterval);
            }
            return;
        }
        // Answers to requests that were sent before the hour was exhausted say nothing about the next hour.
        bool isNews = rateLimitLease.LeavesAt >= _exhaustedSince;
        if (isNews && (left > 0 || !rateLimitLease.WasRefused))
            _isHourExhausted = false;
        if (!rateLimitLease.WasRefused && rateLimitLease.LeavesAt >= _lastRefusal)
            _refusals = 0;
    }

    // How many requests may be counted in one second. The others' part is left to them, but for a tenth of the limit, without
    // which two clients that watch each other could starve one of them.
    private int Room(long now)
    {
        int others = now - _othersSeen <= Ticks(OthersLast) ? _others : 0;
        return Math.Max(1, Math.Max(_limit / 10, _limit - 1 - others));
    }

    // When a request no longer counts in any second that one leaving then would count in.
    private long FreeAt(RateLimitLease rateLimitLease, long now) => rateLimitLease.State switch
    {
        RateLimitLeaseState.Waiting => Math.Max(rateLimitLease.LeavesAt, now) + _second,
        RateLimitLeaseState.Left when now < rateLimitLease.LeavesAt + _second => rateLimitLease.LeavesAt + _second,
        RateLimitLeaseState.Left => rateLimitLease.LeavesAt + _second + _mostLateness,
        _ => rateLimitLease.LeavesAt + _second
            + Math.Max(0, Math.Min(_mostLateness, rateLimitLease.AnsweredAt - rateLimitLease.LeavesAt - _quickest)),
    };

    private void Learn(HttpResponseHeaders headers, RateLimitLease rateLimitLease)
    {
        RemainingThisHour = ReadNumber(headers, "X-RateLimit-Remaining-Hour") ?? RemainingThisHour;
        LimitPerHour = ReadNumber(headers, "X-RateLimit-Limit-Hour") ?? LimitPerHour;

        int? limit = ReadNumber(headers, "X-RateLimit-Limit-Second");
        int? remaining = ReadNumber(headers, "X-RateLimit-Remaining-Second");

        // The headers without X tell of whichever limit is nearest: near the end of the hour, of the hour's.
        if (limit is null && ReadNumber(headers, "RateLimit-Reset") is null or <= 1)
        {
            limit = ReadNumber(headers, "RateLimit-Limit");
            remaining ??= ReadNumber(headers, "RateLimit-Remaining");
        }
        if (limit is > 0 and <= MaxRequestsPerSecond)
            _limit = limit.Value;
        if (remaining is not { } left || left > _limit)
            return;

        // Requests counted in the gateway's second that this session cannot have sent were sent by other clients of the tenant.
        // Of other sessions of the machine it is known what they sent, if that was looked at just now.
        bool isShared = _isPaceOpen && _pace is { IsOff: false };
        if (isShared && _pace!.HasSiblings && !_pace.Look())
            return;
        int others = Math.Max(0, _limit - left - OwnAtMost(rateLimitLease, _limit - left));
        if (others > 0 && isShared && !_pace!.HasSiblings)
        {
            if (!_pace.Look())
                return;
            others = Math.Max(0, _limit - left - OwnAtMost(rateLimitLease, _limit - left));
        }
        if (others >= _others || rateLimitLease.AnsweredAt - _othersSeen > _second)
        {
            _others = others;
            _othersSeen = rateLimitLease.AnsweredAt;
        }
    }

    // How many requests from here the gateway's second that counted this one can hold. When that second began is not known, so
    // any of the last second may be in it; unless the count was seen to fall: then only what was answered since.
    private int OwnAtMost(RateLimitLease rateLimitLease, int used)
    {
        int abreast = 0, sinceFall = 0, recent = 0;
        for (int i = _permits.Count - 1; i >= 0; i--)
        {
            RateLimitLease other = _permits[i];
            if (other.State == RateLimitLeaseState.Waiting || other.WasRefused)
                continue;
            if (other.LeavesAt + _second + _mostLateness < rateLimitLease.LeavesAt)
                break;
            long answeredAt = other.State == RateLimitLeaseState.Left ? long.MaxValue : other.AnsweredAt;
            abreast += answeredAt >= rateLimitLease.LeavesAt ? 1 : 0;
            sinceFall += answeredAt >= _secondBegan ? 1 : 0;
            recent += FreeAt(other, rateLimitLease.AnsweredAt) >= rateLimitLease.LeavesAt ? 1 : 0;
        }
        if (_pace is { HasSiblings: true, IsOff: false })
        {
            // When those were answered is not known: as soon as others are, or a little later.
            foreach ((long freeAt, int count) in _pace.Siblings)
            {
                long answeredAt = freeAt - _second + _quickest + Ticks(SiblingsDelay);
                abreast += answeredAt >= rateLimitLease.LeavesAt ? count : 0;
                sinceFall += answeredAt >= _secondBegan ? count : 0;
                recent += freeAt >= rateLimitLease.LeavesAt ? count : 0;
            }
        }

        // Answers that were under way together may overtake each other: only a deeper fall is a new second.
        if (used + abreast < _mostUsed)
        {
            _secondBegan = rateLimitLease.LeavesAt;
            _mostUsed = used;
            return abreast;
        }
        _mostUsed = Math.Max(_mostUsed, used);

        // A request sent before that may belong to the previous second, and after a second there was a new one, seen or not.
        return rateLimitLease.LeavesAt >= _secondBegan && rateLimitLease.AnsweredAt - _secondBegan <= _second
            ? Math.Min(recent, sinceFall)
            : recent;
    }

    // Rounded up, so that a wait is never over before its time and starts again for the rest.
    private TimeSpan WholeMilliseconds(long ticks) =>
        TimeSpan.FromMilliseconds(Math.Ceiling(ticks * 1000.0 / _clock.TimestampFrequency));

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _clock.TimestampFrequency);

    // How long a request waits before it tries again, and what may let it leave earlier.
    private readonly record struct Delay(TimeSpan Pause, TimeSpan Refused, Task? Earlier, bool IsForHour);
}
