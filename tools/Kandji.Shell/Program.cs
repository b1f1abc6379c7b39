using System;
using System.Globalization;
using System.IO;

using Kandji.Shell;
using Kandji.Simulator;

const string usage = """
    Tries the module against a simulated tenant, with nothing but the .NET SDK.

      dotnet run --project tools/Kandji.Shell                     the tour, then a prompt if there is a terminal
      dotnet run --project tools/Kandji.Shell -- --tour           the tour alone
      dotnet run --project tools/Kandji.Shell -- --prompt         a prompt, connected
      dotnet run --project tools/Kandji.Shell -- -c "COMMAND"     one command, connected
      dotnet run --project tools/Kandji.Shell -- -f SCRIPT.ps1    a script, connected

      --devices N    how many devices the tenant has (200)
      --latency MS   how long each answer takes, in milliseconds (0)

    Exits with 0 when every step, the command, or the script did what it should.
    """;

string? mode = null, text = null;
int devices = 200;
int latency = 0;
for (int i = 0; i < args.Length; i++)
{
    string? Value() => ++i < args.Length ? args[i] : null;
    switch (args[i])
    {
        case "--tour" or "--prompt":
            mode = args[i];
            break;
        case "-c" or "-f":
            mode = args[i];
            text = Value();
            break;
        case "--devices" when int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out devices):
        case "--latency" when int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out latency):
            break;
        default:
            Console.WriteLine(usage);
            return args[i] is "-h" or "--help" ? 0 : 2;
    }
}
if (mode is "-c" or "-f" && text is null)
{
    Console.WriteLine(usage);
    return 2;
}

await using SimulatedTenant tenant = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = devices, Latency = TimeSpan.FromMilliseconds(latency) });
using var engine = new Engine(tenant);

if (mode is null or "--tour")
{
    bool went = Tour.Run(engine);
    if (!went || mode is not null || Console.IsInputRedirected || Console.IsOutputRedirected || Environment.GetEnvironmentVariable("CI") is not null)
        return went ? 0 : 1;
    Console.WriteLine("The tenant stays up and the session is connected: this is a prompt. 'exit' leaves.\n");
    return Prompt.Run(engine);
}

engine.Run("Connect-Kandji -Uri $uri -Token $token | Out-Null");
return mode switch
{
    "-c" => engine.Run(text!).Errors.Count > 0 ? 1 : 0,
    "-f" => engine.Run(await File.ReadAllTextAsync(text!)).Errors.Count > 0 ? 1 : 0,
    _ => Prompt.Run(engine),
};
