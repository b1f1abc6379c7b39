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

        var ways = new List<(string Name, Func<double> Read, int Every, List<double> Times)>
        {
            ("floor", () => Timed(() => floor.ListAsync().GetAwaiter().GetResult()), 1, []),
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

        int warmUps = Math.Max(3, repetitions / 4);
        for (int turn = -warmUps; turn < repetitions; turn++)
        {
            foreach ((_, Func<double> read, int every, List<double> times) in ways)
            {
                if (every > 1 && turn % every != 0)
                    continue;
                double seconds = read();
                if (turn >= 0)
                    times.Add(seconds);
            }
        }

        double Median(string name) => ways.Find(way => way.Name == name).Times.Median();
        double least = Median("floor");
        yield return Result.AtMost("Client, over the floor", Median("client") / least, "0.00 x", 2);
        yield return Result.AtMost("`Get-KandjiDevice`, over the floor", Median("engine") / least, "0.00 x", 2);
        yield return new Result("`Get-KandjiDevice` ten times in a row, all that it leaves collected, over the floor",
            Median("engine in a row") / least, "0.00 x");
        if (python is not null)
        {
            yield return new Result("Python loop (http.client and json), over the floor", Median("python") / least, "0.00 x");
            yield return Result.AtMost("`Get-KandjiDevice`, over the Python loop", Median("engine") / Median("python"), "0.00 x", 1);
        }
        if (pwsh is not null)
            yield return new Result("`Invoke-RestMethod` loop, over the floor", Median("pwsh") / least, "0.0 x");
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
    private static double Timed(Func<int> read)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int count = 0;
        double seconds = Statistics.Seconds(() => count = read());
        Require(count);
        return seconds;
    }

    // Many in a row, so that every object that they leave is collected at somebody's expense: what a session that goes on for hours pays.
    private static double InARow(Func<int> read)
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

    private static double Checked((TimeSpan Elapsed, int Devices) read)
    {
        Require(read.Devices);
        return read.Elapsed.TotalSeconds;
    }

    private static void Require(int count)
    {
        if (count != Devices)
            throw new InvalidOperationException($"{count} devices were listed, not {Devices}.");
    }
}
