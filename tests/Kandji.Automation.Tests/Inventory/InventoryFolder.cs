using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Kandji.Automation.Inventory;
using Kandji.Client;
using Kandji.Simulator;

namespace Kandji.Automation.Tests.Inventory;

/// <summary>A folder for an inventory, which goes after the test, and the ways in which tests use it.</summary>
internal sealed class InventoryFolder : IDisposable
{
    public const string Host = "acme.api.kandji.io";

    private readonly string _root = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"kandji-inventory-{Guid.NewGuid():N}");

    public string Path => System.IO.Path.Combine(_root, "acme.inventory");

    public AutoAdvanceTimeProvider Clock { get; } = new();

    /// <summary>Is called before each step on the disk.</summary>
    public Action<string>? BeforeStep { get; set; }

    public InventoryFolder() => Directory.CreateDirectory(_root);

    public StoreFolder Open() => new(Path) { BeforeStep = BeforeStep };

    public Task<InventoryStore> OpenStoreAsync(string host = Host) =>
        InventoryStore.OpenAsync(Open(), host, Clock, CancellationToken.None);

    /// <summary>Compares a list with the store.</summary>
    public async Task<SyncResult> SyncAsync(
        IEnumerable<JsonObject> rows, SyncOptions? options = null, InventoryKind? kind = null, DateTimeOffset? now = null)
    {
        using InventoryStore store = await OpenStoreAsync();
        using var sync = new KindSync(store, kind ?? InventoryKind.Device, options ?? new SyncOptions(), now ?? Clock.GetUtcNow());
        foreach (JsonObject row in rows)
            sync.Add(Encoding.UTF8.GetBytes(row.ToJsonString()));
        return sync.Finish();
    }

    /// <summary>Compares the devices of a simulated tenant with the store.</summary>
    public async Task<SyncResult> SyncAsync(KandjiClient client, SyncOptions? options = null, InventoryKind? kind = null)
    {
        kind ??= InventoryKind.Device;
        using InventoryStore store = await OpenStoreAsync(client.Identity.Host);
        using var sync = new KindSync(store, kind, options ?? new SyncOptions(), Clock.GetUtcNow());
        return await sync.RunAsync(kind.ListAsync(client, CancellationToken.None));
    }

    /// <summary>The changes that nobody has taken.</summary>
    public List<StoredChange> Pending(InventoryKind? kind = null)
    {
        kind ??= InventoryKind.Device;
        using InventoryStore store = InventoryStore.OpenRead(new StoreFolder(Path));
        return store.Find(kind) is { } state ? store.ReadPending(kind, state).Select(pending => pending.Change).ToList() : [];
    }

    /// <summary>Takes pending changes.</summary>
    public async Task<int> TakeAsync(params string[] ids)
    {
        using InventoryStore store = await InventoryStore.OpenAsync(Open(), null, Clock, CancellationToken.None);
        return store.Take(ids.Length == 0 ? null : ids).Taken;
    }

    /// <summary>The rows of the store, by id.</summary>
    public Dictionary<string, string> Rows(InventoryKind? kind = null)
    {
        kind ??= InventoryKind.Device;
        using InventoryStore store = InventoryStore.OpenRead(new StoreFolder(Path));
        using SnapshotReader reader = store.OpenSnapshot(store.Find(kind)!);
        return reader.ReadAll().Select(row => JsonNode.Parse(row)!.AsObject())
            .ToDictionary(row => (string)row[kind.IdField]!, row => row.ToJsonString());
    }

    public IReadOnlyList<string> Warnings()
    {
        using InventoryStore store = InventoryStore.OpenRead(new StoreFolder(Path));
        store.Find(InventoryKind.Device);
        return store.Warnings.ToList();
    }

    public static KandjiClient Connect(SimulatedTenant tenant, TimeProvider clock)
    {
        tenant.Limits.Enabled = false;
        return new KandjiClient(new KandjiClientOptions
        {
            BaseAddress = tenant.BaseAddress,
            Token = new NetworkCredential("", tenant.Token).SecurePassword,
            Clock = clock,
        });
    }

    /// <summary>An invented device.</summary>
    public static JsonObject NewDevice(int number, string? serial = null) => new()
    {
        ["device_id"] = $"0000{number:x4}-1111-4111-8111-{number:x12}",
        ["device_name"] = $"Mac {number}",
        ["model"] = "MacBook Air (M3, 2024)",
        ["serial_number"] = serial ?? $"SER{number:D7}",
        ["platform"] = "Mac",
        ["os_version"] = "15.1",
        ["last_check_in"] = "2026-01-20T08:15:36.087016Z",
        ["user"] = new JsonObject { ["email"] = $"user{number}@example.com", ["name"] = $"User {number}", ["id"] = number },
        ["asset_tag"] = "",
        ["blueprint_id"] = "b1000000-0000-4000-8000-000000000001",
        ["mdm_enabled"] = true,
        ["first_enrollment"] = "2024-01-26 16:15:36.087016+00:00",
        ["last_enrollment"] = "2025-01-26 16:15:36.087016+00:00",
        ["tags"] = new JsonArray("loaner", "office"),
    };

    public static List<JsonObject> NewFleet(int count) => Enumerable.Range(1, count).Select(number => NewDevice(number)).ToList();

    /// <summary>The changes in a form that a test can compare.</summary>
    public static IEnumerable<string> Describe(IEnumerable<StoredChange> changes) =>
        changes.Select(change => $"{change.Change} {change.ObjectId} {change.PreviousId} {change.Field}").Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
