using System.Text.Json.Nodes;
using Kandji.Automation.Inventory;

namespace Kandji.Automation.Tests.Inventory;

/// <summary>A run that is cut at any step, and files that are damaged: the next run loses nothing.</summary>
public sealed class StoreCrashTests
{
    [Fact]
    public async Task Sync_CutAtAnyStep_TheNextRunFindsTheSameChanges()
    {
        List<string> expected = await RunScriptAsync(cutAt: int.MaxValue);
        int steps = _steps;
        Assert.True(steps > 20, $"Only {steps} steps were seen.");

        for (int cut = 1; cut <= steps; cut++)
            Assert.Equal(expected, await RunScriptAsync(cut));
    }

    [Fact]
    public async Task Sync_OnADiskThatIsFullAtAnyStep_TheNextRunFindsTheSameChanges()
    {
        List<string> expected = await RunScriptAsync(cutAt: int.MaxValue);
        int steps = _steps;

        for (int full = 1; full <= steps; full++)
            Assert.Equal(expected, await RunScriptAsync(full, () => new IOException("No space left on device")));
    }

    // Blocks are written beside the reading of the next rows.
    [Fact]
    public async Task Sync_OnADiskThatFillsUpWhileRowsAreRead_FailsAndLeavesTheStoreAsItWas()
    {
        using var folder = new InventoryFolder();
        List<JsonObject> fleet = InventoryFolder.NewFleet((3 * SnapshotWriter.BlockSize) + 1);
        await folder.SyncAsync(fleet[..10]);
        Dictionary<string, string> before = folder.Rows();
        int writes = 0;
        folder.BeforeStep = step =>
        {
            if (step == "write" && ++writes > 1)
                throw new IOException("No space left on device");
        };
        IOException error = await Assert.ThrowsAsync<IOException>(() => folder.SyncAsync(fleet));
        folder.BeforeStep = null;

        Assert.Equal("No space left on device", error.Message);
        Assert.Equal(before, folder.Rows());
        Assert.DoesNotContain(Directory.GetFiles(folder.Path), file => file.EndsWith(".part", StringComparison.Ordinal));
        await folder.SyncAsync(fleet);
        Assert.Equal(fleet.Count, folder.Pending().Count);
    }

    [Fact]
    public async Task Sync_SeveralAtOnce_RunOneAfterAnotherAndWriteEachChangeOnce()
    {
        using var folder = new InventoryFolder();
        List<JsonObject> fleet = InventoryFolder.NewFleet(20);
        await folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        for (int i = 0; i < 5; i++)
            fleet[i]["asset_tag"] = $"A-{i}";

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            // By the system's clock, since they wait for each other.
            using InventoryStore store = await InventoryStore.OpenAsync(
                folder.Open(), InventoryFolder.Host, TimeProvider.System, CancellationToken.None);
            using var sync = new KindSync(store, InventoryKind.Device, new SyncOptions(), DateTimeOffset.UtcNow);
            foreach (JsonObject row in fleet)
                sync.Add(System.Text.Encoding.UTF8.GetBytes(row.ToJsonString()));
            sync.Finish();
        })));

        Assert.Equal(5, folder.Pending().Count);
        Assert.Empty(folder.Warnings());
    }

    [Fact]
    public async Task Sync_WhoseSpoolCannotBeMade_LeavesNoFileBehind()
    {
        using var folder = new InventoryFolder();
        List<JsonObject> fleet = InventoryFolder.NewFleet(10);
        await folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        string[] before = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);
        folder.BeforeStep = step => _ = step == "spool" ? throw new IOException("No space left on device") : step;

        await Assert.ThrowsAsync<IOException>(() => folder.SyncAsync(fleet));

        Assert.Equal(before.Order(), Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Order());
        folder.BeforeStep = null;
        fleet[0]["asset_tag"] = "A-1";
        await folder.SyncAsync(fleet);
        Assert.Single(folder.Pending());
    }

    [Fact]
    public async Task Take_CutAtAnyStep_LosesNoChangeThatWasNotTaken()
    {
        for (int cut = 1; ; cut++)
        {
            using var folder = new InventoryFolder();
            List<JsonObject> fleet = InventoryFolder.NewFleet(10);
            await folder.SyncAsync(fleet);
            List<string> ids = folder.Pending().ConvertAll(change => change.Id);
            int step = 0;
            folder.BeforeStep = _ => ThrowAt(++step, cut);
            bool wasCut = false;
            try
            {
                await folder.TakeAsync(ids[2], ids[5]);
            }
            catch (CutException)
            {
                wasCut = true;
            }
            folder.BeforeStep = null;

            List<string> left = folder.Pending().ConvertAll(change => change.Id);
            Assert.All(ids.Where(id => id != ids[2] && id != ids[5]), id => Assert.Contains(id, left));
            Assert.Empty(folder.Warnings());
            if (!wasCut)
            {
                Assert.Equal(8, left.Count);
                Assert.True(cut > 4);
                return;
            }
        }
    }

    [Fact]
    public async Task Sync_OnAFullDisk_FailsAndLeavesTheStoreAsItWas()
    {
        using var folder = new InventoryFolder();
        List<JsonObject> fleet = InventoryFolder.NewFleet(10);
        await folder.SyncAsync(fleet);
        Dictionary<string, string> before = folder.Rows();
        fleet[0]["asset_tag"] = "A";
        folder.BeforeStep = step =>
        {
            if (step.StartsWith("append", StringComparison.Ordinal))
                throw new IOException("No space left on device");
        };
        await Assert.ThrowsAsync<IOException>(() => folder.SyncAsync(fleet));
        folder.BeforeStep = null;

        Assert.Equal(before, folder.Rows());
        Assert.Equal(10, folder.Pending().Count);
        await folder.SyncAsync(fleet);
        Assert.Equal(11, folder.Pending().Count);
        Assert.DoesNotContain(Directory.GetFiles(folder.Path), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    public static TheoryData<string, int> Damages()
    {
        var data = new TheoryData<string, int>();
        foreach (string file in new[]
        {
            "inventory.json", "device.000003.snapshot.gz", "device.000003.index.gz", "device.journal.gz", "device.journal.index.jsonl",
        })
        {
            foreach (int damage in new[] { 0, 1, 2, 3 })
                data.Add(file, damage);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Open_WithADamagedFile_WarnsAndTheNextRunLosesNothing(string file, int damage)
    {
        using var folder = new InventoryFolder();
        List<JsonObject> fleet = InventoryFolder.NewFleet(10);
        await folder.SyncAsync(fleet, new SyncOptions { Baseline = true });
        fleet[0]["asset_tag"] = "first";
        await folder.SyncAsync(fleet);
        await folder.TakeAsync();
        fleet[1]["asset_tag"] = "second";
        fleet.RemoveAt(9);
        await folder.SyncAsync(fleet);
        List<string> expected = folder.Pending().ConvertAll(change => change.Id);
        Damage(Path.Combine(folder.Path, file), damage);

        Assert.NotEmpty(folder.Warnings());
        await folder.SyncAsync(fleet);

        Assert.Equal(expected, folder.Pending().Select(change => change.Id));
        Assert.Equal(9, folder.Rows().Count);
        Assert.Empty(folder.Warnings());
        fleet[3]["asset_tag"] = "third";
        Assert.Equal(1, (await folder.SyncAsync(fleet)).Changes);
    }

    [Fact]
    public async Task Open_WithBothManifestsDamaged_IsAnErrorAndNotANewBeginning()
    {
        using var folder = new InventoryFolder();
        await folder.SyncAsync(InventoryFolder.NewFleet(2));
        await folder.SyncAsync(InventoryFolder.NewFleet(2));
        Damage(Path.Combine(folder.Path, "inventory.json"), 0);
        Damage(Path.Combine(folder.Path, "inventory.previous.json"), 0);

        InventoryException e = await Assert.ThrowsAsync<InventoryException>(() => folder.SyncAsync(InventoryFolder.NewFleet(2)));

        Assert.Equal("KandjiInventoryDamaged", e.Id);
    }

    [Fact]
    public async Task Open_WhenTheOlderStateIsDamagedToo_IsAnErrorThatSaysWhatToDo()
    {
        using var folder = new InventoryFolder();
        await folder.SyncAsync(InventoryFolder.NewFleet(2));
        await folder.SyncAsync(InventoryFolder.NewFleet(2));
        Damage(Path.Combine(folder.Path, "device.000001.snapshot.gz"), 1);
        Damage(Path.Combine(folder.Path, "device.000002.snapshot.gz"), 1);

        InventoryException e = await Assert.ThrowsAsync<InventoryException>(() => folder.SyncAsync(InventoryFolder.NewFleet(2)));

        Assert.Equal("KandjiInventoryDamaged", e.Id);
        Assert.Contains("backup", e.Message);
    }

    private int _steps;

    // Two runs; the second, or the first, is cut at a step and then made again.
    private async Task<List<string>> RunScriptAsync(int cutAt, Func<Exception>? failure = null)
    {
        using var folder = new InventoryFolder();
        List<JsonObject> fleet = InventoryFolder.NewFleet(30);
        int step = 0;
        folder.BeforeStep = _ => ThrowAt(++step, cutAt, failure);
        var kept = new List<string>();
        await AgainAsync(folder, kept, () => folder.SyncAsync(fleet));
        fleet[3]["device_name"] = "Renamed";
        fleet[4]["user"] = null;
        fleet.RemoveAt(7);
        fleet.Add(InventoryFolder.NewDevice(77));
        fleet.Add(InventoryFolder.NewDevice(78, "SER0000008"));
        await AgainAsync(folder, kept, () => folder.SyncAsync(fleet));
        await AgainAsync(folder, kept, () => folder.SyncAsync(fleet));
        _steps = step;
        folder.BeforeStep = null;
        Assert.Empty(folder.Warnings());
        Assert.Equal(fleet.Select(row => (string)row["device_id"]!).Order(), folder.Rows().Keys.Order());
        List<StoredChange> changes = folder.Pending();
        Assert.Equal(changes.Count, changes.Select(change => change.Id).Distinct().Count());
        Assert.Equal(kept, changes.Take(kept.Count).Select(change => change.Id));
        return changes.ConvertAll(change => $"{change.Change} {change.ObjectId} {change.PreviousId} {change.Field}");
    }

    private static async Task AgainAsync(InventoryFolder folder, List<string> kept, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception e) when (e is CutException or IOException)
        {
            if (File.Exists(Path.Combine(folder.Path, "inventory.json")))
                kept.AddRange(folder.Pending().Select(change => change.Id));
            await run();
        }
    }

    private static void ThrowAt(int step, int cutAt, Func<Exception>? failure = null)
    {
        if (step == cutAt)
            throw failure?.Invoke() ?? new CutException();
    }

    private static void Damage(string path, int damage)
    {
        byte[] content = File.ReadAllBytes(path);
        switch (damage)
        {
            case 0:
                File.WriteAllBytes(path, content[..(content.Length / 2)]);
                break;
            case 1:
                content[^(content.Length / 3)] ^= 0x20;
                File.WriteAllBytes(path, content);
                break;
            case 2:
                File.WriteAllBytes(path, []);
                break;
            default:
                File.Delete(path);
                break;
        }
    }

    private sealed class CutException : Exception;
}
