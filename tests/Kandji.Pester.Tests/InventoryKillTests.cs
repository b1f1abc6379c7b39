using System.Diagnostics;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;
using Kandji.Simulator.State;

namespace Kandji.Pester.Tests;

/// <summary>
/// Kills processes that give changes and events to somebody and take them, at moments that a fixed seed chooses: three, and ten with
/// KANDJI_TESTS=full. Somebody gets everything, each thing under one id.
/// </summary>
public sealed class InventoryKillTests
{
    private const int Seed = 20261129;

    private static readonly int Kills = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 10 : 3;

    [Fact]
    public async Task Sync_WhenItsProcessIsKilled_TheNextRunGivesWhatWasNotTaken()
    {
        using var folder = new TemporaryFolder();
        await using SimulatedTenant tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 60 });
        tenant.Limits.Enabled = false;
        string script = folder.Write("sync.ps1", $$"""
            $ErrorActionPreference = 'Stop'
            $store, $cursor = '{{Path.Combine(folder.Path, "store")}}', '{{Path.Combine(folder.Path, "cursor")}}'
            Import-Module '{{Repository.Manifest.Replace("'", "''", StringComparison.Ordinal)}}'
            Connect-Kandji -Uri '{{tenant.BaseAddress}}' | Out-Null
            while ($true) {
                $changes = @(Sync-KandjiInventory $store -Kind Device, Tag)
                $changes | ForEach-Object { [Console]::Out.WriteLine("$($_.Id) $($_.ObjectId) $($_.After)") }
                $events = @(Get-KandjiAuditEvent -CursorPath $cursor)
                $events | ForEach-Object { [Console]::Out.WriteLine("$($_.Id) $($_.Id) event") }
                [Console]::Out.Flush()
                if ($changes) { $changes | Complete-KandjiInventory $store }
                Complete-KandjiAuditCursor $cursor
                [Console]::Out.WriteLine("round")
                [Console]::Out.Flush()
            }
            """);
        var random = new Random(Seed);
        var expected = new HashSet<string>([
            .. tenant.State.Devices.Select(device => $"{device.Id} "), .. tenant.State.Tags.Select(tag => $"{tag.Id} "),
            .. tenant.State.AuditEvents.Select(found => $"{found.Id} event"),
        ]);
        var ids = new Dictionary<string, string>();
        for (int kill = 0; kill <= Kills; kill++)
        {
            int delay = random.Next(200);
            List<string> lines = await RunAndKillAsync(
                script, tenant, isLast: kill == Kills, delay, () => Change(tenant, kill, expected));
            foreach (string line in lines)
            {
                string[] parts = line.Split(' ', 2);
                bool isSame = !ids.TryGetValue(parts[1], out string? id) || id == parts[0];
                Assert.True(isSame, $"Seed {Seed}, kill {kill}: {line}, {id} before.");
                ids[parts[1]] = parts[0];
            }
        }
        Assert.Equal(expected.Order(StringComparer.Ordinal), ids.Keys.Order(StringComparer.Ordinal));
    }

    private static void Change(SimulatedTenant tenant, int number, HashSet<string> expected)
    {
        foreach (SimulatedDevice device in tenant.State.Devices.Skip(number * 5).Take(5))
        {
            device.AssetTag = $"A-{number}";
            expected.Add($"{device.Id} A-{number}");
        }
        string id = $"01EVENT{number:D6}";
        DateTimeOffset now = DateTimeOffset.UtcNow;
        tenant.State.AuditEvents.Add(new SimulatedAuditEvent(id)
        {
            Action = "update",
            OccurredAt = new DateTimeOffset(now.Ticks / 10 * 10, now.Offset),
            ActorId = "f1000000-0000-4000-8000-0000000000ab",
            TargetId = KnownFleet.MacId,
            TargetType = "device",
        });
        expected.Add($"{id} event");
    }

    // The whole lines that the process wrote. After its first round something changes, and the process dies some time later.
    private static async Task<List<string>> RunAndKillAsync(
        string script, SimulatedTenant tenant, bool isLast, int delay, Action change)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", ["tool", "run", "pwsh", "--", "-NoProfile", "-NonInteractive", "-File", script])
            {
                WorkingDirectory = Repository.Root,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.StartInfo.Environment["KANDJI_TOKEN"] = tenant.Token;
        process.Start();
        Task<string> error = process.StandardError.ReadToEndAsync();
        var lines = new List<string>();
        for (int rounds = 0; rounds < (isLast ? 2 : 1);)
        {
            string line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2))
                ?? throw new InvalidOperationException(await error);
            if (line == "round")
                rounds++;
            else
                lines.Add(line);
        }
        if (!isLast)
        {
            change();
            await Task.Delay(delay);
        }
        process.Kill(entireProcessTree: true);
        string rest = await process.StandardOutput.ReadToEndAsync();
        string[] more = rest.Split('\n');
        // A line that was cut off by the kill has no line break after it.
        lines.AddRange(more.Take(more.Length - 1).Select(line => line.TrimEnd('\r')).Where(line => line != "round"));
        return lines;
    }
}
