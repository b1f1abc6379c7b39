using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Sync;

namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>An import that is killed at any of its requests, and a second run: everything is there, once.</summary>
public sealed class KilledImportTests
{
    // Every request with KANDJI_TESTS=full; each tenth otherwise.
    private static readonly int Stride = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 1 : 10;

    internal static readonly ConfigurationScope Scope = new(
    [
        ConfigurationKind.Tag, ConfigurationKind.CustomScript, ConfigurationKind.CustomProfile, ConfigurationKind.CustomApp,
        ConfigurationKind.Blueprint,
    ]);

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Import_KilledAtARequest_GoesOnInASecondRun(bool executes, bool isThrownAway)
    {
        int requests = await CountAsync();
        Assert.InRange(requests, 60, 200);
        for (int request = executes ? 1 : 2; request <= requests; request += Stride)
        {
            await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
            Write(bench);
            Dictionary<string, string> before = bench.Folder.Snapshot();
            await RunAsync(bench, request, executes);
            if (isThrownAway)
                Restore(bench, before);

            await bench.ImportAsync(new ConfigurationImportOptions(), Scope);

            AssertOnce(bench, request);
            Assert.Empty(await bench.CompareAsync(Scope));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_OfEdits_KilledAtARequest_GoesOnInASecondRun(bool executes)
    {
        for (int request = 1; request <= 40; request += Stride == 1 ? 1 : 4)
        {
            await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
            Write(bench);
            await bench.ImportAsync(scope: Scope);
            for (int i = 0; i < 20; i++)
                bench.Edit($"scripts/s{i}/audit.zsh", "exit ", "exit 1");
            for (int i = 0; i < 5; i++)
            {
                // Other items and other settings at once: several requests for one thing.
                bench.Edit($"kandji/blueprints/b{i}/info.json", "About", "More about");
                bench.Edit($"kandji/blueprints/b{i}/info.json", $"\"S{i}\", \"S{i + 1}\"", $"\"S{i + 1}\", \"S{i + 2}\", \"P{i}\"");
            }
            await RunAsync(bench, request, executes);

            await bench.ImportAsync(new ConfigurationImportOptions(), Scope);

            AssertOnce(bench, request);
            Assert.Empty(await bench.CompareAsync(Scope));
            Assert.All(bench.Tenant.State.Blueprints, blueprint => Assert.StartsWith("More", blueprint.Description));
        }
    }

    private static async Task<int> CountAsync()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        Write(bench);
        return await RunAsync(bench, 0, executes: true);
    }

    // Runs an import until it is killed, and forgets it there.
    private static async Task<int> RunAsync(ConfigurationBench bench, int killAt, bool executes)
    {
        var handler = new KillHandler { KillAt = killAt, Executes = executes };
        var client = bench.NewClient(handler);
        ConfigurationWorkspace workspace = await bench.OpenForWritingAsync(Scope, client: client);
        ConfigurationImport import = await ConfigurationImport.PlanAsync(
            workspace, new ConfigurationImportOptions(), TimeProvider.System, ConfigurationBench.Token);
        handler.IsArmed = true;
        Task run = ApplyAsync();
        await Task.WhenAny(run, handler.Reached);
        if (run.IsCompleted)
            await run;
        // As the system does when a process ends.
        workspace.Dispose();
        return handler.Seen;

        async Task ApplyAsync()
        {
            foreach (ConfigurationStep step in import.Steps)
                await import.ApplyAsync(step, ConfigurationBench.Token);
            await import.FinishAsync(isWhole: true, ConfigurationBench.Token);
        }
    }

    internal static void Write(ConfigurationBench bench)
    {
        string sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("installer"u8));
        bench.Folder.Write("payloads/vpn.pkg", "installer");
        bench.Folder.Write(
            "kandji/tags.json", "{\"tags\": [" + string.Join(", ", Enumerable.Range(0, 5).Select(i => $"{{\"name\": \"T{i}\"}}")) + "]}");
        for (int i = 0; i < 20; i++)
        {
            bench.Folder.Write($"scripts/s{i}/info.json", $"{{\"name\": \"S{i}\"}}");
            bench.Folder.Write($"scripts/s{i}/audit.zsh", $"#!/bin/zsh\nexit {i}\n");
        }
        for (int i = 0; i < 15; i++)
        {
            bench.Folder.Write($"profiles/p{i}/info.json", $"{{\"name\": \"P{i}\"}}");
            bench.Folder.Write($"profiles/p{i}/p.mobileconfig", $"<plist version=\"1.0\"><dict><key>{i}</key><true/></dict></plist>\n");
        }
        for (int i = 0; i < 5; i++)
        {
            bench.Folder.Write(
                $"apps/a{i}/info.json",
                $"{{\"name\": \"A{i}\", \"install_type\": \"package\", \"install_enforcement\": \"install_once\", "
                    + $"\"file\": {{\"name\": \"vpn.pkg\", \"sha256\": \"{sum}\"}}}}");
            bench.Folder.Write(
                $"kandji/blueprints/b{i}/info.json",
                $"{{\"name\": \"B{i}\", \"description\": \"About\", \"library_items\": [\"S{i}\", \"S{i + 1}\"]}}");
        }
    }

    internal static void AssertOnce(ConfigurationBench bench, int request)
    {
        string[] names = bench.Tenant.State.Library.Select(item => item.Name).Concat(bench.Tenant.State.Tags.Select(tag => tag.Name))
            .Concat(bench.Tenant.State.Blueprints.Select(blueprint => blueprint.Name)).ToArray();
        Assert.True(
            names.Length == 50 && names.Distinct().Count() == 50, $"Killed at request {request}: {string.Join(", ", names.Order())}");
        Assert.All(bench.Tenant.State.Blueprints, blueprint => Assert.Equal(
            blueprint.LibraryItems.Count, blueprint.LibraryItems.Select(item => item.ItemId).Distinct().Count()));
    }

    private static void Restore(ConfigurationBench bench, Dictionary<string, string> files)
    {
        foreach (string file in bench.Folder.Snapshot().Keys.Where(file => !files.ContainsKey(file)))
            File.Delete(Path.Combine(bench.Folder.Path, file));
        foreach ((string file, string content) in files)
            File.WriteAllBytes(Path.Combine(bench.Folder.Path, file), Convert.FromBase64String(content));
    }
}
