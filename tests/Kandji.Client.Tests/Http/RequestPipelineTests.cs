using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Kandji.Client.Http.Files;
using Kandji.Client.Json;
using Kandji.Client.Paging;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Client.Tests.Http;

public sealed class RequestPipelineTests
{
    private static readonly ApiOperation Read = new("GET", "/api/v1/devices/{device_id}", "Devices", "Device ID");
    private static readonly ApiOperation Change =
        new("POST", "/api/v1/devices/{device_id}/action/erase", "Device Actions", "Erase device") { Body = ["PIN"] };
    private static readonly ApiOperation Delete = new("DELETE", "/api/v1/users/{user_id}", "Users", "User ID");

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Send_WhenAllIsWell_SendsOnceWithTheTokenAndReads()
    {
        var handler = new StubHandler(_ => StubResponse.Json("""{"id":"7"}"""));
        Assert.Equal("7", Get(handler).Id);
        Sent sent = Assert.Single(handler.Sent);
        Assert.Equal("GET https://northwind.api.kandji.io/api/v1/devices/7", $"{sent.Method} {sent.Uri.AbsoluteUri}");
        Assert.Equal("Bearer " + TestPipeline.Token, sent.Authorization!.ToString());
        Assert.Null(sent.Body);
    }

    [Fact]
    public void Send_WhenAPartIsAnswered_IsNotTakenForAllThereIs()
    {
        var handler = new StubHandler(_ => StubResponse.Json("""{"id":"7"}""", 206));
        KandjiApiException failure = Fails(handler, new ApiRequest(Read, "7"));
        Assert.Equal((KandjiErrorKind.InvalidResponse, HttpStatusCode.PartialContent), (failure.Kind, failure.StatusCode));
        Assert.True(handler.Sent.Count > 1);
    }

    [Fact]
    public void Send_WhenAPartIsAnsweredToAChange_HasAnUnknownOutcomeAndIsSentOnce()
    {
        var handler = new StubHandler(_ => StubResponse.Json("{}", 206));
        Assert.Equal(KandjiErrorKind.OutcomeUnknown, Fails(handler, new ApiRequest(Change, "7")).Kind);
        Assert.Single(handler.Sent);
    }

    // Actions are found among a device's commands by this time: a time of long ago finds somebody else's.
    [Theory]
    [InlineData("Age", "0", "application/json", true)]
    [InlineData("Age", "3600", "application/json", false)]
    [InlineData("Via", "1.1 proxy", "text/html", false)]
    [InlineData("Via", "1.1 proxy", "application/json", true)]
    public void ServiceTime_IsTakenFromAnswersOfTheServiceAndOfNow(string name, string value, string contentType, bool isTaken)
    {
        DateTimeOffset told = _clock.GetUtcNow().AddHours(-1);
        var handler = new StubHandler(_ =>
            StubResponse.Bytes("""{"id":"7"}"""u8.ToArray(), contentType).With("Date", told.ToString("r")).With(name, value));
        using RequestPipeline pipeline = TestPipeline.Create(handler, _clock);
        _clock.Run(() => new ApiConnection(pipeline, null).GetAsync<Sample>(new ApiRequest(Read, "7"), CancellationToken.None));
        Assert.InRange(pipeline.ServiceTime - (isTaken ? told : told.AddHours(1)), TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Send_WhenTheRootHasAPath_KeepsIt()
    {
        var handler = new StubHandler(_ => StubResponse.Json("""{"id":"7"}"""));
        using var pipeline = new RequestPipeline(TestPipeline.Options(handler, _clock, new Uri("https://mdm.example.com/kandji/")));
        _clock.Run(() => new ApiConnection(pipeline, null).GetAsync<Sample>(new ApiRequest(Read, "7"), CancellationToken.None));
        Assert.Equal("https://mdm.example.com/kandji/api/v1/devices/7", handler.Sent[0].Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://northwind.api.kandji.io")]
    [InlineData("https://user:pw@northwind.api.kandji.io")]
    public void New_WhenTheAddressMayNotReceiveAToken_Refuses(string root) =>
        Assert.Throws<ArgumentException>(
            () => new RequestPipeline(TestPipeline.Options(new StubHandler(_ => StubResponse.Empty()), _clock, new Uri(root))));

    [Theory]
    [InlineData("")]
    [InlineData("abc def")]
    [InlineData("abc\r\nX-Evil: 1")]
    [InlineData("abc\n")]
    [InlineData("tökén")]
    public void New_WhenTheTokenIsNone_RefusesWithoutShowingIt(string token)
    {
        var options = new KandjiClientOptions { BaseAddress = TestPipeline.Root, Token = TestPipeline.Secure(token) };
        var e = Assert.Throws<ArgumentException>(() => new RequestPipeline(options));
        if (token.Length > 0)
            Assert.DoesNotContain(token.Trim(), e.ToString(), StringComparison.Ordinal);
    }

    public static readonly TheoryData<string, KandjiClientOptions> OutOfRange = new()
    {
        { "Timeout", new() { BaseAddress = TestPipeline.Root, Token = new(), Timeout = TimeSpan.Zero } },
        { "Timeout", new() { BaseAddress = TestPipeline.Root, Token = new(), Timeout = TimeSpan.MaxValue } },
        { "MaxRateLimitWait", new() { BaseAddress = TestPipeline.Root, Token = new(), MaxRateLimitWait = TimeSpan.FromSeconds(-1) } },
        { "MaxRateLimitWait", new() { BaseAddress = TestPipeline.Root, Token = new(), MaxRateLimitWait = TimeSpan.MaxValue } },
        { "RequestsPerSecond", new() { BaseAddress = TestPipeline.Root, Token = new(), RequestsPerSecond = 0 } },
        { "RequestsPerSecond", new() { BaseAddress = TestPipeline.Root, Token = new(), RequestsPerSecond = 1001 } },
        { "MaxResponseBytes", new() { BaseAddress = TestPipeline.Root, Token = new(), MaxResponseBytes = 0 } },
        { "MaxResponseBytes", new() { BaseAddress = TestPipeline.Root, Token = new(), MaxResponseBytes = int.MaxValue } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void New_WhenAnOptionIsOutOfItsRange_NamesIt(string name, KandjiClientOptions options)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => new KandjiClient(options));
        Assert.StartsWith(name, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_WithoutAToken_SaysSo() =>
        Assert.Throws<ArgumentException>(
            () => new KandjiClient(new KandjiClientOptions { BaseAddress = TestPipeline.Root, Token = null! }));

    public static TheoryData<int, string?, KandjiErrorKind, int> ReadFailures => new()
    {
        // status, Retry-After, what it becomes, how often it is sent
        { 400, null, KandjiErrorKind.BadRequest, 1 },
        { 401, null, KandjiErrorKind.Unauthorized, 1 },
        { 403, null, KandjiErrorKind.Forbidden, 1 },
        { 404, null, KandjiErrorKind.NotFound, 1 },
        { 405, null, KandjiErrorKind.BadRequest, 1 },
        { 408, null, KandjiErrorKind.ServerError, 5 },
        { 409, null, KandjiErrorKind.BadRequest, 1 },
        { 422, null, KandjiErrorKind.BadRequest, 1 },
        { 500, null, KandjiErrorKind.ServerError, 5 },
        { 501, null, KandjiErrorKind.ServerError, 1 },
        { 502, null, KandjiErrorKind.ServerError, 5 },
        { 503, null, KandjiErrorKind.ServerError, 5 },
        { 503, "1", KandjiErrorKind.ServerError, 5 },
        { 503, "999999999", KandjiErrorKind.ServerError, 1 },
        { 504, null, KandjiErrorKind.ServerError, 5 },
        { 524, null, KandjiErrorKind.ServerError, 5 },
        { 301, null, KandjiErrorKind.Redirected, 1 },
        { 304, null, KandjiErrorKind.Redirected, 1 },
        { 429, "999999999", KandjiErrorKind.RateLimited, 1 },
        { 100, null, KandjiErrorKind.ServerError, 5 },
        { 101, null, KandjiErrorKind.ServerError, 5 },
    };

    [Theory]
    [MemberData(nameof(ReadFailures))]
    public void Send_WhenAReadKeepsFailing_EndsAsPromised(int status, string? retryAfter, KandjiErrorKind kind, int sent)
    {
        StubHandler handler = Failing(status, retryAfter);
        var e = Fails(handler, new ApiRequest(Read, "7"));
        Assert.Equal((kind, (HttpStatusCode)status, sent), (e.Kind, e.StatusCode, e.Attempts));
        Assert.Equal(sent, handler.Sent.Count);
        Assert.Equal("Sorry", e.ServerMessage);
        Assert.StartsWith("Sorry", e.Message, StringComparison.Ordinal);
        Assert.Equal(("GET", "/api/v1/devices/7", "Device ID"), (e.Method, e.Path, e.Permission));
    }

    public static TheoryData<int, string?, KandjiErrorKind, int> ChangeFailures => new()
    {
        { 400, null, KandjiErrorKind.BadRequest, 1 },
        { 401, null, KandjiErrorKind.Unauthorized, 1 },
        { 403, null, KandjiErrorKind.Forbidden, 1 },
        { 408, null, KandjiErrorKind.OutcomeUnknown, 1 },
        { 500, null, KandjiErrorKind.OutcomeUnknown, 1 },
        { 500, "1", KandjiErrorKind.OutcomeUnknown, 1 },
        { 501, null, KandjiErrorKind.ServerError, 1 },
        { 502, null, KandjiErrorKind.OutcomeUnknown, 1 },
        { 503, null, KandjiErrorKind.OutcomeUnknown, 1 },
        { 503, "1", KandjiErrorKind.ServerError, 5 },
        { 503, "0", KandjiErrorKind.ServerError, 5 },
        { 503, "999999999", KandjiErrorKind.ServerError, 1 },
        { 504, null, KandjiErrorKind.OutcomeUnknown, 1 },
        { 100, null, KandjiErrorKind.OutcomeUnknown, 1 },
        { 101, null, KandjiErrorKind.OutcomeUnknown, 1 },
        { 199, null, KandjiErrorKind.OutcomeUnknown, 1 },
        { 302, null, KandjiErrorKind.OutcomeUnknown, 1 },
        { 303, null, KandjiErrorKind.OutcomeUnknown, 1 },
        { 307, null, KandjiErrorKind.Redirected, 1 },
        { 429, "999999999", KandjiErrorKind.RateLimited, 1 },
    };

    [Theory]
    [MemberData(nameof(ChangeFailures))]
    public void Send_WhenAChangeKeepsFailing_EndsAsPromised(int status, string? retryAfter, KandjiErrorKind kind, int sent)
    {
        StubHandler handler = Failing(status, retryAfter);
        var e = Fails(handler, new ApiRequest(Change, "7").WithJson(new JsonBody { { "PIN", "123456" } }));
        Assert.Equal((kind, sent), (e.Kind, handler.Sent.Count));
        Assert.All(handler.Sent, request => Assert.Equal("""{"PIN":"123456"}""", request.Body));
        Assert.DoesNotContain("123456", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Send_WhenForbidden_NamesThePermission()
    {
        var e = Fails(Failing(403, null), new ApiRequest(Change, "7"));
        Assert.Contains("'Erase device'", e.Message, StringComparison.Ordinal);
        Assert.Contains("section Device Actions", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Send_WhenTheOutcomeOfAnActionIsUnknown_SaysHowToFindOut() =>
        Assert.Contains(
            "Get-KandjiDeviceCommand", Fails(Failing(504, null), new ApiRequest(Change, "7")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(429, "2", 2.0, 2.3)]
    [InlineData(429, "0", 0.5, 1.3)]
    [InlineData(429, "-7", 0.5, 1.3)]
    [InlineData(429, "soon", 0.5, 1.3)]
    [InlineData(429, null, 0.5, 1.3)]
    [InlineData(429, "Sat, 01 Jan 2000 00:00:07 GMT", 7.0, 7.3)]
    [InlineData(429, "Fri, 31 Dec 1999 00:00:00 GMT", 0.5, 1.3)]
    [InlineData(503, "2", 2.0, 2.3)]
    [InlineData(503, null, 0.25, 0.8)]
    [InlineData(503, "Sat, 01 Jan 2000 00:00:07 GMT", 7.0, 7.3)]
    [InlineData(500, null, 0.25, 0.8)]
    public void Send_WhenARefusalPasses_WaitsAsAskedAndIsRight(int status, string? retryAfter, double atLeast, double atMost)
    {
        var handler = StubHandler.InTurn(() => Failure(status, retryAfter), () => StubResponse.Json("""{"id":"7"}"""));
        Assert.Equal("7", Get(handler).Id);
        Assert.InRange((_clock.GetUtcNow() - _clock.Start).TotalSeconds, atLeast, atMost);
        Assert.Equal(2, handler.Sent.Count);
    }

    [Fact]
    public void Send_WhenTheLimitStaysExhaustedWithoutRetryAfter_EndsWithinItsBudget()
    {
        StubHandler handler = Failing(429, null);
        var e = Fails(handler, new ApiRequest(Change, "7"));
        Assert.Equal(KandjiErrorKind.RateLimited, e.Kind);
        Assert.InRange((_clock.GetUtcNow() - _clock.Start).TotalMinutes, 60, 65.1);
        Assert.InRange(handler.Sent.Count, 60, 150);
    }

    [Fact]
    public void Send_WhenTheGateIsClosedForAnother_CountsThatWaitToo()
    {
        StubHandler handler = Failing(429, "2400");
        using RequestPipeline pipeline = TestPipeline.Create(handler, _clock);
        pipeline.RateLimiter.Refused(TimeSpan.FromMinutes(40));
        var e = _clock.Throws<KandjiApiException>(() => pipeline.SendAsync(new ApiRequest(Read, "7"), null, CancellationToken.None));
        Assert.Equal((KandjiErrorKind.RateLimited, 1), (e.Kind, handler.Sent.Count));
    }

    [Fact]
    public void Send_WhenOneIsRefused_HoldsAllOthersOfTheSession()
    {
        var times = new List<double>();
        int refusals = 0;
        var handler = new StubHandler(_ =>
        {
            times.Add((_clock.GetUtcNow() - _clock.Start).TotalSeconds);
            return refusals++ == 0 ? Failure(429, "5") : StubResponse.Json("{}");
        });
        ApiConnection caller = TestPipeline.Caller(handler, _clock);
        _clock.Run(
            () => Task.WhenAll(Enumerable.Range(0, 10).Select(_ => caller.SendAsync(new ApiRequest(Read, "7"), CancellationToken.None))));
        Assert.Equal(0, times[0]);
        Assert.All(times.Skip(1), time => Assert.InRange(time, 5, 5.1));
        Assert.Equal(11, times.Count);
    }

    public static TheoryData<Func<Exception>, KandjiErrorKind, KandjiErrorKind, bool> TransportFailures => new()
    {
#if NET
        { () => new HttpRequestException(HttpRequestError.NameResolutionError), KandjiErrorKind.Unreachable,
            KandjiErrorKind.Unreachable, true },
        { () => new HttpRequestException(HttpRequestError.ConnectionError, inner: new SocketException(111)), KandjiErrorKind.Unreachable,
            KandjiErrorKind.Unreachable, true },
        { () => new HttpRequestException(HttpRequestError.SecureConnectionError), KandjiErrorKind.Unreachable,
            KandjiErrorKind.Unreachable, true },
        { () => new HttpRequestException(HttpRequestError.ProxyTunnelError), KandjiErrorKind.Unreachable,
            KandjiErrorKind.Unreachable, true },
        { () => new TaskCanceledException("connect", new TimeoutException()), KandjiErrorKind.Unreachable,
            KandjiErrorKind.Unreachable, true },
        { () => new HttpRequestException(HttpRequestError.ResponseEnded), KandjiErrorKind.NoAnswer, KandjiErrorKind.OutcomeUnknown, false },
#else
        { () => OnFramework(WebExceptionStatus.NameResolutionFailure), KandjiErrorKind.Unreachable, KandjiErrorKind.Unreachable, true },
        { () => OnFramework(WebExceptionStatus.ProxyNameResolutionFailure), KandjiErrorKind.Unreachable,
            KandjiErrorKind.Unreachable, true },
        { () => OnFramework(WebExceptionStatus.ConnectFailure), KandjiErrorKind.Unreachable, KandjiErrorKind.Unreachable, true },
        { () => OnFramework(WebExceptionStatus.TrustFailure), KandjiErrorKind.Unreachable, KandjiErrorKind.Unreachable, true },
        { () => OnFramework(WebExceptionStatus.SecureChannelFailure), KandjiErrorKind.Unreachable, KandjiErrorKind.Unreachable, true },
        { () => OnFramework(WebExceptionStatus.ReceiveFailure), KandjiErrorKind.NoAnswer, KandjiErrorKind.OutcomeUnknown, false },
        { () => OnFramework(WebExceptionStatus.KeepAliveFailure), KandjiErrorKind.NoAnswer, KandjiErrorKind.OutcomeUnknown, false },
#endif
        { () => new HttpRequestException("reset", new IOException()), KandjiErrorKind.NoAnswer, KandjiErrorKind.OutcomeUnknown, false },
        { () => new IOException("broke"), KandjiErrorKind.NoAnswer, KandjiErrorKind.OutcomeUnknown, false },
        { () => new InvalidDataException("bad gzip"), KandjiErrorKind.NoAnswer, KandjiErrorKind.OutcomeUnknown, false },
        { () => new InvalidOperationException("bad brotli"), KandjiErrorKind.NoAnswer, KandjiErrorKind.OutcomeUnknown, false },
        { () => new AuthenticationException("renegotiated"), KandjiErrorKind.NoAnswer, KandjiErrorKind.OutcomeUnknown, false },
        { () => new SocketException((int)SocketError.ConnectionReset), KandjiErrorKind.NoAnswer, KandjiErrorKind.OutcomeUnknown, false },
        { () => new NotSupportedException("proxy"), KandjiErrorKind.NoAnswer, KandjiErrorKind.OutcomeUnknown, false },
    };

#if !NET
    private static HttpRequestException OnFramework(WebExceptionStatus status) => new("failed", new WebException("failed", status));
#endif

    [Theory]
    [MemberData(nameof(TransportFailures), DisableDiscoveryEnumeration = true)]
    public void Send_WhenTheWayFails_RepeatsOnlyWhatCannotHaveArrived(
        Func<Exception> failure, KandjiErrorKind read, KandjiErrorKind change, bool repeatsChange)
    {
        var handler = new StubHandler(_ => throw failure());
        Assert.Equal(read, Fails(handler, new ApiRequest(Read, "7")).Kind);
        Assert.Equal(5, handler.Sent.Count);

        handler = new StubHandler(_ => throw failure());
        Assert.Equal(change, Fails(handler, new ApiRequest(Change, "7")).Kind);
        Assert.Equal(repeatsChange ? 5 : 1, handler.Sent.Count);
    }

    [Fact]
    public void Send_WhenTheBodyCannotBeMadeOfItsFile_ThrowsThatAndSendsNothing()
    {
        var handler = new StubHandler(_ => StubResponse.Empty());
        ApiRequest request = new ApiRequest(Change, "7").WithBody(() => throw new UnauthorizedAccessException("no"));
        var denied = _clock.Throws<UnauthorizedAccessException>(
            () => TestPipeline.Caller(handler, _clock).SendAsync(request, CancellationToken.None));
        Assert.Equal("no", denied.Message);
        request = new ApiRequest(Change, "7")
            .WithBody(() => new MultipartFileContent([], "file", "a", () => throw new IOException("gone"), 1, null, default));
        Assert.Equal("gone",
            _clock.Throws<IOException>(() => TestPipeline.Caller(handler, _clock).SendAsync(request, CancellationToken.None)).Message);
        Assert.Empty(handler.Sent);
    }

    [Fact]
    public void Send_WhenNoAnswerComesInTime_RepeatsReadsAndNotChanges()
    {
        static async Task<HttpResponseMessage> Hang(Sent sent, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
            return StubResponse.Empty();
        }

        var handler = new StubHandler(Hang);
        var e = Fails(handler, new ApiRequest(Read, "7"));
        Assert.Equal((KandjiErrorKind.NoAnswer, 5), (e.Kind, handler.Sent.Count));
        Assert.Contains("no answer within 100 seconds", e.Message, StringComparison.OrdinalIgnoreCase);

        handler = new StubHandler(Hang);
        Assert.Equal((KandjiErrorKind.OutcomeUnknown, 1), (Fails(handler, new ApiRequest(Change, "7")).Kind, handler.Sent.Count));
    }

    [Fact]
    public void Send_WhenAnAnswerStopsComingAndTheStackSaysSomethingElse_SaysThatItTookTooLong()
    {
        var handler = new StubHandler(_ => StubResponse.Stream(new StalledBody()));

        var e = Fails(handler, new ApiRequest(Read, "7"));

        Assert.Equal((KandjiErrorKind.NoAnswer, 5), (e.Kind, handler.Sent.Count));
        Assert.Contains("no answer within 100 seconds", e.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Send_WhenTheAnswerIsNoHttpAndRepeatsTheToken_ShowsNeitherThatNorEscapes()
    {
        // As the stack quotes a header line that it cannot read.
        var inner = new HttpRequestException("invalid header line: 'x\u001b[31m " + TestPipeline.Token + "'");
        var handler = new StubHandler((_, _) => throw new HttpRequestException("failed", inner));
        var observer = new RecordingObserver();
        using var pipeline = TestPipeline.Create(handler, _clock);
        var e = _clock.Throws<KandjiApiException>(() => pipeline.SendAsync(new ApiRequest(Change, "7"), observer, CancellationToken.None));
        Assert.Equal(KandjiErrorKind.OutcomeUnknown, e.Kind);
        Assert.Contains("invalid header line", e.Message, StringComparison.Ordinal);
        Assert.All([e.ToString(), .. observer.Attempts.Select(attempt => attempt.Failure)], text =>
        {
            Assert.DoesNotContain(TestPipeline.Token, text, StringComparison.Ordinal);
            Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
        });
    }

    private static readonly Dictionary<string, Func<HttpResponseMessage>> Broken = new()
    {
        ["empty"] = () => StubResponse.Empty(),
        ["a sign-in page"] = () => StubResponse.Html("<html><title>Sign in</title></html>"),
        ["cut"] = () => StubResponse.Json("""{"id":"7" """),
        ["followed by something"] = () => StubResponse.Json("""{"id":"7"}trailing"""),
        ["an array that is cut"] = () => StubResponse.Json("""[{"id":"7"},"""),
        ["not UTF-8"] = () => StubResponse.Bytes([.. "{\"id\":\""u8, 0xFF, .. "\"}"u8], "application/json"),
        ["1,000 deep"] = () => StubResponse.Json(new string('[', 1000)),
        ["shorter than announced"] = () => Shorter(),
    };

    public static TheoryData<string> BrokenBodies => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(BrokenBodies))]
    public void Send_WhenAnAnswerIsBrokenOnce_ReadsItAgain(string broken)
    {
        var handler = StubHandler.InTurn(Broken[broken], () => StubResponse.Json("""{"id":"7"}"""));
        Assert.Equal("7", Get(handler).Id);
        Assert.Equal(2, handler.Sent.Count);
    }

    [Theory]
    [MemberData(nameof(BrokenBodies))]
    public void Send_WhenAnAnswerIsAlwaysBroken_IsOneClearErrorAndAChangeIsNotSentAgain(string broken)
    {
        var handler = new StubHandler(_ => Broken[broken]());
        ApiConnection caller = TestPipeline.Caller(handler, _clock);
        var e = _clock.Throws<KandjiApiException>(() => caller.GetAsync<Sample>(new ApiRequest(Read, "7"), CancellationToken.None));
        Assert.Contains(e.Kind, new[] { KandjiErrorKind.InvalidResponse, KandjiErrorKind.NoAnswer });
        Assert.Equal(5, handler.Sent.Count);

        handler.Sent.Clear();
        e = _clock.Throws<KandjiApiException>(() => caller.GetAsync<Sample>(new ApiRequest(Change, "7"), CancellationToken.None));
        Assert.Equal((KandjiErrorKind.OutcomeUnknown, 1), (e.Kind, handler.Sent.Count));
    }

    [Theory]
    [InlineData("[]", "The answer is a JSON array; an object was expected.")]
    [InlineData("null", "The answer is JSON null; an object was expected.")]
    [InlineData("7", "The answer is a JSON number; an object was expected.")]
    [InlineData("true", "The answer is a JSON boolean; an object was expected.")]
    [InlineData("\"x\"", "The answer is a JSON string; an object was expected.")]
    public void Send_WhenJsonHasAnotherShape_SaysWhichAndDoesNotAskAgain(string body, string words)
    {
        var handler = new StubHandler(_ => StubResponse.Json(body));
        ApiConnection caller = TestPipeline.Caller(handler, _clock);

        var e = _clock.Throws<KandjiApiException>(() => caller.GetAsync<Sample>(new ApiRequest(Read, "7"), CancellationToken.None));

        Assert.Equal((KandjiErrorKind.InvalidResponse, 1), (e.Kind, handler.Sent.Count));
        Assert.StartsWith(words, e.Message, StringComparison.Ordinal);
        e = _clock.Throws<KandjiApiException>(() => caller.GetAsync<Sample>(new ApiRequest(Change, "7"), CancellationToken.None));
        Assert.Equal((KandjiErrorKind.OutcomeUnknown, 2), (e.Kind, handler.Sent.Count));
        Assert.StartsWith(words, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"detail":"The service is being maintained."}""")]
    [InlineData("""{"error":{"code":7}}""")]
    public void Send_WhenAnObjectIsSomethingElse_IsAnErrorForAReadAlone(string body)
    {
        var handler = new StubHandler(_ => StubResponse.Json(body));
        ApiConnection caller = TestPipeline.Caller(handler, _clock);

        var e = _clock.Throws<KandjiApiException>(() => caller.GetAsync<Sample>(new ApiRequest(Read, "7"), CancellationToken.None));

        Assert.Equal((KandjiErrorKind.InvalidResponse, 1), (e.Kind, handler.Sent.Count));
        Assert.StartsWith("The answer is a JSON object; it has none of the expected fields.", e.Message, StringComparison.Ordinal);
        Sample changed = _clock.Run(() => caller.GetAsync<Sample>(new ApiRequest(Change, "7"), CancellationToken.None));
        Assert.Single(changed.GetUnknownFields());
    }

    [Fact]
    public void Send_WhenAnObjectIsEmpty_IsThatObject() =>
        Assert.Null(Get(new StubHandler(_ => StubResponse.Json("{}"))).Id);

    [Theory]
    [InlineData("{}", "The answer is a JSON object; an array was expected.")]
    [InlineData("[1]", "The answer is a JSON array; it holds a number where an object was expected.")]
    public void Send_WhenAnArrayIsExpected_SaysWhatCame(string body, string words)
    {
        var handler = new StubHandler(_ => StubResponse.Json(body));
        ApiConnection caller = TestPipeline.Caller(handler, _clock);

        var e = _clock.Throws<KandjiApiException>(() => caller.GetArrayAsync<Sample>(new ApiRequest(Read, "7"), CancellationToken.None));

        Assert.StartsWith(words, e.Message, StringComparison.Ordinal);
        Assert.Equal((KandjiErrorKind.InvalidResponse, 1), (e.Kind, handler.Sent.Count));
    }

    [Theory]
    [InlineData(302, "302 Found")]
    [InlineData(307, "307 Temporary Redirect")]
    [InlineData(413, "413 Content Too Large")]
    [InlineData(500, "500 Internal Server Error")]
    [InlineData(504, "504 Gateway Timeout")]
    [InlineData(511, "511 Network Authentication Required")]
    [InlineData(599, "599")]
    public void Send_WhateverTheStatus_NamesItAsHttpDoes(int status, string words) =>
        Assert.Contains(
            words, Fails(new StubHandler(_ => StubResponse.Empty(status)), new ApiRequest(Read, "7")).Message, StringComparison.Ordinal);

    [Fact]
    public void Send_WhateverTheStatus_ShowsNoNameOfAnEnumeration()
    {
        foreach (int status in Enumerable.Range(100, 500).Where(status => status is < 200 or >= 300))
        {
            string message = Fails(new StubHandler(_ => StubResponse.Empty(status)), new ApiRequest(Change, "7")).Message;
            Assert.DoesNotMatch("keep verb|redirect method|unused|ambiguous|misdirected request 4|request uri", message);
        }
    }

    [Fact]
    public void Send_WhenAPageForPeopleAnswersAChange_IsNoSuccess()
    {
        var e = Fails(new StubHandler(_ => StubResponse.Html("\n<!DOCTYPE html><title>Sign in to the guest network</title>")),
            new ApiRequest(Delete, "7"));
        Assert.Equal(KandjiErrorKind.OutcomeUnknown, e.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("ok")]
    public void Send_WhenAnActionAnswersNothingOfInterest_IsDone(string body)
    {
        var handler = new StubHandler(_ => StubResponse.Bytes(System.Text.Encoding.ASCII.GetBytes(body), "text/plain"));
        _clock.Run(() => TestPipeline.Caller(handler, _clock).SendAsync(new ApiRequest(Change, "7"), CancellationToken.None));
        Assert.Single(handler.Sent);
    }

    [Fact]
    public void Send_WhenRedirectedOnTheSameHost_FollowsWithTheToken()
    {
        var handler = new StubHandler(sent => sent.Uri.AbsolutePath.EndsWith('/')
            ? StubResponse.Json("""{"id":"7"}""")
            : StubResponse.Empty(301).With("Location", sent.Uri.AbsolutePath + "/"));
        Assert.Equal("7", Get(handler).Id);
        Assert.Equal(2, handler.Sent.Count);
        Assert.All(handler.Sent, sent => Assert.NotNull(sent.Authorization));
    }

    [Theory]
    [InlineData("https://evil.example.com/api/v1/devices/7")]
    [InlineData("http://northwind.api.kandji.io/api/v1/devices/7")]
    [InlineData("https://northwind.api.kandji.io:8443/api/v1/devices/7")]
    [InlineData("https://northwind.api.kandji.io@evil.example.com/")]
    [InlineData("https://someone@northwind.api.kandji.io/")]
    [InlineData("//evil.example.com/")]
    [InlineData("http://[broken")]
    [InlineData("")]
    public void Send_WhenRedirectedElsewhere_SendsNothingThere(string location)
    {
        var handler = new StubHandler(_ => StubResponse.Empty(302).With("Location", location));
        Assert.Equal(KandjiErrorKind.Redirected, Fails(handler, new ApiRequest(Read, "7")).Kind);
        Assert.Single(handler.Sent);
    }

    [Fact]
    public void Send_WhenRedirectsLoop_Ends()
    {
        var handler = new StubHandler(sent => StubResponse.Empty(302).With("Location", sent.Uri.AbsolutePath));
        Assert.Equal(KandjiErrorKind.Redirected, Fails(handler, new ApiRequest(Read, "7")).Kind);
        Assert.Equal(4, handler.Sent.Count);
    }

    [Fact]
    public void Send_WhenAChangeIsRedirected_DoesNotFollow()
    {
        var handler = new StubHandler(sent => StubResponse.Empty(307).With("Location", "/elsewhere"));
        Assert.Equal(KandjiErrorKind.Redirected, Fails(handler, new ApiRequest(Change, "7")).Kind);
        Assert.Single(handler.Sent);
    }

    [Fact]
    public async Task Send_WhenCancelled_EndsAtOnceWherever()
    {
        foreach (var handler in new[]
        {
            new StubHandler(async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token).ConfigureAwait(false);
                return StubResponse.Empty();
            }),
            Failing(500, null),
            Failing(429, "60"),

            // Some stacks answer a cancellation with an exception of their own.
            new StubHandler(async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token)
                    .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
                    .ConfigureAwait(false);
                throw new HttpRequestException("aborted", new WebException("aborted", WebExceptionStatus.RequestCanceled));
            }),
        })
        {
            // The clock stands still: what ends, ends because of the cancellation.
            using var cancel = new CancellationTokenSource();
            Task sending = TestPipeline.Caller(handler, _clock).SendAsync(new ApiRequest(Read, "7"), cancel.Token);
            Assert.False(sending.IsCompleted);
            cancel.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromSeconds(60)));
            Assert.Single(handler.Sent);
        }
    }

    [Fact]
    public void Dispose_WhileRequestsAreUnderWay_EndsThemAllWithoutRepeating()
    {
        var handler = new StubHandler(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(false);
            return StubResponse.Empty();
        });
        RequestPipeline pipeline = TestPipeline.Create(handler, _clock);
        var caller = new ApiConnection(pipeline, null);
        KandjiErrorKind? Kind(Task task) => (task.Exception?.InnerException as KandjiApiException)?.Kind;
        Task read = caller.SendAsync(new ApiRequest(Read, "7"), CancellationToken.None);
        Task change = caller.SendAsync(new ApiRequest(Change, "7"), CancellationToken.None);
        pipeline.RateLimiter.Refused(TimeSpan.FromMinutes(5));
        Task waiting = caller.SendAsync(new ApiRequest(Change, "7"), CancellationToken.None);
        _clock.Run(() =>
        {
            pipeline.Dispose();
            return Task.WhenAll(read, change, waiting).ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        });
        Task late = caller.SendAsync(new ApiRequest(Read, "7"), CancellationToken.None);
        Assert.Equal(KandjiErrorKind.Closed, Kind(read));
        Assert.Equal(KandjiErrorKind.OutcomeUnknown, Kind(change));
        Assert.Equal(KandjiErrorKind.Closed, Kind(waiting));
        Assert.Equal(KandjiErrorKind.Closed, Kind(late));
        Assert.Equal(2, handler.Sent.Count);
        Assert.True(handler.IsDisposed);
        pipeline.Dispose();
    }

    [Fact]
    public void Send_WhenAnAnswerIsTooLarge_StopsReadingWithBoundedMemory()
    {
        const int limit = 8 * 1024 * 1024;
        var body = new GeneratedStream(200 * 1024 * 1024L);
        var handler = new StubHandler(_ => StubResponse.Stream(body));
        var options = new KandjiClientOptions
        {
            BaseAddress = TestPipeline.Root, Token = TestPipeline.Secure(TestPipeline.Token),
            Clock = _clock, Handler = handler, MaxResponseBytes = limit,
        };
        using var pipeline = new RequestPipeline(options);
#if NET
        long before = GC.GetAllocatedBytesForCurrentThread();
#endif
        var e = _clock.Throws<KandjiApiException>(() => pipeline.SendAsync(new ApiRequest(Read, "7"), null, CancellationToken.None));
        Assert.Equal((KandjiErrorKind.InvalidResponse, 1), (e.Kind, handler.Sent.Count));
        Assert.Equal(limit + 1, body.Given);
#if NET
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5 * limit);
#endif
    }

    [Fact]
    public void Head_OfWhatHasALength_IsDoneWithoutABody()
    {
        var handler = new StubHandler(_ =>
        {
            HttpResponseMessage response = StubResponse.Empty();
            response.Content = new ByteArrayContent([]) { Headers = { ContentLength = 1234 } };
            return response;
        });
        var head = new ApiRequest(new ApiOperation("HEAD", "/api/v1/devices", "Devices", "Device list"));
        _clock.Run(() => TestPipeline.Caller(handler, _clock).SendAsync(head, CancellationToken.None));
        Assert.Single(handler.Sent);
    }

#if NET
    [Fact]
    public void Get_OfOneSmallObject_CostsNoTableOfStrings()
    {
        using RequestPipeline pipeline =
            TestPipeline.Create(new StubHandler(_ => StubResponse.Json("""{"id":"7","text":"seven"}""")), _clock);
        long Allocated()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            // Each command of a pipeline has a caller of its own.
            _clock.Run(() => new ApiConnection(pipeline, null).GetAsync<Sample>(new ApiRequest(Read, "7"), CancellationToken.None));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Allocated();
        Assert.InRange(Allocated(), 1, 30_000);
    }
#endif

    [Fact]
    public void Send_WhenAnAnswerIsAnnouncedTooLarge_ReadsNothing()
    {
        var body = new GeneratedStream(200 * 1024 * 1024L);
        var handler = new StubHandler(_ =>
        {
            HttpResponseMessage response = StubResponse.Stream(body);
            response.Content.Headers.ContentLength = 200 * 1024 * 1024;
            return response;
        });
        Assert.Equal(KandjiErrorKind.InvalidResponse, Fails(handler, new ApiRequest(Read, "7")).Kind);
        Assert.Equal(0, body.Given);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public void Send_WhenAnAnswerJustFits_IsRead(int size)
    {
        string json = $$"""{"text":"{{new string('x', size - 11)}}"}""";
        var options = new KandjiClientOptions
        {
            BaseAddress = TestPipeline.Root,
            Token = TestPipeline.Secure(TestPipeline.Token),
            Clock = _clock,
            MaxResponseBytes = size,
            Handler = new StubHandler(
                _ => StubResponse.Stream(
                    new MemoryStream(System.Text.Encoding.ASCII.GetBytes(json), 0, json.Length, writable: false, publiclyVisible: false))),
        };
        using var pipeline = new RequestPipeline(options);
        var caller = new ApiConnection(pipeline, null);
        Assert.Equal(size - 11, _clock.Run(() => caller.GetAsync<Sample>(new ApiRequest(Read, "7"), CancellationToken.None)).Text!.Length);
    }

    [Fact]
    public void Observer_WhenToldOfEverything_SeesNoSecret()
    {
        // A service that repeats the token in every place it can.
        var answers = new Queue<HttpResponseMessage>(
        [
            StubResponse.Json($$"""{"message":"bad {{TestPipeline.Token}}","request_id":"{{TestPipeline.Token}}"}""", 500)
                .With("X-Echo", TestPipeline.Token),
            StubResponse.Json(
                $$$"""{"PIN":"654321","unlock_pin":987654"""
                    + $$$""","nested":[{"recovery_key":{"a":"KEY-1"}},{"\u0070assword":"hunter2"}],"echo":"{{{TestPipeline.Token}}}"}"""),
            StubResponse.Json($$"""{"name":"{{new string('x', 3970)}}","pin":"654321"}"""),
            StubResponse.Html($"<html><title>{TestPipeline.Token}</title></html>", 400),
        ]);
        var handler = new StubHandler(_ => answers.Dequeue());
        var observer = new RecordingObserver { WantsExchanges = true };
        ApiConnection caller = TestPipeline.Caller(handler, _clock, observer);
        _clock.Run(() => caller.SendAsync(new ApiRequest(Read, "7"), CancellationToken.None));
        _clock.Run(
            () => caller.SendAsync(new ApiRequest(Change, "7").WithJson(new JsonBody { { "PIN", "123456" } }), CancellationToken.None));
        var e = _clock.Throws<KandjiApiException>(() => caller.SendAsync(new ApiRequest(Read, "7"), CancellationToken.None));

        string everything = observer.Everything + e;
        Assert.All(
            new[] { TestPipeline.Token, "654321", "987654", "KEY-1", "hunter2", "123456" },
            secret => Assert.DoesNotContain(secret, everything, StringComparison.Ordinal));
        Assert.Contains("Authorization: ***", everything, StringComparison.Ordinal);
        Assert.Contains("\"PIN\":***", everything, StringComparison.Ordinal);
        Assert.Equal(8, observer.Exchanges.Count);
    }

    [Theory]
    [InlineData("name=Sales&enrollment_code.code=480215&enrollment_code.is_active=true", "application/x-www-form-urlencoded")]
    [InlineData("PIN=480215", "application/x-www-form-urlencoded")]
    [InlineData("480215", "application/x-www-form-urlencoded")]
    [InlineData("{\"PIN\":\"=480215\"}", "application/x-www-form-urlencoded")]
    [InlineData("{\"enrollment_code\":{\"code\":\"480215\",\"is_active\":true}}", "application/json")]
    [InlineData("480215", "text/plain")]
    public void Debug_OfABodyWithASecret_DoesNotShowIt(string body, string contentType)
    {
        var observer = new RecordingObserver { WantsExchanges = true };
        ApiRequest request = new ApiRequest(Change, "7")
            .WithBody(() => StubResponse.Bytes(System.Text.Encoding.UTF8.GetBytes(body), contentType).Content);

        _clock.Run(() => TestPipeline.Caller(new StubHandler(_ => StubResponse.Json("{}")), _clock, observer)
            .SendAsync(request, CancellationToken.None));

        Assert.Equal(2, observer.Exchanges.Count);
        Assert.DoesNotContain("480215", observer.Exchanges[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Secret_ThatTheServiceRepeats_IsShownNowhere(bool asForm)
    {
        var operation = new ApiOperation("POST", "/api/v1/blueprints", "Blueprints", "Create Blueprint")
            { Body = ["name", "PIN", "enrollment_code.code"] };
        ApiRequest request = asForm
            ? new ApiRequest(operation).WithForm([new("name", "Sales"), new("enrollment_code.code", "480215")])
            : new ApiRequest(operation).WithJson(new JsonBody { { "name", "Sales" }, { "PIN", "480215" } });
        var observer = new RecordingObserver { WantsExchanges = true };
        ApiConnection caller = TestPipeline.Caller(
            new StubHandler(_ => StubResponse.Json("""{"detail":"480215 is taken in Sales"}""", 400)), _clock, observer);

        var e = _clock.Throws<KandjiApiException>(() => caller.SendAsync(request, CancellationToken.None));

        Assert.Equal("*** is taken in Sales", e.ServerMessage);
        Assert.DoesNotContain("480215", observer.Everything + e, StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_ThatBeginsAsAnotherDoes_IsShownNowhere()
    {
        var operation = new ApiOperation("POST", "/api/v1/blueprints", "Blueprints", "Create Blueprint") { Body = ["PIN", "newPassword"] };
        ApiRequest request = new ApiRequest(operation).WithJson(new JsonBody { { "PIN", "4802" }, { "newPassword", "4802-hunter" } });

        var e = Fails(new StubHandler(_ => StubResponse.Json("""{"detail":"4802-hunter is too short"}""", 400)), request);

        Assert.Equal("*** is too short", e.ServerMessage);
    }

    [Fact]
    public void Debug_WhenASecretWouldBeCutInTwo_TakesItOutFirst()
    {
        var observer = new RecordingObserver { WantsExchanges = true };
        string body = $$"""{"echo":"{{new string('x', 3980)}}{{TestPipeline.Token}}"}""";

        _clock.Run(() => TestPipeline.Caller(new StubHandler(_ => StubResponse.Json(body)), _clock, observer)
            .SendAsync(new ApiRequest(Read, "7"), CancellationToken.None));

        Assert.DoesNotContain(TestPipeline.Token[..6], observer.Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://files.example.com/a.pkg?X-Amz-Signature=c0ffee42&X-Amz-Date=1", "Location: https://files.example.com/a.pkg?***")]
    [InlineData("https://files.example.com/a.pkg#c0ffee42", "Location: https://files.example.com/a.pkg#***")]
    [InlineData("https://files.example.com/a.pkg", "Location: https://files.example.com/a.pkg")]
    public void Debug_OfARedirectToASignedAddress_DoesNotShowWhatOpensIt(string location, string shown)
    {
        var observer = new RecordingObserver { WantsExchanges = true };
        var handler = new StubHandler(_ => StubResponse.Empty(302).With("Location", location));

        var e = _clock.Throws<KandjiApiException>(() => TestPipeline.Caller(handler, _clock, observer)
            .SendAsync(new ApiRequest(Read, "7"), CancellationToken.None));

        Assert.DoesNotContain("c0ffee42", observer.Everything + e, StringComparison.Ordinal);
        Assert.Contains(shown + "\n", observer.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_WhenTheServiceRepeatsTheToken_DoesNotShowIt()
    {
        string body = $$"""{"detail":"{{TestPipeline.Token}} is not valid","request_id":"{{TestPipeline.Token}}"}""";
        var e = Fails(new StubHandler(_ => StubResponse.Json(body, 401)), new ApiRequest(Read, "7"));
        Assert.Equal("*** is not valid", e.ServerMessage);
        Assert.DoesNotContain(TestPipeline.Token, e + e.RequestId, StringComparison.Ordinal);
    }

    [Fact]
    public void Observer_WhenAttemptsFailAndWait_IsToldOfEach()
    {
        var handler = StubHandler.InTurn(
            () => throw new HttpRequestException("reset", new IOException("reset by peer")),
            () => Failure(503, null),
            () => StubResponse.Json("{}").With("X-RateLimit-Remaining-Hour", "9000"));
        var observer = new RecordingObserver();
        ApiConnection caller = TestPipeline.Caller(handler, _clock, observer);
        _clock.Run(() => caller.SendAsync(new ApiRequest(Read, "7"), CancellationToken.None));
        Assert.Equal([1, 2, 3], observer.Attempts.Select(a => a.Attempt));
        Assert.Equal([null, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], observer.Attempts.Select(a => a.Status));
        Assert.Contains("reset by peer", observer.Attempts[0].Failure, StringComparison.Ordinal);
        Assert.Equal(9000, observer.Attempts[2].RemainingThisHour);
        Assert.Equal(2, observer.Waits.Count);
        Assert.Empty(observer.Exchanges);
    }

    private static StubHandler Failing(int status, string? retryAfter) => new(_ => Failure(status, retryAfter));

    private static HttpResponseMessage Failure(int status, string? retryAfter)
    {
        HttpResponseMessage response = StubResponse.Json("""{"detail":"Sorry"}""", status);
        return retryAfter is null ? response : response.With("Retry-After", retryAfter);
    }

    private static HttpResponseMessage Shorter()
    {
        HttpResponseMessage response = StubResponse.Stream(new MemoryStream("{\"id\":\"7\"}"u8.ToArray(), writable: false));
        response.Content.Headers.ContentLength = 100;
        return response;
    }

    private Sample Get(StubHandler handler) =>
        _clock.Run(() => TestPipeline.Caller(handler, _clock).GetAsync<Sample>(new ApiRequest(Read, "7"), CancellationToken.None));

    private KandjiApiException Fails(StubHandler handler, ApiRequest request) =>
        _clock.Throws<KandjiApiException>(() => TestPipeline.Caller(handler, _clock).SendAsync(request, CancellationToken.None));

    // As a stream of .NET Framework, which does not say that it was cancelled.
    private sealed class StalledBody : MemoryStream
    {
        public override bool CanSeek => false;

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            await Task.WhenAny(Task.Delay(Timeout.Infinite, cancellationToken)).ConfigureAwait(false);
            throw new ObjectDisposedException("the answer");
        }
    }

    private sealed class GeneratedStream(long length) : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int given = (int)Math.Min(count, length - Given);
            Array.Fill(buffer, (byte)' ', offset, given);
            Given += given;
            return given;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer, offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
