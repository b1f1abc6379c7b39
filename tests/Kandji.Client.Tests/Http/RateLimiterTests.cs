using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests.Http;

public sealed class RateLimiterTests
{
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(50)]
    [InlineData(20)]
    [InlineData(3)]
    [InlineData(1)]
    public void WaitAsync_WhenManyAsk_LetsNoMoreThanTheLimitGoInAnySecond(int limit)
    {
        List<double> left = Leave(new RateLimiter(_clock, limit), 5 * limit, latency: () => 0);
        Assert.InRange(MostInOneSecond(left), 1, limit);
    }

    [Theory]
    [InlineData(7, 0.0, 0.3)]
    [InlineData(8, 0.05, 0.06)]
    [InlineData(9, 0.1, 0.5)]
    [InlineData(10, 0.0, 0.02)]
    public void WaitAsync_WhenTheNetworkJitters_TheGatewayNeverCountsMoreThanTheLimitInAnySecond(int seed, double shortest, double longest)
    {
        // The gateway counts a request at any time between its leaving and its answer.
        var random = new Random(seed);
        var counted = new List<double>();
        double Latency()
        {
            double latency = shortest + ((longest - shortest) * random.NextDouble());
            double outbound = (shortest / 2) + ((latency - shortest) * random.NextDouble());
            counted.Add(Now() + outbound);
            return latency;
        }

        Leave(new RateLimiter(_clock, 50), 1000, Latency, atOnce: 32);
        counted.Sort();

        // Until the quickest latency has been seen, the first answers count as quick.
        Assert.InRange(MostInOneSecond(counted), 1, 50);
    }

    [Fact]
    public void WaitAsync_WhenLatencyIsSteady_Sustains45ASecond()
    {
        List<double> left = Leave(new RateLimiter(_clock, 50), 1000, latency: () => 0.1, atOnce: 16);
        Assert.InRange(1000 / (left[^1] + 0.1), 45, 50);
    }

    [Fact]
    public void WaitAsync_WhenIdle_LetsAShortRunGoAtOnce() =>
        Assert.Equal(0, Leave(new RateLimiter(_clock, 50), 20, latency: () => 0)[^1]);

    [Fact]
    public async Task WaitAsync_WhenCancelled_GivesItsPlaceToOthers()
    {
        // Of the second 40 are used; 100 more wait, and all of them give up.
        var rateLimiter = new RateLimiter(_clock, 50);
        List<double> left = Leave(rateLimiter, 40, latency: () => 0);
        using var cancel = new CancellationTokenSource();
        Task<RateLimitLease>[] waiting = [.. Enumerable.Range(0, 109).Select(_ => rateLimiter.WaitAsync(null, cancel.Token).AsTask())];
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
        Assert.Equal(100, waiting.Count(task => task.IsCanceled));

        // Those that come then wait as if the hundred had never been, and no less.
        left.AddRange(Enumerable.Repeat(0.0, 9));
        left.AddRange(Leave(rateLimiter, 49, latency: () => 0));
        Assert.Equal(49, MostInOneSecond(left));
        Assert.InRange(left[^1], 1, 1.6);
    }

    [Fact]
    public async Task WaitAsync_WhenCancelledBefore_LetsNothingGo()
    {
        var rateLimiter = new RateLimiter(_clock, 50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await rateLimiter.WaitAsync(null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void WaitAsync_WhenItLasts_TellsTheObserver()
    {
        var observer = new RecordingObserver();
        var rateLimiter = new RateLimiter(_clock, 50);
        rateLimiter.Refused(TimeSpan.FromMinutes(30));
        RateLimitLease rateLimitLease =
            _clock.Run(() => rateLimiter.WaitAsync(observer, CancellationToken.None).AsTask(), stepMilliseconds: 1000);
        WaitReport wait = Assert.Single(observer.Waits);
        Assert.True(wait.IsRateLimit);
        Assert.Equal(TimeSpan.FromMinutes(30), wait.Duration);
        Assert.Equal(TimeSpan.FromMinutes(30), rateLimitLease.Waited);
    }

    [Fact]
    public void Refused_WhenCalled_ClosesTheGateForAll()
    {
        var rateLimiter = new RateLimiter(_clock, 50);
        rateLimiter.Refused(TimeSpan.FromSeconds(5));
        rateLimiter.Refused(TimeSpan.FromSeconds(2));
        Assert.All(Leave(rateLimiter, 10, latency: () => 0), time => Assert.InRange(time, 5, 5.01));
    }

    [Fact]
    public void Refused_WhenManyWait_LetsNoMoreThanTheLimitGoAfterwards()
    {
        var rateLimiter = new RateLimiter(_clock, 10);
        rateLimiter.Refused(TimeSpan.FromSeconds(5));
        Assert.InRange(MostInOneSecond(Leave(rateLimiter, 60, latency: () => 0, atOnce: 60)), 1, 10);
    }

    [Theory]
    [InlineData("X-RateLimit-Limit-Second", "20", null)]
    [InlineData("RateLimit-Limit", "20", null)]
    [InlineData("ratelimit-limit", "20", "1")]
    public void Answered_WhenHeadersNameAnotherLimit_KeepsUnderThat(string header, string value, string? reset)
    {
        var rateLimiter = new RateLimiter(_clock, 50);
        Respond(rateLimiter, (header, value), ("RateLimit-Reset", reset));
        Assert.InRange(MostInOneSecond(Leave(rateLimiter, 100, latency: () => 0)), 15, 20);
    }

    [Theory]
    [InlineData("10000", "1200")]
    [InlineData("0", "1")]
    [InlineData("-5", "1")]
    [InlineData("many", "1")]
    [InlineData("99999999999", "1")]
    public void Answered_WhenTheNearestLimitIsNotTheSeconds_KeepsTheLimit(string limit, string reset)
    {
        var rateLimiter = new RateLimiter(_clock, 50);
        Respond(rateLimiter, ("RateLimit-Limit", limit), ("RateLimit-Remaining", "48"), ("RateLimit-Reset", reset));
        Assert.InRange(MostInOneSecond(Leave(rateLimiter, 200, latency: () => 0)), 40, 50);
    }

    [Fact]
    public void Answered_WhenHeadersTellOfTheHour_RemembersIt()
    {
        var rateLimiter = new RateLimiter(_clock, 50);
        Assert.Null(rateLimiter.RemainingThisHour);
        Respond(rateLimiter, ("X-RateLimit-Limit-Hour", "10000"), ("X-RateLimit-Remaining-Hour", "9965"));
        Assert.Equal((10_000, 9965), (rateLimiter.LimitPerHour, rateLimiter.RemainingThisHour));
        Respond(rateLimiter);
        Assert.Equal(9965, rateLimiter.RemainingThisHour);
    }

    [Fact]
    public void Answered_WhenOtherClientsUseTheSecond_LeavesThemTheirPart()
    {
        var rateLimiter = new RateLimiter(_clock, 50);
        Respond(rateLimiter, ("X-RateLimit-Limit-Second", "50"), ("X-RateLimit-Remaining-Second", "19"));
        Assert.InRange(MostInOneSecond(Leave(rateLimiter, 40, latency: () => 0)), 10, 20);
    }

    [Fact]
    public void Answered_WhenOtherClientsUseEverything_KeepsATenth()
    {
        var rateLimiter = new RateLimiter(_clock, 50);
        Respond(rateLimiter, ("X-RateLimit-Limit-Second", "50"), ("X-RateLimit-Remaining-Second", "0"));
        Assert.Equal(5, MostInOneSecond(Leave(rateLimiter, 10, latency: () => 0, atOnce: 10).Prepend(0)));
    }

    [Fact]
    public void Answered_WhenTheOthersAreGone_UsesTheWholeLimitAgain()
    {
        var rateLimiter = new RateLimiter(_clock, 50);
        Respond(rateLimiter, ("X-RateLimit-Limit-Second", "50"), ("X-RateLimit-Remaining-Second", "0"));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.InRange(MostInOneSecond(Leave(rateLimiter, 200, latency: () => 0)), 45, 50);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    public void Answered_WhenNobodyElseIsThere_DoesNotTakeItsOwnUseForOthers(double latency)
    {
        // A gateway of fixed seconds, whose headers tell truly what is left.
        var gateway = new FixedSeconds(50);
        var rateLimiter = new RateLimiter(_clock, 50);
        List<double> left = Leave(rateLimiter, 500, () => latency, atOnce: 32, answer: () => gateway.Count(Now()));
        Assert.Equal(0, gateway.Refused);
        Assert.InRange(500 / (left[^1] + latency), 45, 55);
    }

    [Fact]
    public void Answered_WhenAnotherClientTakesHalf_NeverMeetsTheLimitForLong()
    {
        var gateway = new FixedSeconds(50) { Others = 25 };
        var rateLimiter = new RateLimiter(_clock, 50);
        Leave(rateLimiter, 500, () => 0.05, atOnce: 16, answer: () => gateway.Count(Now()));

        // The first second it did not know, and after that nothing was refused.
        Assert.InRange(gateway.Refused, 0, 25);
    }

    [Fact]
    public void WaitAsync_AfterAHundredThousand_HasForgottenTheOld()
    {
        var rateLimiter = new RateLimiter(_clock, 1000);
        Leave(rateLimiter, 20_000, latency: () => 0);
        Assert.InRange(rateLimiter.LeaseCount, 1, 5000);
    }

    [Fact]
    public void WaitAsync_WhenEachRequestComesLongAfterTheOneBefore_ForgetsThemToo()
    {
        var rateLimiter = new RateLimiter(_clock, 50);
        for (int i = 0; i < 6000; i++)
        {
            Respond(rateLimiter);
            _clock.Advance(TimeSpan.FromSeconds(2));
        }
        Assert.InRange(rateLimiter.LeaseCount, 1, 5000);
    }

    private double Now() => (_clock.GetUtcNow() - _clock.Start).TotalSeconds;

    private static int MostInOneSecond(IEnumerable<double> times)
    {
        double[] sorted = [.. times.Order()];
        int most = 0;
        for (int first = 0, next = 0; first < sorted.Length; first++)
        {
            while (next < sorted.Length && sorted[next] < sorted[first] + 1)
                next++;
            most = Math.Max(most, next - first);
        }
        return most;
    }

    private void Respond(RateLimiter rateLimiter, params (string Name, string? Value)[] headers)
    {
        RateLimitLease rateLimitLease = _clock.Run(() => rateLimiter.WaitAsync(null, CancellationToken.None).AsTask());
        rateLimiter.Answered(rateLimitLease, Headers(headers));
    }

    private static HttpResponseHeaders Headers(params (string Name, string? Value)[] headers)
    {
        using var response = new HttpResponseMessage();
        foreach ((string name, string? value) in headers)
        {
            if (value is not null)
                response.Headers.TryAddWithoutValidation(name, value);
        }
        return response.Headers;
    }

    // Lets requests go, so many at once, and returns when each left.
    private List<double> Leave(
        RateLimiter rateLimiter, int count, Func<double> latency, int atOnce = 64,
        Func<(HttpResponseHeaders Headers, bool WasRefused)>? answer = null)
    {
        var left = new List<double>();
        int next = 0;
        async Task Worker()
        {
            while (next++ < count)
            {
                RateLimitLease rateLimitLease = await rateLimiter.WaitAsync(null, CancellationToken.None).ConfigureAwait(false);
                left.Add(Now());
                (HttpResponseHeaders headers, bool wasRefused) = answer?.Invoke() ?? (Headers(), false);
                if (latency() is > 0 and var seconds)
                    await Task.Delay(TimeSpan.FromSeconds(seconds), _clock).ConfigureAwait(false);
                rateLimiter.Answered(rateLimitLease, headers, wasRefused);
            }
        }

        _clock.Run(() => Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Worker())), stepMilliseconds: 1);
        return left;
    }

    private sealed class FixedSeconds(int limit)
    {
        private long _second = -1;
        private int _used;

        public int Others { get; init; }

        public int Refused { get; private set; }

        public (HttpResponseHeaders Headers, bool WasRefused) Count(double now)
        {
            if ((long)now != _second)
                (_second, _used) = ((long)now, Others);
            bool refused = _used >= limit;
            if (refused)
                Refused++;
            else
                _used++;
            string remaining = (limit - _used).ToString(System.Globalization.CultureInfo.InvariantCulture);
            HttpResponseHeaders headers = Headers(("X-RateLimit-Limit-Second", "50"), ("X-RateLimit-Remaining-Second", remaining));
            return (headers, refused);
        }
    }
}
