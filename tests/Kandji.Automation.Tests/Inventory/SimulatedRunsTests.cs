using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kandji.Automation.Inventory;
using Kandji.Client;
using Kandji.Client.Http;
using Kandji.Simulator;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Inventory;

/// <summary>A simulated tenant that a script with a fixed seed changes between runs.</summary>
public sealed class SimulatedRunsTests
{
    private const int Seed = 20261129;

    private readonly Random _random = new(Seed);
    private readonly List<string> _expected = [];
    private readonly Dictionary<string, SimulatedDevice> _removed = [];
    private int _made;

    [Fact]
    public async Task Sync_AfterEachOfManyRuns_WritesExactlyTheChangesMadeAndReplayingThemGivesTheLastState()
    {
        int runs = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 200 : 40;
        await using SimulatedTenant tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 60 });
        using var folder = new InventoryFolder();
        using KandjiClient client = InventoryFolder.Connect(tenant, folder.Clock);
        await folder.SyncAsync(client, new SyncOptions { Baseline = true });
        Dictionary<string, JsonObject> replayed = Parse(folder.Rows());

        for (int run = 1; run <= runs; run++)
        {
            _expected.Clear();
            Change(tenant);
            await folder.SyncAsync(client);

            List<StoredChange> changes = folder.Pending();
            Assert.True(_expected.Order(StringComparer.Ordinal).SequenceEqual(Describe(changes)),
                $"Seed {Seed}, run {run}. Made:\n{string.Join('\n', _expected.Order(StringComparer.Ordinal))}\nWritten:\n"
                    + string.Join('\n', Describe(changes)));
            Replay(replayed, changes);
            await folder.TakeAsync();
        }

        Dictionary<string, JsonObject> last = Parse(folder.Rows());
        Assert.Equal(last.Keys.Order(), replayed.Keys.Order());
        var comparer = new RowComparer(last.Values.SelectMany(row => row.Select(member => member.Key)).ToHashSet(), sections: false);
        foreach (string id in last.Keys)
        {
            using JsonDocument stored = JsonDocument.Parse(last[id].ToJsonString());
            using JsonDocument made = JsonDocument.Parse(replayed[id].ToJsonString());
            Assert.True(comparer.Compare(made.RootElement, stored.RootElement, ["last_check_in"]).Count == 0,
                $"Seed {Seed}: {id}\n{last[id]}\n{replayed[id]}");
        }
    }

    [Theory]
    [InlineData("GET /api/v1/devices")]
    public async Task Sync_WhenTheListBreaksOffAnywhere_ChangesNothingAndTheNextRunLosesNothing(string request)
    {
        await using SimulatedTenant tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 900 });
        using var folder = new InventoryFolder();
        using KandjiClient client = InventoryFolder.Connect(tenant, folder.Clock);
        await folder.SyncAsync(client, new SyncOptions { Baseline = true });
        Change(tenant);
        Dictionary<string, string> before = folder.Rows();
        int breaks = 0;
        for (int after = 0; after < 4; after++)
        {
            foreach (Fault fault in new[] { Fault.Status(400, """{"detail":"No."}"""), Fault.TruncatedJson(), Fault.ResetDuringBody(4000) })
            {
                using IDisposable _ = tenant.Faults.Add(request, fault, after: after);
                await Assert.ThrowsAnyAsync<KandjiApiException>(() => folder.SyncAsync(client));
                Assert.Equal(before, folder.Rows());
                Assert.Empty(folder.Pending());
                breaks++;
            }
        }
        await folder.SyncAsync(client);

        Assert.Equal(12, breaks);
        Assert.Equal(_expected.Order(StringComparer.Ordinal), Describe(folder.Pending()));
    }

    [Fact]
    public async Task Sync_OfEachKind_ReadsItsListAndFindsItsChanges()
    {
        await using SimulatedTenant tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 60 });
        using var folder = new InventoryFolder();
        using KandjiClient client = InventoryFolder.Connect(tenant, folder.Clock);
        foreach (InventoryKind kind in InventoryKind.All)
            Assert.True((await folder.SyncAsync(client, new SyncOptions { Baseline = true }, kind)).Count > 0, kind.Name);

        tenant.State.Tags.First().Name = "renamed-tag";
        tenant.State.Blueprints.First().Name = "Renamed blueprint";
        tenant.State.Users.First().JobTitle = "Captain";
        tenant.State.AdeDevices.First().AssetTag = "ADE-1";
        var found = new List<string>();
        foreach (InventoryKind kind in InventoryKind.All.Where(kind => kind != InventoryKind.Device))
        {
            await folder.SyncAsync(client, null, kind);
            found.AddRange(folder.Pending(kind).Select(change => $"{kind.Name} {change.Change} {change.Field}"));
        }

        Assert.Contains("Tag Changed name", found);
        Assert.Contains("Blueprint Changed name", found);
        Assert.Contains("User Changed job_title", found);
        Assert.Contains("AdeDevice Changed asset_tag", found);
        Assert.DoesNotContain(folder.Rows(InventoryKind.Blueprint).Values, row => row.Contains("enrollment_code"));
    }

    private void Change(SimulatedTenant tenant)
    {
        foreach (SimulatedDevice device in tenant.State.Devices.ToArray())
        {
            if (_random.Next(3) == 0)
                device.LastCheckIn = DateTimeOffset.UtcNow;
            if (_random.Next(8) == 0)
                device.LastCheckInStyle = (TimeStyle)_random.Next(4);
        }
        int removals = 0;
        var touched = new HashSet<string>();
        for (int i = _random.Next(8); i > 0; i--)
        {
            SimulatedDevice[] devices = tenant.State.Devices.Where(device => !touched.Contains(device.Id)).ToArray();
            SimulatedDevice device = devices[_random.Next(devices.Length)];
            touched.Add(device.Id);
            switch (_random.Next(10))
            {
                case 0:
                    device.Name = $"Renamed {_made++}";
                    Expect("Changed", device.Id, "device_name");
                    break;
                case 1:
                    device.AssetTag = device.AssetTag == "" ? $"A-{_made++}" : "";
                    Expect("Changed", device.Id, "asset_tag");
                    break;
                case 2:
                    SimulatedTag tag = tenant.State.Tags.First();
                    device.Tags = device.Tags.Contains(tag) ? device.Tags.Where(t => t != tag).ToArray() : [.. device.Tags, tag];
                    Expect("Changed", device.Id, "tags");
                    break;
                case 3:
                    device.Tags = device.Tags.Reverse().ToArray();
                    break;
                case 4:
                    SimulatedUser[] users = tenant.State.Users.Where(user => user != device.User).ToArray();
                    device.User = device.User is null || _random.Next(2) == 0 ? users[_random.Next(users.Length)] : null;
                    Expect("Changed", device.Id, "user");
                    break;
                case 5:
                    device.NoUserIsNull = !device.NoUserIsNull;
                    break;
                case 6 when removals++ < 3:
                    tenant.State.Devices.Remove(device.Id);
                    _removed[device.Id] = device;
                    Expect("Removed", device.Id, "");
                    break;
                case 7:
                    SimulatedDevice added = NewDevice(device, Guid.NewGuid().ToString(), _random.Next(4) == 0 ? "" : $"NEW{_made++:D7}");
                    tenant.State.Devices.Add(added);
                    touched.Add(added.Id);
                    Expect("Added", added.Id, "");
                    break;
                case 8 when _removed.Values.FirstOrDefault(gone => !touched.Contains(gone.Id)) is { } back:
                    _removed.Remove(back.Id);
                    tenant.State.Devices.Add(back);
                    touched.Add(back.Id);
                    Expect("Returned", back.Id, "");
                    break;
                case 9 when device.SerialNumber.Length > 0:
                    tenant.State.Devices.Remove(device.Id);
                    SimulatedDevice again = NewDevice(device, Guid.NewGuid().ToString(), device.SerialNumber);
                    tenant.State.Devices.Add(again);
                    touched.Add(again.Id);
                    _expected.Add($"Reenrolled {again.Id} {device.Id} ");
                    break;
                default:
                    break;
            }
        }
    }

    private static SimulatedDevice NewDevice(SimulatedDevice like, string id, string serial) => new(id, serial, like.Platform)
    {
        Blueprint = like.Blueprint,
        Name = "New " + serial,
        Model = like.Model,
        OsVersion = like.OsVersion,
        FirstEnrollment = DateTimeOffset.UtcNow,
        LastEnrollment = DateTimeOffset.UtcNow,
    };

    private void Expect(string change, string id, string field) => _expected.Add($"{change} {id}  {field}");

    private static IEnumerable<string> Describe(IEnumerable<StoredChange> changes) => InventoryFolder.Describe(changes);

    private static Dictionary<string, JsonObject> Parse(Dictionary<string, string> rows) =>
        rows.ToDictionary(row => row.Key, row => JsonNode.Parse(row.Value)!.AsObject());

    // With what a receiver has: the ids, the fields and their values.
    private static void Replay(Dictionary<string, JsonObject> state, List<StoredChange> changes)
    {
        foreach (StoredChange change in changes)
        {
            switch (change.Change)
            {
                case InventoryChangeType.Changed:
                    state[change.ObjectId][change.Field!] =
                        change.After.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(change.After.GetRawText());
                    break;
                case InventoryChangeType.Removed:
                    Assert.True(state.Remove(change.ObjectId));
                    break;
                default:
                    if (change.ReplacesPrevious)
                        Assert.True(state.Remove(change.PreviousId!));
                    state.Add(change.ObjectId, JsonNode.Parse(Encoding.UTF8.GetString(change.Object!))!.AsObject());
                    break;
            }
        }
    }
}
