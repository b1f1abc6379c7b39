namespace Kandji.Benchmarks;

/// <summary>Listing the devices of three tenants at once, each 100 ms away and with a limit of its own.</summary>
internal static class Tenants
{
    public static IEnumerable<Result> Run(int repetitions)
    {
        SimulatorProcess[] simulators = [.. Enumerable.Range(0, 3).Select(_ => SimulatorProcess.Start(1_000, latency: 100, limit: 50))];
        try
        {
            using var engine = new Engine(simulators[0]);
            for (int i = 0; i < simulators.Length; i++)
                engine.Run($"param($session) $global:tenant{i} = $session", engine.Open(simulators[i]));
            var alone = new List<double>();
            var together = new List<double>();
            for (int turn = -1; turn < repetitions; turn++)
            {
                double slowest = 0;
                for (int i = 0; i < simulators.Length; i++)
                    slowest = Math.Max(slowest, Statistics.Seconds(() => engine.Run($"$devices = Get-KandjiDevice -Session $tenant{i}")));
                Thread.Sleep(1100);
                double all = Statistics.Seconds(
                    () => engine.Run("$devices = Get-KandjiDevice -Session $tenant0, $tenant1, $tenant2; $devices.Count"));
                Thread.Sleep(1100);
                if (turn < 0)
                    continue;
                alone.Add(slowest);
                together.Add(all);
            }
            yield return Result.AtMost(
                "`Get-KandjiDevice` of three tenants, over the slowest of them alone", together.Median() / alone.Median(), "0.00 x", 1.2);
        }
        finally
        {
            foreach (SimulatorProcess simulator in simulators)
                simulator.Dispose();
        }
    }
}
