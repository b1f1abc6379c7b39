namespace Kandji.Benchmarks;

/// <summary>Comparing a fleet with its inventory, over reading the fleet: the list is the same, and nothing of it has changed.</summary>
internal static class Inventory
{
    private const int Devices = 20_000;

    public static IEnumerable<Result> Run(int repetitions)
    {
        string folder = Directory.CreateTempSubdirectory("kandji-inventory-").FullName;
        try
        {
            using SimulatorProcess simulator = SimulatorProcess.Start(Devices);
            using var engine = new Engine(simulator, requestsPerSecond: 1000);
            engine.Run("param($path) Sync-KandjiInventory $path -Kind Device -Baseline", folder);
            List<Cost> read = [], compared = [];
            const int warmUps = 3;
            for (int turn = -warmUps; turn < repetitions; turn++)
            {
                Cost reading = Timed(() => engine.Run("Get-KandjiDevice | Out-Null"));
                Cost comparing = Timed(() => engine.Run("param($path) Sync-KandjiInventory $path -Kind Device | Out-Null", folder));
                if (turn < 0)
                    continue;
                read.Add(reading);
                compared.Add(comparing);
            }
            yield return Result.Ratio("Reading and comparing, over reading, wall",
                compared.Select(cost => cost.Wall).Over(read.Select(cost => cost.Wall)), most: 1.5);
            yield return Result.Ratio("Reading and comparing, over reading, processor time",
                compared.Select(cost => cost.Processor).Over(read.Select(cost => cost.Processor)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Cost Timed(Action action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Cost.Measure(action);
    }
}
