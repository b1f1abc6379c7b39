using System.Diagnostics;

namespace Kandji.Shell;

/// <summary>Restores PowerShell and builds the module, its help and the simulated tenant, and says so while it does.</summary>
internal sealed class Preparation(TextWriter progress)
{
    private const int StepCount = 3;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _step;

    /// <summary>Runs all steps. Steps that are up to date take a few seconds.</summary>
    /// <exception cref="PreparationException">A step failed.</exception>
    public void Run()
    {
        Step("Restoring PowerShell (the first time, that is a download of 70 MB)", "tool", "restore");
        Build("Building the module and its help", "tools/Kandji.Help");
        Build("Building the simulated tenant", "tests/Kandji.Simulator");
        progress.WriteLine($"Ready after {_watch.Elapsed.TotalSeconds:0} s.\n");
        progress.Flush();
    }

    // Without the analyzers, which take longer than the compiler and tell nothing to those who want to see the module.
    private void Build(string what, string project) =>
        Step(what, "build", project, "--configuration", Repository.Configuration, "--nologo", "-p:RunAnalyzers=false");

    private void Step(string what, params string[] arguments)
    {
        progress.WriteLine($"[{++_step}/{StepCount}] {what}: dotnet {string.Join(' ', arguments)}");
        progress.Flush();
        // With a terminal, a build draws its own progress there; without one, its lines are passed on as they come.
        bool drawsItself = progress == Console.Out && !Console.IsOutputRedirected;
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = !drawsItself,
        };
        using Process process = Process.Start(start)!;
        if (!drawsItself)
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                progress.WriteLine("      " + line);
                progress.Flush();
            }
        }
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new PreparationException($"'dotnet {string.Join(' ', arguments)}' failed with exit code {process.ExitCode}.");
    }
}
