using System.Net;
using System.Text.Json.Nodes;
using Kandji.Simulator.State;

namespace Kandji.Simulator.Tests;

public sealed class FleetTests
{
    [Fact]
    public async Task Fleet_IsTheSameForTheSameSeed_AndOfEveryPlatform()
    {
        await using var one = await SimulatedTenant.StartAsync(new SimulatorOptions { Seed = 5, DeviceCount = 400 });
        await using var two = await SimulatedTenant.StartAsync(new SimulatorOptions { Seed = 5, DeviceCount = 400 });

        Assert.Equal(400, one.State.Devices.Count);
        Assert.Equal(
            one.State.Devices.Select(d => (d.Id, d.SerialNumber, d.Name)), two.State.Devices.Select(d => (d.Id, d.SerialNumber, d.Name)));
        Assert.Equal(400, one.State.Devices.DistinctBy(d => d.SerialNumber).Count());
        foreach (var platform in Enum.GetValues<DevicePlatform>())
            Assert.Contains(one.State.Devices, d => d.Platform == platform);
    }

    [Fact]
    public async Task KnownFleet_IsThereHoweverSmallTheFleet()
    {
        await using var tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });

        Assert.Equal(KnownFleet.DeviceCount, tenant.State.Devices.Count);
        Assert.Equal(KnownFleet.MacSerial, tenant.State.Devices[KnownFleet.MacId].SerialNumber);
        Assert.Equal(2, tenant.State.Devices.Count(d => d.User?.Email == KnownFleet.LeaverEmail));
        Assert.Equal(2, tenant.State.Devices.Count(d => d.Name == KnownFleet.TwinName));
        Assert.Equal(2, tenant.State.Blueprints.Count(b => b.Name == KnownFleet.TwiceName));
        Assert.True(tenant.State.Users[KnownFleet.ArchivedId].Archived);
        Assert.NotNull(tenant.State.Devices[KnownFleet.LostPadId].LostMode);
    }

    [Fact]
    public async Task Devices_ArePagedByLimitAndOffset_AndNeverMoreThanTheMost()
    {
        await using var tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 350 });
        using var client = new TenantClient(tenant);

        var first = (await client.JsonAsync("devices?limit=1000&ordering=device_id"))!.AsArray();
        var second = (await client.JsonAsync("devices?limit=300&offset=300&ordering=device_id"))!.AsArray();
        Assert.Equal(300, first.Count);
        Assert.Equal(50, second.Count);
        var ids = first.Concat(second).Select(d => (string)d!["device_id"]!).ToArray();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(350, ids.Distinct().Count());
        Assert.Empty((await client.JsonAsync("devices?offset=9999"))!.AsArray());
    }

    [Theory]
    [InlineData("serial_number=" + KnownFleet.MacSerial, 2)]
    [InlineData("serial_number=kn0wn0", 8)]
    [InlineData("device_name=front desk", 2)]
    [InlineData("platform=AppleTV", 1)]
    [InlineData("platform=appletv", 0)]
    [InlineData("filevault_enabled=false", 1)]
    [InlineData("user_email=example.com", 4)]
    [InlineData("user_email_exact=ada@example.com", 2)]
    [InlineData("user_id=" + KnownFleet.LeaverId, 2)]
    [InlineData("tag_name=" + KnownFleet.LoanerTagName, 2)]
    [InlineData("tag_name=LOANER", 0)]
    [InlineData("tag_name_in=macOS pilot,remote", 1)]
    [InlineData("tag_id=" + KnownFleet.PilotTagId, 1)]
    [InlineData("blueprint_id=" + KnownFleet.SharedPadsId, 2)]
    [InlineData("mac_address=F4:D4:88:0A:1B:2C", 1)]
    [InlineData("asset_tag=NW-00001&platform=Mac", 1)]
    [InlineData("something_else=1", KnownFleet.DeviceCount)]
    public async Task Devices_AreFilteredAsTheServiceDoes(string query, int expected)
    {
        await using var tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });
        using var client = new TenantClient(tenant);
        Assert.Equal(expected, (await client.JsonAsync("devices?" + query))!.AsArray().Count);
    }

    [Fact]
    public async Task Devices_ShowChangesOfWhatTheyReferTo()
    {
        await using var tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });
        using var client = new TenantClient(tenant);
        Assert.Equal(KnownFleet.AdaName, (string?)(await GetAsync())["user"]!["name"]);

        tenant.State.Users[KnownFleet.AdaId].Name = "Ada Berg";
        tenant.State.Blueprints[KnownFleet.EngineeringId].Name = "R&D";
        tenant.State.Devices[KnownFleet.MacId].SetRowField("a_field_added_later", 7);
        tenant.State.DeviceUserIdsAreIntegers = true;
        var row = await GetAsync();
        Assert.Equal("Ada Berg", (string?)row["user"]!["name"]);
        Assert.Equal("R&D", (string?)row["blueprint_name"]);
        Assert.Equal(7, (int)row["a_field_added_later"]!);
        Assert.Equal(tenant.State.Users[KnownFleet.AdaId].DeprecatedId, (int)row["user"]!["id"]!);

        async Task<JsonNode> GetAsync() => (await client.JsonAsync("devices/" + KnownFleet.MacId))!;
    }

    [Fact]
    public async Task Answers_MayBeCompressed()
    {
        await using var tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });
        tenant.State.Compresses = true;
        using var http = new HttpClient(
            new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = tenant.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", tenant.Token);

        Assert.Equal(KnownFleet.DeviceCount, JsonNode.Parse(await http.GetStringAsync("/api/v1/devices"))!.AsArray().Count);
    }

    [Fact]
    public async Task SingleSerial_MayBeAnsweredWithAnObject()
    {
        await using var tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });
        using var client = new TenantClient(tenant);
        tenant.State.SingleSerialAnswersWithObject = true;

        Assert.IsType<JsonObject>(await client.JsonAsync("devices?serial_number=" + KnownFleet.PhoneSerial));
        Assert.IsType<JsonArray>(await client.JsonAsync("devices?serial_number=" + KnownFleet.MacSerial));
    }

    [Fact]
    public async Task Update_ChangesAllOrNothing()
    {
        await using var tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });
        using var client = new TenantClient(tenant);
        var device = tenant.State.Devices[KnownFleet.MacId];
        var path = "devices/" + device.Id;

        Assert.Equal(400, (await client.SendAsync("PATCH", path, """{"asset_tag":"X","blueprint_id":"none"}""")).Status);
        Assert.Equal(KnownFleet.MacAssetTag, device.AssetTag);

        var body = $$"""{"asset_tag":null,"user":null,"tags":[],"blueprint_id":"{{KnownFleet.SalesId}}"}""";
        Assert.Equal(200, (await client.SendAsync("PATCH", path, body)).Status);
        Assert.Equal(("", null, KnownFleet.SalesId), (device.AssetTag, device.User, device.Blueprint.Id));
        Assert.Empty(device.Tags);
    }

    [Fact]
    public async Task DeleteUser_IsRefusedWhileDevicesAreAssigned()
    {
        await using var tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });
        using var client = new TenantClient(tenant);
        var path = "users/" + KnownFleet.LeaverId;

        Assert.Equal(2, (int)(await client.JsonAsync(path))!["device_count"]!);
        Assert.Equal((400, """{"detail":"User still assigned to one or more devices."}"""), await client.SendAsync("DELETE", path));
        foreach (var device in tenant.State.Devices.Where(d => d.User?.Id == KnownFleet.LeaverId))
            device.User = null;
        Assert.Equal((204, ""), await client.SendAsync("DELETE", path));
        Assert.Equal(404, (await client.SendAsync("DELETE", path)).Status);
    }
}
