using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Kandji.PowerShell.Tests.Engine;

namespace Kandji.Pester.Tests;

/// <summary>
/// Several processes of PowerShell read details of one simulated tenant as fast as they may, at the same time: two for a few seconds, and
/// four for twenty with KANDJI_TESTS=full. At most one request of fifty is refused, and each process gets its part.
/// </summary>
public sealed partial class SharedPaceTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full";
    private static readonly int Count = IsFull ? 4 : 2;
    private static readonly int Seconds = IsFull ? 20 : 5;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Processes_OfOneUser_AreSeldomRefusedAndGetEqualParts()
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("read.ps1", $$"""
            param($Uri, $Token, $Seconds)
            $ErrorActionPreference = 'Stop'
            Import-Module '{{Repository.Manifest.Replace("'", "''", StringComparison.Ordinal)}}'
            $null = Connect-Kandji -Uri $Uri -Token $Token
            $devices = Get-KandjiDevice -First 20
            [Console]::Out.WriteLine('ready')
            $null = [Console]::In.ReadLine()
            $read = 0
            $clock = [Diagnostics.Stopwatch]::StartNew()
            while ($clock.Elapsed.TotalSeconds -lt $Seconds) {
                $read += @($devices | Get-KandjiDeviceDetail).Count
            }
            [Console]::Out.WriteLine($read)
            """);
        using Process simulator = Start(folder.Path,
            "run", "--no-build", "--project", "tests/Kandji.Simulator", "--configuration", DotNet.Configuration, "--",
            "--control", "--devices", "60", "--latency", "50ms", "--hourly", "1000000");
        var processes = new List<Process>();
        try
        {
            Match connect = ConnectLine().Match(await ReadLineAsync(simulator));
            await ReadLineAsync(simulator);
            for (int i = 0; i < Count; i++)
            {
                processes.Add(Start(folder.Path, "tool", "run", "pwsh", "--", "-NoProfile", "-NonInteractive", "-File", script,
                    connect.Groups["uri"].Value, connect.Groups["token"].Value, Seconds.ToString(CultureInfo.InvariantCulture)));
            }
            foreach (Process process in processes)
                Assert.Equal("ready", await ReadLineAsync(process));
            await simulator.StandardInput.WriteLineAsync("clear");
            foreach (Process process in processes)
                await process.StandardInput.WriteLineAsync();
            var read = new List<int>();
            foreach (Process process in processes)
                read.Add(int.Parse(await ReadLineAsync(process), CultureInfo.InvariantCulture));
            await simulator.StandardInput.WriteLineAsync("stats");
            string line = await ReadLineAsync(simulator);
            Match stats = StatsLine().Match(line);
            double requests = double.Parse(stats.Groups["requests"].ValueSpan, CultureInfo.InvariantCulture);
            double refused = double.Parse(stats.Groups["refused"].ValueSpan, CultureInfo.InvariantCulture);

            string whole = $"{line}; each read {string.Join(", ", read)}";
            Assert.True(refused <= 0.02 * requests, whole);
            Assert.True(requests >= 20 * Seconds, whole);
            Assert.All(read, count => Assert.True(count >= 0.5 * read.Average(), whole));
            if (OperatingSystem.IsLinux())
                Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "Kandji", "pace"), "*.pace"));
        }
        finally
        {
            foreach (Process process in processes.Append(simulator))
            {
                process.Kill(entireProcessTree: true);
                if (process != simulator)
                    process.Dispose();
            }
        }
    }

    private static async Task<string> ReadLineAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(Limit)
        ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());

    // On Linux the folder of data is the test's own; elsewhere the variable means nothing.
    private static Process Start(string data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_DATA_HOME"] = data;
        start.Environment.Remove("KANDJI_SHARE_PACE");
        return Process.Start(start)!;
    }

    [GeneratedRegex("-Uri (?<uri>\\S+) -Token '(?<token>[^']+)'")]
    private static partial Regex ConnectLine();

    [GeneratedRegex("^(?<requests>\\d+) requests, \\d+ in the busiest second, (?<refused>\\d+) refused$")]
    private static partial Regex StatsLine();
}
