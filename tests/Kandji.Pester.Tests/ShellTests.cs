using Kandji.PowerShell.Tests.Engine;

namespace Kandji.Pester.Tests;

/// <summary>tools/Kandji.Shell, as somebody without a terminal runs it.</summary>
public sealed class ShellTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Tour_WithoutATerminal_SaysWhatItBuilds_ShowsEveryStep_AndEnds()
    {
        DotNetResult tour =
            await DotNet.RunAsync(Limit, "", "run", "--configuration", DotNet.Configuration, "--project", "tools/Kandji.Shell");

        Assert.True(tour.ExitCode == 0, tour.Output + tour.Error);
        Assert.Matches(
            @"(?s)^\[1/3\] Restoring PowerShell.*\[2/3\] Building the module and its help.*"
                + @"\[3/3\] Building the simulated tenant.*Ready after \d+ s\.",
            tour.Output);
        int steps = tour.Output.Split('\n').Count(line => line.StartsWith("PS> ", StringComparison.Ordinal));
        Assert.True(steps > 10, tour.Output);
        Assert.Contains($"All {steps} steps did what they should.", tour.Output, StringComparison.Ordinal);
        Assert.Contains("Remove-KandjiUser: User still assigned to one or more devices.", tour.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", tour.Output, StringComparison.Ordinal);
        Assert.Empty(tour.Error);
    }

    [Fact]
    public async Task Command_HasTheWholePowerShell_TheHelp_AndASession()
    {
        using var folder = new TemporaryFolder();
        string csv = Path.Combine(folder.Path, "it's.csv");

        DotNetResult run = await ShellAsync("-c", $$"""
            Get-KandjiDevice -Platform Mac -First 3 | Sort-Object SerialNumber |
                Select-Object SerialNumber, @{ n = "at"; e = { Get-Date } } |
                Export-Csv '{{csv.Replace("'", "''", StringComparison.Ordinal)}}'
            (Get-Command Get-KandjiDevice, Sort-Object, TabExpansion2, help).Count
            Get-Help Get-KandjiDevice -Examples | Out-String
            help Wait-KandjiDeviceCommand | Out-String
            """);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal(4, (await File.ReadAllLinesAsync(csv)).Length);
        Assert.StartsWith("4\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Example 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("Get-KandjiDevice -Platform Mac -Blueprint 'Engineering'", run.Output, StringComparison.Ordinal);
        Assert.Contains("DESCRIPTION", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("Get-KandjiDevice NOSUCHSERIAL", "No device has the serial number or name 'NOSUCHSERIAL'")]
    [InlineData("throw 'enough'", "enough")]
    public async Task Command_ThatFails_ShowsTheError_AndEndsWithOne(string command, string error)
    {
        DotNetResult run = await ShellAsync("-c", command);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_IsConnectedToTheTenantThatWasAskedFor_AndEndsWithItsExitCode()
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("it's a script.ps1", "(Get-KandjiDevice).Count; $env:KANDJI_TENANT -eq $uri; exit 3");

        DotNetResult run = await ShellAsync("--devices", "20", "-f", script);

        Assert.Equal("20\nTrue\n", run.Output);
        Assert.Equal(3, run.ExitCode);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("-c")]
    [InlineData("-f")]
    [InlineData("--devices", "many")]
    [InlineData("--tour", "--prompt")]
    public async Task Arguments_ThatMeanNothing_ShowTheUsage(params string[] arguments)
    {
        DotNetResult run = await ShellAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("dotnet run --project tools/Kandji.Shell", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    private static Task<DotNetResult> ShellAsync(params string[] arguments)
    {
        string program = Path.Combine(Repository.Root, "tools", "Kandji.Shell", "bin", DotNet.Configuration, "net10.0", "Kandji.Shell.dll");
        return DotNet.RunAsync(Limit, "", [program, "--no-build", .. arguments]);
    }
}
