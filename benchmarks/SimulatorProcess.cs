using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Kandji.Benchmarks;

/// <summary>A simulated tenant in a process of its own.</summary>
internal sealed partial class SimulatorProcess : IDisposable
{
    private readonly Process _process;

    private SimulatorProcess(Process process, Uri address, string token)
    {
        _process = process;
        Address = address;
        Token = token;
    }

    public Uri Address { get; }

    public string Token { get; }

    /// <summary>Starts a tenant, and waits until it listens.</summary>
    /// <param name="devices">The size of its fleet.</param>
    /// <param name="latency">The delay that is added to every answer, in milliseconds.</param>
    /// <param name="limit">The requests a second that its gateway lets through; 0: all.</param>
    public static SimulatorProcess Start(int devices, int latency = 0, int limit = 0)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Kandji.Simulator.dll"), "--control",
                "--devices", $"{devices}", "--latency", $"{latency}ms", "--limit", $"{limit}", "--hourly", "100000000",
            },
        };
        Process process = Process.Start(start)!;
        string line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The simulator did not start.");
        process.StandardOutput.ReadLine();
        Match connect = ConnectLine().Match(line);
        return new SimulatorProcess(process, new Uri(connect.Groups["uri"].Value), connect.Groups["token"].Value);
    }

    /// <summary>The requests since the log was last cleared.</summary>
    public (int Requests, int PeakPerSecond, int Refused) Stats()
    {
        _process.StandardInput.WriteLine("stats");
        Match stats = StatsLine().Match(_process.StandardOutput.ReadLine()!);
        return (int.Parse(stats.Groups[1].ValueSpan), int.Parse(stats.Groups[2].ValueSpan), int.Parse(stats.Groups[3].ValueSpan));
    }

    public void Forget() => _process.StandardInput.WriteLine("clear");

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex("-Uri (?<uri>\\S+) -Token '(?<token>[^']+)'")]
    private static partial Regex ConnectLine();

    [GeneratedRegex("^(\\d+) requests, (\\d+) in the busiest second, (\\d+) refused$")]
    private static partial Regex StatsLine();
}
