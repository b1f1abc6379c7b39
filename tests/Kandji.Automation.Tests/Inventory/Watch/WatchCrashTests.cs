using Kandji.Simulator;
using Kandji.Simulator.State;
using Kandji.Simulator.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Kandji.Automation.Tests.Inventory.Watch;

/// <summary>
/// A watch whose process dies at every step on the disk and at every request, of the tenant's and of the receiver's: the next start loses
/// nothing. A tenth of the points is tried, and all with KANDJI_TESTS=full.
/// </summary>
public sealed class WatchCrashTests(ITestOutputHelper output)
{
    private static readonly int Stride = Environment.GetEnvironmentVariable("KANDJI_TESTS") == "full" ? 1 : 10;

    [Fact]
    public async Task Run_CutAtAnyStepOrRequest_TheReceiverGetsEverythingAtLeastOnceWithOneIdEach()
    {
        int cuts = 0;
        // One scene for all: each cut is followed by changes of its own.
        await using WatchScene scene = await WatchScene.StartAsync(devices: 8);
        scene.IsBaseline = true;
        await scene.RunAsync(() => File.Exists(scene.CursorPath));
        for (int cut = 1; ; cut += Stride)
        {
            int before = scene.Receiver.Received.Count;
            var expected = Change(scene, cut);
            bool wasCut = await RunAndCutAsync(scene, cut);
            int polls = CountPolls(scene);
            await scene.RunAsync(() =>
            {
                // The next round begins when everything that the one before found is in the queue.
                ((FakeTimeProvider)scene.RoundClock).Advance(TimeSpan.FromSeconds(31));
                return CountPolls(scene) >= polls + 2 && scene.Queue.Count == 0;
            });

            List<ReceivedWebhook> received = scene.Receiver.Received.Skip(before).ToList();
            Assert.All(received, one => Assert.True(one.IsSigned));
            Assert.Empty(expected.Except(received.Where(one => one.IsAccepted).Select(Describe)));
            // What was sent twice is the same, and nothing else was sent.
            foreach (IGrouping<string, ReceivedWebhook> same in received.GroupBy(Describe))
                Assert.Single(same.Select(one => one.Id + Convert.ToBase64String(one.Body)).Distinct());
            Assert.Equal(expected.Order(StringComparer.Ordinal), received.Select(Describe).Distinct().Order(StringComparer.Ordinal));
            Assert.Empty(scene.Failures);
            if (!wasCut)
                break;
            cuts++;
        }
        output.WriteLine($"{cuts} cuts, {Stride} apart.");
        Assert.True(cuts >= 40 / Stride, $"Only {cuts} points were cut.");
    }

    // The process dies: from a point on nothing that it does reaches the disk or the network.
    private static async Task<bool> RunAndCutAsync(WatchScene scene, int cut)
    {
        int step = 0;
        using var death = new CancellationTokenSource();
        void Step(string what)
        {
            if (Interlocked.Increment(ref step) < cut)
                return;
            death.Cancel();
            throw new CutException();
        }
        void Request()
        {
            if (Interlocked.Increment(ref step) >= cut)
                death.Cancel();
        }
        scene.BeforeStep = Step;
        scene.Receiver.Answer = (_, _) =>
        {
            Request();
            // With or without the receiver having taken it.
            return death.IsCancellationRequested && cut % 2 == 0 ? WebhookReply.Reset() : WebhookReply.Status(204);
        };
        using IDisposable requests = scene.Tenant.Faults.Add(RequestMatch.Any, Fault.Before(_ => Request()));
        int accepted = scene.Receiver.Accepted.Count;
        try
        {
            await scene.RunAsync(() => scene.Receiver.Accepted.Count >= accepted + 4 && scene.Queue.Count == 0, death.Token);
        }
        catch (Exception e) when (e is CutException or OperationCanceledException)
        {
        }
        finally
        {
            scene.BeforeStep = null;
            scene.Receiver.Answer = (_, _) => WebhookReply.Status(204);
        }
        return death.IsCancellationRequested;
    }

    private static List<string> Change(WatchScene scene, int number)
    {
        var expected = new List<string>();
        foreach (SimulatedDevice device in scene.Tenant.State.Devices.Take(2))
        {
            device.AssetTag = $"A-{number}";
            expected.Add($"{device.Id} A-{number}");
        }
        for (int i = 0; i < 2; i++)
            expected.Add(scene.AddEvent());
        return expected;
    }

    private static int CountPolls(WatchScene scene) =>
        scene.Tenant.Log.Entries.Count(entry => entry.Path == "/api/v1/audit/events");

    private static string Describe(ReceivedWebhook received) =>
        received.Type.StartsWith("kandji.audit", StringComparison.Ordinal)
            ? received.Id
            : $"{(string?)received.Data["object_id"]} {(string?)received.Data["after"]}";

    private sealed class CutException : Exception;
}
