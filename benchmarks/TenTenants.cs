namespace Kandji.Benchmarks;

/// <summary>The details of 250 devices in each of ten tenants, in ten sessions at once, over those of one.</summary>
internal static class TenTenants
{
    private const int Tenants = 10;
    private const int Devices = 250;

    public static IEnumerable<Result> Run()
    {
        var simulators = new List<SimulatorProcess>();
        var engines = new List<Engine>();
        try
        {
            for (int i = 0; i < Tenants; i++)
            {
                simulators.Add(SimulatorProcess.Start(Devices, latency: 100, limit: 50));
                engines.Add(new Engine(simulators[i]));
                engines[i].Run("$global:devices = Get-KandjiDevice; $details = $devices[0] | Get-KandjiDeviceDetail");
            }
            double one = Seconds(engines.Take(1));
            double ten = Seconds(engines);
            yield return Result.AtLeast("Details in ten sessions to ten tenants, over one", Tenants * one / ten, "0.0 x", 9);
            yield return new Result("Details a second in ten sessions", Tenants * Devices / ten, "0");
            yield return Result.AtMost("Requests refused (429)", simulators.Sum(simulator => simulator.Stats().Refused), "0", 0);
        }
        finally
        {
            engines.ForEach(engine => engine.Dispose());
            simulators.ForEach(simulator => simulator.Dispose());
        }
    }

    // Each on a thread of its own, as a pipeline has one.
    private static double Seconds(IEnumerable<Engine> engines)
    {
        Thread.Sleep(1500);
        Thread[] threads = [.. engines.Select(engine => new Thread(() => Read(engine)))];
        return Statistics.Seconds(() =>
        {
            foreach (Thread thread in threads)
                thread.Start();
            foreach (Thread thread in threads)
                thread.Join();
        });
    }

    private static void Read(Engine engine)
    {
        object count = engine.Run("$details = $devices | Get-KandjiDeviceDetail; $details.Count")!;
        if ((int)count != Devices)
            throw new InvalidOperationException($"{count} details came, not {Devices}.");
    }
}
