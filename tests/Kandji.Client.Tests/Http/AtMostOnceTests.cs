using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kandji.Client.Json;

namespace Kandji.Client.Tests.Http;

/// <summary>
/// Over real sockets, with the system's own HTTP stack, because that is what might send twice: a change leaves once, however
/// the connection ends; what cannot have left is tried again.
/// </summary>
public sealed class AtMostOnceTests
{
    public static TheoryData<string, bool> Changes => new()
    {
        { "POST", false },
        { "POST", true },
        { "PATCH", true },
        { "PATCH", false },
        { "PUT", true },
        { "DELETE", false },
        { "DELETE", true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Send_WhenTheServerClosesAKeptConnectionAfterReadingAChange_SendsItOnce(string method, bool hasBody)
    {
        // The first request is answered and the connection kept; the next one on it is read, and the connection closed.
        await using var server = new RawServer((_, onConnection) => onConnection == 1 ? RawServer.Ok : null);
        await AssertSentOnceAsync(server, method, hasBody);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Send_WhenTheLastThatComesOnAKeptConnectionIs100Continue_SendsTheChangeOnce(string method, bool hasBody)
    {
        await using var server = new RawServer(
            (request, _) => request.StartsWith("GET", StringComparison.Ordinal) ? RawServer.Ok : "HTTP/1.1 100 Continue\r\n\r\n") {
                ClosesAfterChange = true };
        await AssertSentOnceAsync(server, method, hasBody);
    }

    private static async Task AssertSentOnceAsync(RawServer server, string method, bool hasBody)
    {
        using var pipeline = Pipeline(server);
        await Warm(pipeline);
        var e =
            await Assert.ThrowsAsync<KandjiApiException>(() => pipeline.SendAsync(Change(method, hasBody), null, CancellationToken.None));
        Assert.Equal(KandjiErrorKind.OutcomeUnknown, e.Kind);
        Assert.Equal(1, server.Requests.Count(request => request.StartsWith(method, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Send_WhenTheServerClosesAKeptConnectionAfterReadingARead_SendsItAgain()
    {
        await using var server = new RawServer((request, onConnection) => onConnection == 1 ? RawServer.Ok : null);
        using var pipeline = Pipeline(server);
        await Warm(pipeline);
        await Warm(pipeline);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Stack_WhenItSendsADeleteWithoutABody_SendsItTwice()
    {
        // Why the pipeline attaches an empty body. If this fails, the stack has become careful, and the workaround may go.
        await using var server = new RawServer((_, onConnection) => onConnection == 1 ? RawServer.Ok : null);
        using var http = new HttpClient(HttpTransport.CreateHandler());
        await http.GetStringAsync(new Uri(server.Root, "/"));
        try
        {
            await http.DeleteAsync(new Uri(server.Root, "/x"));
        }
        catch (HttpRequestException)
        {
            // The second connection answers the second copy, so this does not come.
        }
        Assert.Equal(2, server.Requests.Count(request => request.StartsWith("DELETE", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Send_WhenTheServerResetsAfterReadingAChange_SendsItOnce(string method, bool hasBody)
    {
        await using var server = new RawServer((_, onConnection) => onConnection == 1 ? RawServer.Ok : null) { Resets = true };
        await AssertSentOnceAsync(server, method, hasBody);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"cut\":")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cut")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 4\r\n\r\nnope")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")]
    public async Task Send_WhenTheAnswerToAChangeBreaksOff_SendsItOnce(string answer)
    {
        await using var server = new RawServer((_, _) => answer) { ClosesAfterAnswer = true };
        using var pipeline = Pipeline(server);
        var e = await Assert.ThrowsAsync<KandjiApiException>(() => pipeline.SendAsync(Change("POST", true), null, CancellationToken.None));
        Assert.Equal(KandjiErrorKind.OutcomeUnknown, e.Kind);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Send_WhenNobodyListens_TriesAChangeAgainAndSaysNothingWasSent()
    {
        // Bound and not listening: nobody answers on this port, and nobody else can come to.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        using var pipeline = Pipeline(new Uri($"http://127.0.0.1:{port}"), HttpTransport.CreateHandler());
        KandjiApiException e = await AssertNotSentAsync(pipeline);
        Assert.Contains("Nothing was sent", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WhenTheNameIsNotKnown_TriesAChangeAgainAndSaysSo()
    {
        var handler = (SocketsHttpHandler)HttpTransport.CreateHandler();
        handler.UseProxy = false;
        handler.ConnectCallback = (_, _) => throw new SocketException((int)SocketError.HostNotFound);
        using var pipeline = Pipeline(TestPipeline.Root, handler);
        KandjiApiException e = await AssertNotSentAsync(pipeline);
        Assert.Contains("name is not known", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WhenConnectingTakesTooLong_TriesAChangeAgain()
    {
        var handler = (SocketsHttpHandler)HttpTransport.CreateHandler();
        handler.UseProxy = false;
        handler.ConnectTimeout = TimeSpan.FromMilliseconds(20);
        handler.ConnectCallback = async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        };
        using var pipeline = Pipeline(TestPipeline.Root, handler);
        await AssertNotSentAsync(pipeline);
    }

    [Fact]
    public async Task Send_WhenTheCertificateIsNotTrusted_SendsNothing()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var server = new RawServer((_, _) => RawServer.Ok) { Certificate = certificate };
        using var pipeline = Pipeline(new Uri($"https://localhost:{server.Root.Port}"), HttpTransport.CreateHandler());
        KandjiApiException e = await AssertNotSentAsync(pipeline);
        Assert.Contains("no secure connection", e.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(server.Requests);
    }

    private static async Task<KandjiApiException> AssertNotSentAsync(RequestPipeline pipeline)
    {
        var observer = new RecordingObserver();
        var e =
            await Assert.ThrowsAsync<KandjiApiException>(() => pipeline.SendAsync(Change("POST", true), observer, CancellationToken.None));
        Assert.Equal((KandjiErrorKind.Unreachable, 5), (e.Kind, observer.Attempts.Count));
        return e;
    }

    private static RequestPipeline Pipeline(RawServer server)
    {
        HttpMessageHandler handler = HttpTransport.CreateHandler();
        return Pipeline(server.Root, handler);
    }

    private static RequestPipeline Pipeline(Uri root, HttpMessageHandler handler) =>
        new(TestPipeline.Options(handler, new InstantTimeProvider(), root));

    private static Task Warm(RequestPipeline pipeline) =>
        pipeline.SendAsync(new ApiRequest(new ApiOperation("GET", "/api/v1/devices", "", "")), null, CancellationToken.None);

    private static ApiRequest Change(string method, bool hasBody)
    {
        var request =
            new ApiRequest(new ApiOperation(method, "/api/v1/devices/7/action/erase", "Device Actions", "Erase device") { Body = ["PIN"] });
        return hasBody ? request.WithJson(new JsonBody { { "PIN", "123456" } }) : request;
    }

    /// <summary>Speaks as much HTTP as it takes to know that a whole request came.</summary>
    private sealed class RawServer : IAsyncDisposable
    {
        public const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Func<string, int, string?> _answer;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _accepting;
        private int _connections;

        /// <param name="answer">Given the request and its number on its connection, the answer; null closes the connection.</param>
        public RawServer(Func<string, int, string?> answer)
        {
            _answer = answer;
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public Uri Root => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

        public bool Resets { get; init; }

        public bool ClosesAfterAnswer { get; init; }

        public bool ClosesAfterChange { get; init; }

        public X509Certificate2? Certificate { get; init; }

        public ConcurrentQueue<string> Requests { get; } = new();

        public int Connections => Volatile.Read(ref _connections);

        public async ValueTask DisposeAsync()
        {
            // In this order: a listener that is stopped already refuses to accept with an error of another kind.
            await _stop.CancelAsync();
            await _accepting;
            _listener.Stop();
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                    _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (OperationCanceledException)
            {
                // Stopped.
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            Interlocked.Increment(ref _connections);
            using TcpClient closing = client;
            try
            {
                Stream stream = client.GetStream();
                if (Certificate is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(Certificate);
                    stream = tls;
                }
                for (int number = 1; await ReadRequestAsync(stream) is { } request; number++)
                {
                    Requests.Enqueue(request);
                    if (_answer(request, number) is not { } answer)
                        break;
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), _stop.Token);
                    if (ClosesAfterAnswer || (ClosesAfterChange && !request.StartsWith("GET", StringComparison.Ordinal)))
                        return;
                }
                if (Resets)
                    client.Client.LingerState = new LingerOption(true, 0);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException
                or System.Security.Authentication.AuthenticationException)
            {
                // The client left, or the test has ended.
            }
        }

        private async Task<string?> ReadRequestAsync(Stream stream)
        {
            var text = new StringBuilder();
            var buffer = new byte[4096];
            while (true)
            {
                string sofar = text.ToString();
                int end = sofar.IndexOf("\r\n\r\n", StringComparison.Ordinal);
                if (end >= 0)
                {
                    string? header = sofar[..end].Split("\r\n")
                        .FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                    int length = header is null ? 0 : int.Parse(header[15..], System.Globalization.CultureInfo.InvariantCulture);
                    if (sofar.Length >= end + 4 + length)
                        return sofar;
                }
                int count = await stream.ReadAsync(buffer, _stop.Token);
                if (count == 0)
                    return null;
                text.Append(Encoding.ASCII.GetString(buffer, 0, count));
            }
        }
    }
}
