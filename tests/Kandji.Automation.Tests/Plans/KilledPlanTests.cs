using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.Client;
using Kandji.Client.Devices.Actions;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Plans;

/// <summary>A plan of 50 steps that is killed at any of its requests and of its steps on the disk, and a second run.</summary>
public sealed class KilledPlanTests
{
    // Every moment with KANDJI_TESTS=full; each tenth otherwise.
    private static readonly int Stride = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 1 : 10;

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(8, false)]
    [InlineData(8, true)]
    public async Task Apply_KilledAtAnyMoment_MakesEachChangeOnceInTheEnd(int throttleLimit, bool executes)
    {
        int moments = await RunAsync(0, executes, throttleLimit);
        Assert.InRange(moments, 200, 2000);
        for (int moment = 1 + ((throttleLimit + (executes ? 3 : 0)) % Stride); moment <= moments; moment += Stride)
            await RunAsync(moment, executes, throttleLimit);
    }

    // Returns how many moments a run has.
    private static async Task<int> RunAsync(int cutAt, bool executes, int throttleLimit)
    {
        await using PlanBench bench = await PlanBench.StartAsync(devices: 80);
        Plan plan = await bench.WriteAsync(Create(bench));
        Assert.Equal(50, plan.Steps.Count);
        var cut = new CutHandler { CutAt = cutAt, Executes = executes };
        var options = new PlanRunOptions { ThrottleLimit = throttleLimit, BeforeStep = cut.BeforeStep };
        await ApplyUntilCutAsync(bench, cut, options);
        string whole = $"cut at {cutAt}, {(executes ? "" : "not ")}executed, {throttleLimit} at once";

        List<PlanStepResult> second = await bench.ApplyAsync(new PlanRunOptions { ThrottleLimit = throttleLimit });

        List<string> changes = bench.Changes;
        PlanRecord record = (await PlanRun.ReadRecordAsync(plan, bench.PlanPath, TimeProvider.System, PlanBench.Token))!;
        foreach (PlanStep step in plan.Steps)
        {
            PlanStepOutcome outcome = record[step.Number].Outcome;
            int sent = changes.Count(change => IsOf(change, step));
            bool isAction = PlanOperation.Find(step.Operation)!.Action is not null;
            // A change of a property that was cut off before it was carried out is sent again: it was not made.
            Assert.True(sent <= 1, $"{whole}: {step} was sent {sent} times.");
            Assert.True(outcome is PlanStepOutcome.Done or PlanStepOutcome.Queued
                || (outcome == PlanStepOutcome.Unknown && isAction), $"{whole}: {step} is {outcome}.");
            if (outcome != PlanStepOutcome.Unknown)
                Assert.True(sent == 1, $"{whole}: {step} is {outcome} and was not sent.");
            else
                Assert.Contains(second, result => result.Number == step.Number && result.Outcome == PlanStepOutcome.Unknown);
        }
        // At most as many as were under way are not known.
        Assert.True(plan.Steps.Count(step => record[step.Number].Outcome == PlanStepOutcome.Unknown) <= throttleLimit, whole);
        Assert.DoesNotContain(await bench.ApplyAsync(), result => result.Outcome != PlanStepOutcome.Unknown);
        Assert.Equal(changes.Count, bench.Changes.Count);
        return cut.Seen;
    }

    private static async Task ApplyUntilCutAsync(PlanBench bench, CutHandler cut, PlanRunOptions options)
    {
        KandjiClient client = bench.NewClient(cut);
        PlanRun? run = null;
        Task applying = ApplyAsync();
        await Task.WhenAny(applying, cut.Reached);
        if (!cut.Reached.IsCompleted)
            await applying;
        // As the system does when a process ends: what is under way never goes on.
        run?.Dispose();
        _ = applying.ContinueWith(task => _ = task.Exception, TaskScheduler.Default);

        async Task ApplyAsync()
        {
            run = await bench.OpenAsync(options, client);
            PlanReview review = await PlanReview.CreateAsync(run, PlanBench.Token);
            await PlanRunner.RunAsync(run, review, _ => { }, PlanBench.Token);
        }
    }

    private static bool IsOf(string change, PlanStep step) => PlanOperation.Find(step.Operation)!.Operation.ToString() is var operation
        && (operation.Contains("/tags", StringComparison.Ordinal)
            ? change.StartsWith("POST /api/v1/tags ", StringComparison.Ordinal)
                && change.Contains($"\"{step.Target.Name}\"", StringComparison.Ordinal)
            : change.StartsWith(operation.Replace("{device_id}", step.Target.Id, StringComparison.Ordinal) + " ", StringComparison.Ordinal)
                || change == operation.Replace("{device_id}", step.Target.Id, StringComparison.Ordinal));

    // All kinds of steps, each about a device of its own.
    private static IEnumerable<PlanStep> Create(PlanBench bench)
    {
        SimulatedDevice[] macs = bench.Devices.Where(device => device is { Platform: DevicePlatform.Mac, IsLocked: false }).Take(45)
            .ToArray();
        for (int i = 0; i < macs.Length; i++)
        {
            yield return (i % 6) switch
            {
                0 => PlanBench.SetAssetTag(macs[i], $"A{i}"),
                1 => PlanBench.AddNote(macs[i], $"Note {i}"),
                2 => PlanBench.Act(macs[i], DeviceAction.Restart),
                3 => PlanBench.SetTags(macs[i], $"t{i}"),
                4 => PlanBench.Act(macs[i], DeviceAction.Erase),
                _ => PlanBench.Move(macs[i], bench.Tenant.State.Blueprints.First(blueprint => blueprint != macs[i].Blueprint)),
            };
        }
        for (int i = macs.Length; i < 50; i++)
            yield return PlanBench.AddTag($"tag-{i}");
    }
}
