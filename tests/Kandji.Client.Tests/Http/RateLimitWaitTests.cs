using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests.Http;

/// <summary>Waits when the gateway refuses again and again: their length, the messages about them, and the requests meanwhile.</summary>
public sealed class RateLimitWaitTests
{
    private static readonly ApiOperation Read = new("GET", "/api/v1/devices/{device_id}", "Devices", "Device ID");

    private readonly FakeTimeProvider _clock = new();
    private readonly RecordingObserver _observer = new();
    private readonly List<double> _sent = [];

    [Fact]
    public void Refusals_EachOfASecond_AreToldAsTheOneWaitThatTheyAre()
    {
        Run(90, () => StubResponse.Empty(429).With("Retry-After", "1"), requests: 1);

        Assert.InRange(_observer.Waits.Min(wait => (wait.Waited + wait.Duration).TotalSeconds), 1, 5);
        Assert.InRange(_observer.Waits.Max(wait => (wait.Waited + wait.Duration).TotalSeconds), 85, 95);
        Assert.All(_observer.Waits, wait => Assert.True(wait.IsRateLimit));
    }

    [Fact]
    public void Refusals_AfterOneThatWasLetThrough_AreCountedAnew()
    {
        int asked = 0;
        HttpResponseMessage Respond() => ++asked % 3 == 0 ? StubResponse.Json("{}") : StubResponse.Empty(429).With("Retry-After", "1");
        ApiConnection caller = TestPipeline.Caller(new StubHandler(_ => Respond()), _clock, _observer);

        for (int i = 0; i < 20; i++)
            _clock.Run(() => caller.SendAsync(new ApiRequest(Read, "7"), CancellationToken.None));

        Assert.All(_observer.Waits, wait => Assert.InRange(wait.Waited.TotalSeconds, 0, 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void ExhaustedHour_WithoutRetryAfter_IsAskedForOnceAMinute(int requests)
    {
        Run(600, () => StubResponse.Empty(429).With("X-RateLimit-Remaining-Hour", "0"), requests);

        // Those that were under way together learn of it together.
        double[] probes = _sent.Skip(requests).ToArray();
        Assert.InRange(probes.Length, 9, 10);
        Assert.All(probes.Zip(probes.Skip(1), (one, next) => next - one), gap => Assert.InRange(gap, 59, 61));
        Assert.Contains(_observer.Waits, wait => wait.Reason.Contains("the hour's requests are used up"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void ExhaustedHour_WithAShortRetryAfter_IsNotAskedForEverySecond(int requests)
    {
        Run(600, () => StubResponse.Empty(429).With("X-RateLimit-Remaining-Hour", "0").With("Retry-After", "1"), requests);

        Assert.InRange(_sent.Count - requests, 10, 20);
    }

    [Fact]
    public void ExhaustedHour_WithRetryAfter_IsWaitedForAsAsked()
    {
        int asked = 0;
        HttpResponseMessage Respond() => ++asked == 1
            ? StubResponse.Empty(429).With("X-RateLimit-Remaining-Hour", "0").With("Retry-After", "200")
            : StubResponse.Json("{}").With("X-RateLimit-Remaining-Hour", "9999");

        Run(1000, Respond, requests: 1);

        Assert.Equal(2, _sent.Count);
        Assert.InRange(_sent[1], 200, 201);
    }

    [Fact]
    public void ExhaustedHour_WhenANewOneBegins_LetsAllGoAtOnce()
    {
        HttpResponseMessage Respond() => Now() < 150 ? StubResponse.Empty(429).With("X-RateLimit-Remaining-Hour", "0")
            : StubResponse.Json("{}").With("X-RateLimit-Remaining-Hour", "9999");

        Run(1000, Respond, requests: 16);

        // Sixteen that find it used up, two that ask in vain, one that finds a new hour, and the others.
        Assert.Equal(16 + 2 + 1 + 15, _sent.Count);
        Assert.InRange(_sent.Max(), 150, 185);
    }

    [Fact]
    public void ExhaustedHour_ToldByTheLastAnswerOfIt_IsBelieved()
    {
        int asked = 0;
        HttpResponseMessage Respond() => StubResponse.Json("{}").With("X-RateLimit-Remaining-Hour", ++asked == 1 ? "0" : "9999");
        ApiConnection caller = TestPipeline.Caller(new StubHandler(_ => Recorded(Respond)), _clock, _observer);

        for (int i = 0; i < 3; i++)
            _clock.Run(() => caller.SendAsync(new ApiRequest(Read, "7"), CancellationToken.None));

        Assert.InRange(_sent[1] - _sent[0], 59, 61);
        Assert.InRange(_sent[2] - _sent[1], 0, 1);
    }

    [Fact]
    public void ExhaustedHour_WhenTheOneThatAsksIsCancelled_LetsTheNextAsk()
    {
        using var stop = new CancellationTokenSource();
        int asked = 0;
        async Task<HttpResponseMessage> RespondAsync(CancellationToken cancellationToken)
        {
            _sent.Add(Now());
            asked++;
            if (asked <= 2)
                return StubResponse.Empty(429).With("X-RateLimit-Remaining-Hour", "0").With("Retry-After", "10");
            if (asked == 3)
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
            return StubResponse.Json("{}");
        }
        ApiConnection caller = TestPipeline.Caller(new StubHandler((_, token) => RespondAsync(token)), _clock, _observer);

        Task first = caller.SendAsync(new ApiRequest(Read, "7"), stop.Token);
        Task second = caller.SendAsync(new ApiRequest(Read, "7"), stop.Token);
        _clock.Run(async () =>
        {
            while (asked < 3)
                await _clock.Wait(TimeSpan.FromSeconds(1), CancellationToken.None);
        });
        Task third = caller.SendAsync(new ApiRequest(Read, "7"), CancellationToken.None);
        stop.Cancel();
        Assert.Throws<AggregateException>(() => Task.WaitAll([first, second], TimeSpan.FromMinutes(1)));
        _clock.Run(() => third);

        Assert.Equal(4, asked);
        Assert.True(first.IsCanceled && second.IsCanceled);
        Assert.InRange(_sent[3] - _sent[2], 0, 2);
    }

    [Theory]
    [InlineData(-7200)]
    [InlineData(0)]
    [InlineData(7200)]
    public void RetryAfterDate_WithTheServicesDate_IsTakenByTheServicesClock(int ahead)
    {
        DateTimeOffset service = _clock.GetUtcNow().AddSeconds(ahead);
        var handler = StubHandler.InTurn(
            () => StubResponse.Empty(429).With("Date", Http(service)).With("Retry-After", Http(service.AddSeconds(20))),
            () => StubResponse.Json("{}"));

        _clock.Run(() => TestPipeline.Caller(handler, _clock).SendAsync(new ApiRequest(Read, "7"), CancellationToken.None));

        Assert.InRange(Now(), 20, 20.5);
    }

    [Theory]
    [InlineData(7200, 59, 61)]
    [InlineData(30, 29, 31)]
    [InlineData(-7200, 0.4, 1.3)]
    [InlineData(200_000_000, 59, 61)]
    public void RetryAfterDate_WithoutTheServicesDate_IsWaitedForAMinuteAtMost(int inSeconds, double atLeast, double atMost)
    {
        var handler = StubHandler.InTurn(() => StubResponse.Empty(429).With("Retry-After", Http(_clock.GetUtcNow().AddSeconds(inSeconds))),
            () => StubResponse.Json("{}"));

        _clock.Run(() => TestPipeline.Caller(handler, _clock).SendAsync(new ApiRequest(Read, "7"), CancellationToken.None));

        Assert.InRange(Now(), atLeast, atMost);
    }

    [Fact]
    public void RetryAfterDate_BeyondTheBudgetByTheServicesClock_IsNotWaitedFor()
    {
        var handler = new StubHandler(
            _ => StubResponse.Empty(429).With("Date", Http(_clock.GetUtcNow())).With("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"));

        var e = _clock.Throws<KandjiApiException>(
            () => TestPipeline.Caller(handler, _clock).SendAsync(new ApiRequest(Read, "7"), CancellationToken.None));

        Assert.Equal((KandjiErrorKind.RateLimited, 1), (e.Kind, handler.Sent.Count));
    }

    private static string Http(DateTimeOffset time) => time.ToString("R", CultureInfo.InvariantCulture);

    private double Now() => (_clock.GetUtcNow() - _clock.Start).TotalSeconds;

    private HttpResponseMessage Recorded(Func<HttpResponseMessage> answer)
    {
        _sent.Add(Now());
        return answer();
    }

    // Sends several at once and looks for so many seconds at what happens; then all are ended.
    private void Run(int seconds, Func<HttpResponseMessage> answer, int requests)
    {
        using var stop = new CancellationTokenSource();
        ApiConnection caller = TestPipeline.Caller(new StubHandler((_, _) => RespondAsync()), _clock, _observer);
        Task[] all = [.. Enumerable.Range(0, requests).Select(_ => caller.SendAsync(new ApiRequest(Read, "7"), stop.Token))];
        _clock.Run(() => Task.WhenAny(Task.WhenAll(all), _clock.Wait(TimeSpan.FromSeconds(seconds), stop.Token)), stepMilliseconds: 50);
        stop.Cancel();

        async Task<HttpResponseMessage> RespondAsync()
        {
            _sent.Add(Now());
            await _clock.Wait(TimeSpan.FromMilliseconds(50), CancellationToken.None).ConfigureAwait(false);
            return answer();
        }
    }
}
