using System.Globalization;
using Kandji.Simulator;

const string Help = """
    A simulated Kandji tenant on loopback.

      --devices N      devices in the fleet (200)
      --seed N         the same seed makes the same fleet (1)
      --port N         port to listen on (a free one)
      --latency TIME   added to every answer, as 100ms or 1.5s (0)
      --limit N        requests a second before 429; 0 is no limit (50)
      --hourly N       requests an hour before 429 (10000)
      --faults RATE    the part of requests that fail as gateways fail, as 0.1 (0)
      --unknown-fields adds fields that nobody knows to every object of every answer
      --verbose        one line for each request
      --control        take commands on standard input: stats, clear; its end stops
      --help           this
    """;

var options = new SimulatorOptions();
var verbose = false;
var control = false;
var unknownFields = false;
var faults = 0.0;
try
{
    for (var i = 0; i < args.Length; i++)
    {
        switch (args[i])
        {
            case "--devices": options.DeviceCount = Number(); break;
            case "--seed": options.Seed = Number(); break;
            case "--port": options.Port = Number(); break;
            case "--latency": options.Latency = Time(); break;
            case "--limit":
                options.Limits.PerSecond = Number();
                options.Limits.Enabled = options.Limits.PerSecond > 0;
                break;
            case "--hourly": options.Limits.PerHour = Number(); break;
            case "--faults": faults = Rate(); break;
            case "--unknown-fields": unknownFields = true; break;
            case "--verbose": verbose = true; break;
            case "--control": control = true; break;
            case "--help" or "-h" or "-?":
                Console.WriteLine(Help);
                return 0;
            default: throw new FormatException($"There is no option '{args[i]}'.");
        }

        string Value() => ++i < args.Length ? args[i] : throw new FormatException($"'{args[i - 1]}' needs a value.");

        int Number()
        {
            var text = Value();
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new FormatException($"'{text}' is not a number.");
        }

        double Rate()
        {
            var text = Value();
            return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
                && rate is >= 0 and <= 1
                ? rate
                : throw new FormatException($"'{text}' is not a rate from 0 to 1.");
        }

        TimeSpan Time()
        {
            var text = Value();
            var (digits, unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 1)
                : text.EndsWith('s') ? (text[..^1], 1000)
                : (text, 1);
            return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? TimeSpan.FromMilliseconds(number * unit)
                : throw new FormatException($"'{text}' is not a time.");
        }
    }
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(Help);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

SimulatedTenant started;
try
{
    started = await SimulatedTenant.StartAsync(options);
}
catch (IOException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

await using var tenant = started;
if (faults > 0)
    tenant.Faults.Random(faults, options.Seed);
if (unknownFields)
    tenant.Faults.Add("/**", Fault.RewriteBody(UnknownFields.AddTo));
if (verbose)
{
    tenant.Log.Answered += e => Console.WriteLine(
        $"{e.StartedAt.ToLocalTime():HH:mm:ss.fff} {e.Status} {e.Method} {e.RawTarget} {e.Duration?.TotalMilliseconds:0} ms "
            + $"({e.Permission ?? "no route"})");
}

Console.WriteLine($"Connect-Kandji -Uri {tenant.BaseAddress.GetLeftPart(UriPartial.Authority)} -Token '{tenant.Token}'");
Console.WriteLine($"{tenant.State.Devices.Count} devices. Ctrl+C stops.");
if (control)
{
    while (Console.ReadLine() is { } command)
    {
        if (command == "stats")
            Console.WriteLine(
                $"{tenant.Log.Count} requests, {tenant.Log.PeakPerSecond} in the busiest second, "
                    + $"{tenant.Log.Entries.Count(e => e.Status == 429)} refused");
        else if (command == "clear")
            tenant.Log.Clear();
    }

    return 0;
}

try
{
    await Task.Delay(Timeout.Infinite, stop.Token);
}
catch (OperationCanceledException)
{
    Console.WriteLine("Stopped.");
}

return 0;
