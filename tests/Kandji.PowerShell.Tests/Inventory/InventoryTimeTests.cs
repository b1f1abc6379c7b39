using System.Text;
using System.Text.Json.Nodes;
using Kandji.Automation.Inventory;
using Kandji.Client.Audit;
using Kandji.Client.Devices;
using Kandji.PowerShell.Tests.Sessions;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Inventory;

/// <summary>The inventory and the audit log in the hour that comes twice, and in other zones.</summary>
[Collection(nameof(ProcessCollection))]
public sealed class InventoryTimeTests : CommandTests
{
    // 02:50 in summer time in Berlin, and twenty minutes later, at 02:10 in winter time.
    private static readonly DateTimeOffset Before = new(2026, 10, 25, 0, 50, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset After = new(2026, 10, 25, 1, 10, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private string Store => Path.Combine(_folder.Path, "acme.inventory");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("UTC")]
    public async Task Get_InTheHourThatComesTwice_ReturnsTheRunsInTheirOrder(string zone)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one zone for all processes.");
        using IDisposable _ = new Zone(zone);
        await SyncAsync("first", Before.AddMinutes(-30));
        await SyncAsync("second", Before);
        await SyncAsync("third", After);

        Assert.Equal("first", NameAt("'2026-10-25T02:45:00+02:00'"));
        Assert.Equal("second", NameAt("'2026-10-25T00:55:00Z'"));
        Assert.Equal("second", NameAt("'2026-10-25T02:05:00+01:00'"));
        Assert.Equal("third", NameAt("'2026-10-25T02:15:00+01:00'"));
        Assert.Equal("second", NameAt("([datetime]::new(2026, 10, 25, 0, 55, 0, [System.DateTimeKind]::Utc).ToLocalTime())"));
        var history = Shell.Run($"Get-KandjiInventory '{Store}' -History SER0000001").Succeeded().As<InventoryChange>();
        Assert.Equal(["second", "third"], history.Select(change => change.After));
        Assert.Equal([Before, After], history.Select(change => new DateTimeOffset(change.DetectedAt.ToUniversalTime())));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Australia/Lord_Howe")]
    public void AuditCursor_InTheHourThatComesTwice_ReturnsEachEventOnce(string zone)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has one zone for all processes.");
        using IDisposable _ = new Zone(zone);
        foreach (SimulatedAuditEvent old in Shell.Tenant.State.AuditEvents.ToArray())
            Shell.Tenant.State.AuditEvents.Remove(old.Id);
        string cursor = Path.Combine(_folder.Path, "audit.cursor");
        var read = new List<string?>();
        for (int i = 0; i < 24; i++)
        {
            AddEvent(i, Before.AddMinutes(-60 + (i * 5)));
            read.AddRange(Shell.Run($"Get-KandjiAuditEvent -CursorPath '{cursor}' -AutoComplete").Succeeded().As<AuditEvent>()
                .Select(found => found.Id));
        }

        Assert.Equal(Enumerable.Range(0, 24).Select(i => $"01EVENT{i:D3}"), read);
    }

    private string? NameAt(string time) =>
        Shell.Run($"Get-KandjiInventory '{Store}' -At {time}").Succeeded().As<Device>().Single().DeviceName;

    private async Task SyncAsync(string name, DateTimeOffset now)
    {
        using InventoryStore store = await InventoryStore.OpenAsync(
            new StoreFolder(Store), Shell.Session.Identity.Host, TimeProvider.System, CancellationToken.None);
        using var sync = new KindSync(store, InventoryKind.Device, new SyncOptions { Baseline = true }, now);
        sync.Add(Encoding.UTF8.GetBytes(new JsonObject
        {
            ["device_id"] = KnownFleet.MacId,
            ["device_name"] = name,
            ["serial_number"] = "SER0000001",
        }.ToJsonString()));
        sync.Finish();
    }

    private void AddEvent(int number, DateTimeOffset at) =>
        Shell.Tenant.State.AuditEvents.Add(new SimulatedAuditEvent($"01EVENT{number:D3}")
        {
            Action = "update",
            OccurredAt = at,
            ActorId = "f1000000-0000-4000-8000-0000000000ab",
            TargetId = KnownFleet.MacId,
            TargetType = "device",
        });

    private sealed class Zone : IDisposable
    {
        private readonly string? _before = Environment.GetEnvironmentVariable("TZ");

        public Zone(string name) => Set(name);

        public void Dispose() => Set(_before);

        private static void Set(string? name)
        {
            Environment.SetEnvironmentVariable("TZ", name);
            TimeZoneInfo.ClearCachedData();
        }
    }
}
