using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Kandji.Client.Tests;

/// <summary>A simulated tenant in a process of its own: it needs a newer .NET than the client that is tested here.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    private readonly Process _process;

    public SimulatorProcess(string options = "")
    {
        string program = Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "tests", "Kandji.Simulator", "bin"), "Kandji.Simulator.dll", SearchOption.AllDirectories)
            .OrderBy(File.GetLastWriteTimeUtc).LastOrDefault() ?? throw new FileNotFoundException("The simulator is not built.");
        _process = Process.Start(
            new ProcessStartInfo("dotnet", $"\"{program}\" {options}") { RedirectStandardOutput = true, UseShellExecute = false })!;
        string said = _process.StandardOutput.ReadLine() ?? "";
        Match address = Regex.Match(said, "^Connect-Kandji -Uri (?<uri>\\S+) -Token '(?<token>[^']+)'");
        if (!address.Success)
            throw new InvalidOperationException("The simulator did not start: " + said);
        Uri = new Uri(address.Groups["uri"].Value);
        Token = address.Groups["token"].Value;
    }

    public Uri Uri { get; }

    public string Token { get; }

    public KandjiClient Connect() =>
        new(new KandjiClientOptions { BaseAddress = Uri, Token = new NetworkCredential("", Token).SecurePassword });

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
