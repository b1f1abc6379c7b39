using Kandji.Client.Devices;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests.Devices;

/// <summary>When Prism is asked how many devices there are, and what becomes of its answer. Every answer takes 100 ms.</summary>
public sealed class DeviceListLengthTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _requests = [];

    private int _devices = 10_000;
    private Func<HttpResponseMessage> _count;

    public DeviceListLengthTests() => _count = () => StubResponse.Json($$"""{"count":{{_devices}}}""");

    private int Counted => _requests.Count(request => request.Contains("/prism/count"));

    [Fact]
    public void List_OfALongFleet_AsksPrismBesideTheFirstPageAndIsEightTimesAsFast()
    {
        KandjiClient client = Client();
        _clock.Run(() => client.CheckTokenAsync());

        double seconds = List(client);

        Assert.Equal(1, Counted);
        Assert.Contains("/prism/count", _requests[2]);
        Assert.InRange(seconds, 0.2, 34 * 0.1 / 8);
        Assert.InRange(_requests.Count(request => Offset(request) >= _devices), 0, 6);
    }

    [Theory]
    [InlineData(8800)]
    [InlineData(9700)]
    public void List_OfAFleetWithDevicesThatPrismDoesNotKnow_IsEightTimesAsFast(int counted)
    {
        _count = () => StubResponse.Json($$"""{"count":{{counted}}}""");
        KandjiClient client = Client();
        _clock.Run(() => client.CheckTokenAsync());

        Assert.InRange(List(client), 0.2, 34 * 0.1 / 8);
        Assert.InRange(_requests.Count(request => Offset(request) >= _devices), 0, 34 / 4);
    }

    [Fact]
    public void List_OfTheSameFilterAgain_AsksPrismNoMoreAndIsSixteenTimesAsFast()
    {
        KandjiClient client = Client();
        _clock.Run(() => client.CheckTokenAsync());
        List(client);
        _requests.Clear();

        double seconds = List(client);

        Assert.Equal(0, Counted);
        Assert.Equal(35, _requests.Count);
        Assert.InRange(seconds, 0.1, 34 * 0.1 / 16);
    }

    [Fact]
    public void List_WithAnotherOrder_KnowsTheLength()
    {
        KandjiClient client = Client();
        List(client);
        _requests.Clear();

        List(client, new DeviceQuery { Ordering = ["-device_id"] });

        Assert.Equal(35, _requests.Count);
    }

    [Fact]
    public void List_OfAnotherFilter_DoesNotTakeTheLengthOfThisOne()
    {
        KandjiClient client = Client();
        List(client);
        _requests.Clear();
        _devices = 4;

        List(client, new DeviceQuery { Platform = "iPad" });

        Assert.InRange(_requests.Count, 1, 2);
        Assert.DoesNotContain(_requests, request => Offset(request) >= _devices);
    }

    [Fact]
    public void List_WithoutThePermissionToCount_IsRefusedOnceAndAsksNeverAgain()
    {
        _count = () => StubResponse.Json("{}", 403);
        KandjiClient client = Client();
        _clock.Run(() => client.CheckTokenAsync());

        double seconds = List(client);
        foreach (string name in new[] { "a", "b" })
            List(client, new DeviceQuery { Model = name });
        client.Devices.ListAsync(new DeviceQuery { Skip = 2 });
        List(client);

        Assert.Equal(1, Counted);
        Assert.InRange(seconds, 0.3, 34 * 0.1 / 4.5);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(200, "{}")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"count":-1}""")]
    [InlineData(200, """{"count":1}""")]
    [InlineData(200, """{"count":900000}""")]
    public void List_WhenPrismFailsOrIsWrong_IsCompleteAllTheSame(int status, string body)
    {
        _count = () => StubResponse.Json(body, status);
        KandjiClient client = Client();
        _clock.Run(() => client.CheckTokenAsync());

        List(client);
        List(client);

        Assert.Equal(1, Counted);
    }

    [Fact]
    public void List_WhenTheGatewayRefusesToCount_IsCompleteAndAsksNoMoreOnceItIs()
    {
        _count = () => StubResponse.Json("{}", 429);
        KandjiClient client = Client();
        _clock.Run(() => client.CheckTokenAsync());
        List(client);
        int asked = Counted;

        _clock.Advance(TimeSpan.FromMinutes(10));
        List(client);

        Assert.InRange(asked, 1, 4);
        Assert.Equal(asked, Counted);
    }

    [Fact]
    public void List_WhenPrismNeverAnswers_DoesNotWaitForIt()
    {
        _count = () => throw new TimeoutException();
        KandjiClient client = Client(countTakes: TimeSpan.FromMinutes(1));
        _clock.Run(() => client.CheckTokenAsync());

        Assert.InRange(List(client), 0.3, 34 * 0.1 / 4.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(299)]
    [InlineData(300)]
    public void List_OfAFleetOfOnePage_AsksPrismNothing(int devices)
    {
        _devices = devices;
        KandjiClient client = Client();
        _clock.Run(() => client.CheckTokenAsync());

        List(client);
        List(client);

        Assert.Equal(0, Counted);
    }

    [Fact]
    public void List_OfAPart_AsksPrismNothing()
    {
        KandjiClient client = Client();
        _clock.Run(() => client.CheckTokenAsync());

        List(client, new DeviceQuery { Platform = "Mac" });
        List(client, new DeviceQuery { First = 900 }, expected: 900);

        Assert.Equal(0, Counted);
    }

    [Fact]
    public void List_WhenTheOptionSaysSo_AsksPrismNothing()
    {
        KandjiClient client = Client(asksPrism: false);
        _clock.Run(() => client.CheckTokenAsync());

        Assert.InRange(List(client), 0.3, 34 * 0.1 / 4.5);

        Assert.Equal(0, Counted);
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(200, true)]
    [InlineData(403, false)]
    public void CheckToken_FromBehindTheFirstPage_SaysOnlyWhetherDevicesMayBeListed(int status, bool mayList)
    {
        var handler = new StubHandler(sent =>
            sent.Query("offset") is null ? StubResponse.Json("[]") : StubResponse.Json(status == 200 ? "[]" : "{}", status));
        var client = new KandjiClient(TestPipeline.Options(handler, _clock));

        Assert.Equal(mayList, _clock.Run(() => client.CheckTokenAsync()));
    }

    [Fact]
    public void CheckToken_WhenNothingIsFoundAtAll_Fails()
    {
        var client = new KandjiClient(TestPipeline.Options(new StubHandler(_ => StubResponse.Json("{}", 404)), _clock));

        Assert.Equal(KandjiErrorKind.NotFound, _clock.Throws<KandjiApiException>(() => client.CheckTokenAsync()).Kind);
    }

    private static int Offset(string request) => request.IndexOf("offset=", StringComparison.Ordinal) is >= 0 and var at
        ? int.Parse(request[(at + 7)..].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture)
        : 0;

    private double List(KandjiClient client, DeviceQuery? query = null, int? expected = null)
    {
        _clock.Advance(TimeSpan.FromSeconds(3));
        DateTimeOffset began = _clock.GetUtcNow();
        List<Device> devices = _clock.Run(() => client.Devices.ListAsync(query).ToListAsync(), stepMilliseconds: 1);
        Assert.Equal(expected ?? _devices, devices.Select(device => device.DeviceId).Distinct().Count());
        Assert.Equal(expected ?? _devices, devices.Count);
        return (_clock.GetUtcNow() - began).TotalSeconds;
    }

    private KandjiClient Client(bool asksPrism = true, TimeSpan? countTakes = null)
    {
        var handler = new StubHandler(async (sent, token) =>
        {
            lock (_requests)
                _requests.Add(sent.Uri.PathAndQuery);
            bool isCount = sent.Uri.AbsolutePath.EndsWith("/count", StringComparison.Ordinal);
            int offset = sent.Number("offset", 0);
            int count = Math.Max(0, Math.Min(sent.Number("limit", 300), _devices - offset));
            TimeSpan latency = isCount && countTakes is { } time ? time : TimeSpan.FromMilliseconds(100);
            await Task.Delay(latency, _clock, token).ConfigureAwait(false);
            IEnumerable<string> page = Enumerable.Range(offset, count).Select(i => $$"""{"device_id":"d{{i}}"}""");
            return isCount ? _count() : StubResponse.Json("[" + string.Join(",", page) + "]");
        });
        return new KandjiClient(new KandjiClientOptions
        {
            BaseAddress = TestPipeline.Root,
            Token = TestPipeline.Secure(TestPipeline.Token),
            Handler = handler,
            Clock = _clock,
            AsksPrismForLengths = asksPrism,
        });
    }
}
