using Kandji.Simulator.State;

namespace Kandji.Simulator.Tests;

public sealed class PagingTests
{
    [Theory]
    [InlineData("blueprints")]
    [InlineData("tags")]
    [InlineData("users")]
    public async Task Next_LeadsThroughEverythingOnce(string list)
    {
        await using var tenant = await StartAsync();
        tenant.State.NextLinks = NextLinkStyle.AbsoluteSameHost;
        using var client = new TenantClient(tenant);

        var names = new List<string>();
        var path = list;
        while (true)
        {
            var page = (await client.JsonAsync(path))!;
            Assert.InRange(page["results"]!.AsArray().Count, 1, 2);
            names.AddRange(page["results"]!.AsArray().Select(r => (string)r!["id"]!));
            if ((string?)page["next"] is not { } next)
                break;
            path = next[(next.IndexOf("/api/v1/", StringComparison.Ordinal) + 8)..];
        }

        var expected = list switch
        {
            "blueprints" => tenant.State.Blueprints.Select(b => b.Id),
            "tags" => tenant.State.Tags.Select(t => t.Id),
            _ => tenant.State.Users.Select(u => u.Id),
        };
        Assert.Equal(expected, names);
    }

    [Fact]
    public async Task Next_IsOnAnotherHost_OrABareCursor()
    {
        await using var tenant = await StartAsync();
        using var client = new TenantClient(tenant);

        var elsewhere = new Uri((string)(await client.JsonAsync("users?archived=false"))!["next"]!);
        Assert.NotEqual(tenant.BaseAddress.Host, elsewhere.Host);
        Assert.Contains("archived=false", elsewhere.Query, StringComparison.Ordinal);

        tenant.State.NextLinks = NextLinkStyle.BareCursor;
        var cursor = (string)(await client.JsonAsync("users"))!["next"]!;
        Assert.DoesNotContain("/", cursor, StringComparison.Ordinal);
        var second = (await client.JsonAsync("users?cursor=" + Uri.EscapeDataString(cursor)))!;
        Assert.Equal(tenant.State.Users.ElementAt(2).Id, (string?)second["results"]![0]!["id"]);
        Assert.NotNull((string?)second["previous"]);
    }

    [Fact]
    public async Task Cursor_OutlivesTheRowItStandsAfter()
    {
        await using var tenant = await StartAsync();
        tenant.State.NextLinks = NextLinkStyle.BareCursor;
        using var client = new TenantClient(tenant);

        var cursor = (string)(await client.JsonAsync("users"))!["next"]!;
        var third = tenant.State.Users.ElementAt(2).Id;
        tenant.State.Users.Remove(tenant.State.Users.First().Id);
        Assert.Equal(third, (string?)(await client.JsonAsync("users?cursor=" + Uri.EscapeDataString(cursor)))!["results"]![0]!["id"]);
    }

    [Fact]
    public async Task Page_PastTheLast_IsNotFound()
    {
        await using var tenant = await StartAsync();
        using var client = new TenantClient(tenant);
        Assert.Equal(404, (await client.SendAsync("GET", "tags?page=99")).Status);
    }

    [Fact]
    public async Task CommandsAndActivity_HaveTheirEnvelopeOneLevelDown()
    {
        await using var tenant = await StartAsync();
        using var client = new TenantClient(tenant);
        foreach (var kind in (string[])["commands", "activity"])
        {
            var answer = (await client.JsonAsync($"devices/{KnownFleet.MacId}/{kind}?limit=2&offset=2"))!;
            Assert.Equal(KnownFleet.MacId, (string?)answer["device_id"]);
            Assert.Equal(2, answer[kind]!["results"]!.AsArray().Count);
            Assert.True((int)answer[kind]!["count"]! > 4);
            Assert.NotNull((string?)answer[kind]!["next"]);
            Assert.NotNull((string?)answer[kind]!["previous"]);
        }
    }

    private static async Task<SimulatedTenant> StartAsync()
    {
        var tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });
        tenant.State.PageSizes.Offset = tenant.State.PageSizes.Page = tenant.State.PageSizes.Cursor = 2;
        return tenant;
    }
}
