using System.Text;
using Kandji.Automation.Health;
using Kandji.Automation.Health.Reports;

namespace Kandji.Automation.Tests.Health;

/// <summary>A report as a folder of tables.</summary>
public sealed class CsvReportWriterTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"kandji-tables-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Folder_HasATableForEachThing()
    {
        TenantReport tenant = SampleFleet.Create(50);
        Write(SampleFleet.Report(tenant, SampleFleet.Create(20, "contoso.api.kandji.io")));

        string[][] devices = Read("devices");
        Assert.Equal(
            [
                "blueprints.csv", "devices.csv", "findings.csv", "items.csv", "licenses.csv", "not-read.csv", "rules.csv", "users.csv",
                "vulnerabilities.csv",
            ],
            Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(71, devices.Length);
        Assert.Equal("Tenant", devices[0][0]);
        Assert.Equal(["northwind", "contoso"], devices.Skip(1).Select(row => row[0]).Distinct());
        Assert.Equal(
            tenant.Snapshot.Devices.Select(device => device.SerialNumber),
            devices.Skip(1).Take(50).Select(row => Cell(devices, row, "SerialNumber")));
        Assert.Equal(tenant.Snapshot.Devices[0].DeviceName, Cell(devices, devices[1], "DeviceName"));
        Assert.Matches("^20[0-9-]+T[0-9:]+Z$", Cell(devices, devices[1], "LastCheckIn"));
        Assert.Equal(tenant.Findings.Count, Read("findings").Skip(1).Count(row => row[0] == "northwind"));
        Assert.Single(Read("not-read"));
    }

    [Fact]
    public void NotRead_HasNoFile_AndAnOlderOneGoes()
    {
        Write(SampleFleet.Report(SampleFleet.Create(50)));
        Assert.True(File.Exists(Path.Combine(_folder, "licenses.csv")));

        Write(SampleFleet.Report(SampleFleet.Create(50, gaps: true)), overwrite: true);

        string[][] missing = Read("not-read");
        Assert.False(File.Exists(Path.Combine(_folder, "licenses.csv")));
        Assert.False(File.Exists(Path.Combine(_folder, "vulnerabilities.csv")));
        // Read in part: the part is there, and that it is one.
        Assert.True(File.Exists(Path.Combine(_folder, "items.csv")));
        Assert.Contains(missing, row => row[0] == "items" && row[1].Contains("1,000 requests", StringComparison.Ordinal));
        Assert.Contains(missing, row => row[0] == "licenses" && row[1].Contains("403", StringComparison.Ordinal));
        Assert.Equal("", Cell(Read("rules"), Read("rules")[1], "Found"));
    }

    [Fact]
    public void File_ThatExists_IsNotReplaced_UnlessAsked()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "users.csv"), "mine");

        var error = Assert.Throws<IOException>(() => Write(SampleFleet.Report(SampleFleet.Create(3))));

        Assert.Contains("users.csv", error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder, "users.csv")));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Inventory_GivesATableOfTheTrend()
    {
        using SampleInventory inventory = await SampleInventory.CreateAsync(weeks: 3);

        Write(new FleetReport
        {
            Tenants = [SampleFleet.Create(3)],
            MadeAt = SampleFleet.Now,
            ModuleVersion = "1.0.0",
            InventoryPath = inventory.Path,
        });

        string[][] trend = Read("trend");
        Assert.Equal(["Tenant", "At", "Devices", "Missing", "CurrentSystem", "Mac", "iPhone"], trend[0].Take(7));
        Assert.Equal(["Windows", "iPad"], trend[0].Skip(7).Order(StringComparer.Ordinal));
        Assert.Equal(["292", "290", "288", "286"], trend.Skip(1).Select(row => row[2]));

        // A trend that is not of the report does not stay beside it.
        Write(SampleFleet.Report(SampleFleet.Create(3)), overwrite: true);
        Assert.False(File.Exists(Path.Combine(_folder, "trend.csv")));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\r\nb", "\"a\r\nb\"")]
    [InlineData(" a", "\" a\"")]
    // Where a semicolon parts the cells, and a line break within quotation marks that are no cell's begins a row.
    [InlineData("a;=1+1", "\"a;'=1+1\"")]
    [InlineData("a;\"=1", "\"a;\"\"'=1\"")]
    [InlineData("a\n@b;c", "\"a\n'@b;c\"")]
    [InlineData("a; -b", "\"a; -b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Text_IsNoFormula_AndOneCell(string? text, string cell) =>
        Assert.Equal(cell, CsvReportWriter.Format(text, ReportValueKind.Text));

    [Fact]
    public void Numbers_AndTimes_AreTheSameEverywhere()
    {
        Assert.Equal("-5", CsvReportWriter.Format(-5, ReportValueKind.Number));
        Assert.Equal("true", CsvReportWriter.Format(true, ReportValueKind.Flag));
        Assert.Equal("Critical", CsvReportWriter.Format(FindingSeverity.Critical, ReportValueKind.Severity));
        Assert.Equal(
            "2026-03-02T09:30:00Z", CsvReportWriter.Format(SampleFleet.Now.UtcDateTime.ToLocalTime(), ReportValueKind.Time));
    }

    private void Write(FleetReport report, bool overwrite = false) =>
        new CsvReportWriter().Write(report, _folder, overwrite, CancellationToken.None);

    private static string Cell(string[][] table, string[] row, string column) => row[Array.IndexOf(table[0], column)];

    // As RFC 4180 has it.
    private string[][] Read(string name)
    {
        string text = File.ReadAllText(Path.Combine(_folder, name + ".csv"), Encoding.UTF8);
        var rows = new List<string[]>();
        var row = new List<string>();
        var cell = new StringBuilder();
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (isQuoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[++i]);
            else if (c == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && c is ',' or '\r')
                End();
            else if (!isQuoted && c == '\n')
            {
                rows.Add([.. row]);
                row.Clear();
            }
            else
                cell.Append(c);
        }
        Assert.Empty(row);
        return [.. rows];

        void End()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }
    }
}
