using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Kandji.Client.Http.Files;

namespace Kandji.Automation.Health.Reports;

/// <summary>
/// Writes a report as a folder of tables: a file of comma-separated values each, in UTF-8, with times in UTC. A table that no tenant could
/// be asked for has no file, and <c>not-read.csv</c> says why.
/// </summary>
internal sealed class CsvReportWriter : IReportWriter
{
    private const string NotReadName = "not-read";
    private const string TrendName = "trend";

    // A spreadsheet of a country where a semicolon parts the cells knows no cell at a comma: quotation marks in a row are text to it, and
    // what follows a semicolon, a tab or a line break in them is a cell of its own.
    private static readonly char[] OtherSeparators = [';', '\t', '\r', '\n'];
    private static readonly Regex FormulaInside = new("(?<=[;\\t\\r\\n]\"*)(?=[=+@-])", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public bool WritesFolder => true;

    /// <inheritdoc/>
    public string DefaultName => "";

    /// <inheritdoc/>
    public void Write(FleetReport report, string path, bool overwrite, CancellationToken cancellationToken)
    {
        List<FleetFigures> tenants = report.Tenants.Select(tenant => new FleetFigures(tenant)).ToList();
        Pseudonyms names = Pseudonyms.From(report);
        var tables = new List<ReportTable>(new ReportTables(tenants, names).All);
        if (report.InventoryPath is { } inventory)
            tables.Add(NewTrend(FleetTrend.Read(inventory, report.Tenants, cancellationToken), report));
        List<ReportTable> missing = tables.Where(table => table.NotRead is not null).ToList();
        tables.RemoveAll(table => table.NotRead is not null && table.Count == 0);
        tables.Add(NewNotRead(missing));

        string[] all = [.. missing.Select(table => table.Name), .. tables.Select(table => table.Name), TrendName];
        if (!overwrite && all.Select(name => GetPath(path, name)).FirstOrDefault(File.Exists) is { } existing)
            throw new IOException($"The file '{existing}' exists.");
        AtomicFile.CreatePrivateFolder(path);
        foreach (ReportTable table in tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(table, GetPath(path, table.Name), overwrite, cancellationToken);
        }
        // A table that an earlier report had, and that this one has not.
        foreach (string gone in all.Except(tables.Select(table => table.Name)))
            File.Delete(GetPath(path, gone));
    }

    /// <summary>A value as a cell. No program that opens the file takes it for a formula.</summary>
    /// <param name="value">The value.</param>
    /// <param name="kind">The kind of the value.</param>
    internal static string Format(object? value, ReportValueKind kind)
    {
        string text = value switch
        {
            null => "",
            DateTime time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        bool isText = value is string || kind == ReportValueKind.Text;
        if (isText && text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n')
            text = "'" + text;
        if (isText && text.IndexOfAny(OtherSeparators) >= 0)
            text = FormulaInside.Replace(text, "'");
        return text.IndexOfAny([',', '"', '\r', '\n', ';']) >= 0 || text != text.Trim() ? "\"" + text.Replace("\"", "\"\"") + "\"" : text;
    }

    private static void Write(ReportTable table, string path, bool overwrite, CancellationToken cancellationToken)
    {
        using var file = new AtomicFile(path, overwrite, isPrivate: true);
        // Spreadsheets know UTF-8 by its mark alone.
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
        using (var writer = new StreamWriter(file.Stream, encoding, 64 * 1024, leaveOpen: true))
        {
            writer.Write(string.Join(",", table.Columns.Select(column => Format(column.Name, ReportValueKind.Text))) + "\r\n");
            for (int row = 0; row < table.Count; row++)
            {
                if (row % 1000 == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                writer.Write(string.Join(",", table.Columns.Select(column => Format(column.Read(row), column.Kind))) + "\r\n");
            }
        }
        file.Finish();
    }

    private static ReportTable NewNotRead(List<ReportTable> missing) => new()
    {
        Name = NotReadName,
        Title = "Not read",
        Count = missing.Count,
        Columns =
        [
            new ReportColumn { Name = "Table", Read = row => missing[row].Name },
            new ReportColumn { Name = "Reason", Read = row => missing[row].NotRead },
        ],
    };

    private static ReportTable NewTrend(FleetTrend trend, FleetReport report)
    {
        string tenant = report.Tenants.First(tenant => trend.IsFrom(tenant)).Name;
        return new ReportTable
        {
            Name = TrendName,
            Title = "Trend",
            Count = trend.Points.Count,
            Columns =
            [
                new ReportColumn { Name = "Tenant", Read = _ => tenant },
                new ReportColumn { Name = "At", Kind = ReportValueKind.Time, Read = row => trend.Points[row].At },
                new ReportColumn { Name = "Devices", Kind = ReportValueKind.Number, Read = row => trend.Points[row].Devices },
                new ReportColumn { Name = "Missing", Kind = ReportValueKind.Number, Read = row => trend.Points[row].Missing },
                new ReportColumn { Name = "CurrentSystem", Kind = ReportValueKind.Number, Read = row => trend.Points[row].Systems.Newest },
                .. trend.Platforms.Select(platform => new ReportColumn
                {
                    Name = platform,
                    Kind = ReportValueKind.Number,
                    Read = row => trend.Points[row].ByPlatform.TryGetValue(platform, out int count) ? count : 0,
                }),
            ],
        };
    }

    private static string GetPath(string folder, string name) => Path.Combine(folder, name + ".csv");
}
