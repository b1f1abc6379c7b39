using System.Diagnostics;
using System.Globalization;

namespace Kandji.Fuzz;

/// <summary>
/// Feeds broken JSON to everything that reads what the service sends, until the time is up:
/// <c>dotnet run --project tests/Kandji.Fuzz -- --seconds 60</c>. With <c>--seed N</c> a run is repeated from that input on. Exits
/// with 1, naming the seed and the input, when reading ends in anything but a result or the one documented exception, or takes
/// more than a second.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        int seconds = Option(args, "--seconds") ?? 10;
        int first = Option(args, "--seed") ?? Environment.TickCount & 0xFFFFFF;
        Console.WriteLine($"Fuzzing for {seconds} seconds from seed {first}.");
        var time = Stopwatch.StartNew();
        int seed = first;
        int accepted = 0;
        for (; time.Elapsed.TotalSeconds < seconds; seed++)
        {
            byte[] input = new Mutation(seed).Make();
            var one = Stopwatch.StartNew();
            try
            {
                accepted += Target.Read(input);
                if (one.Elapsed.TotalSeconds > 1)
                    throw new TimeoutException($"It took {one.Elapsed}.");
            }
            catch (Exception e)
            {
                Console.Error.WriteLine($"Seed {seed}, input in base64: {Convert.ToBase64String(input)}");
                Console.Error.WriteLine(e);
                return 1;
            }
        }
        Console.WriteLine($"{seed - first} inputs, read {accepted} times without an error, nothing found.");
        return accepted > 0 ? 0 : 1;
    }

    private static int? Option(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : null;
    }
}
