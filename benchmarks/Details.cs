namespace Kandji.Benchmarks;

/// <summary>The details of 1,000 devices from a service that takes 100 ms to answer and lets 50 requests a second through.</summary>
internal static class Details
{
    private const int Devices = 1000;

    public static IEnumerable<Result> Run()
    {
        using SimulatorProcess simulator = SimulatorProcess.Start(Devices, latency: 100, limit: 50);
        using var floor = new Floor(simulator);
        using var engine = new Engine(simulator);
        string[] ids = ((object[])engine.Run(",@($global:devices = Get-KandjiDevice; $devices.DeviceId)")!).Take(50)
            .Select(id => id.ToString()!).ToArray();

        double loop = Statistics.Seconds(() =>
        {
            foreach (string id in ids)
                floor.ReadAsync($"/api/v1/devices/{id}/details").GetAwaiter().GetResult();
        });
        System.Threading.Thread.Sleep(1100);
        simulator.Forget();
        int count = 0;
        double seconds = Statistics.Seconds(() => count = (int)engine.Run("$details = $devices | Get-KandjiDeviceDetail; $details.Count")!);
        var stats = simulator.Stats();
        if (count != Devices)
            throw new InvalidOperationException($"{count} details came, not {Devices}.");

        yield return Result.AtLeast("`Get-KandjiDeviceDetail`, devices a second", count / seconds, "0.0", 48.5);
        yield return new Result("Sequential loop, devices a second", ids.Length / loop, "0.0");
        yield return Result.AtMost("Requests in the busiest second", stats.PeakPerSecond, "0", 50);
        yield return Result.AtMost("Requests refused (429)", stats.Refused, "0", 0);
    }
}
