using System.Diagnostics;
using System.Security;
using Kandji.Automation.Configuration.Sync;
using Kandji.Client;

namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>An import in a process of its own, which the system ends at some point, and a second run.</summary>
public sealed class EndedProcessTests
{
    private const string Address = "KANDJI_TEST_ADDRESS", Token = "KANDJI_TEST_TOKEN", Folder = "KANDJI_TEST_FOLDER";

    // Ten with KANDJI_TESTS=full; one otherwise.
    private static readonly int Kills = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 10 : 1;

    [Fact]
    public async Task Import_WhoseProcessIsEnded_GoesOnInASecondRun()
    {
        for (int kill = 1; kill <= Kills; kill++)
        {
            await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
            KilledImportTests.Write(bench);
            var reached = new TaskCompletionSource();
            int changes = 0, at = (kill * 53 / Kills) + 3;
            bench.Tenant.Log.Answered += entry =>
            {
                if (entry.Method == "POST" && Interlocked.Increment(ref changes) == at)
                    reached.TrySetResult();
            };
            using Process process = StartImport(bench);
            await Task.WhenAny(reached.Task, process.WaitForExitAsync(ConfigurationBench.Token));
            Assert.False(process.HasExited, "The import ended by itself.");
            process.Kill();
            await process.WaitForExitAsync(ConfigurationBench.Token);

            await bench.ImportAsync(new ConfigurationImportOptions(), KilledImportTests.Scope);

            KilledImportTests.AssertOnce(bench, at);
            Assert.Empty(await bench.CompareAsync(KilledImportTests.Scope));
        }
    }

    /// <summary>The work of the other process.</summary>
    [Fact]
    public async Task Child()
    {
        if (Environment.GetEnvironmentVariable(Address) is not { } address)
        {
            Assert.Skip("Only as the process that another test ends.");
            return;
        }
        var secret = new SecureString();
        foreach (char c in Environment.GetEnvironmentVariable(Token)!)
            secret.AppendChar(c);
        using var client = new KandjiClient(
            new KandjiClientOptions { BaseAddress = new Uri(address), Token = secret, RequestsPerSecond = 1000 });
        using ConfigurationWorkspace workspace = await ConfigurationWorkspace.OpenForWritingAsync(
            Environment.GetEnvironmentVariable(Folder)!, client, KilledImportTests.Scope, RepositoryMode.Home, TimeProvider.System,
            ConfigurationBench.Token);
        ConfigurationImport import = await ConfigurationImport.PlanAsync(
            workspace, new ConfigurationImportOptions(), TimeProvider.System, ConfigurationBench.Token);
        foreach (ConfigurationStep step in import.Steps)
            await import.ApplyAsync(step, ConfigurationBench.Token);
        await import.FinishAsync(isWhole: true, ConfigurationBench.Token);
    }

    private static Process StartImport(ConfigurationBench bench)
    {
        string assembly = typeof(EndedProcessTests).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [assembly, "-method", $"{typeof(EndedProcessTests).FullName}.{nameof(Child)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Not as the test platform's child: by itself.
        foreach (
            string name in start.Environment.Keys.Where(name => name.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase))
            .ToArray())
            start.Environment.Remove(name);
        start.Environment[Address] = bench.Tenant.BaseAddress.AbsoluteUri;
        start.Environment[Token] = bench.Tenant.Token;
        start.Environment[Folder] = bench.Folder.Path;
        Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
