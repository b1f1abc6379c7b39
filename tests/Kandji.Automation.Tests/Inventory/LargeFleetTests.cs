using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Kandji.Automation.Inventory;

namespace Kandji.Automation.Tests.Inventory;

/// <summary>A large fleet takes little memory and little disk. A tenth of it is run unless KANDJI_TESTS is "full".</summary>
[Collection(nameof(SequentialCollection))]
public sealed class LargeFleetTests(ITestOutputHelper output)
{
    private const int Seed = 20261129;

    [Fact]
    public async Task Sync_OfALargeFleet_IsFlatInMemoryAndSmallOnDisk()
    {
        int count = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 100_000 : 10_000;
        using var folder = new InventoryFolder();
        long small = await MeasureAsync(1000, null);
        long large = await MeasureAsync(count, folder);

        long bytes = Directory.GetFiles(folder.Path, "device.000002.snapshot.gz").Sum(file => new FileInfo(file).Length);
        output.WriteLine(
            $"Seed {Seed}: {count} devices, {(large - small) / 1_000_000} MB more than 1000, {bytes / (double)count:F1} bytes a device");
        Assert.InRange(bytes / (double)count, 1, 150);
        Assert.True(large - small < 100_000_000, $"{(large - small) / 1_000_000} MB more.");
        Assert.Equal(count / 100, folder.Pending().Count);
    }

    // A first run, and a second in which each device has checked in and one of a hundred has changed.
    private static async Task<long> MeasureAsync(int count, InventoryFolder? folder)
    {
        InventoryFolder used = folder ?? new InventoryFolder();
        try
        {
            long most = 0;
            foreach (int run in new[] { 1, 2 })
            {
                using InventoryStore store = await used.OpenStoreAsync();
                using var sync = new KindSync(store, InventoryKind.Device, new SyncOptions { Baseline = true }, used.Clock.GetUtcNow());
                var random = new Random(Seed);
                for (int number = 0; number < count; number++)
                {
                    sync.Add(Encoding.UTF8.GetBytes(NewDevice(random, number, run).ToJsonString()));
                    if (number % 5000 == 4999)
                        most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
                }
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
                sync.Finish();
            }
            return most;
        }
        finally
        {
            if (folder is null)
                used.Dispose();
        }
    }

    private static JsonObject NewDevice(Random random, int number, int run)
    {
        JsonObject device = InventoryFolder.NewDevice(number, NewText(random, 10));
        var id = new byte[16];
        random.NextBytes(id);
        // In the order of the list, as the service gives it.
        BitConverter.GetBytes(number).AsSpan().CopyTo(id);
        device["device_id"] = new Guid(id).ToString();
        random.NextBytes(id);
        device["user"] = new JsonObject
        {
            ["email"] = $"{NewText(random, 7)}@example.com",
            ["name"] = $"{NewText(random, 5)} {NewText(random, 7)}",
            ["id"] = new Guid(id).ToString(),
        };
        device["os_version"] = $"15.{random.Next(7)}";
        device["last_check_in"] = NewTime(random, 2026);
        if (run == 2)
            device["last_check_in"] = "2026-11-2" + (number % 9).ToString(CultureInfo.InvariantCulture) + NewTime(random, 2026)[10..];
        else
            NewTime(random, 2026);
        device["first_enrollment"] = NewTime(random, 2024);
        device["last_enrollment"] = NewTime(random, 2025);
        device["asset_tag"] = run == 2 && number % 100 == 7 ? "CHANGED" : $"A-{number:D6}";
        return device;
    }

    private static string NewText(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"[random.Next(34)]));

    private static string NewTime(Random random, int year) =>
        new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(300 * 86400)).AddTicks(random.Next(10_000_000) / 10 * 10)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
