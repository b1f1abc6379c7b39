using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Simulator.Tests;

public sealed class GatewayTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 3, 10, 15, 0, TimeSpan.Zero));

    [Fact]
    public async Task Request_WithoutToken_IsRefused()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant);
        client.Headers.Authorization = null;

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("devices")).StatusCode);
        Assert.Null(Assert.Single(tenant.Log.Entries).Token);
    }

    [Fact]
    public async Task Request_WithRevokedToken_IsRefused()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        var token = tenant.CreateToken("Device list");
        using var client = new TenantClient(tenant, token);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("devices?limit=1")).StatusCode);
        tenant.RevokeToken(token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("devices?limit=1")).StatusCode);
    }

    [Fact]
    public async Task Request_WithoutPermission_IsForbidden_AndNamesThePermissionInTheLog()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant, tenant.CreateToken("Device list"));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("devices?limit=1")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("blueprints")).StatusCode);
        Assert.Equal("Blueprint list", tenant.Log.Entries[1].Permission);
    }

    [Fact]
    public async Task CreateToken_ForAPermissionThatNoRouteHas_Throws()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        Assert.Throws<ArgumentException>(() => tenant.CreateToken("Device lists"));
    }

    [Fact]
    public async Task Log_NeverHoldsTheToken()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant);
        await client.GetAsync("devices?limit=1");

        var entry = Assert.Single(tenant.Log.Entries);
        Assert.Equal("all", entry.Headers["authorization"]);
        Assert.DoesNotContain(entry.Headers.Values, v => v.Contains(tenant.Token, StringComparison.Ordinal));
        Assert.Equal("/api/v1/devices?limit=1", entry.RawTarget);
        Assert.Equal(200, entry.Status);
        Assert.NotNull(entry.Duration);
    }

    [Fact]
    public async Task Limits_RefuseWithinOneSecondOfTheClock_AndForgetInTheNext()
    {
        await using var tenant = await StartAsync(perSecond: 2);
        using var client = new TenantClient(tenant);

        var first = await client.GetAsync("tags");
        Assert.Equal("1", first.Headers.GetValues("RateLimit-Remaining").Single());
        Assert.Equal("2", first.Headers.GetValues("X-RateLimit-Limit-Second").Single());
        await client.GetAsync("tags");
        var refused = await client.GetAsync("tags");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("""{"message":"API rate limit exceeded"}""", await refused.Content.ReadAsStringAsync());

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("tags")).StatusCode);
        Assert.Equal(3, tenant.Log.PeakPerSecond);
    }

    [Fact]
    public async Task Limits_OfTheHour_AreToldAndEndWithTheHour()
    {
        await using var tenant = await StartAsync(perSecond: 50);
        tenant.Limits.PerHour = 1;
        tenant.Limits.RetryAfterStyle = RetryAfterStyle.HttpDate;
        using var client = new TenantClient(tenant);

        await client.GetAsync("tags");
        var refused = await client.GetAsync("tags");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("2700", refused.Headers.GetValues("RateLimit-Reset").Single());
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 11, 0, 0, TimeSpan.Zero), refused.Headers.RetryAfter!.Date);
    }

    [Fact]
    public async Task Limits_CountOtherClients()
    {
        await using var tenant = await StartAsync(perSecond: 10);
        tenant.SpendAsAnotherClient(9);
        tenant.Limits.RetryAfterStyle = RetryAfterStyle.None;
        using var client = new TenantClient(tenant);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("tags")).StatusCode);
        var refused = await client.GetAsync("tags");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Null(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task Path_ThatIsUnknown_Or_MethodThatIsNot_IsRefused()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant);

        Assert.Equal(404, (await client.SendAsync("GET", "nothing")).Status);
        Assert.Equal(405, (await client.SendAsync("PUT", "devices")).Status);
        Assert.Equal(200, (await client.SendAsync("GET", "devices/")).Status);
    }

    [Fact]
    public async Task ErrorShape_OfTheTenant_OverridesTheRoutes()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant);

        Assert.Equal((404, """{"detail":"Not found."}"""), await client.SendAsync("GET", "devices/none"));
        tenant.State.ErrorShape = ErrorShape.BareString;
        Assert.Equal((404, "\"Not found.\""), await client.SendAsync("GET", "devices/none"));
        tenant.State.ErrorShape = ErrorShape.Empty;
        Assert.Equal((404, ""), await client.SendAsync("GET", "devices/none"));
    }

    private async Task<SimulatedTenant> StartAsync(int perSecond)
    {
        var options = new SimulatorOptions { Clock = _clock };
        options.Limits.PerSecond = perSecond;
        return await SimulatedTenant.StartAsync(options);
    }
}
