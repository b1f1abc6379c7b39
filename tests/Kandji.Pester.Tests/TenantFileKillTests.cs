using System.Diagnostics;
using System.Text.Json;
using Kandji.PowerShell.Tests.Engine;

namespace Kandji.Pester.Tests;

/// <summary>
/// Kills processes that register tenants, at moments that a fixed seed chooses: three, and ten with KANDJI_TESTS=full. The file holds what
/// it held before the registration that was under way, or after it.
/// </summary>
public sealed class TenantFileKillTests
{
    private const int Seed = 20261129;

    private static readonly int Kills = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 10 : 3;

    [Fact]
    public async Task File_WhenTheProcessThatWritesItIsKilled_HoldsTheOldOrTheNewTenants()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "tenants.json");
        string script = folder.Write("register.ps1", $$"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{{Repository.Manifest.Replace("'", "''", StringComparison.Ordinal)}}'
            $i = @(Get-KandjiTenant).Count
            while ($true) {
                Register-KandjiTenant "t$i" acme "Secret$i"
                [Console]::Out.WriteLine($i)
                [Console]::Out.Flush()
                $i++
            }
            """);
        var random = new Random(Seed);
        int registered = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            int delay = random.Next(400);
            string whole = $"Seed {Seed}, kill {kill}, after {delay} ms";
            int told = await RunAndKillAsync(path, script, delay);

            Assert.True(told >= registered, $"{whole}: the process registered nothing.");
            using JsonDocument file = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
            string[] names = [.. file.RootElement.GetProperty("tenants").EnumerateArray()
                .Select(tenant => tenant.GetProperty("name").GetString()!)];
            // The last registration may have been written and not told of.
            Assert.True(names.Length == told + 1 || names.Length == told + 2, $"{whole}: {names.Length} tenants, {told} was told last.");
            Assert.Equal(Enumerable.Range(0, names.Length).Select(number => $"t{number}"), names);
            registered = names.Length;
        }
    }

    // Returns the number that the process wrote last.
    private static async Task<int> RunAndKillAsync(string path, string script, int delay)
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
        process.StartInfo.Environment["KANDJI_TENANTS"] = path;
        process.Start();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string? first = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));
        await Task.Delay(delay);
        process.Kill(entireProcessTree: true);
        string rest = await process.StandardOutput.ReadToEndAsync();
        string[] lines = [first ?? "", .. rest.Split('\n')];
        // A number that was cut off by the kill has no line break after it.
        string last = lines.Length == 1 ? lines[0] : lines.Take(lines.Length - 1).Last();
        return int.TryParse(last.Trim(), out int told) ? told : throw new InvalidOperationException(await error);
    }
}
