namespace Kandji.Automation.Health.Reports.Html;

/// <summary>A table in its place on a page.</summary>
/// <param name="id">The id of the place.</param>
/// <param name="label">What tells the place apart from all others of the page, in words.</param>
/// <param name="table">The table.</param>
/// <param name="others">The tables of the same part of the page, to which values may lead.</param>
internal sealed class PageTable(string id, string label, ReportTable table, IReadOnlyList<PageTable> others)
{
    /// <summary>The id of the place.</summary>
    public string Id { get; } = id;

    /// <summary>The words that tell the place apart from all others of the page.</summary>
    public string Label { get; } = label;

    /// <summary>The table.</summary>
    public ReportTable Table { get; } = table;

    /// <summary>Finds a table of the same part of the page; null where that does not show it.</summary>
    /// <param name="name">The table's name.</param>
    public PageTable? Find(string name) => others.FirstOrDefault(other => other.Table.Name == name);
}
