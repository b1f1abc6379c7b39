using System.Text.Json;
using Kandji.PowerShell.Tests.Engine;

namespace Kandji.Pester.Tests;

/// <summary>Runs Pester tests in the pwsh of <c>.config/dotnet-tools.json</c>.</summary>
internal static class PesterSuite
{
    /// <summary>The project's own suite.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Pester");

    /// <summary>Runs the tests below a path.</summary>
    /// <returns>A result for each test, and for each file or block that failed by itself.</returns>
    /// <exception cref="InvalidOperationException">
    /// The run did not get as far as its results, or its results do not explain its exit code.
    /// </exception>
    public static async Task<IReadOnlyList<PesterResult>> RunAsync(string path)
    {
        using var folder = new TemporaryFolder();
        string resultPath = Path.Combine(folder.Path, "results.json");
        DotNetResult run = await DotNet.RunAsync(TimeSpan.FromMinutes(25), "",
            "tool", "run", "pwsh", "--", "-NoProfile", "-NonInteractive", "-File", Path.Combine(Folder, "Run.ps1"),
            "-Pester", DotNet.PesterManifest, "-Path", path, "-ResultPath", resultPath);
        List<PesterResult>? results = File.Exists(resultPath)
            ? JsonSerializer.Deserialize<List<PesterResult>>(await File.ReadAllTextAsync(resultPath)) : null;
        bool passed = results is { Count: > 0 } && results.TrueForAll(result => result.Result is "Passed" or "Skipped");
        if (results is not { Count: > 0 } || passed != (run.ExitCode == 0))
            throw new InvalidOperationException(
                $"Pester ended with exit code {run.ExitCode}, which its results do not explain.\n{run.Output}\n{run.Error}");
        return results;
    }
}
