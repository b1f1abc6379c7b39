namespace Kandji.Simulator.Seed;

/// <summary>The templates that are offered for blueprints.</summary>
internal static class BlueprintTemplates
{
    public static IReadOnlyList<Template> All { get; } =
    [
        new(21, 1, "Starter", "For teams that begin with device management.", 30),
        new(22, 1, "Starter, strict", "The same with a firewall, updates and a short screen lock.", 60),
        new(31, 2, "Benchmark, first level", "What a usual security benchmark asks of every Mac.", 70),
        new(32, 2, "Benchmark, second level", "What it asks where security comes before comfort.", 90),
    ];

    /// <summary>The templates in their categories, as the API shows them.</summary>
    public static IReadOnlyList<object> Categories { get; } = [Category(2, "Benchmarks", 20), Category(1, "Northwind", 10)];

    private static object Category(int id, string name, int weight) => new
    {
        id,
        name,
        weight,
        templates = All.Where(t => t.Category == id).Select(t => new
        {
            id = t.Id,
            name = t.Name,
            description = t.Description,
            category = t.Category,
            icon = "ss-laptop",
            color = "teal-400",
            @params = new Dictionary<string, object> { [SeededRandom.For(t.Name).Id()] = new { mute = false, daily = true } },
            rating = t.Rating,
        }).ToArray(),
    };

    internal sealed record Template(int Id, int Category, string Name, string Description, int Rating);
}
