using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kandji.PowerShell.Tests.Health;

/// <summary>
/// Export-KandjiReport as a page and as a folder of tables, of a simulated tenant. How the page works in a browser is tested in
/// tests/Kandji.Browser.Tests.
/// </summary>
public sealed class ReportPageTests : CommandTests
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public void Export_ToANameWithoutEnding_WritesAPageWithEveryDevice()
    {
        var file = Assert.Single(Run("Export-KandjiReport $f/report -Title 'Northwind & Co'").Succeeded().As<FileInfo>());

        string page = File.ReadAllText(file.FullName);
        Assert.Equal("report", file.Name);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("<h1>Northwind &amp; Co</h1>", page, StringComparison.Ordinal);
        string[] serials = Texts(Column(page, "t1-devices", "Serial number"));
        Assert.Equal(Shell.Tenant.State.Devices.Select(device => device.SerialNumber).Order(), serials.Order());
    }

    [Theory]
    [InlineData("fleet.html")]
    [InlineData("fleet.md")]
    [InlineData("fleet.sarif")]
    [InlineData("fleet.xml")]
    [UnsupportedOSPlatform("windows")]
    public void Export_InEachFormat_WritesAFileForItsOwnerAlone(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no mode on Windows.");

        var file = Assert.Single(Run($"Export-KandjiReport $f/{name} -Fast").Succeeded().As<FileInfo>());

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.FullName));
    }

    [Fact]
    public void Export_ToAFolder_WritesThePageInIt()
    {
        var file = Assert.Single(Run("Export-KandjiReport $f -Fast").Succeeded().As<FileInfo>());

        Assert.Equal(Path.Combine(_folder.Path, "fleet.html"), file.FullName);
    }

    [Fact]
    public void Page_WithoutAPermission_SaysNotEvaluatedInsteadOfANumber()
    {
        Shell.Use(Shell.Tenant.CreateToken("Device list"));

        Run("Export-KandjiReport $f/fleet.html -Fast").Succeeded();

        string page = ReadPage();
        Assert.Contains("<dt>Devices</dt><dd>60</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Macs encrypted</dt><dd class=\"absent\">not evaluated</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Licenses used</dt><dd class=\"absent\">not evaluated</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Library items done</dt><dd class=\"absent\">not evaluated</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfASelection_HasTheSelectionAlone()
    {
        Run("Test-KandjiFleet -Fast | Where-Object RuleId -eq KH001 | Export-KandjiReport $f/fleet.html").Succeeded();

        int count = Run("(Test-KandjiFleet -Fast -Rule KH001 | Where-Object State -eq Found).Count").Succeeded().As<int>()[0];
        string page = ReadPage();
        Assert.True(count > 0);
        Assert.Equal(count, Table(page, "t1-findings").GetProperty("length").GetInt32());
        Assert.Equal(Shell.Tenant.State.Devices.Count, Table(page, "t1-devices").GetProperty("length").GetInt32());
    }

    [Fact]
    public void Page_Anonymized_HasNoNameSerialNumberOrAddress()
    {
        Run("Export-KandjiReport $f/fleet.html -Anonymize").Succeeded();

        string page = ReadPage();
        foreach (var device in Shell.Tenant.State.Devices)
        {
            Assert.DoesNotContain(device.SerialNumber, page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(device.Id, page, StringComparison.OrdinalIgnoreCase);
        }
        foreach (var user in Shell.Tenant.State.Users)
            Assert.DoesNotContain(user.Email, page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(KnownFleet.MacName, page, StringComparison.Ordinal);
        Assert.DoesNotContain(KnownFleet.AdaName, page, StringComparison.Ordinal);
        Assert.Contains("Serial-1\"", page, StringComparison.Ordinal);
    }

    // Without the list of admins, nothing but the thing itself names the person.
    [Fact]
    public void Tables_Anonymized_HaveNoAddressOfAPersonWhomNoOtherListNames()
    {
        _folder.Write("policy.psd1", """
            @{
                Schema = 1
                Thresholds = @{ FailingItemPercent = 0 }
                Rules = @(
                    @{ Id = 'A1'; Title = 'x'; Kind = 'AdeIntegration'; All = @(
                        @{ Property = 'AdminId'; Operator = 'Ne'; Value = 'x' }, @{ Property = 'OrgEmail'; Operator = 'Ne'; Value = 'x' }
                        @{ Property = 'Defaults.Email'; Operator = 'Ne'; Value = 'x' }) }
                    @{ Id = 'A2'; Title = 'x'; Kind = 'AdeDevice'; All = @(
                        @{ Property = 'DeviceAssignedBy'; Operator = 'Ne'; Value = 'x' }
                        @{ Property = 'AssetTag'; Operator = 'Ne'; Value = 'x' }) }
                )
            }
            """);
        foreach (var device in Shell.Tenant.State.AdeDevices)
            device.AssetTag = "TAG-OF-ADA";

        Run("Export-KandjiReport $f/tables -As Csv -Anonymize -Policy $f/policy.psd1 -Rule KH010, KH029, A1, A2").Succeeded();

        string findings = File.ReadAllText(Path.Combine(_folder.Path, "tables", "findings.csv"));
        Assert.All(["KH029", "A1", "A2", "LastEditBy=Person"], text => Assert.Contains(text, findings, StringComparison.Ordinal));
        Assert.DoesNotContain("@example.com", findings, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("TAG-OF-ADA", findings, StringComparison.Ordinal);
        // The record of a device that has enrolled has the pseudonym of the device.
        MatchCollection records = Regex.Matches(findings, @"(Serial-\d+) \((Serial-\d+)\)");
        Assert.NotEmpty(records);
        Assert.All(records, match => Assert.Equal(match.Groups[1].Value, match.Groups[2].Value));
    }

    [Fact]
    public void Page_WithAnInventory_ShowsTheTrend()
    {
        Run("Sync-KandjiInventory $f/acme.inventory -Baseline | Out-Null").Succeeded();

        Run("Export-KandjiReport $f/fleet.html -Fast -Inventory $f/acme.inventory").Succeeded();

        Assert.Contains("Devices by platform", ReadPage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inventory_OfAnotherTenantOrMissing_IsAnErrorBeforeARequest()
    {
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 12 });
        Shell.Open(other, "other");
        Run("Sync-KandjiInventory $f/other.inventory -Baseline -Session $other | Out-Null").Succeeded();
        int before = Shell.Tenant.Log.Count;

        Run("Export-KandjiReport $f/fleet.html -Inventory $f/other.inventory").Failed("KandjiOtherTenant", other.BaseAddress.Authority);
        Run("Export-KandjiReport $f/fleet.html -Inventory $f/none.inventory").Failed("KandjiNotFound", "Sync-KandjiInventory");

        Assert.Equal(before, Shell.Tenant.Log.Count);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "fleet.html")));
    }

    [Fact]
    public async Task Page_OfSeveralTenants_HasAPartForEach()
    {
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 40, Seed = 2 });
        Shell.Open(other, "other");

        Run("Export-KandjiReport $f/fleet.html -Fast -Session *").Succeeded();

        string page = ReadPage();
        int[] counts = new[] { "t1-devices", "t2-devices" }.Select(name => Table(page, name).GetProperty("length").GetInt32()).ToArray();
        Assert.Equal(new[] { Shell.Tenant.State.Devices.Count, other.State.Devices.Count }.Order(), counts.Order());
    }

    [Fact]
    public void Format_ThatHasNames_RefusesAnonymize()
    {
        Run("Export-KandjiReport $f/fleet.sarif -Anonymize").Failed("KandjiInvalidArgument", "-Anonymize", "Html and Csv");
        Run("Export-KandjiReport $f/fleet.txt").Failed("KandjiInvalidArgument", "-As");
    }

    [Fact]
    public void Tables_HaveEveryDeviceAndFinding()
    {
        Run("Export-KandjiReport $f/tables -As Csv -Fast").Succeeded();

        int found = Run("(Test-KandjiFleet -Fast | Where-Object State -eq Found).Count").Succeeded().As<int>()[0];
        Assert.Equal(Shell.Tenant.State.Devices.Count + 1, File.ReadLines(Path.Combine(_folder.Path, "tables", "devices.csv")).Count());
        Assert.Equal(found + 1, File.ReadLines(Path.Combine(_folder.Path, "tables", "findings.csv")).Count());
        // -Fast reads no library item, which is no table without rows.
        Assert.False(File.Exists(Path.Combine(_folder.Path, "tables", "items.csv")));
        Assert.Contains("items,", File.ReadAllText(Path.Combine(_folder.Path, "tables", "not-read.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_AreNotReplaced_WithNoClobber()
    {
        Run("Export-KandjiReport $f/tables -As Csv -Fast").Succeeded();

        Run("Export-KandjiReport $f/tables -As Csv -Fast -NoClobber").Failed("KandjiFileExists", "tables");
    }

    private InvocationResult Run(string script) => Shell.Run($"$f = '{_folder.Path}'; {script}");

    private string ReadPage() => File.ReadAllText(Path.Combine(_folder.Path, "fleet.html"));

    private static JsonElement Table(string page, string name)
    {
        string data = Regex.Match(page, "id=\"data\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        return JsonDocument.Parse(data).RootElement.GetProperty("tables").EnumerateArray()
            .Single(table => table.GetProperty("name").GetString() == name);
    }

    private static JsonElement Column(string page, string table, string heading) =>
        Table(page, table).GetProperty("columns").EnumerateArray().Single(column => column.GetProperty("heading").GetString() == heading);

    // A text that occurs again is there once, and the rows have its place.
    private static string[] Texts(JsonElement column) =>
        column.GetProperty("values").EnumerateArray()
            .Select(value => value.ValueKind == JsonValueKind.Number ? column.GetProperty("texts")[value.GetInt32()] : value)
            .Select(text => text.GetString() ?? "").ToArray();
}
