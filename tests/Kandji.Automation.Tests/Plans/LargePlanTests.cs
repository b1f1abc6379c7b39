using System.Diagnostics;
using Kandji.Automation.Plans.Apply;
using Kandji.Client;

namespace Kandji.Automation.Tests.Plans;

/// <summary>A plan of many steps at the pace that the tenant allows: 10,000 with KANDJI_TESTS=full, a tenth otherwise.</summary>
[Collection(nameof(SequentialCollection))]
public sealed class LargePlanTests
{
    private const int PerSecond = 50;
    private const int Sample = 100;

    private static readonly int Steps = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 10_000 : 1_000;

    [Fact]
    public async Task Apply_OfManySteps_KeepsThePaceAndTheMemory()
    {
        // Some devices of a fleet are removed, or not managed.
        await using PlanBench bench = await PlanBench.StartAsync(devices: Steps + (Steps / 20) + 100);
        bench.Tenant.Limits.PerHour = 100_000;
        bench.Tenant.Limits.PerSecond = PerSecond;
        bench.Tenant.Limits.Enabled = true;
        await bench.WriteAsync(bench.Devices.Take(Steps).Select((device, i) => PlanBench.SetAssetTag(device, $"A{i}")));
        using KandjiClient client = bench.NewClient(clock: TimeProvider.System, requestsPerSecond: PerSecond);
        using PlanRun run = await bench.OpenAsync(client: client, clock: TimeProvider.System);
        PlanReview review = await PlanReview.CreateAsync(run, PlanBench.Token);
        Assert.Equal(Steps, review.Open.Count);
        int done = 0, refused = 0;
        var memory = new List<long>();
        long began = Stopwatch.GetTimestamp();

        RunEnd end = await PlanRunner.RunAsync(run, review, result =>
        {
            int number = Interlocked.Increment(ref done);
            if (number % Sample != 0)
                return;
            // What the simulator remembers of the requests is not the client's.
            lock (memory)
            {
                refused += bench.Tenant.Log.Entries.Count(entry => entry.Status == 429);
                bench.Tenant.Log.Clear();
                if (number % (Steps / 10) == 0)
                    memory.Add(GC.GetTotalMemory(forceFullCollection: true));
            }
        }, PlanBench.Token);

        TimeSpan took = Stopwatch.GetElapsedTime(began), least = TimeSpan.FromSeconds((double)Steps / PerSecond);
        TestContext.Current.SendDiagnosticMessage(
            "{0} steps took {1:0.0} s, at the limit {2:0.0} s; {3} were refused; memory in MB {4}.", Steps, took.TotalSeconds,
            least.TotalSeconds, refused, string.Join(", ", memory.Select(bytes => (bytes / 1048576.0).ToString("0.0"))));
        Assert.Equal((0, null as string), (end.Left, end.Stop));
        Assert.Equal(Steps, done);
        Assert.All(bench.Devices.Take(Steps), device => Assert.StartsWith("A", device.AssetTag));
        // A time says something only on a machine that does nothing else.
        if (Steps >= 10_000)
            Assert.True(took < least * 1.1, $"{took} instead of {least}");
        // The simulator keeps an entry in its audit log for each change.
        Assert.True(memory[^1] - memory[0] < 4_000_000 + (Steps * 2048L), string.Join(", ", memory));
    }
}
