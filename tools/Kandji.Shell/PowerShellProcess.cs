using System.Diagnostics;
using System.Text;

namespace Kandji.Shell;

/// <summary>The pwsh that <c>.config/dotnet-tools.json</c> names, with the built module imported.</summary>
internal static class PowerShellProcess
{
    /// <summary>
    /// Runs a script in the global scope, on this process's console. The tenant is in the variables <c>$uri</c> and <c>$token</c>, and
    /// where <c>Connect-Kandji</c> without parameters looks for one.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="script">The script.</param>
    /// <param name="staysOpen">Indicates whether a prompt follows the script.</param>
    /// <returns>The exit code of PowerShell.</returns>
    public static int Run(TenantProcess tenant, string script, bool staysOpen)
    {
        string manifest = Path.Combine(Repository.Root, "out", "Kandji", "Kandji.psd1");
        string plain = Console.IsOutputRedirected ? "$PSStyle.OutputRendering = 'PlainText'" : "";
        string start = $"""
            {plain}
            Set-Location -LiteralPath {Quote(Environment.CurrentDirectory)}
            Import-Module {Quote(manifest)} -ErrorAction Stop
            $uri = {Quote(tenant.Uri)}
            $token = {Quote(tenant.Token)}
            {script}
            """;
        // The profile of whoever tries this may import another copy of the module, or take another prompt for granted.
        string[] arguments =
        [
            "tool", "run", "pwsh", "--", "-NoLogo", "-NoProfile", .. (string[])(staysOpen ? ["-NoExit"] : ["-NonInteractive"]),
            "-OutputFormat", "Text", "-EncodedCommand", Convert.ToBase64String(Encoding.Unicode.GetBytes(start)),
        ];
        // The folder in which the tool's manifest is found.
        var info = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Repository.Root, UseShellExecute = false };
        // A token of a real tenant that is set here must not be what a command on the simulated one takes.
        info.Environment["KANDJI_TENANT"] = tenant.Uri;
        info.Environment["KANDJI_TOKEN"] = tenant.Token;
        info.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        info.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        // Ctrl+C is for the command that runs in PowerShell, not for this process.
        Console.CancelKeyPress += (_, e) => e.Cancel = true;
        using Process process = Process.Start(info)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>A text as PowerShell's literal.</summary>
    public static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
