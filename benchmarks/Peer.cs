using System.Diagnostics;
using System.Globalization;

namespace Kandji.Benchmarks;

/// <summary>Another way to read the list, in a process of its own that reads it once for each line it is sent.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    private Peer(Process process) => _process = process;

    /// <summary>Starts a peer; null when its program is not on PATH.</summary>
    public static Peer? Start(string program, string script, SimulatorProcess simulator, params string[] before)
    {
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".exe") })
            .FirstOrDefault(File.Exists);
        if (found is null)
            return null;
        var start = new ProcessStartInfo(found) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in before.Append(Path.Combine(AppContext.BaseDirectory, "peers", script)))
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add(simulator.Address.GetLeftPart(UriPartial.Authority));
        start.ArgumentList.Add(simulator.Token);
        return new Peer(Process.Start(start)!);
    }

    /// <summary>Reads the list once; the time that the peer itself measured.</summary>
    public (TimeSpan Elapsed, int Devices) Read()
    {
        _process.StandardInput.WriteLine();
        string[] answer = (_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer ended.")).Split(' ');
        return (TimeSpan.FromSeconds(double.Parse(answer[0], CultureInfo.InvariantCulture)),
            int.Parse(answer[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
