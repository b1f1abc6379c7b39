using System.Text.Json.Nodes;
using Kandji.Simulator.State;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Simulator.Tests;

public sealed class DeviceRecordTests
{
    [Theory]
    [InlineData(KnownFleet.MacId)]
    [InlineData(KnownFleet.LostPadId)]
    [InlineData(KnownFleet.PhoneId)]
    [InlineData(KnownFleet.AppleTVId)]
    [InlineData(KnownFleet.WindowsId)]
    [InlineData(KnownFleet.AndroidId)]
    public async Task EveryPlatform_AnswersEveryRead(string id)
    {
        await using var tenant = await StartAsync();
        using var client = new TenantClient(tenant);

        Assert.Equal(id, (string?)(await client.JsonAsync($"devices/{id}/details"))!["general"]!["device_id"]);
        foreach (var part in (string[])["apps", "activity", "commands", "library-items", "parameters", "status"])
            Assert.Equal(id, (string?)(await client.JsonAsync($"devices/{id}/{part}"))!["device_id"]);
        Assert.NotNull(await client.JsonAsync($"devices/{id}/notes"));
    }

    [Fact]
    public async Task Command_GetsOnWithEveryPoll()
    {
        await using var tenant = await StartAsync();
        tenant.State.CommandProgress = CommandProgress.AfterPolls(2);
        using var client = new TenantClient(tenant);
        var path = $"devices/{KnownFleet.MacId}/action/setname";

        Assert.Equal((200, ""), await client.SendAsync("POST", path, """{"DeviceName":"Büro 📦"}"""));
        Assert.Equal((400, """{"error":"Command already running"}"""), await client.SendAsync("POST", path, """{"DeviceName":"B"}"""));
        Assert.Equal(1, (int)tenant.State.Devices[KnownFleet.MacId].Record.Commands[^1].Status);
        Assert.Equal(2, await StatusAsync());
        Assert.Equal(KnownFleet.MacName, tenant.State.Devices[KnownFleet.MacId].Name);
        Assert.Equal(3, await StatusAsync());
        Assert.Equal("Büro 📦", tenant.State.Devices[KnownFleet.MacId].Name);
        Assert.Equal("mdm_command_completed", (string?)tenant.State.Devices[KnownFleet.MacId].Record.Activity[^1]["action_type"]);

        async Task<int> StatusAsync() =>
            (int)(await client.JsonAsync($"devices/{KnownFleet.MacId}/commands"))!["commands"]!["results"]!.AsArray()[^1]!["status"]!;
    }

    [Fact]
    public async Task Command_GetsOnWithTheClock_FailsOrIsPutOff_AsTheDeviceSays()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 3, 10, 0, 0, TimeSpan.Zero));
        await using var tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { Clock = clock, DeviceCount = 0 });
        using var client = new TenantClient(tenant);
        tenant.State.Devices[KnownFleet.MacId].CommandProgress = CommandProgress.After(TimeSpan.FromMinutes(2));
        tenant.State.Devices[KnownFleet.PhoneId].CommandProgress = CommandProgress.Fail();
        tenant.State.Devices[KnownFleet.AppleTVId].CommandProgress = CommandProgress.NotNow;

        Assert.Equal((int[])[1, 4, 5], await RestartAllAsync());
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await LastAsync(KnownFleet.MacId));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, await LastAsync(KnownFleet.MacId));
        Assert.Equal(1, tenant.State.Devices[KnownFleet.MacId].RestartCount);
        Assert.Equal(0, tenant.State.Devices[KnownFleet.PhoneId].RestartCount);

        async Task<int[]> RestartAllAsync()
        {
            string[] ids = [KnownFleet.MacId, KnownFleet.PhoneId, KnownFleet.AppleTVId];
            foreach (var id in ids)
                Assert.Equal(200, (await client.SendAsync("POST", $"devices/{id}/action/restart")).Status);
            return await Task.WhenAll(ids.Select(LastAsync));
        }

        async Task<int> LastAsync(string id) =>
            (int)(await client.JsonAsync($"devices/{id}/commands"))!["commands"]!["results"]!.AsArray()[^1]!["status"]!;
    }

    [Theory]
    [InlineData(KnownFleet.AndroidId, "restart", null, """{"error":"Command is not allowed for current device"}""")]
    [InlineData(KnownFleet.MacId, "enablelostmode", null, """{"error":"Command is not allowed for current device"}""")]
    [InlineData(KnownFleet.PhoneId, "disablelostmode", null, """["Device is not in lost mode."]""")]
    [InlineData(KnownFleet.MacId, "setname", "{}", """{"DeviceName":["This field is required."]}""")]
    [InlineData(KnownFleet.MacId, "erase", """{"PIN":"12"}""", """{"PIN":["Ensure this field has 6 characters."]}""")]
    [InlineData(KnownFleet.WindowsId, "erase", """{"erase_mode":"BURN"}""", """{"erase_mode":["\"BURN\" is not a valid choice."]}""")]
    [InlineData(KnownFleet.PhoneId, "erase", """{"ReturnToService":{"Enabled":true,"ProfileId":"x"}}""",
        "\"This profile is not in scope for this device\"")]
    public async Task Action_ThatMakesNoSense_IsRefusedInTheServicesWords(string id, string action, string? body, string answer)
    {
        await using var tenant = await StartAsync();
        using var client = new TenantClient(tenant);
        var before = tenant.State.Devices[id].Record.Commands.Count;

        Assert.Equal((400, answer), await client.SendAsync("POST", $"devices/{id}/action/{action}", body));
        Assert.Equal(before, tenant.State.Devices[id].Record.Commands.Count);
    }

    [Fact]
    public async Task Lock_GivesThePin_OnlyOnce()
    {
        await using var tenant = await StartAsync();
        using var client = new TenantClient(tenant);

        var (status, body) = await client.SendAsync("POST", $"devices/{KnownFleet.MacId}/action/lock", """{"Message":"Back soon"}""");
        Assert.Equal(200, status);
        Assert.Equal((string?)JsonNode.Parse(body)!["PIN"],
            (string?)(await client.JsonAsync($"devices/{KnownFleet.MacId}/secrets/unlockpin"))!["pin"]);
        Assert.Equal(
            (400, "\"This device is already locked.\""), await client.SendAsync("POST", $"devices/{KnownFleet.MacId}/action/lock"));
        Assert.Equal((200, ""), await client.SendAsync("POST", $"devices/{KnownFleet.PhoneId}/action/lock"));
    }

    [Fact]
    public async Task LostMode_GoesOnAndOff()
    {
        await using var tenant = await StartAsync();
        using var client = new TenantClient(tenant);
        var path = $"devices/{KnownFleet.PhoneId}/";

        Assert.Equal((400, """["Device is not in lost mode."]"""), await client.SendAsync("GET", path + "details/lostmode"));
        Assert.Equal((200, ""), await client.SendAsync("POST", path + "action/enablelostmode", """{"Message":"Call us"}"""));
        Assert.Equal("ENABLED", (string?)(await client.JsonAsync(path.TrimEnd('/')))!["lost_mode_status"]);
        Assert.Equal("Call us", (string?)(await client.JsonAsync(path + "details/lostmode"))!["lost_mode"]!["lock_screen_message"]);
        Assert.Equal(200, (await client.SendAsync("POST", path + "action/playlostmodesound")).Status);
        Assert.Equal(1, tenant.State.Devices[KnownFleet.PhoneId].LostMode!.SoundCount);
        Assert.Equal(200, (await client.SendAsync("POST", path + "action/disablelostmode")).Status);
        Assert.Null(tenant.State.Devices[KnownFleet.PhoneId].LostMode);
    }

    [Fact]
    public async Task Notes_AreWrittenChangedAndDeleted()
    {
        await using var tenant = await StartAsync();
        using var client = new TenantClient(tenant);
        var path = $"devices/{KnownFleet.PhoneId}/notes";

        var (status, body) = await client.SendAsync("POST", path, """{"content":"Cracked"}""");
        Assert.Equal(201, status);
        var note = path + "/" + (string?)JsonNode.Parse(body)!["note_id"];
        Assert.Equal(200, (await client.SendAsync("PATCH", note, """{"content":"Repaired"}""")).Status);
        Assert.Equal("Repaired", (string?)(await client.JsonAsync(note))!["content"]);
        Assert.Equal(200, (await client.SendAsync("DELETE", note)).Status);
        Assert.Equal(404, (await client.SendAsync("GET", note)).Status);
    }

    private static Task<SimulatedTenant> StartAsync() => SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });
}
