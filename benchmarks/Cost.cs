using System.Diagnostics;

namespace Kandji.Benchmarks;

/// <summary>The cost of an action: on the clock, and of the processor. The latter hardly depends on what else the machine does.</summary>
/// <param name="Wall">Seconds on the clock.</param>
/// <param name="Processor">Seconds of processor time, of all threads of the process together.</param>
internal readonly record struct Cost(double Wall, double Processor)
{
    public static Cost operator +(Cost one, Cost other) => new(one.Wall + other.Wall, one.Processor + other.Processor);

    public static Cost operator /(Cost cost, double times) => new(cost.Wall / times, cost.Processor / times);

    /// <summary>Measures the cost of an action in this process.</summary>
    public static Cost Measure(Action action)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        action();
        return new Cost(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }
}
