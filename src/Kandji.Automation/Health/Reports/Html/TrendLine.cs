namespace Kandji.Automation.Health.Reports.Html;

/// <summary>A series of a chart of numbers over time.</summary>
/// <param name="Name">The name.</param>
/// <param name="Series">The class of its colour.</param>
/// <param name="Points">The points, the oldest first: one at least.</param>
internal sealed record TrendLine(string Name, string Series, IReadOnlyList<(DateTime At, double Value)> Points);
