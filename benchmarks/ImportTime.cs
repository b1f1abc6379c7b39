namespace Kandji.Benchmarks;

/// <summary>Import-Module of the built manifest in a new pwsh, over a binary module with as many cmdlets that do nothing.</summary>
internal static class ImportTime
{
    public static IEnumerable<Result> Run(int repetitions, Action<string> say)
    {
        string folder = Directory.CreateTempSubdirectory("kandji-empty-").FullName;
        try
        {
            string empty = EmptyModule.Write(folder);
            var earlier = EarlierBuild.Find("import", say);
            List<Cost> floor = [], ours = [], before = [];
            for (int turn = -1; turn < repetitions; turn++)
            {
                Measure(empty, floor);
                Measure(Engine.Manifest, ours);
                if (earlier is { } build)
                    Measure(build.Manifest, before);

                void Measure(string manifest, List<Cost> costs)
                {
                    Cost cost = FreshProcess.Run(manifest, null, "import")["import"];
                    if (turn >= 0)
                        costs.Add(cost);
                }
            }
            yield return Result.Ratio("`Import-Module` over the empty module, processor time", Processor(ours, floor), most: 1.6);
            yield return Result.Ratio("`Import-Module` over the empty module, wall", Wall(ours, floor));
            if (earlier is { Commit: var commit })
                yield return Result.Ratio($"`Import-Module` over commit {commit}, processor time", Processor(ours, before), most: 1.05);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double[] Processor(List<Cost> ours, List<Cost> floor) =>
        ours.Select(cost => cost.Processor).Over(floor.Select(cost => cost.Processor));

    private static double[] Wall(List<Cost> ours, List<Cost> floor) =>
        ours.Select(cost => cost.Wall).Over(floor.Select(cost => cost.Wall));
}
