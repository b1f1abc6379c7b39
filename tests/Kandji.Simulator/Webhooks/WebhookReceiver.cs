using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kandji.Simulator.Webhooks;

/// <summary>
/// A receiver of webhooks on loopback, as somebody who follows Standard Webhooks writes one: it verifies signatures, remembers what it got,
/// and fails as it is told.
/// </summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly List<ReceivedWebhook> _received = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly KestrelServer _server;

    private WebhookReceiver(string secret, int port)
    {
        Secret = secret;
        var kestrel = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = NoServices.Instance };
        kestrel.Listen(IPAddress.Loopback, port);
        _server = new KestrelServer(
            Options.Create(kestrel), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>The address to post to.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The secret with which it verifies: <c>whsec_</c> and Base64.</summary>
    public string Secret { get; set; }

    /// <summary>Says how to answer a request; the number of requests so far, this one included, is given with it.</summary>
    public Func<ReceivedWebhook, int, WebhookReply> Answer { get; set; } = static (_, _) => WebhookReply.Status(204);

    /// <summary>The clock that timestamps are compared with; null to take every timestamp.</summary>
    public TimeProvider? Clock { get; set; } = TimeProvider.System;

    /// <summary>Raised when a request has been read, before it is answered.</summary>
    public event Action<ReceivedWebhook>? Arrived;

    /// <summary>Every request so far, whatever the answer was.</summary>
    public IReadOnlyList<ReceivedWebhook> Received
    {
        get
        {
            lock (_gate)
                return [.. _received];
        }
    }

    /// <summary>The requests that were answered with 2xx.</summary>
    public IReadOnlyList<ReceivedWebhook> Accepted => Received.Where(received => received.IsAccepted).ToList();

    /// <summary>A secret that nobody else has.</summary>
    public static string NewSecret() => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Starts a receiver.</summary>
    /// <param name="secret">The secret; null for a new one.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    public static async Task<WebhookReceiver> StartAsync(string? secret = null, int port = 0)
    {
        var receiver = new WebhookReceiver(secret ?? NewSecret(), port);
        await receiver._server.StartAsync(new Application(receiver), CancellationToken.None);
        receiver.Address = new Uri(receiver._server.Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hooks/kandji?key=k1");
        return receiver;
    }

    /// <summary>Stops it; what is under way is cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
        _stopping.Dispose();
    }

    // By the words of the specification, and not by the code that signs.
    private bool Verify(ReceivedWebhook received)
    {
        if (!long.TryParse(received.Header("webhook-timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
            return false;
        if (Clock is not null && (Clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance)
            return false;
        byte[] key = Convert.FromBase64String(Secret["whsec_".Length..]);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{received.Id}.{seconds}."), .. received.Body];
        string expected = Convert.ToBase64String(HMACSHA256.HashData(key, signed));
        return received.Header("webhook-signature").Split(' ').Any(signature => signature.Split(',') is ["v1", var value]
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(value), Encoding.ASCII.GetBytes(expected)));
    }

    private async Task ProcessAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, _stopping.Token);
        var received = new ReceivedWebhook
        {
            Method = context.Request.Method,
            Path = context.Request.Path + context.Request.QueryString.ToString(),
            Headers = context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
        };
        received.IsSigned = Verify(received);
        int count;
        lock (_gate)
        {
            _received.Add(received);
            count = _received.Count;
        }
        Arrived?.Invoke(received);
        WebhookReply reply = received.IsSigned ? Answer(received, count) : WebhookReply.Status(401);
        if (reply.Hangs)
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, context.RequestAborted);
            await Task.Delay(Timeout.Infinite, leaving.Token);
        }
        if (reply.Code == 0)
        {
            context.Abort();
            return;
        }
        received.IsAccepted = reply.Code is >= 200 and < 300;
        context.Response.StatusCode = reply.Code;
        foreach ((string name, string value) in reply.Headers)
            context.Response.Headers[name] = value;
        if (reply.Body.Length > 0)
            await context.Response.WriteAsync(reply.Body, _stopping.Token);
    }

    private sealed class Application(WebhookReceiver receiver) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }

        public async Task ProcessRequestAsync(HttpContext context)
        {
            try
            {
                await receiver.ProcessAsync(context);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or Microsoft.AspNetCore.Http.BadHttpRequestException)
            {
                context.Abort();
            }
        }
    }

    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
