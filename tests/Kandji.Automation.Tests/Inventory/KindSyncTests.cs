using System.Text;
using System.Text.Json.Nodes;
using Kandji.Automation.Files;
using Kandji.Automation.Inventory;

namespace Kandji.Automation.Tests.Inventory;

public sealed class KindSyncTests : IDisposable
{
    private readonly InventoryFolder _folder = new();

    [Fact]
    public async Task Sync_FirstRun_WritesEverythingAsAdded()
    {
        SyncResult result = await _folder.SyncAsync(InventoryFolder.NewFleet(3));

        Assert.Equal((3, 3), (result.Count, result.Changes));
        Assert.All(_folder.Pending(), change => Assert.Equal(InventoryChangeType.Added, change.Change));
        Assert.Equal(["Mac 1", "Mac 2", "Mac 3"], _folder.Pending().Select(change => change.Name));
    }

    [Fact]
    public async Task Sync_FirstRunAsBaseline_WritesNothingAndTheNextRunOnlyWhatChanged()
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(3);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        Assert.Empty(_folder.Pending());

        fleet[1]["os_version"] = "15.2";
        await _folder.SyncAsync(fleet);

        StoredChange change = Assert.Single(_folder.Pending());
        Assert.Equal(("os_version", "15.1", "15.2"), (change.Field, change.Before.GetString(), change.After.GetString()));
        Assert.Equal("SER0000002", change.SerialNumber);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sync_WhenTheListHasARowTwice_TakesTheFirst(bool isKnown)
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(3);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        fleet.Add(InventoryFolder.NewDevice(4));
        JsonObject repeated = InventoryFolder.NewDevice(isKnown ? 2 : 4);
        repeated["asset_tag"] = "AGAIN";

        SyncResult result = await _folder.SyncAsync([.. fleet, repeated]);

        Assert.Equal(4, result.Count);
        Assert.Equal(InventoryChangeType.Added, Assert.Single(_folder.Pending()).Change);
        Assert.DoesNotContain(_folder.Rows().Values, row => row.Contains("AGAIN", StringComparison.Ordinal));
    }

    // As where objects are read: the last value that is not null.
    [Theory]
    [InlineData("""{"device_id":"a","device_name":"n","serial_number":"S1","device_id":null,"device_name":null,"serial_number":null}""")]
    [InlineData("""{"device_id":null,"device_name":"x","serial_number":"S2","device_id":"a","device_name":"n","serial_number":"S1"}""")]
    public async Task Sync_OfARowWithAFieldTwice_TakesTheLastValueThatIsNotNull(string row)
    {
        using (InventoryStore store = await _folder.OpenStoreAsync())
        {
            using var sync = new KindSync(store, InventoryKind.Device, new SyncOptions(), _folder.Clock.GetUtcNow());
            sync.Add(Encoding.UTF8.GetBytes(row));
            sync.Finish();
        }

        StoredChange change = Assert.Single(_folder.Pending());

        Assert.Equal(("a", "n", "S1"), (change.ObjectId, change.Name, change.SerialNumber));
    }

    // A list that was wrong for a while, and was believed. It was read once for each device, which took hours for a large fleet.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sync_WhenManyComeBack_ReadsWhatTheyWereOnce(bool isUnderNewIds)
    {
        const int count = 300;
        List<JsonObject> fleet = InventoryFolder.NewFleet(count);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        await _folder.SyncAsync(fleet[..1], new SyncOptions { MaxRemoved = RemovalLimit.Parse("100%") });
        List<JsonObject> now = isUnderNewIds
            ? [fleet[0], .. Enumerable.Range(2, count - 1).Select(i => InventoryFolder.NewDevice(i + 1000, $"SER{i:D7}"))]
            : fleet;
        await _folder.TakeAsync();
        using (InventoryStore store = await _folder.OpenStoreAsync())
        {
            using var sync = new KindSync(store, InventoryKind.Device, new SyncOptions(), _folder.Clock.GetUtcNow());
            byte[][] rows = [.. now.Select(row => Encoding.UTF8.GetBytes(row.ToJsonString()))];
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (byte[] row in rows)
                sync.Add(row);
            sync.Finish();
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
        }

        List<StoredChange> changes = _folder.Pending();

        Assert.Equal(count - 1, changes.Count);
        Assert.All(changes, change =>
        {
            Assert.Equal(isUnderNewIds ? InventoryChangeType.Reenrolled : InventoryChangeType.Returned, change.Change);
            Assert.Contains(change.SerialNumber!, Encoding.UTF8.GetString(change.Previous!), StringComparison.Ordinal);
        });
    }

    public static TheoryData<string, string, string> SameMeanings() => new()
    {
        { "last_enrollment", "\"2025-01-26 16:15:36.087016+00:00\"", "\"2025-01-26T16:15:36.087016Z\"" },
        { "last_enrollment", "\"2025-01-26 16:15:36.087016+00:00\"", "\"2025-01-26T18:15:36.087016+02:00\"" },
        { "last_enrollment", "\"2025-01-26 16:15:36.000000\"", "\"Jan 26, 2025 at 4:15:36 PM\"" },
        { "asset_tag", "\"\"", "null" },
        { "asset_tag", "null", "" },
        { "user", "\"\"", "null" },
        { "user", "\"\"", "{}" },
        { "user", """{"id":5,"name":"A"}""", """{"name":"A","id":"5"}""" },
        { "user", """{"id":5,"name":"A"}""", """{"name":"A","id":"5","email":null}""" },
        { "tags", """["a","b"]""", """["b","a"]""" },
        { "tags", "[]", "null" },
        { "blueprint_id", "5", "\"5\"" },
        { "mdm_enabled", "true", "\"True\"" },
        { "last_check_in", "\"2026-01-20T08:15:36.087016Z\"", "\"2026-01-21T08:15:36.087016Z\"" },
    };

    [Theory]
    [MemberData(nameof(SameMeanings))]
    public async Task Sync_WhenAValueIsSpelledOtherwise_IsNoChange(string field, string before, string after)
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(3);
        Set(fleet[0], field, before);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        Set(fleet[0], field, after);

        SyncResult result = await _folder.SyncAsync(fleet);

        Assert.Equal(0, result.Changes);
    }

    [Theory]
    [InlineData("tags", """["a","b"]""", """["a"]""")]
    [InlineData("tags", """["a","a"]""", """["a"]""")]
    [InlineData("user", "\"\"", """{"id":5,"name":"A"}""")]
    [InlineData("user", """{"id":5,"name":"A"}""", "null")]
    [InlineData("user", """{"id":5,"name":"A"}""", """{"id":6,"name":"A"}""")]
    [InlineData("last_enrollment", "\"2025-01-26 16:15:36.087016+00:00\"", "\"2025-01-26 16:15:36.087017+00:00\"")]
    [InlineData("asset_tag", "\"2025-01-26\"", "\"2025-01-27\"")]
    [InlineData("asset_tag", "\"5\"", "\"05\"")]
    [InlineData("device_name", "\"Yes\"", "\"True\"")]
    [InlineData("mdm_enabled", "true", "false")]
    [InlineData("mdm_enabled", "true", "null")]
    public async Task Sync_WhenAValueIsAnother_IsOneChange(string field, string before, string after)
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(3);
        Set(fleet[0], field, before);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        Set(fleet[0], field, after);

        await _folder.SyncAsync(fleet);

        Assert.Equal(field, Assert.Single(_folder.Pending()).Field);
    }

    [Fact]
    public async Task Sync_WithVolatile_WritesCheckIns()
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(3);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        fleet[2]["last_check_in"] = "2026-02-01T00:00:00.000000Z";

        await _folder.SyncAsync(fleet, new SyncOptions { IncludeVolatile = true });

        Assert.Equal("last_check_in", Assert.Single(_folder.Pending()).Field);
    }

    [Fact]
    public async Task Sync_WhenAllRowsHaveANewField_LearnsItAndWritesNoChange()
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(3);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        foreach (JsonObject row in fleet)
        {
            row["colour"] = "blue";
            row["user"]!["active"] = true;
        }

        SyncResult result = await _folder.SyncAsync(fleet);
        fleet[0]["colour"] = "red";
        SyncResult next = await _folder.SyncAsync(fleet);

        Assert.Equal(["colour", "user.active"], result.NewColumns);
        Assert.Equal(0, result.Changes);
        Assert.Empty(next.NewColumns);
        Assert.Equal("colour", Assert.Single(_folder.Pending()).Field);
    }

    [Fact]
    public async Task Sync_WhenAFieldVanishesFromAllRows_ReportsItOnceAndWritesNoChange()
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(5);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        foreach (JsonObject row in fleet)
        {
            row.Remove("platform");
            ((JsonObject)row["user"]!).Remove("name");
        }
        fleet[1]["os_version"] = "15.3";

        SyncResult result = await _folder.SyncAsync(fleet);
        SyncResult next = await _folder.SyncAsync(fleet);

        Assert.Equal(["platform", "user.name"], result.VanishedColumns.Order());
        Assert.Equal("os_version", Assert.Single(_folder.Pending()).Field);
        Assert.Empty(next.VanishedColumns);
    }

    [Fact]
    public async Task Sync_WhenAFieldVanishesFromOneRow_IsAChangeOfThatRow()
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(5);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        fleet[3].Remove("platform");

        await _folder.SyncAsync(fleet);

        StoredChange change = Assert.Single(_folder.Pending());
        Assert.Equal(("platform", "Mac 4"), (change.Field, change.Name));
    }

    [Fact]
    public async Task Sync_WhenEveryUserIsTakenAway_IsAChangeOfEachDevice()
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(3);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        fleet.ForEach(row => row["user"] = "");

        await _folder.SyncAsync(fleet);

        Assert.Equal(3, _folder.Pending().Count(change => change.Field == "user"));
    }

    [Fact]
    public async Task Sync_RemovedAndBackUnderItsId_IsRemovedThenReturnedWithWhatItWas()
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(3);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        await _folder.SyncAsync(fleet.Take(2));
        await _folder.SyncAsync(fleet);
        await _folder.SyncAsync(fleet);

        Assert.Equal([InventoryChangeType.Removed, InventoryChangeType.Returned], _folder.Pending().Select(change => change.Change));
        Assert.All(_folder.Pending(), change => Assert.Contains("SER0000003", System.Text.Encoding.UTF8.GetString(change.Previous!)));
    }

    [Fact]
    public async Task Sync_SameSerialUnderANewIdWhileTheOldIsGone_IsOneChangeWithBothIds()
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(3);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        JsonObject again = InventoryFolder.NewDevice(9, "SER0000003");

        await _folder.SyncAsync([.. fleet.Take(2), again]);

        StoredChange change = Assert.Single(_folder.Pending());
        Assert.Equal(InventoryChangeType.Reenrolled, change.Change);
        Assert.Equal((Id(again), Id(fleet[2]), true), (change.ObjectId, change.PreviousId, change.ReplacesPrevious));
    }

    [Fact]
    public async Task Sync_SameSerialUnderANewIdAfterTheOldWasRemoved_IsReenrolled()
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(3);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        await _folder.SyncAsync(fleet.Take(2));
        await _folder.TakeAsync();

        await _folder.SyncAsync([.. fleet.Take(2), InventoryFolder.NewDevice(9, "SER0000003")]);

        StoredChange change = Assert.Single(_folder.Pending());
        Assert.Equal((InventoryChangeType.Reenrolled, Id(fleet[2]), false), (change.Change, change.PreviousId, change.ReplacesPrevious));
        Assert.NotNull(change.Previous);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00.000000Z", InventoryChangeType.Reenrolled)]
    [InlineData("2020-01-01T00:00:00.000000Z", InventoryChangeType.Added)]
    public async Task Sync_SameSerialUnderANewIdBesideTheOld_IsReenrolledWhereItEnrolledLater(string enrolled, InventoryChangeType expected)
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(3);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        JsonObject other = InventoryFolder.NewDevice(9, "SER0000003");
        other["last_enrollment"] = enrolled;

        await _folder.SyncAsync([.. fleet, other]);

        StoredChange change = Assert.Single(_folder.Pending());
        Assert.Equal((expected, false), (change.Change, change.ReplacesPrevious));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Sync_EmptySerialNumbers_AreNoKey(string serial)
    {
        List<JsonObject> fleet = [InventoryFolder.NewDevice(1, serial), InventoryFolder.NewDevice(2, serial)];
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });

        await _folder.SyncAsync([fleet[0], InventoryFolder.NewDevice(3, serial)]);

        Assert.Equal([InventoryChangeType.Added, InventoryChangeType.Removed], _folder.Pending().Select(change => change.Change));
    }

    [Theory]
    [InlineData(20, 4, null, true)]
    [InlineData(20, 5, null, false)]
    [InlineData(100, 20, null, true)]
    [InlineData(100, 21, null, false)]
    [InlineData(4, 4, null, true)]
    [InlineData(10, 5, "5", true)]
    [InlineData(10, 6, "5", false)]
    [InlineData(10, 1, "0", false)]
    [InlineData(10, 10, "100%", true)]
    [InlineData(10, 4, "30 %", false)]
    public async Task Sync_WhenManyAreMissing_IsBelievedWithinTheLimit(int count, int missing, string? limit, bool believed)
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(count);
        await _folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        var options = new SyncOptions { MaxRemoved = limit is null ? RemovalLimit.Default : RemovalLimit.Parse(limit) };

        if (believed)
        {
            await _folder.SyncAsync(fleet.Skip(missing), options);
            Assert.Equal(missing, _folder.Pending().Count(change => change.Change == InventoryChangeType.Removed));
            return;
        }
        Dictionary<string, string> before = _folder.Rows();
        InventoryException e = await Assert.ThrowsAsync<InventoryException>(() => _folder.SyncAsync(fleet.Skip(missing), options));
        Assert.Equal("KandjiTooManyRemoved", e.Id);
        Assert.Equal(before, _folder.Rows());
        Assert.Empty(_folder.Pending());
        Assert.Equal(0, (await _folder.SyncAsync(fleet)).Changes);
    }

    [Fact]
    public async Task Sync_UntilTheyAreTaken_GivesTheSameChangesWithTheSameIdsAndThenTheNewOnes()
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(3);
        await _folder.SyncAsync(fleet);
        List<string> first = _folder.Pending().ConvertAll(change => change.Id);
        fleet[0]["device_name"] = "Renamed";
        await _folder.SyncAsync(fleet);

        List<StoredChange> second = _folder.Pending();
        Assert.Equal(first, second.Take(3).Select(change => change.Id));
        Assert.Equal("device_name", Assert.Single(second.Skip(3)).Field);

        Assert.Equal(2, await _folder.TakeAsync(first[1], second[3].Id));
        Assert.Equal([first[0], first[2]], _folder.Pending().Select(change => change.Id));
        Assert.Equal(0, await _folder.TakeAsync(first[1]));
        Assert.Equal(2, await _folder.TakeAsync());
        Assert.Empty(_folder.Pending());
    }

    [Fact]
    public async Task Sync_WhenAValueGoesBackAndForth_GivesEachChangeAnIdOfItsOwn()
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(1);
        await _folder.SyncAsync(fleet);
        for (int i = 0; i < 6; i++)
        {
            fleet[0]["asset_tag"] = i % 2 == 0 ? "A" : "B";
            await _folder.SyncAsync(fleet);
        }

        List<StoredChange> changes = _folder.Pending();
        Assert.Equal(7, changes.Count);
        Assert.Equal(7, changes.Select(change => change.Id).Distinct().Count());
    }

    [Fact]
    public async Task Open_WithAnotherTenant_IsAnErrorBeforeAnythingIsRead()
    {
        await _folder.SyncAsync(InventoryFolder.NewFleet(1));

        InventoryException e = await Assert.ThrowsAsync<InventoryException>(() => _folder.OpenStoreAsync("globex.api.kandji.io"));

        Assert.Equal("KandjiOtherTenant", e.Id);
        Assert.Contains(InventoryFolder.Host, e.Message);
    }

    [Fact]
    public async Task Open_OfANewerSchema_NamesTheModulesVersion()
    {
        await _folder.SyncAsync(InventoryFolder.NewFleet(1));
        string manifest = Path.Combine(_folder.Path, "inventory.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"schema\": 1", "\"schema\": 2"));

        InventoryException e = await Assert.ThrowsAsync<InventoryException>(() => _folder.OpenStoreAsync());

        Assert.Equal("KandjiNewerSchema", e.Id);
        Assert.Contains("Version " + typeof(InventoryStore).Assembly.GetName().Version!.ToString(3), e.Message);
    }

    [Fact]
    public async Task Open_WhileAnotherRunIsUnderWay_SaysWho()
    {
        using InventoryStore first = await _folder.OpenStoreAsync();

        LockedFileException e = await Assert.ThrowsAsync<LockedFileException>(() => _folder.OpenStoreAsync());

        Assert.Contains($"process {Environment.ProcessId}", e.Message);
    }

    [Fact]
    public async Task Sync_WhenTheClockWasSetBack_KeepsTheOrderOfRuns()
    {
        List<JsonObject> fleet = InventoryFolder.NewFleet(1);
        DateTimeOffset now = _folder.Clock.GetUtcNow();
        await _folder.SyncAsync(fleet, now: now);
        fleet[0]["asset_tag"] = "A";
        await _folder.SyncAsync(fleet, now: now.AddHours(-3));

        using InventoryStore store = InventoryStore.OpenRead(new StoreFolder(_folder.Path));
        List<JournalFrame> frames = store.ReadFrames(InventoryKind.Device, store.Find(InventoryKind.Device)!);
        Assert.Equal(2, frames.Count);
        Assert.True(frames[1].At >= frames[0].At);
    }

    [Fact]
    public async Task Sync_RowWithoutAnId_ChangesNothing()
    {
        await _folder.SyncAsync(InventoryFolder.NewFleet(2));
        JsonObject broken = InventoryFolder.NewDevice(3);
        broken.Remove("device_id");

        InventoryException e = await Assert.ThrowsAsync<InventoryException>(() =>
            _folder.SyncAsync([InventoryFolder.NewDevice(1), broken]));

        Assert.Equal("KandjiInvalidResponse", e.Id);
        Assert.Equal(2, _folder.Rows().Count);
    }

    [Fact]
    public async Task Store_KeepsNoSecret()
    {
        JsonObject device = InventoryFolder.NewDevice(1);
        device["filevault_recovery_key"] = "AAAA-BBBB-CCCC";
        device["extra"] = JsonNode.Parse(
            """{"bypass_code":"XYZZY","unlock_pin":123456,"password_escrowed":true,"list":[{"PushToken":"PLUGH"}]}""");

        await _folder.SyncAsync([device]);

        string row = Assert.Single(_folder.Rows().Values);
        Assert.DoesNotContain("AAAA-BBBB", row);
        Assert.DoesNotContain("XYZZY", row);
        Assert.DoesNotContain("PLUGH", row);
        Assert.Contains("password_escrowed", row);
        Assert.DoesNotContain(_folder.Pending(), change => System.Text.Encoding.UTF8.GetString(change.Object!).Contains("AAAA-BBBB"));
    }

    [Fact]
    public async Task Store_FilesAreTheOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Files have no mode on Windows.");
            return;
        }
        await _folder.SyncAsync(InventoryFolder.NewFleet(3));
        await _folder.SyncAsync(InventoryFolder.NewFleet(2));

        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_folder.Path) & others);
        foreach (string file in Directory.GetFiles(_folder.Path))
            Assert.True((File.GetUnixFileMode(file) & others) == UnixFileMode.None, file);
    }

    public void Dispose() => _folder.Dispose();

    private static string Id(JsonObject row) => (string)row["device_id"]!;

    private static void Set(JsonObject row, string field, string json)
    {
        if (json.Length == 0)
            row.Remove(field);
        else
            row[field] = JsonNode.Parse(json);
    }
}
