using System.Globalization;
using System.Text;
using Kandji.Client.Devices;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests;

/// <summary>Hours of work in seconds, by the test's clock.</summary>
public sealed class SoakTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 3, 10, 20, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void ListAsync_When100000DevicesOutlastTheHoursQuotaAmongFaults_GivesEachOnceInOrder(int seed, bool saysWhenToComeBack)
    {
        // Pages of six, which overlap by one, make 20,000 requests: two hours' quotas of 10,000 and what faults cost.
        var gateway = new Gateway(_clock, seed, saysWhenToComeBack);
        using var client = new KandjiClient(TestPipeline.Options(gateway, _clock));
        int next = 0;
        _clock.Run(
            async () =>
            {
                await foreach (Device device in client.Devices.ListAsync(new DeviceQuery { PageSize = 6 }).ConfigureAwait(false))
                    Assert.Equal(Gateway.Id(next++), device.DeviceId);
            },
            stepMilliseconds: 4,
            limitHours: 4);

        Assert.Equal(Gateway.Devices, next);
        Assert.InRange(gateway.Faults, 150, 300);
        Assert.InRange(gateway.RefusedBySecond, 0, 0);
        Assert.InRange(gateway.RefusedByHour, 2, 1000);
        Assert.InRange(gateway.Counted, 20_000, 20_600);
        Assert.InRange((_clock.GetUtcNow() - _clock.Start).TotalMinutes, 100, 110);
    }

    /// <summary>A gateway of fixed seconds and hours before a list that is always the same.</summary>
    private sealed class Gateway(FakeTimeProvider clock, int seed, bool saysWhenToComeBack) : HttpMessageHandler
    {
        public const int Devices = 100_000;

        private const int PerSecond = 50;
        private const int PerHour = 10_000;

        private readonly Random _random = new(seed);
        private long _second;
        private long _hour;
        private int _inSecond;
        private int _inHour;

        public int Counted { get; private set; }

        public int Faults { get; private set; }

        public int RefusedBySecond { get; private set; }

        public int RefusedByHour { get; private set; }

        public static string Id(int index) => $"a{index:x7}-0000-4000-8000-000000000000";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Delay(cancellationToken).ConfigureAwait(false);
            HttpResponseMessage response = Admit() ?? Fail() ?? Page(request.RequestUri!.Query);
            response.Headers.Add("X-RateLimit-Limit-Second", PerSecond.ToString(CultureInfo.InvariantCulture));
            response.Headers.Add("X-RateLimit-Remaining-Second", (PerSecond - _inSecond).ToString(CultureInfo.InvariantCulture));
            response.Headers.Add("X-RateLimit-Limit-Hour", PerHour.ToString(CultureInfo.InvariantCulture));
            response.Headers.Add("X-RateLimit-Remaining-Hour", (PerHour - _inHour).ToString(CultureInfo.InvariantCulture));
            await Delay(cancellationToken).ConfigureAwait(false);
            return response;
        }

        private Task Delay(CancellationToken cancellationToken) =>
            Task.Delay(TimeSpan.FromMilliseconds(_random.Next(5, 40)), clock, cancellationToken);

        private HttpResponseMessage? Admit()
        {
            long second = clock.GetUtcNow().ToUnixTimeSeconds();
            if (second != _second)
                (_second, _inSecond) = (second, 0);
            if (second / 3600 != _hour)
                (_hour, _inHour) = (second / 3600, 0);
            if (_inHour >= PerHour)
            {
                RefusedByHour++;
                HttpResponseMessage refusal = StubResponse.Json("""{"message":"API rate limit exceeded"}""", 429);
                return saysWhenToComeBack ? refusal.With("Retry-After", (3600 - (second % 3600)).ToString(CultureInfo.InvariantCulture))
                    : refusal;
            }
            if (_inSecond >= PerSecond)
            {
                RefusedBySecond++;
                return StubResponse.Json("""{"message":"API rate limit exceeded"}""", 429);
            }
            _inSecond++;
            _inHour++;
            Counted++;
            return null;
        }

        private HttpResponseMessage? Fail()
        {
            if (_random.Next(100) != 0)
                return null;
            Faults++;
            return _random.Next(5) switch
            {
                0 => StubResponse.Json("{}", 500),
                1 => StubResponse.Json("{}", 503).With("Retry-After", "2"),
                2 => StubResponse.Json("""[{"device_id":"cut"""),
                3 => StubResponse.Html("<html>"),
                _ => throw new HttpRequestException("reset"),
            };
        }

        private static HttpResponseMessage Page(string query)
        {
            int offset = Number(query, "offset=");
            var json = new StringBuilder("[");
            for (int i = offset; i < Math.Min(Devices, offset + Number(query, "limit=")); i++)
                json.Append(json.Length > 1 ? "," : "").Append("{\"device_id\":\"").Append(Id(i)).Append("\"}");
            return StubResponse.Json(json.Append(']').ToString());
        }

        private static int Number(string query, string name)
        {
            int at = query.IndexOf(name, StringComparison.Ordinal);
            return at < 0 ? 0 : int.Parse(query.AsSpan(at + name.Length).ToString().Split('&')[0], CultureInfo.InvariantCulture);
        }
    }
}
