using Kandji.PowerShell.Sessions;

namespace Kandji.Benchmarks;

/// <summary>Listing 10,000 devices from a service that takes 100 ms to answer and lets 50 requests a second through.</summary>
internal static class Latency
{
    public static IEnumerable<Result> Run(int repetitions)
    {
        using SimulatorProcess simulator = SimulatorProcess.Start(10_000, latency: 100, limit: 50);
        using var floor = new Floor(simulator);
        using var engine = new Engine(simulator);
        var known = new List<double>();
        var counted = new List<double>();
        var unknown = new List<double>();
        int peak = 0, refused = 0;

        // Every listing has a second of the gateway for itself.
        double Measure(Action list)
        {
            Thread.Sleep(1100);
            simulator.Forget();
            double seconds = Statistics.Seconds(list);
            (int _, int busiest, int denied) = simulator.Stats();
            peak = Math.Max(peak, busiest);
            refused += denied;
            return seconds;
        }

        double List(KandjiSession session) =>
            Measure(() => engine.Run("param($session) $devices = Get-KandjiDevice -Session $session; $devices.Count", session));

        KandjiSession remembering = engine.Open(Engine.Options(simulator, requestsPerSecond: 50));
        for (int turn = -1; turn < repetitions; turn++)
        {
            Thread.Sleep(1100);
            double one = Statistics.Seconds(() => floor.ListAsync().GetAwaiter().GetResult());
            double again = List(remembering);

            // A new session each: one that was connected, as Connect-Kandji does it, and one that may not ask Prism.
            KandjiSession connected = engine.Open(Engine.Options(simulator, requestsPerSecond: 50));
            connected.GetClient().CheckTokenAsync().GetAwaiter().GetResult();
            double prism = List(connected);
            double alone = List(engine.Open(Engine.Options(simulator, requestsPerSecond: 50, asksPrism: false)));
            if (turn < 0)
                continue;
            known.Add(one / again);
            counted.Add(one / prism);
            unknown.Add(one / alone);
        }
        yield return Result.RatioAtLeast(
            "`Get-KandjiDevice`, faster than one page after the other: length known", [.. known], 8);
        yield return Result.RatioAtLeast(
            "the same, first list of a connected session: Prism counts beside the first page", [.. counted], 8);
        yield return Result.RatioAtLeast("the same, length not known", [.. unknown], 4.5);
        yield return Result.AtMost("Requests in the busiest second", peak, "0", 50);
        yield return Result.AtMost("Requests refused (429)", refused, "0", 0);
    }
}
