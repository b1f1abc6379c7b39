using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Kandji.Automation.Inventory;

namespace Kandji.Automation.Tests.Health;

/// <summary>An inventory of half a year in which a fleet grows and is updated, in a folder that goes after the test.</summary>
internal sealed class SampleInventory : IDisposable
{
    private SampleInventory()
    {
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"kandji-{Guid.NewGuid():N}.inventory");

    /// <summary>Makes an inventory with a run each week.</summary>
    /// <param name="host">The tenant's host.</param>
    /// <param name="weeks">The number of weeks between the first and the last run.</param>
    /// <param name="baseline">Indicates whether what the first run finds is no change.</param>
    public static async Task<SampleInventory> CreateAsync(string host = "northwind.api.kandji.io", int weeks = 26, bool baseline = true)
    {
        var inventory = new SampleInventory();
        for (int week = 0; week <= weeks; week++)
        {
            DateTimeOffset now = SampleFleet.Now.AddDays(7 * (week - weeks));
            using InventoryStore store = await InventoryStore.OpenAsync(
                new StoreFolder(inventory.Path), host, TimeProvider.System, CancellationToken.None);
            var options = new SyncOptions { Baseline = baseline && week == 0 };
            int count = GetCount(week);
            Sync(store, InventoryKind.Device, options, now, Enumerable.Range(0, count).Select(number => Device(number, week)));
            Sync(store, InventoryKind.DeviceDetail, options, now, Enumerable.Range(0, count).Select(number => Detail(number, week)));
        }
        return inventory;
    }

    /// <summary>The number of devices in a week: a few leave in some weeks.</summary>
    public static int GetCount(int week) => 292 + (week * 5) - (week % 6 * 7);

    /// <summary>Indicates whether the service counts a device as missing in a week.</summary>
    public static bool IsMissing(int number, int week) => ((number * 13) + (week / 2 * 5)) % 53 < 1 + (week % 3 / 2);

    public static string Platform(int number) => (number % 10) switch { < 6 => "Mac", < 8 => "iPhone", 8 => "iPad", _ => "Windows" };

    public static string Version(int number, int week) => number % 30 <= week ? "15.2" : "14.7";

    /// <summary>Indicates whether a Mac is encrypted in a week.</summary>
    public static bool IsEncrypted(int number, int week) => number % 30 <= week;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static void Sync(
        InventoryStore store, InventoryKind kind, SyncOptions options, DateTimeOffset now, IEnumerable<JsonObject> rows)
    {
        using var sync = new KindSync(store, kind, options, now);
        foreach (JsonObject row in rows)
            sync.Add(Encoding.UTF8.GetBytes(row.ToJsonString()));
        sync.Finish();
    }

    private static JsonObject Device(int number, int week) => new()
    {
        ["device_id"] = "id-" + number.ToString(CultureInfo.InvariantCulture),
        ["device_name"] = "Device " + number.ToString(CultureInfo.InvariantCulture),
        ["serial_number"] = "S" + number.ToString(CultureInfo.InvariantCulture),
        ["platform"] = Platform(number),
        ["os_version"] = Version(number, week),
        ["is_missing"] = IsMissing(number, week),
    };

    private static JsonObject Detail(int number, int week) => new()
    {
        ["inventory_id"] = "id-" + number.ToString(CultureInfo.InvariantCulture),
        ["inventory_name"] = "Device " + number.ToString(CultureInfo.InvariantCulture),
        ["inventory_serial"] = "S" + number.ToString(CultureInfo.InvariantCulture),
        ["inventory_check_in"] = "",
        ["general"] = new JsonObject { ["platform"] = Platform(number) },
        ["filevault"] = new JsonObject { ["filevault_enabled"] = Platform(number) == "Mac" && IsEncrypted(number, week) },
    };
}
