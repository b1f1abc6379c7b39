using System.Diagnostics;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;
using Kandji.Simulator.State;
using Kandji.Simulator.Webhooks;

namespace Kandji.Pester.Tests;

/// <summary>
/// Kills processes that watch a tenant for a receiver, at moments that a fixed seed chooses: three, and ten with KANDJI_TESTS=full. The
/// receiver gets everything that happened, each thing under one id.
/// </summary>
public sealed class WatchKillTests
{
    private const int Seed = 20261129;

    private static readonly int Kills = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 10 : 3;

    [Fact]
    public async Task Watch_WhenItsProcessIsKilled_TheReceiverGetsEverythingWithTheNextStart()
    {
        using var folder = new TemporaryFolder();
        await using SimulatedTenant tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 60 });
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
        string script = folder.Write("watch.ps1", $$"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{{Repository.Manifest.Replace("'", "''", StringComparison.Ordinal)}}'
            Connect-Kandji -Uri '{{tenant.BaseAddress}}' | Out-Null
            Watch-KandjiTenant '{{Path.Combine(folder.Path, "store")}}' -Every 10s -Uri '{{receiver.Address}}' -Secret $env:HOOK_SECRET
            """);
        var random = new Random(Seed);
        var expected = new HashSet<string>(tenant.State.Devices.Select(device => $"{device.Id} "));
        for (int kill = 0; kill <= Kills; kill++)
        {
            int before = receiver.Received.Count;
            using Process process = Start(script, tenant, receiver);
            Task<string> error = process.StandardError.ReadToEndAsync();
            bool isLast = kill == Kills;
            // Some of what happens is sent, and then the process dies; the last one may send the rest.
            int delay = random.Next(60);
            await UntilAsync(
                () => isLast
                    ? expected.IsSubsetOf(Accepted(receiver))
                    : receiver.Received.Count > before && File.Exists(Path.Combine(folder.Path, "store", "watch", "audit.cursor")),
                process, error);
            if (!isLast)
                await Task.Delay(delay);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            if (isLast)
                break;
            foreach (SimulatedDevice device in tenant.State.Devices.Skip(kill * 5).Take(5))
            {
                device.AssetTag = $"A-{kill}";
                expected.Add($"{device.Id} A-{kill}");
            }
            AddEvent(tenant, kill);
            expected.Add(EventId(kill));
        }

        Assert.All(receiver.Received, one => Assert.True(one.IsSigned));
        foreach (IGrouping<string, ReceivedWebhook> same in receiver.Received.GroupBy(Describe))
            Assert.Single(same.Select(one => one.Id + Convert.ToBase64String(one.Body)).Distinct());
        Assert.Equal(expected.Order(StringComparer.Ordinal), Accepted(receiver).Order(StringComparer.Ordinal));
    }

    private static async Task UntilAsync(Func<bool> condition, Process process, Task<string> error)
    {
        long began = Environment.TickCount64;
        while (!condition())
        {
            if (process.HasExited || Environment.TickCount64 - began > 180_000)
                throw new InvalidOperationException(process.HasExited ? await error : "It took too long.");
            await Task.Delay(2);
        }
    }

    private static Process Start(string script, SimulatedTenant tenant, WebhookReceiver receiver)
    {
        var process = new Process
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
        process.StartInfo.Environment["HOOK_SECRET"] = receiver.Secret;
        process.Start();
        return process;
    }

    private static void AddEvent(SimulatedTenant tenant, int number)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        tenant.State.AuditEvents.Add(new SimulatedAuditEvent(EventId(number))
        {
            Action = "update",
            OccurredAt = new DateTimeOffset(now.Ticks / 10 * 10, now.Offset),
            ActorId = "f1000000-0000-4000-8000-0000000000ab",
            TargetId = KnownFleet.MacId,
            TargetType = "device",
        });
    }

    private static string EventId(int number) => $"01EVENT{number:D6}";

    private static HashSet<string> Accepted(WebhookReceiver receiver) => [.. receiver.Accepted.Select(Describe)];

    private static string Describe(ReceivedWebhook received) =>
        received.Type.StartsWith("kandji.audit", StringComparison.Ordinal)
            ? received.Id
            : $"{(string?)received.Data["object_id"]} {(string?)received.Data["after"]}";
}
