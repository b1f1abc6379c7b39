using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Kandji.Client.Http;

namespace Kandji.PowerShell.Tests.Coverage;

/// <summary>
/// Holds the simulator to the client: it serves every operation that the client has, and minds the permission that the client names.
/// </summary>
public sealed class SimulatorCoverageTests : IClassFixture<SimulatorCoverageTests.Simulator>
{
    private const string NoObject = "00000000-0000-4000-8000-000000000000";

    private readonly Simulator _simulator;

    public SimulatorCoverageTests(Simulator simulator) => _simulator = simulator;

    public static TheoryData<string> Operations => [.. OperationCatalog.All.Select(operation => operation.ToString())];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Simulator_ServesTheOperationForItsPermissionOnly(string name)
    {
        ApiOperation operation = OperationCatalog.All.Single(known => known.ToString() == name);

        HttpStatusCode without = await _simulator.SendAsync(operation, _simulator.Tenant.CreateToken());
        // A route that is not there is not found, whatever the token may do.
        Assert.Equal(HttpStatusCode.Forbidden, without);

        HttpStatusCode with = await _simulator.SendAsync(operation, _simulator.Tenant.CreateToken(operation.Permission));
        Assert.DoesNotContain(with,
            new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.MethodNotAllowed,
                HttpStatusCode.InternalServerError });
    }

    public sealed class Simulator : IAsyncLifetime
    {
        private readonly HttpClient _http = new();

        public SimulatedTenant Tenant { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Tenant = await SimulatedTenant.StartAsync(
                new SimulatorOptions { DeviceCount = 12, Limits = new GatewayLimits { Enabled = false } });

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await Tenant.DisposeAsync();
        }

        public async Task<HttpStatusCode> SendAsync(ApiOperation operation, string token)
        {
            string path = string.Join('/', operation.Path.Split('/').Select(part => part.StartsWith('{') ? NoObject : part));
            using var request = new HttpRequestMessage(operation.Method, new Uri(Tenant.BaseAddress, path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (!operation.IsRead)
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await _http.SendAsync(request);
            return answer.StatusCode;
        }
    }
}
