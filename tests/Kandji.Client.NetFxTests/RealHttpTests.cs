using System.Net;
using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.Simulator;

namespace Kandji.Client.Tests;

/// <summary>The net472 client with the HTTP stack of .NET Framework, over real HTTP.</summary>
public sealed class RealHttpTests
{
    [Fact]
    public async Task List_OfSeveralPages_GivesEveryDeviceOnceInOrder()
    {
        using var tenant = new SimulatorProcess("--devices 1000");
        using KandjiClient client = tenant.Connect();

        List<string> ids = await IdsAsync(client);

        Assert.Equal(1000, ids.Count);
        Assert.Equal(ids.Distinct().OrderBy(id => id, StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task List_WhenEveryFifthAnswerFails_IsRepeatedUntilItIsWhole()
    {
        using var tenant = new SimulatorProcess("--devices 3000 --faults 0.2 --seed 3");
        using KandjiClient client = tenant.Connect();
        var observer = new RecordingObserver();

        List<string> ids = await IdsAsync(client.ObservedBy(observer));

        Assert.Equal(3000, ids.Distinct().Count());
        Assert.Equal(3000, ids.Count);
        Assert.Contains(observer.Attempts, attempt => attempt.Attempt > 1);
    }

    [Fact]
    public async Task Get_OfADevice_ReadsWhatIsKnownAndKeepsTheRest()
    {
        using var tenant = new SimulatorProcess();
        using KandjiClient client = tenant.Connect();

        Device device = await client.Devices.GetAsync(KnownFleet.MacId);

        Assert.Equal(KnownFleet.MacSerial, device.SerialNumber);
        Assert.Equal(KnownFleet.MacName, device.DeviceName);
        Assert.Equal(KnownFleet.AdaEmail, device.User?.Email);
        Assert.Equal(DateTimeKind.Local, device.LastCheckIn?.Kind);
    }

    [Fact]
    public async Task Change_IsSent_AndItsAnswerRead()
    {
        using var tenant = new SimulatorProcess();
        using KandjiClient client = tenant.Connect();

        await client.Devices.UpdateAsync(KnownFleet.MacId, new DeviceChange().WithAssetTag("NW-12345"));
        DeviceActionResponse locked = await client.Devices.SendActionAsync(KnownFleet.MacId, DeviceActionRequest.Lock("Please call IT"));

        Assert.Equal("NW-12345", (await client.Devices.GetAsync(KnownFleet.MacId)).AssetTag);
        Assert.NotNull(locked.Pin);
    }

    [Fact]
    public async Task Errors_CarryTheServersWords()
    {
        using var tenant = new SimulatorProcess();
        using KandjiClient client = tenant.Connect();

        var missing = await Assert.ThrowsAsync<KandjiApiException>(() => client.Devices.GetAsync("a1000000-0000-4000-8000-ffffffffffff"));
        Assert.Equal(KandjiErrorKind.NotFound, missing.Kind);

        var refused = await Assert.ThrowsAsync<KandjiApiException>(() =>
            new KandjiClient(
                new KandjiClientOptions { BaseAddress = tenant.Uri,
                    Token = new NetworkCredential("", "wrong").SecurePassword }).CheckTokenAsync());
        Assert.Equal(KandjiErrorKind.Unauthorized, refused.Kind);
    }

    [Fact]
    public async Task Connect_WhereNobodyListens_SaysThatNothingWasSent()
    {
        Uri gone;
        using (var tenant = new SimulatorProcess())
            gone = tenant.Uri;
        using var client = new KandjiClient(
            new KandjiClientOptions { BaseAddress = gone, Token = new NetworkCredential("", "x").SecurePassword,
                Clock = new InstantTimeProvider() });

        var e = await Assert.ThrowsAsync<KandjiApiException>(() => client.Devices.DeleteAsync(KnownFleet.MacId));

        Assert.Equal(KandjiErrorKind.Unreachable, e.Kind);
    }

    private static async Task<List<string>> IdsAsync(KandjiClient client)
    {
        var ids = new List<string>();
        await foreach (Device device in client.Devices.ListAsync())
            ids.Add(device.DeviceId!);
        return ids;
    }
}
