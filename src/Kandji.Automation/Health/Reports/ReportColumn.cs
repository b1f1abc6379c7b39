namespace Kandji.Automation.Health.Reports;

/// <summary>A column of a report's table.</summary>
internal sealed class ReportColumn
{
    /// <summary>The name in a file, as the property is called, so that other commands take the rows of the file.</summary>
    public required string Name { get; init; }

    /// <summary>The heading on the page; null for a column that the page does not show.</summary>
    public string? Heading { get; init; }

    /// <summary>The kind of the values.</summary>
    public ReportValueKind Kind { get; init; }

    /// <summary>Reads the value of a row by its number; null for none.</summary>
    public required Func<int, object?> Read { get; init; }

    /// <summary>Indicates whether the page offers the values for choosing rows.</summary>
    public bool IsFilter { get; init; }

    /// <summary>Indicates whether the page knows the values, for choosing rows, and shows no column of them.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Indicates whether the values are sentences.</summary>
    public bool IsLong { get; init; }

    /// <summary>The rows of another table that a value leads to on the page; null for none.</summary>
    public ReportLink? Link { get; init; }
}
