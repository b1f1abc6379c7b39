using System.Diagnostics;
using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Files;
using Kandji.Automation.Configuration.Sync;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>A thousand items: how many requests they take, and how fast those go.</summary>
public sealed class LargeTenantTests
{
    private static readonly ConfigurationScope Scope = new(
        [ConfigurationKind.CustomScript, ConfigurationKind.CustomProfile, ConfigurationKind.CustomApp, ConfigurationKind.Blueprint]);

    [Fact]
    public async Task Export_OfAThousandItems_AsksForNoSingleOne()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        Fill(bench, 500, 490, 10, 20);
        bench.Tenant.Log.Clear();

        await bench.ExportAsync(scope: Scope);

        string[] requests = bench.Tenant.Log.Entries.Select(entry => entry.Path.TrimEnd('/')).ToArray();
        Assert.Equal(20, requests.Count(path => path.EndsWith("/list-library-items", StringComparison.Ordinal)));
        Assert.DoesNotContain(bench.Tenant.Log.Entries, entry => bench.Tenant.State.Library.Any(
            item => entry.Path.Contains(item.Id, StringComparison.Ordinal)));
        // Two pages of scripts and of profiles, one of apps, in-house apps, blueprints and categories.
        Assert.Equal(20 + 8, requests.Length);
        Assert.Equal(1_020, Directory.GetFiles(bench.Folder.Path, "info.plist", SearchOption.AllDirectories).Length);
        bench.Tenant.Log.Clear();

        Assert.Empty(await bench.CompareAsync(Scope));

        Assert.Equal(28, bench.Tenant.Log.Entries.Count);
    }

    [Fact]
    public async Task Export_WhereTheListsLackTexts_AsksForEachItemOnce()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        Fill(bench, 30, 30, 0, 0);
        bench.Tenant.State.ListsOmitTexts = true;
        bench.Tenant.Log.Clear();

        await bench.ExportAsync(scope: Scope);

        Assert.Equal(60, bench.Tenant.Log.Entries.Count(entry => bench.Tenant.State.Library.Any(
            item => entry.Path.Contains(item.Id, StringComparison.Ordinal))));
        Assert.Empty(await bench.CompareAsync(Scope));
    }

    [Fact]
    public async Task Read_OfManyBlueprints_GoesAtTheServicesPace()
    {
        if (Environment.GetEnvironmentVariable("KANDJI_TESTS") != "full")
            Assert.Skip("It takes the time that it measures. Set KANDJI_TESTS to full.");
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        Fill(bench, 1, 1, 200, 400);
        bench.Tenant.Limits.PerSecond = 50;
        bench.Tenant.Latency = TimeSpan.FromMilliseconds(100);
        using var client = bench.NewClient(clock: TimeProvider.System, requestsPerSecond: 50);
        long started = Stopwatch.GetTimestamp();

        ConfigurationWorkspace workspace = await bench.OpenAsync(Scope, client: client);

        double perSecond = bench.Tenant.Log.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine($"{bench.Tenant.Log.Count} requests, {perSecond:0.0} a second.");
        Assert.Equal(400, workspace.Tenant.BlueprintItems.Count);
        Assert.InRange(perSecond, 45, 51);
    }

    [Fact]
    public async Task Export_OfManyInstallers_GoesAtTheServicesPace()
    {
        if (Environment.GetEnvironmentVariable("KANDJI_TESTS") != "full")
            Assert.Skip("It takes the time that it measures. Set KANDJI_TESTS to full.");
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        Fill(bench, 0, 0, 400, 0);
        bench.Tenant.Limits.PerSecond = 50;
        bench.Tenant.Latency = TimeSpan.FromMilliseconds(100);
        using var client = bench.NewClient(clock: TimeProvider.System, requestsPerSecond: 50);
        ConfigurationWorkspace workspace = await bench.OpenAsync(Scope, client: client);
        bench.Tenant.Log.Clear();
        long started = Stopwatch.GetTimestamp();

        (IReadOnlyList<ConfigurationFileResult> results, IReadOnlyList<ConfigurationProblem> problems) =
            await new InstallerDownload(workspace).RunAsync(null, TestContext.Current.CancellationToken);

        double perSecond = results.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        TestContext.Current.TestOutputHelper!.WriteLine($"{results.Count} installers, {perSecond:0.0} a second.");
        Assert.Empty(problems);
        Assert.Equal(400, results.Count);
        Assert.True(perSecond >= 45, $"{perSecond:0.0} a second.");
    }

    private static void Fill(ConfigurationBench bench, int scripts, int profiles, int apps, int blueprints)
    {
        List<SimulatedLibraryItem> items = [];
        items.AddRange(Enumerable.Range(0, scripts).Select(i => bench.AddScript($"Script {i}", $"#!/bin/zsh\nexit {i}")));
        items.AddRange(Enumerable.Range(0, profiles).Select(i => bench.AddProfile($"Profile {i}", $"value {i}")));
        items.AddRange(Enumerable.Range(0, apps).Select(i => bench.AddApp($"App {i}", $"installer {i}")));
        for (int i = 0; i < blueprints; i++)
            bench.AddBlueprint($"Blueprint {i}", items[i % items.Count], items[(i + 1) % items.Count]);
    }
}
