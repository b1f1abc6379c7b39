using System.Net;
using System.Net.Sockets;
using System.Text;
using Kandji.Client.Http.Files;

namespace Kandji.Client.Tests.Http;

/// <summary>A proxy that refuses, over a real socket: what its address holds of a person's is told to nobody.</summary>
public sealed class ProxySecrecyTests
{
    private const string Password = "Hunter2";

    [Theory]
    [InlineData("407 Proxy Authentication Required", "svc:Hunter2")]
    [InlineData("403 Forbidden", "svc:Hunter2")]
    [InlineData("502 Bad Gateway", "svc:Hunter2%20with%20blanks%27and%40more")]
    [InlineData("403 Forbidden", "Hunter2")]
    public async Task Refusal_OfAProxyWithAPassword_ShowsNeitherNameNorPassword(string status, string user)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        Task serving = ServeAsync(listener, status, stop.Token);
        var proxy = new Uri($"http://{user}@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var observer = new RecordingObserver { WantsExchanges = true };
        using var pipeline = new RequestPipeline(TestPipeline.Options(Handler(proxy), new InstantTimeProvider()));
        using var files = new FileTransfer(TestPipeline.Options(Handler(proxy), new InstantTimeProvider()));
        string path = Path.Combine(Path.GetTempPath(), "kandji-" + Guid.NewGuid().ToString("N"));

        KandjiApiException[] errors =
        [
            await Assert.ThrowsAsync<KandjiApiException>(() => pipeline.SendAsync(
                new ApiRequest(new ApiOperation("GET", "/api/v1/devices", "Devices", "Device list")), observer, CancellationToken.None)),
            await Assert.ThrowsAsync<KandjiApiException>(() => pipeline.SendAsync(
                new ApiRequest(new ApiOperation("POST", "/api/v1/tags", "Tags", "Create tag")), observer, CancellationToken.None)),
            await Assert.ThrowsAsync<KandjiApiException>(() => files.DownloadAsync(
                new Uri("https://store.example.invalid/x"), path, overwrite: false, null, observer, CancellationToken.None)),
        ];

        stop.Cancel();
        await serving;
        Assert.All(errors, error =>
        {
            Assert.Equal(KandjiErrorKind.Unreachable, error.Kind);
            Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
            Assert.Contains(status.Substring(0, 3), error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("svc", error.ToString(), StringComparison.Ordinal);
        });
        Assert.DoesNotContain(Password, observer.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("with blanks", observer.Everything, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    private static SocketsHttpHandler Handler(Uri proxy)
    {
        var handler = (SocketsHttpHandler)HttpTransport.CreateHandler();
        handler.Proxy = new WebProxy(proxy);
        return handler;
    }

    private static async Task ServeAsync(TcpListener listener, string status, CancellationToken stop)
    {
        byte[] answer = Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        while (true)
        {
            try
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(stop);
                NetworkStream stream = client.GetStream();
                await stream.ReadAtLeastAsync(new byte[4096], 16, throwOnEndOfStream: false, stop);
                await stream.WriteAsync(answer, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (IOException)
            {
                // The client has left; the next may come.
            }
        }
    }
}
