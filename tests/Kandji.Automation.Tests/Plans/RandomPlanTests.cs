using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.Client.Devices.Actions;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Plans;

/// <summary>
/// Random plans, some of whose devices change before they are applied: the changes that the tenant saw are those that the plan lists, or
/// there are none.
/// </summary>
public sealed class RandomPlanTests
{
    private const int Seed = 20261129;
    private const int PlansPerTenant = 100;

    // All with KANDJI_TESTS=full; a tenth otherwise.
    private static readonly int Plans = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 10_000 : 1_000;

    private static readonly DeviceAction[] Actions =
    [
        DeviceAction.BlankPush, DeviceAction.Restart, DeviceAction.UpdateInventory, DeviceAction.RenewMdmProfile, DeviceAction.Erase,
        DeviceAction.Lock,
    ];

    [Fact]
    public async Task Apply_OfRandomPlans_MakesExactlyWhatTheyList_OrNothing()
    {
        int applied = 0, refused = 0, changes = 0;
        for (int first = 0; first < Plans; first += PlansPerTenant)
        {
            await using PlanBench bench = await PlanBench.StartAsync(devices: 40, seed: first);
            for (int number = first; number < first + PlansPerTenant; number++)
            {
                string whole = $"seed {Seed}, plan {number}";
                var random = new Random(Seed + number);
                bench.Tenant.Log.Clear();
                File.Delete(PlanFile.GetJournalPath(bench.PlanPath));
                List<PlanStep> steps = Create(bench, random);
                Plan plan = await bench.WriteAsync(steps);
                bool isDisturbed = random.Next(4) == 0 && Disturb(bench, random, steps);
                bool skips = random.Next(2) == 0;
                try
                {
                    List<PlanStepResult> results = await bench.ApplyAsync(
                        new PlanRunOptions { SkipChanged = skips, ThrottleLimit = random.Next(1, 9) });
                    HashSet<int> skipped = results.Where(result => result.Outcome == PlanStepOutcome.Skipped)
                        .Select(result => result.Number).ToHashSet();
                    Assert.True(skips ? !isDisturbed || skipped.Count > 0 : skipped.Count == 0 && !isDisturbed, whole);
                    Assert.True(results.Count == plan.Steps.Count, whole);
                    Assert.True(results.All(result => result.Outcome is PlanStepOutcome.Done or PlanStepOutcome.Queued
                        or PlanStepOutcome.Skipped), $"{whole}: {string.Join("; ", results)}");
                    AssertSame(plan.Steps.Where(step => !skipped.Contains(step.Number)), bench.Changes, whole);
                    applied++;
                    changes += bench.Changes.Count;
                }
                catch (PlanException e) when (e.Id == "KandjiPlanChanged")
                {
                    Assert.True(isDisturbed && !skips, $"{whole}: {e.Message}");
                    Assert.True(bench.Changes.Count == 0, whole);
                    refused++;
                }
            }
        }
        Assert.True(
            applied > Plans / 2 && refused > Plans / 50 && changes > Plans, $"{applied} applied, {refused} refused, {changes} changes");
        TestContext.Current.SendDiagnosticMessage("{0} plans applied, {1} refused, {2} changes.", applied, refused, changes);
    }

    // A step for each of some devices and things, so that no two change the same.
    private static List<PlanStep> Create(PlanBench bench, Random random)
    {
        var steps = new List<PlanStep>();
        List<SimulatedDevice> devices = bench.Devices;
        foreach (SimulatedDevice device in random.GetItems(devices.ToArray(), random.Next(1, 9)).Distinct())
        {
            switch (random.Next(7))
            {
                case 0:
                    steps.Add(PlanBench.SetAssetTag(device, "A" + random.Next()));
                    break;
                case 1:
                    steps.Add(PlanBench.Move(
                        device, random.GetItems(bench.Tenant.State.Blueprints.Where(b => b != device.Blueprint).ToArray(), 1)[0]));
                    break;
                case 2:
                    steps.Add(PlanBench.SetTags(device, "t" + random.Next(50), "u" + random.Next(50)));
                    break;
                case 3:
                    steps.Add(PlanBench.AddNote(device, "Note " + random.Next()));
                    break;
                default:
                    if (device.Platform == DevicePlatform.Mac && !device.IsLocked)
                        steps.Add(PlanBench.Act(device, random.GetItems(Actions, 1)[0]));
                    else
                        steps.Add(PlanBench.SetAssetTag(device, "B" + random.Next()));
                    break;
            }
            // Several things of one device, in their order.
            if (random.Next(5) == 0 && steps[^1].Operation!.Contains("/notes", StringComparison.Ordinal))
                steps.Add(PlanBench.SetAssetTag(device, "C" + random.Next()));
        }
        if (random.Next(3) == 0)
            steps.Add(PlanBench.AddTag("new-" + random.Next()));
        return steps;
    }

    // Changes what one of the steps depends on.
    private static bool Disturb(PlanBench bench, Random random, List<PlanStep> steps)
    {
        PlanStep step = random.GetItems(steps.ToArray(), 1)[0];
        if (step.Target.Id is not { } id || !bench.Tenant.State.Devices.TryGet(id, out SimulatedDevice? device))
            return false;
        switch (random.Next(3))
        {
            case 0:
                bench.Tenant.State.Devices.Remove(id);
                return true;
            case 1:
                var twin = new SimulatedDevice(Guid.NewGuid().ToString(), device.SerialNumber, device.Platform)
                {
                    Blueprint = device.Blueprint,
                };
                bench.Tenant.State.Devices.Add(twin);
                bench.Tenant.State.Devices.Remove(id);
                return true;
            default:
                bool changes = steps.Exists(other => other.Target.Id == id && other.Before.ContainsKey("asset_tag"));
                device.AssetTag = "disturbed " + random.Next();
                return changes;
        }
    }

    private static void AssertSame(IEnumerable<PlanStep> listed, List<string> seen, string whole)
    {
        string[] expected = listed.Select(step => step.Operation!.Split(' ')[0] + " " + Fill(step) + (step.Body is { } body
            ? " " + System.Text.Encoding.UTF8.GetString(Client.Json.JsonBody.ToUtf8(body))
            : "")).Order(StringComparer.Ordinal).ToArray();
        Assert.True(expected.SequenceEqual(seen.Order(StringComparer.Ordinal)),
            $"{whole}:\nlisted\n{string.Join('\n', expected)}\nseen\n{string.Join('\n', seen.Order(StringComparer.Ordinal))}");
    }

    private static string Fill(PlanStep step)
    {
        string path = step.Operation!.Split(' ')[1];
        foreach (string argument in step.PathArguments)
        {
            int open = path.IndexOf('{', StringComparison.Ordinal), close = path.IndexOf('}', StringComparison.Ordinal);
            path = path[..open] + argument + path[(close + 1)..];
        }
        return path;
    }
}
