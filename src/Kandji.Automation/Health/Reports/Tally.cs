namespace Kandji.Automation.Health.Reports;

/// <summary>A number of things of one name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Count">The number.</param>
internal sealed record Tally(string Name, int Count);
