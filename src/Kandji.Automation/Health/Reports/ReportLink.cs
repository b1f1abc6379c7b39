namespace Kandji.Automation.Health.Reports;

/// <summary>Leads from a value of one table to the rows of another that have the same text in a column.</summary>
/// <param name="Table">The table that it leads to.</param>
/// <param name="Column">The column there that is looked in, by name.</param>
/// <param name="From">The column of this table whose text is looked for, by name.</param>
internal sealed record ReportLink(string Table, string Column, string From);
