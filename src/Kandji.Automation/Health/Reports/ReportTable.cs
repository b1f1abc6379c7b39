namespace Kandji.Automation.Health.Reports;

/// <summary>A table of a report: what the page shows, and what a folder of tables has as a file.</summary>
internal sealed class ReportTable
{
    /// <summary>The name: of the file, and on the page.</summary>
    public required string Name { get; init; }

    /// <summary>The title on the page.</summary>
    public required string Title { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    /// <summary>The number of rows.</summary>
    public required int Count { get; init; }

    /// <summary>Why the list could not be read, or not in full; null when it was.</summary>
    public string? NotRead { get; init; }

    /// <summary>The column by which the page sorts the rows at first, the largest first; null for the order that they have.</summary>
    public string? Sort { get; init; }

    /// <summary>Finds a column that the page shows, and its place there.</summary>
    /// <param name="name">The name.</param>
    public int GetPlace(string name) =>
        Columns.Where(column => column.Heading is not null).ToList().FindIndex(column => column.Name == name) is >= 0 and var place
            ? place
            : throw new ArgumentException($"The page shows no column '{name}' of the table '{Name}'.", nameof(name));
}
