using System.Net;
using Kandji.Simulator;

namespace Kandji.Client.Tests.Http;

/// <summary>Behaviour of the system's HTTP stack that must stay off.</summary>
public sealed class HttpTransportTests
{
    [Fact]
    public void Stack_FollowsNothingAndKeepsNothing()
    {
        using var handler = (SocketsHttpHandler)HttpTransport.CreateHandler();
        Assert.Equal(
            (false, false, null), (handler.AllowAutoRedirect, handler.UseCookies, handler.SslOptions.RemoteCertificateValidationCallback));
    }

    // A proxy of the system sees what is encrypted and nothing else.
    [Fact]
    public async Task Send_ToLoopback_GoesPastTheProxy()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        IWebProxy before = HttpClient.DefaultProxy;
        var proxy = new PortProxy(tenant.BaseAddress.Port, before);
        HttpClient.DefaultProxy = proxy;
        try
        {
            using var client = new KandjiClient(
                new KandjiClientOptions { BaseAddress = tenant.BaseAddress, Token = TestPipeline.Secure(tenant.Token) });
            Assert.True(await client.CheckTokenAsync());
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
        Assert.False(proxy.WasAsked);
    }

    /// <summary>A proxy for one port, so that tests beside this one are not disturbed. It leads to the port itself.</summary>
    private sealed class PortProxy(int port, IWebProxy others) : IWebProxy
    {
        public bool WasAsked { get; private set; }

        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination)
        {
            if (destination.Port != port)
                return others.GetProxy(destination);
            WasAsked = true;
            return destination;
        }

        public bool IsBypassed(Uri host) => host.Port != port && others.IsBypassed(host);
    }
}
