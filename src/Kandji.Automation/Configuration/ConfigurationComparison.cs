namespace Kandji.Automation.Configuration;

/// <summary>The result of comparing the things of one kind.</summary>
/// <param name="Differences">The differences, sorted by name.</param>
/// <param name="RepeatedHere">The things of the first tenant whose names are not unique there, and which were not compared.</param>
/// <param name="RepeatedThere">The things of the other tenant whose names are not unique there, and which were not compared.</param>
internal sealed record ConfigurationComparison(
    IReadOnlyList<ConfigurationDifference> Differences,
    IReadOnlyList<IReadOnlyList<ConfigurationItem>> RepeatedHere,
    IReadOnlyList<IReadOnlyList<ConfigurationItem>> RepeatedThere);
