using System.Diagnostics;
using System.Reflection;
using System.Text;
using Kandji.PowerShell.Tests.Engine;

namespace Kandji.Pester.Tests;

/// <summary>Runs <c>dotnet</c> in the repository, as somebody with nothing but the SDK does.</summary>
internal static class DotNet
{
    /// <summary>Debug or Release: what these tests were built as, and with them all that they run.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The manifest of the Pester that the build restored.</summary>
    public static string PesterManifest { get; } = Metadata("PesterManifest");

    /// <summary>Runs a command without a terminal until it ends; <paramref name="input"/> is all that it can read.</summary>
    public static async Task<DotNetResult> RunAsync(TimeSpan limit, string input, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = Repository.Root,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
            },
        };
        // The testing platform tells the programs that it starts about itself, and these are none of them.
        foreach (string name in process.StartInfo.Environment.Keys.Where(IsOfTheTestRun).ToList())
            process.StartInfo.Environment.Remove(name);
        var output = new StringBuilder();
        var error = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"'dotnet {string.Join(' ', arguments)}' did not end within {limit}. It said:\n{Text(output)}\n{Text(error)}");
        }
        return new DotNetResult(process.ExitCode, Text(output), Text(error));
    }

    private static bool IsOfTheTestRun(string variable) =>
        variable.StartsWith("TESTINGPLATFORM_", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    private static string Metadata(string key) =>
        typeof(DotNet).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
