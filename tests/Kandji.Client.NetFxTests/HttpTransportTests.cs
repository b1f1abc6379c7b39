using System.Net;
using System.Security.Authentication;

namespace Kandji.Client.Tests;

/// <summary>
/// The stack of .NET Framework goes by what the process offers, which in Windows PowerShell may be too old for the service.
/// </summary>
[Collection(SequentialCollection.Name)]
public sealed class HttpTransportTests
{
    [Theory]
    [InlineData(SecurityProtocolType.Tls, SslProtocols.Tls12)]
    [InlineData(SecurityProtocolType.Tls | SecurityProtocolType.Tls12, SslProtocols.None)]
    [InlineData(SecurityProtocolType.SystemDefault, SslProtocols.None)]
    public void Handler_WhenTheProcessOffersNothingNewEnough_OffersTls12ItselfAndOtherwiseLeavesTheChoice(
        SecurityProtocolType process, SslProtocols offered)
    {
        SecurityProtocolType before = ServicePointManager.SecurityProtocol;
        try
        {
            ServicePointManager.SecurityProtocol = process;
            using var handler = (HttpClientHandler)HttpTransport.CreateHandler();
            Assert.Equal(offered, handler.SslProtocols);
            Assert.Equal(process, ServicePointManager.SecurityProtocol);
        }
        finally
        {
            ServicePointManager.SecurityProtocol = before;
        }
    }
}
