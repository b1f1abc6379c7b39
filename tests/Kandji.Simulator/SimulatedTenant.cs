using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kandji.Simulator;

/// <summary>
/// A tenant of the service, on loopback, with a fleet of its own. Any number may run side by side in one process.
/// </summary>
public sealed class SimulatedTenant : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TokenList _tokens = new();
    private readonly Gateway _gateway;
    private readonly TenantApplication _application;
    private readonly KestrelServer _server;

    private SimulatedTenant(SimulatorOptions options)
    {
        Limits = options.Limits;
        Latency = options.Latency;
        State = new TenantState(options.Clock);
        foreach (var area in Areas.All)
            area.Fill?.Invoke(State, options);

        Token = _tokens.CreateForAll();
        _gateway = new Gateway(Limits, options.Clock);
        _application = new TenantApplication(State, _tokens, _gateway, Faults, Log, () => Latency, _stopping.Token);

        // Kestrel alone, without a host: it starts in a few milliseconds and writes nothing to the console.
        var kestrel = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = EmptyServiceProvider.Instance };
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, options.Port);
        _server = new KestrelServer(
            Options.Create(kestrel), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>Where it listens: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri BaseAddress => _application.BaseAddress;

    /// <summary>A token with every permission.</summary>
    public string Token { get; }

    /// <summary>Everything the tenant has, and switches for how its service behaves.</summary>
    public TenantState State { get; }

    /// <summary>Every request so far.</summary>
    public RequestLog Log { get; } = new();

    /// <summary>The faults to come.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>Added to every answer, on the tenant's clock.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The rate limits.</summary>
    public GatewayLimits Limits { get; }

    /// <summary>Starts a tenant.</summary>
    /// <exception cref="System.IO.IOException">The port is taken.</exception>
    public static async Task<SimulatedTenant> StartAsync(SimulatorOptions? options = null, CancellationToken ct = default)
    {
        var tenant = new SimulatedTenant(options ?? new SimulatorOptions());
        try
        {
            await tenant._server.StartAsync(tenant._application, ct);
        }
        catch
        {
            await tenant.DisposeAsync();
            throw;
        }

        tenant._application.BaseAddress = new Uri(tenant._server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return tenant;
    }

    /// <summary>Makes a token that may do only this.</summary>
    /// <param name="permissions">As Settings > Access names them: <c>Device list</c>, <c>Blueprint ID</c>, ... None is a token too.</param>
    /// <exception cref="ArgumentException">There is no such permission.</exception>
    public string CreateToken(params string[] permissions) => _tokens.Create(permissions);

    /// <summary>Makes a token worthless.</summary>
    public void RevokeToken(string token) => _tokens.Revoke(token);

    /// <summary>Takes so many requests out of the current windows, as other clients of the tenant would.</summary>
    public void SpendAsAnotherClient(int requests) => _gateway.Spend(requests);

    /// <summary>Stops the tenant; what is under way is cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
        _stopping.Dispose();
    }

    private sealed class EmptyServiceProvider : IServiceProvider
    {
        public static EmptyServiceProvider Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
