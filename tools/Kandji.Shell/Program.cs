using System.Globalization;
using Kandji.Shell;

const string usage = """
    Tries the module in PowerShell against a simulated tenant, with nothing but the .NET SDK.

      dotnet run --project tools/Kandji.Shell                     the tour, then a prompt if there is a terminal
      dotnet run --project tools/Kandji.Shell -- --tour           the tour alone
      dotnet run --project tools/Kandji.Shell -- --prompt         a prompt, connected
      dotnet run --project tools/Kandji.Shell -- -c "COMMAND"     one command, connected
      dotnet run --project tools/Kandji.Shell -- -f SCRIPT.ps1    a script, connected

      --devices N    how many devices the tenant has (200)
      --latency MS   how long each answer takes, in milliseconds (0)
      --no-build     takes what was built last

    A prompt ends with 'exit'. The exit code is 0 if every step of the tour did what it should; after a command, a script or a prompt it is
    PowerShell's.
    """;

string? mode = null, text = null;
int devices = 200;
int latency = 0;
bool builds = true;
for (int i = 0; i < args.Length; i++)
{
    string? Value() => ++i < args.Length ? args[i] : null;
    switch (args[i])
    {
        case "--tour" or "--prompt" when mode is null:
            mode = args[i];
            break;
        case "-c" or "-f" when mode is null:
            mode = args[i];
            text = Value();
            break;
        case "--devices" when int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out devices):
        case "--latency" when int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out latency):
            break;
        case "--no-build":
            builds = false;
            break;
        case "-h" or "--help":
            Console.WriteLine(usage);
            return 0;
        default:
            Console.Error.WriteLine(usage);
            return 2;
    }
}
if (mode is "-c" or "-f" && text is null)
{
    Console.Error.WriteLine(usage);
    return 2;
}
if (mode is "-f" && !File.Exists(text))
{
    Console.Error.WriteLine($"There is no file '{text}'.");
    return 2;
}

bool hasTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("CI") is null;
string tour =
    $"& {PowerShellProcess.Quote(Path.Combine(Repository.Root, "tools", "Kandji.Shell", "Tour.ps1"))}\nif ($LASTEXITCODE) {{ exit "
    + $"$LASTEXITCODE }}\n";
try
{
    // The output of a command or a script is its own.
    if (builds)
        new Preparation(mode is "-c" or "-f" ? Console.Error : Console.Out).Run();
    using var tenant = new TenantProcess(devices, latency);
    return mode switch
    {
        "-c" => PowerShellProcess.Run(tenant, $"Connect-Kandji | Out-Null\n{text}", staysOpen: false),
        "-f" => PowerShellProcess.Run(
            tenant,
            $"Connect-Kandji | Out-Null\n& {PowerShellProcess.Quote(Path.GetFullPath(text!))}\nif ($LASTEXITCODE) {{ exit $LASTEXITCODE }}",
            staysOpen: false),
        "--prompt" => PowerShellProcess.Run(tenant, "Connect-Kandji | Out-Null", staysOpen: true),
        null when hasTerminal => PowerShellProcess.Run(
            tenant, tour + "\"The tenant stays up and the session is connected: this is a prompt. 'exit' leaves.`n\"", staysOpen: true),
        _ => PowerShellProcess.Run(tenant, tour, staysOpen: false),
    };
}
catch (PreparationException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
