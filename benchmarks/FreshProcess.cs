using System.Diagnostics;
using System.Globalization;

namespace Kandji.Benchmarks;

/// <summary>
/// A new pwsh, the one of <c>.config/dotnet-tools.json</c>, that takes a few first steps and measures each of them itself.
/// </summary>
internal static class FreshProcess
{
    /// <summary>Runs <c>peers/cold.ps1</c>.</summary>
    /// <param name="manifest">The module.</param>
    /// <param name="simulator">The tenant to connect to; null when no step asks it for anything.</param>
    /// <param name="steps">The steps, as the script names them.</param>
    /// <returns>The cost of each step.</returns>
    public static Dictionary<string, Cost> Run(string manifest, SimulatorProcess? simulator, params string[] steps)
    {
        string[] arguments =
        [
            "tool", "run", "pwsh", "--", "-NoProfile", "-NonInteractive",
            "-File", Path.Combine(AppContext.BaseDirectory, "peers", "cold.ps1"), manifest,
            simulator?.Address.GetLeftPart(UriPartial.Authority) ?? "-", simulator?.Token ?? "-", .. steps,
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, WorkingDirectory = Engine.RepositoryRoot() };
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0 || lines.Length != steps.Length)
            throw new InvalidOperationException($"pwsh ended with {process.ExitCode} and said: {string.Join(' ', lines)}");
        return lines.Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => new Cost(Seconds(words[1]), Seconds(words[2])));
    }

    private static double Seconds(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
