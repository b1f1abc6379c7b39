namespace Kandji.Benchmarks;

/// <summary>How much managed memory a pipeline holds while devices stream to its end.</summary>
internal static class Memory
{
    public static IEnumerable<Result> Run()
    {
        double few = HeldWhileStreaming(1000);
        double many = HeldWhileStreaming(100_000);
        yield return new Result("Held while 1,000 devices stream, MB", few, "0.0");
        yield return new Result("Held while 100,000 devices stream, MB", many, "0.0");
        yield return Result.AtMost("Difference, MB", many - few, "0.0", 40);
    }

    private static double HeldWhileStreaming(int devices)
    {
        using SimulatorProcess simulator = SimulatorProcess.Start(devices);
        using var engine = new Engine(simulator, requestsPerSecond: 1000);
        var end = new End(devices / 20);
        engine.Run("param($end) Get-KandjiDevice | ForEach-Object { $end.Take() }", end);
        if (end.Taken != devices)
            throw new InvalidOperationException($"{end.Taken} devices came, not {devices}.");
        return end.Most / 1e6;
    }

    /// <summary>The end of the pipeline: keeps nothing, and weighs what is held, from time to time.</summary>
    internal sealed class End(int every)
    {
        public int Taken { get; private set; }

        public long Most { get; private set; }

        public void Take()
        {
            if (++Taken % every == 0)
                Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true));
        }
    }
}
