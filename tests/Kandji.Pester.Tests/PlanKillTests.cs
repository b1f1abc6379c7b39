using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Kandji.PowerShell.Tests.Engine;

namespace Kandji.Pester.Tests;

/// <summary>
/// Kills processes of PowerShell that apply a plan of 50 steps: two, and ten with KANDJI_TESTS=full. The same command goes on, and makes no
/// step twice.
/// </summary>
public sealed partial class PlanKillTests
{
    private const int Steps = 50;

    private static readonly int Kills = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 10 : 2;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Plan_WhoseProcessIsKilled_GoesOnAndMakesNoStepTwice()
    {
        using var folder = new TemporaryFolder();
        string begin = $$"""
            param($Uri, $Token, $Plan)
            $ErrorActionPreference = 'Stop'
            Import-Module '{{Repository.Manifest.Replace("'", "''", StringComparison.Ordinal)}}'
            $null = Connect-Kandji -Uri $Uri -Token $Token

            """;
        string make = folder.Write("make.ps1", begin + """
            $macs = @(Get-KandjiDevice -Platform Mac | Where-Object MdmEnabled | Select-Object -First 50)
            $null = $macs[0..24] | Set-KandjiDevice -AssetTag (Split-Path -Leaf $Plan) -AsPlan | Export-KandjiPlan $Plan
            $null = $macs[25..49] | Restart-KandjiDevice -AsPlan | Export-KandjiPlan $Plan -Append
            """);
        string apply = folder.Write("apply.ps1", begin + """
            $ErrorActionPreference = 'Continue'
            Invoke-KandjiPlan $Plan -Force -ThrottleLimit 2 2>$null | Out-Null
            (Get-KandjiPlan $Plan).Steps | ForEach-Object { "$($_.Number) $($_.Outcome) $($_.Operation.Split(' ')[0]) $($_.Id)" }
            """);
        using Process simulator = Start("run", "--no-build", "--project", "tests/Kandji.Simulator", "--configuration", DotNet.Configuration,
            "--", "--verbose", "--devices", "120", "--latency", "20ms", "--hourly", "1000000");
        try
        {
            Match connect = ConnectLine().Match((await simulator.StandardOutput.ReadLineAsync().WaitAsync(Limit))!);
            string uri = connect.Groups["uri"].Value, token = connect.Groups["token"].Value;
            var changes = new ConcurrentQueue<string>();
            Action? seen = null;
            _ = Task.Run(async () =>
            {
                while (await simulator.StandardOutput.ReadLineAsync() is { } line)
                {
                    if (ChangeLine().Match(line) is { Success: true } change)
                    {
                        changes.Enqueue($"{change.Groups["method"].Value} {change.Groups["id"].Value}");
                        seen?.Invoke();
                    }
                }
            });
            for (int kill = 1; kill <= Kills; kill++)
            {
                string plan = Path.Combine(folder.Path, $"kill-{kill}.kplan.json"), whole = $"kill {kill} of {Kills}";
                await RunAsync(make, uri, token, plan);
                Assert.True(changes.IsEmpty, whole);
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                int at = kill * Steps / (Kills + 1);
                seen = () =>
                {
                    if (changes.Count >= at)
                        reached.TrySetResult();
                };
                using (Process killed = StartScript(apply, uri, token, plan))
                {
                    await Task.WhenAny(reached.Task, killed.WaitForExitAsync()).WaitAsync(Limit);
                    Assert.False(killed.HasExited, $"{whole}: the process ended by itself.");
                    killed.Kill(entireProcessTree: true);
                    await killed.WaitForExitAsync();
                }

                string[] told = (await RunAsync(apply, uri, token, plan)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

                Assert.Equal(Steps, told.Length);
                foreach (string step in told)
                {
                    string[] words = step.Trim().Split(' ');
                    int sent = changes.Count(change => change == $"{words[2]} {words[3]}");
                    Assert.True(sent <= 1, $"{whole}: {step} was sent {sent} times.");
                    Assert.True(
                        words[1] == "Unknown" || (words[1] is "Done" or "Queued" && sent == 1), $"{whole}: {step}, sent {sent} times");
                }
                // No more than were under way.
                Assert.True(told.Count(step => step.Contains(" Unknown ", StringComparison.Ordinal)) <= 2, whole);
                changes.Clear();
            }
        }
        finally
        {
            simulator.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> RunAsync(string script, params string[] arguments)
    {
        using Process process = StartScript(script, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(await error + output);
    }

    private static Process StartScript(string script, params string[] arguments) =>
        Start(["tool", "run", "pwsh", "--", "-NoProfile", "-NonInteractive", "-File", script, .. arguments]);

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("TESTINGPLATFORM_UI_LANGUAGE");
        return Process.Start(start)!;
    }

    [GeneratedRegex(@"-Uri (?<uri>\S+) -Token '(?<token>[^']+)'")]
    private static partial Regex ConnectLine();

    [GeneratedRegex(@" 20\d (?<method>PATCH|POST) /api/v1/devices/(?<id>[0-9a-f-]{36})")]
    private static partial Regex ChangeLine();
}
