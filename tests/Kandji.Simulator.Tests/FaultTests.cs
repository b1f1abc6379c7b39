using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Simulator.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task Status_HitsWhatMatches_ForSoManyTimes_AfterSoMany()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant);
        tenant.Faults.Add("GET /api/v1/devices/*", Fault.Status(503, "{}", retryAfter: "2"), times: 1, after: 1);

        Assert.Equal(200, (await client.SendAsync("GET", "devices/" + KnownFleet.MacId)).Status);
        Assert.Equal(200, (await client.SendAsync("GET", "tags")).Status);
        using (var hit = await client.GetAsync("devices/" + KnownFleet.MacId))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, hit.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(2), hit.Headers.RetryAfter!.Delta);
        }

        Assert.Equal(200, (await client.SendAsync("GET", "devices/" + KnownFleet.MacId)).Status);
        Assert.Equal(1, tenant.Faults.Hits);
    }

    [Fact]
    public async Task Add_IsUndoneByDispose()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant);
        using (tenant.Faults.Add(RequestMatch.Any, Fault.HtmlPage()))
            Assert.Equal(502, (await client.SendAsync("GET", "tags")).Status);
        Assert.Equal(200, (await client.SendAsync("GET", "tags")).Status);
    }

    [Fact]
    public async Task ResetBeforeResponse_ExecutesNothing_ExecuteThenReset_Does()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant);
        var device = tenant.State.Devices[KnownFleet.MacId];
        tenant.Faults.AddSequence("POST /api/v1/devices/*/action/restart", Fault.ResetBeforeResponse(), Fault.ExecuteThenReset());

        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync("POST", $"devices/{device.Id}/action/restart"));
        Assert.Equal(0, device.RestartCount);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync("POST", $"devices/{device.Id}/action/restart"));
        Assert.Equal(1, device.RestartCount);
        Assert.Equal(0, tenant.Log.Entries[^1].Status);
    }

    [Fact]
    public async Task BrokenBodies_AreBrokenAsSaid()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant);
        tenant.Faults.AddSequence(
            "/api/v1/tags", Fault.TruncatedJson(), Fault.EmptyBody(), Fault.WrongContentType("text/html"), Fault.ResetDuringBody(5));

        var (_, cut) = await client.SendAsync("GET", "tags");
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(cut));
        Assert.Equal((200, ""), await client.SendAsync("GET", "tags"));
        Assert.Equal("text/html", (await client.GetAsync("tags")).Content.Headers.ContentType!.MediaType);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync("GET", "tags"));
    }

    [Fact]
    public async Task RewriteBody_AndHeader_ChangeTheAnswer()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant);
        tenant.Faults.Add("/api/v1/tags", Fault.RewriteBody(b => b.Replace("loaner", "lent", StringComparison.Ordinal)), times: 1);
        tenant.Faults.Add("/api/v1/tags", Fault.Header("RateLimit-Remaining", null));

        Assert.Contains("lent", (await client.SendAsync("GET", "tags")).Body, StringComparison.Ordinal);
        Assert.False((await client.GetAsync("tags")).Headers.Contains("RateLimit-Remaining"));
    }

    [Fact]
    public async Task Before_ChangesTheTenantBetweenTwoPages()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant);
        tenant.Faults.Add("GET /api/v1/devices", Fault.Before(_ => tenant.State.Devices.Remove(KnownFleet.MacId)), times: 1, after: 1);

        Assert.Equal(KnownFleet.MacId, (string?)(await client.JsonAsync("devices?limit=1"))![0]!["device_id"]);
        Assert.NotEqual(KnownFleet.MacId, (string?)(await client.JsonAsync("devices?limit=1"))![0]!["device_id"]);
    }

    [Fact]
    public async Task Redirect_NamesAnotherPlace()
    {
        await using var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant);
        tenant.Faults.Add(RequestMatch.Any, Fault.Redirect("https://elsewhere.invalid/"));

        var response = await client.GetAsync("tags");
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("https://elsewhere.invalid/", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task SlowFirstByte_WaitsOnTheTenantsClock()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { Clock = clock });
        using var client = new TenantClient(tenant);
        tenant.Faults.Add(RequestMatch.Any, Fault.SlowFirstByte(TimeSpan.FromMinutes(5)));

        var request = client.SendAsync("GET", "tags");
        while (!request.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal(200, (await request).Status);
        Assert.True(tenant.Log.Entries.Single().Duration >= TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Dispose_CutsOffWhatHangs()
    {
        var tenant = await SimulatedTenant.StartAsync();
        using var client = new TenantClient(tenant);
        var arrived = new TaskCompletionSource();
        tenant.Faults.Add(RequestMatch.Any, Fault.Before(_ => arrived.SetResult()));
        tenant.Faults.Add(RequestMatch.Any, Fault.Hang());

        var request = client.SendAsync("GET", "tags");
        await arrived.Task;
        await tenant.DisposeAsync();
        var failure = await Record.ExceptionAsync(() => request);
        Assert.True(failure is HttpRequestException or IOException);
    }

    [Fact]
    public async Task Random_HitsTheSameRequestsForTheSameSeed()
    {
        var runs = new string[2];
        for (var run = 0; run < runs.Length; run++)
        {
            await using var tenant = await SimulatedTenant.StartAsync();
            using var client = new TenantClient(tenant);
            tenant.Faults.Random(0.3, seed: 7, Fault.Status(500), Fault.Status(502));
            for (var i = 0; i < 30; i++)
                runs[run] += (await client.SendAsync("GET", "tags")).Status + " ";
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.Contains("50", runs[0], StringComparison.Ordinal);
        Assert.Contains("200", runs[0], StringComparison.Ordinal);
    }
}
