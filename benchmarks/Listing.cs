using Kandji.Client;
using Kandji.Client.Devices;

namespace Kandji.Benchmarks;

/// <summary>
/// Listing 10,000 devices as fast as the machine can. The ways to do it take turns, so that what disturbs the machine disturbs all of them.
/// </summary>
internal static class Listing
{
    private const int Devices = 10_000;
    private const int Unpaced = 1000;

    public static IEnumerable<Result> Run(int repetitions, Action<string> say)
    {
        using SimulatorProcess simulator = SimulatorProcess.Start(Devices);
        using var floor = new Floor(simulator);
        using var client = new KandjiClient(Engine.Options(simulator, Unpaced));
        using var engine = new Engine(simulator, Unpaced);
        using Peer? python = Peer.Start("python3", "pages.py", simulator);
        using Peer? pwsh = Peer.Start("pwsh", "pages.ps1", simulator, "-NoProfile", "-NonInteractive", "-File");

        var ways = new List<(string Name, Func<Cost> Read, int Every, List<Cost> Costs)>
        {
            ("floor", () => Timed(() => floor.ListAsync().GetAwaiter().GetResult()), 1, []),
            ("floor with objects", () => Timed(() => floor.ListObjectsAsync().GetAwaiter().GetResult()), 1, []),
            ("floor in a row", () => InARow(() => floor.ListAsync().GetAwaiter().GetResult()), 5, []),
            ("client", () => Timed(() => CountAsync(client).GetAwaiter().GetResult()), 1, []),
            ("engine", () => Timed(() => ListIn(engine)), 1, []),
            ("engine in a row", () => InARow(() => ListIn(engine)), 5, []),
        };
        if (python is not null)
            ways.Add(("python", () => Checked(python.Read()), 1, []));
        else
            say("There is no python3 on PATH: the comparison with a Python loop is left out.");
        if (pwsh is not null)
            ways.Add(("pwsh", () => Checked(pwsh.Read()), 5, []));
        else
            say("There is no pwsh on PATH: the comparison with an Invoke-RestMethod loop is left out.");

        // Until the runtime has compiled for the last time what is used so often: it does so at the expense of whoever runs.
        const int warmUps = 15;
        for (int turn = -warmUps; turn < repetitions; turn++)
        {
            foreach ((_, Func<Cost> read, int every, List<Cost> costs) in ways)
            {
                if (every > 1 && turn % every != 0)
                    continue;
                Cost cost = read();
                if (turn >= 0)
                    costs.Add(cost);
            }
        }

        yield return Wall("Client, over the floor", "client", "floor", 2);
        yield return Wall("`Get-KandjiDevice`, over the floor", "engine", "floor", 1.25);
        yield return Result.Ratio(
            "`Get-KandjiDevice`, over the floor, processor time", Processor("engine").Over(Processor("floor")), most: 1.8);
        yield return Result.Ratio("The floor with an object made of each device, over the floor, processor time",
            Processor("floor with objects").Over(Processor("floor")));
        yield return Result.Ratio("`Get-KandjiDevice`, over the floor with objects, processor time",
            Processor("engine").Over(Processor("floor with objects")));
        yield return Result.Ratio("`Get-KandjiDevice` ten times in a row, all that it leaves collected, over the floor, processor time",
            Processor("engine in a row").Over(Processor("floor in a row")));
        yield return Wall("the same, wall", "engine in a row", "floor in a row");
        if (python is not null)
        {
            yield return Wall("Python loop (http.client and json), over the floor", "python", "floor");
            yield return Wall("`Get-KandjiDevice`, over the Python loop", "engine", "python", 1);
        }
        if (pwsh is not null)
            yield return Wall("`Invoke-RestMethod` loop, over the floor", "pwsh", "floor");

        IEnumerable<double> Processor(string name) => Costs(name).Select(cost => cost.Processor);

        List<Cost> Costs(string name) => ways.Find(way => way.Name == name).Costs;

        // A competitor that does not run in every round is compared with the rounds in which it did.
        Result Wall(string what, string name, string floor, double? most = null)
        {
            int every = EveryOf(name) / EveryOf(floor);
            return Result.Ratio(
                what, Costs(name).Select(cost => cost.Wall).Over(Costs(floor).Select(cost => cost.Wall).Where((_, i) => i % every == 0)),
                most: most);
        }

        int EveryOf(string name) => ways.Find(way => way.Name == name).Every;
    }

    private static int ListIn(Engine engine) => (int)engine.Run("$devices = Get-KandjiDevice; $devices.Count; $devices = $null")!;

    private static async Task<int> CountAsync(KandjiClient client)
    {
        var devices = new List<Device>();
        await foreach (Device device in client.Devices.ListAsync().ConfigureAwait(false))
            devices.Add(device);
        return devices.Count;
    }

    // Each begins with a clean heap: what the repetitions before it left is not for it to collect.
    private static Cost Timed(Func<int> read)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int count = 0;
        Cost cost = Cost.Measure(() => count = read());
        Require(count);
        return cost;
    }

    // Many in a row, so that every object that they leave is collected at somebody's expense: what a session that goes on for hours pays.
    private static Cost InARow(Func<int> read)
    {
        const int times = 10;
        return Timed(() =>
        {
            int count = 0;
            for (int i = 0; i < times; i++)
                count = read();
            return count;
        }) / times;
    }

    private static Cost Checked((TimeSpan Elapsed, int Devices) read)
    {
        Require(read.Devices);
        return new Cost(read.Elapsed.TotalSeconds, 0);
    }

    private static void Require(int count)
    {
        if (count != Devices)
            throw new InvalidOperationException($"{count} devices were listed, not {Devices}.");
    }
}
