namespace Kandji.Benchmarks;

/// <summary>Listing 10,000 devices from a service that takes 100 ms to answer and lets 50 requests a second through.</summary>
internal static class Latency
{
    public static IEnumerable<Result> Run(int repetitions)
    {
        using SimulatorProcess simulator = SimulatorProcess.Start(10_000, latency: 100, limit: 50);
        using var floor = new Floor(simulator);
        using var engine = new Engine(simulator);
        var sequential = new List<double>();
        var ours = new List<double>();
        int peak = 0, refused = 0;
        for (int turn = -1; turn < repetitions; turn++)
        {
            double one = Statistics.Seconds(() => floor.ListAsync().GetAwaiter().GetResult());
            // Other requests of the same second would count as the client's.
            System.Threading.Thread.Sleep(1100);
            simulator.Forget();
            double many = Statistics.Seconds(() => engine.Run("$devices = Get-KandjiDevice; $devices.Count"));
            var stats = simulator.Stats();
            peak = Math.Max(peak, stats.PeakPerSecond);
            refused += stats.Refused;
            System.Threading.Thread.Sleep(1100);
            if (turn < 0)
                continue;
            sequential.Add(one);
            ours.Add(many);
        }
        yield return Result.AtLeast(
            "`Get-KandjiDevice`, faster than one page after the other", sequential.Median() / ours.Median(), "0.0 x", 4);
        yield return Result.AtMost("Requests in the busiest second", peak, "0", 50);
        yield return Result.AtMost("Requests refused (429)", refused, "0", 0);
    }
}
