using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Kandji.Shell;

/// <summary>A simulated tenant in a process of its own, which ends with this one.</summary>
internal sealed class TenantProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts a tenant.</summary>
    /// <exception cref="PreparationException">It did not start.</exception>
    public TenantProcess(int devices, int latency)
    {
        string built = Path.Combine(Repository.Root, "tests", "Kandji.Simulator", "bin", Repository.Configuration);
        string program = Directory.EnumerateFiles(built, "Kandji.Simulator.dll", SearchOption.AllDirectories)
            .OrderBy(File.GetLastWriteTimeUtc).LastOrDefault()
            ?? throw new PreparationException($"The build left no simulator in {built}.");
        // With --control it runs until its input ends, and that ends with this process, however that comes about.
        string[] arguments =
            [program, "--control", "--devices", devices.ToString(CultureInfo.InvariantCulture), "--latency", $"{latency}ms"];
        _process = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardInput = true,
                RedirectStandardOutput = true })!;
        string said = _process.StandardOutput.ReadLine() ?? "";
        Match address = Regex.Match(said, "^Connect-Kandji -Uri (?<uri>\\S+) -Token '(?<token>[^']+)'");
        if (!address.Success)
        {
            Dispose();
            throw new PreparationException("The simulated tenant did not start: " + said);
        }
        Uri = address.Groups["uri"].Value;
        Token = address.Groups["token"].Value;
    }

    /// <summary>The address of the tenant's API.</summary>
    public string Uri { get; } = "";

    /// <summary>A token with every permission.</summary>
    public string Token { get; } = "";

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
