using Kandji.Automation.Health;
using Kandji.Client.Devices;
using Kandji.PowerShell.Reports;

namespace Kandji.PowerShell.Tests.Reports;

public sealed class GetKandjiComplianceReportTests : CommandTests
{
    [Fact]
    public void Get_WithoutParameters_ReportsEveryDeviceOnceInTheListsOrder()
    {
        var reports = Shell.Run("Get-KandjiComplianceReport").Succeeded().As<ComplianceReport>();

        Assert.Equal(Shell.Run("Get-KandjiDevice").As<Device>().Select(d => d.DeviceId), reports.Select(r => r.DeviceId));
        Assert.All(reports, r => Assert.Equal(r.IsCompliant, r.Problems.Length == 0 ? true : false));
        Assert.All(reports, r => Assert.Equal("", r.Unknown));
        Assert.Contains(reports, r => r.FailingItemCount > 0 && r.FailingItems.Length > 0);
    }

    [Fact]
    public void Get_OfOneDevice_CountsWhatItsStatusSays()
    {
        DeviceStatus status = Shell.Run($"Get-KandjiDeviceStatus {KnownFleet.MacSerial}").Succeeded().As<DeviceStatus>()
            .Single();

        ComplianceReport report =
            Assert.Single(Shell.Run($"Get-KandjiComplianceReport {KnownFleet.MacSerial}").Succeeded().As<ComplianceReport>());

        Assert.Equal(status.LibraryItems!.Count(i => i.Status is "ERROR" or "failed"), report.FailingItemCount);
        Assert.Equal(status.LibraryItems!.Count(i => i.Status is "PENDING" or "pending" or "INSTALLING" or "DOWNLOADING" or "CACHED"),
            report.PendingItemCount);
        Assert.Equal(status.Parameters!.Count(p => p.Status == "ERROR"), report.FailingParameterCount);
        Assert.True(report.FileVaultEnabled);
        Assert.Equal(KnownFleet.AdaEmail, report.User);
    }

    [Fact]
    public void Get_OfAMacWithoutFileVault_SaysSo()
    {
        ComplianceReport report = Assert.Single(
            Shell.Run($"Get-KandjiDevice {KnownFleet.MacWithoutFileVaultSerial} | Get-KandjiComplianceReport").Succeeded()
                .As<ComplianceReport>());

        Assert.False(report.FileVaultEnabled);
        Assert.Contains("FileVault off", report.Problems);
        Assert.False(report.IsCompliant);
    }

    [Fact]
    public void Get_OfAPhone_LeavesFileVaultOpen()
    {
        Assert.Null(
            Assert.Single(Shell.Run($"Get-KandjiComplianceReport {KnownFleet.PhoneSerial}").Succeeded()
                .As<ComplianceReport>()).FileVaultEnabled);
    }

    [Fact]
    public void Get_WithMinimumOSVersion_ComparesNumberByNumber()
    {
        bool? Behind(string minimum) =>
            Shell.Run($"Get-KandjiComplianceReport {KnownFleet.MacSerial} -MinimumOSVersion @{{ mac = '{minimum}' }}")
            .Succeeded().As<ComplianceReport>().Single().OsBehind;

        Assert.False(Behind("1.0"));
        Assert.True(Behind("100"));
    }

    [Fact]
    public void Get_OfADeviceThatWasNeverSeen_SaysSo()
    {
        ComplianceReport report = Assert.Single(Shell.Run($"Get-KandjiComplianceReport {KnownFleet.SecondTwinSerial}")
            .Succeeded().As<ComplianceReport>());

        Assert.Null(report.DaysSinceCheckIn);
        Assert.Contains("never seen", report.Problems);
    }

    [Theory]
    [InlineData("", 29, false)]
    [InlineData("", 30, true)]
    [InlineData("-StaleAfterDays 7", 6, false)]
    [InlineData("-StaleAfterDays 7", 7, true)]
    public void Get_OfADeviceThatIsSilent_IsAProblemAfterSoManyDays(string parameter, int days, bool isProblem)
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId].LastCheckIn = DateTimeOffset.UtcNow.AddDays(-days).AddHours(-1);

        ComplianceReport report = Assert.Single(Shell.Run($"Get-KandjiComplianceReport {KnownFleet.MacSerial} {parameter}")
            .Succeeded().As<ComplianceReport>());

        Assert.Equal(days, report.DaysSinceCheckIn);
        Assert.Equal(isProblem, report.Problems.Contains($"not seen for {days} days"));
    }

    [Fact]
    public void Get_WithEmptyInput_ReportsNothing()
    {
        Assert.Empty(Shell.Run("@() | Get-KandjiComplianceReport").Succeeded().Output);
    }

    [Fact]
    public async Task Get_WithoutThePermission_SaysWhichForEachDevice()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        shell.Run($"Connect-Kandji -Uri $uri -Token '{shell.Tenant.CreateToken("Device list")}'").Succeeded();

        shell.Run($"Get-KandjiComplianceReport {KnownFleet.MacSerial}").Failed("KandjiForbidden", "Device status");
    }

    public static TheoryData<string> StatusesWithoutData => new(
        "{}",
        "[]",
        "null",
        "\"busy\"",
        """{"error":"down"}""",
        """{"detail":"try later"}""",
        """{"device_id":"ID"}""",
        """{"device_id":"ID","library_items":null,"parameters":null}""",
        """{"device_id":"ID","library_items":[]}""",
        """{"device_id":"ID","parameters":[]}""",
        """{"device_id":"ID","library_items":{},"parameters":[]}""",
        """{"library_items":[],"parameters":[]}""",
        """{"device_id":null,"library_items":[],"parameters":[]}""",
        """{"device_id":"b7777777-0000-4000-8000-000000000000","library_items":[],"parameters":[]}""",
        """{"device_id":"ID","library_items":[null],"parameters":[]}""",
        """{"device_id":"ID","library_items":[{}],"parameters":[]}""",
        """{"device_id":"ID","library_items":[{"name":"VPN","status":"BLOCKED"}],"parameters":[]}""",
        """{"device_id":"ID","library_items":[{"name":"VPN","status":4}],"parameters":[]}""",
        """{"device_id":"ID","library_items":[{"name":"VPN","status":null}],"parameters":[]}""",
        """{"device_id":"ID","library_items":[{"name":"VPN","status":""}],"parameters":[]}""",
        """{"device_id":"ID","library_items":[{"name":"VPN","status":{"state":"PASS"}}],"parameters":[]}""",
        """{"device_id":"ID","library_items":[{"name":"VPN","status":true}],"parameters":[]}""",
        """{"device_id":"ID","library_items":[],"parameters":[{"name":"Firewall","status":"BLOCKED"}]}""",
        """{"device_id":"ID","library_items":[{"name":"A","status":"PASS"},{"name":"VPN","status":"pass?"}],"parameters":[]}""");

    [Theory]
    [MemberData(nameof(StatusesWithoutData))]
    public void Get_WithoutData_CallsNoDeviceCompliant(string answer)
    {
        MakeHealthy(Shell);
        Assert.True(Assert.Single(Report(Shell).Succeeded().As<ComplianceReport>()).IsCompliant);
        Shell.Tenant.Faults.Clear();
        Shell.Tenant.Faults.Add($"GET /api/v1/devices/{KnownFleet.MacId}/status",
            Fault.Status(200, answer.Replace("ID", KnownFleet.MacId, StringComparison.Ordinal)));

        InvocationResult result = Report(Shell);

        ComplianceReport? report = result.As<ComplianceReport>().SingleOrDefault();
        if (report is null)
        {
            Assert.StartsWith("KandjiInvalidResponse,", result.Error.FullyQualifiedErrorId);
            return;
        }
        Assert.Null(report.IsCompliant);
        Assert.True(report.UnknownCount > 0);
        Assert.Matches("library item|parameter", report.Unknown);
        Assert.Contains("unknown", report.ToString());
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("true|false")]
    public async Task Get_WhenTheServiceIgnoresTheFilter_DoesNotSayThatFileVaultIsOn(string ignored)
    {
        // One page, and not as long as a limit of the service's own may be: the answer below is the same from every offset.
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 61 });
        MakeHealthy(shell);
        string all = System.Text.Json.JsonSerializer.Serialize(shell.Run("Invoke-KandjiApi /api/v1/devices").Succeeded().Output
            .Select(device => device.Properties.ToDictionary(p => p.Name, p => p.Value as string)));
        foreach (string value in ignored.Split('|'))
            shell.Tenant.Faults.Add(
                RequestMatch.Where(e => e.Query.Contains("filevault_enabled=" + value, StringComparison.Ordinal)), Fault.Status(200, all));

        var reports = shell.Run("Get-KandjiComplianceReport").Succeeded().As<ComplianceReport>().Where(r => r.Platform == "Mac")
            .ToList();

        ComplianceReport off = reports.Single(r => r.DeviceId == KnownFleet.MacWithoutFileVaultId);
        ComplianceReport on = reports.Single(r => r.DeviceId == KnownFleet.MacId);
        Assert.Null(ignored.Contains("true", StringComparison.Ordinal) ? off.FileVaultEnabled : on.FileVaultEnabled);
        Assert.NotEqual(true, off.FileVaultEnabled);
        Assert.NotEqual(false, on.FileVaultEnabled);
        if (ignored == "true|false")
            Assert.All(reports, r => Assert.NotEqual(true, r.IsCompliant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("filevault_enabled=true")]
    [InlineData("filevault_enabled=false")]
    public void Get_WhenAListThatItBeginsWithFails_WritesThatErrorAlone(string query)
    {
        Shell.Tenant.Faults.Add(
            RequestMatch.Where(e => e.Path == "/api/v1/devices" && e.Query.Contains(query, StringComparison.Ordinal)),
            Fault.Status(400, """{"detail":"Not today."}"""));

        foreach (string script in new[] { "Get-KandjiComplianceReport",
            $"'{KnownFleet.MacSerial}', '{KnownFleet.PhoneSerial}' | Get-KandjiComplianceReport" })
        {
            InvocationResult result = Shell.Run(script);
            Assert.StartsWith("Not today.", result.Error.Exception.Message);
            Assert.Empty(result.Output);
        }
    }

    [Fact]
    public void Get_WhenTheListSaysNoVersion_DoesNotCallItCurrent()
    {
        MakeHealthy(Shell);
        Shell.Tenant.Faults.Add(
            "GET /api/v1/devices", Fault.RewriteBody(body => body.Replace("\"os_version\"", "\"os_was\"", StringComparison.Ordinal)));

        ComplianceReport report = Assert.Single(Report(Shell).Succeeded().As<ComplianceReport>());

        Assert.Null(report.IsCompliant);
        Assert.Equal("OS version", report.Unknown);
    }

    private static InvocationResult Report(PowerShellSession shell) =>
        shell.Run($"Get-KandjiComplianceReport {KnownFleet.MacSerial} -MinimumOSVersion @{{ Mac = '1.0' }}");

    private static void MakeHealthy(PowerShellSession shell)
    {
        shell.Tenant.State.Devices[KnownFleet.MacId].LastCheckIn = DateTimeOffset.UtcNow.AddHours(-1);
        shell.Tenant.Faults.Add($"GET /api/v1/devices/{KnownFleet.MacId}/status", Fault.RewriteBody(body =>
            body.Replace("\"ERROR\"", "\"PASS\"", StringComparison.Ordinal)
            .Replace("\"failed\"", "\"success\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("15.1", "15.1.0", 0)]
    [InlineData("15.2", "15.10", -1)]
    [InlineData("24H2", "23H2", 1)]
    [InlineData("14", "15.0", -1)]
    [InlineData("15.1", "15.1.1", -1)]
    public void Compare_GoesNumberByNumber(string first, string second, int expected) =>
        Assert.Equal(expected, VersionText.Compare(first, second));
}
