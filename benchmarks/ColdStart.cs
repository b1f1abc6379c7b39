namespace Kandji.Benchmarks;

/// <summary>
/// The costs of scheduled scripts and of the first minute at a prompt: the first import, connection, list, table and completion of a new
/// pwsh, over those of an earlier commit, which take turns with these.
/// </summary>
internal static class ColdStart
{
    private const int Devices = 10_000;

    private static readonly string[] Script = ["import", "connect", "list"];

    public static IEnumerable<Result> Run(int repetitions, Action<string> say)
    {
        using SimulatorProcess simulator = SimulatorProcess.Start(Devices);
        var earlier = EarlierBuild.Find("cold", say);
        var ours = new Steps(simulator, Engine.Manifest);
        var before = earlier is { Manifest: var manifest } ? new Steps(simulator, manifest) : null;
        var loop = new List<Cost>();
        for (int turn = -1; turn < repetitions; turn++)
        {
            before?.Take(turn >= 0);
            ours.Take(turn >= 0);
            if (turn >= 0 && turn % 3 == 0)
                loop.Add(FreshProcess.Run(Engine.Manifest, simulator, "pages")["pages"]);
        }

        foreach (string step in Script)
            yield return new Result($"First {step}, processor time, ms", ours[step].Select(cost => cost.Processor * 1000).Median(), "0");
        yield return new Result("First loop of `Invoke-RestMethod` that lists the same, processor time, ms",
            loop.Select(cost => cost.Processor * 1000).Median(), "0");
        if (before is not null)
        {
            foreach (string step in Script)
                yield return Over($"First {step} over commit {earlier!.Value.Commit}, processor time", step, cost => cost.Processor);
            yield return Over("Import, connect and first list over the same commit, processor time", "script", cost => cost.Processor, 0.5);
            yield return Over("Import, connect and first list over the same commit, wall", "script", cost => cost.Wall, 0.5);
            yield return Over("First table of 20 devices over the same commit, processor time", "table", cost => cost.Processor, 0.5);
            yield return Over("First table of 20 devices over the same commit, wall", "table", cost => cost.Wall, 0.5);
            yield return Over("First completion over the same commit, processor time", "complete", cost => cost.Processor);
        }
        double[] completions = [.. ours["complete"].Select(cost => cost.Wall)];
        yield return Result.AtMost("First completion of `-Blueprint`, wall, s", completions.Median(), "0.00", 0.5) with
        {
            Spread = completions.Spread(),
        };

        Result Over(string what, string step, Func<Cost, double> part, double? most = null) =>
            Result.Ratio(what, ours[step].Select(part).Over(before![step].Select(part)), most: most);
    }

    /// <summary>The first steps with one build of the module, in three processes each time.</summary>
    private sealed class Steps(SimulatorProcess simulator, string manifest)
    {
        private readonly Dictionary<string, List<Cost>> _costs =
            new[] { "import", "connect", "list", "script", "table", "complete" }.ToDictionary(step => step, _ => new List<Cost>());

        public List<Cost> this[string step] => _costs[step];

        public void Take(bool counts)
        {
            Dictionary<string, Cost> script = FreshProcess.Run(manifest, simulator, Script);
            Cost table = FreshProcess.Run(manifest, simulator, "import", "connect", "table")["table"];
            Cost complete = FreshProcess.Run(manifest, simulator, "import", "connect", "complete")["complete"];
            if (!counts)
                return;
            foreach ((string step, Cost cost) in script)
                _costs[step].Add(cost);
            _costs["script"].Add(script.Values.Aggregate((sum, cost) => sum + cost));
            _costs["table"].Add(table);
            _costs["complete"].Add(complete);
        }
    }
}
