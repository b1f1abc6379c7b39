using Kandji.Client.Devices;
using Kandji.Client.Threats;
using Kandji.PowerShell.Devices;

namespace Kandji.PowerShell.Tests.Threats;

public sealed class GetKandjiThreatTests : CommandTests
{
    private protected override Task<PowerShellSession> StartAsync() => PowerShellSession.ConnectedAsync(Fleet);

    private static readonly SimulatorOptions Fleet = new() { DeviceCount = 400 };

    [Fact]
    public async Task Get_ByAStatusAsThreatsShowIt_IsTheSameAsByTheListedOne()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var listed = shell.Run("Get-KandjiThreat -Status NotQuarantined, Released").Succeeded().As<Threat>();
        var shown = shell.Run("Get-KandjiThreat -Status not_quarantined, released").Succeeded().As<Threat>();

        Assert.NotEmpty(listed);
        Assert.Equal(listed.Select(threat => threat.Id), shown.Select(threat => threat.Id));
        Assert.Contains("not_quarantined", shown.Select(threat => threat.Status));
    }

    [Fact]
    public void Get_WithoutParameters_ReturnsThreatsOfEveryStatusWithEveryFieldTyped()
    {
        Shell.Tenant.State.PageSizes.Threats = 4;

        var threats = Shell.Run("Get-KandjiThreat").Succeeded().As<Threat>();

        Assert.Equal(Shell.Tenant.State.Threats.Select(t => t.Id), threats.Select(t => t.Id!));
        Assert.Equal(4, threats.Select(t => t.Status).Distinct().Count());
        Assert.All(threats, threat => Assert.Empty(threat.GetUnknownFields()));
        Assert.Contains("statuses=quarantined%2Cnot_quarantined%2Creleased%2Cresolved", Shell.Tenant.Log.Entries[0].Query);
    }

    [Fact]
    public void Get_NarrowedDown_SendsWhatTheApiCallsIt()
    {
        var threats = Shell.Run("""
            Get-KandjiThreat -Status notquarantined -Severity CRITICAL -Classification malware `
                -ManagementState Open -Tag confirmed -SearchTerm shared -SortBy DetectionDate -Descending
            """).Succeeded().As<Threat>();

        Threat threat = Assert.Single(threats);
        Assert.Equal((KnownFleet.MacId, KnownFleet.MacSerial), (threat.DeviceId, threat.DeviceSerialNumber));
        Assert.Null(threat.DateOfQuarantine);
        string[] query = Shell.Tenant.Log.Entries[0].Query.TrimStart('?').Split('&');
        Assert.Equal(
            ["classification=malware", "management_state=open", "severities=critical", "sort_by=-detection_date",
                "statuses=not_quarantined", "tags=confirmed", "term=shared"],
            query.Where(part => !part.StartsWith("limit=") && !part.StartsWith("offset=")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Get_WithinTimes_ComparesThemWithLocalOnes()
    {
        var threats = Shell.Run("$after = ([datetime]::Now).AddDays(-30); $before = ([datetime]::Now).AddDays(-1); Get-KandjiThreat -After "
            + "$after -Before $before").Succeeded().As<Threat>();

        Assert.NotEmpty(threats);
        Assert.All(threats, threat => Assert.InRange(threat.DetectionDate!.Value, DateTime.Now.AddDays(-30.1), DateTime.Now.AddDays(-0.9)));
    }

    [Fact]
    public void Get_WithDays_LeavesTheWindowToTheService()
    {
        Assert.NotEmpty(Shell.Run("Get-KandjiThreat -Days 7").Succeeded().Output);

        Assert.Contains("date_range=7", Shell.Tenant.Log.Entries[0].Query);
    }

    [Fact]
    public async Task Get_WithDaysAndAfter_FailsBeforeAnythingIsSent()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run("Get-KandjiThreat -Days 7 -After ([datetime]::Now)").Failed("KandjiInvalidArgument");
        Assert.Empty(shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Get_WithFirst_AsksForNoMore()
    {
        Assert.Equal(2, Shell.Run("Get-KandjiThreat -First 2").Succeeded().Output.Count);

        Assert.Contains("limit=2&", Assert.Single(Shell.Tenant.Log.Entries).Query);
    }

    [Fact]
    public async Task Get_ForDevicesFromThePipeline_ReturnsTheirsInOrderAndGoesOnAfterAnUnknownOne()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run($"'{KnownFleet.MacWithoutFileVaultSerial}', 'NOSUCHSERIAL', '{KnownFleet.MacSerial}' | Get-KandjiThreat")
                .Failed("KandjiNotFound");

        Assert.Equal(
            ["example_stealer", "example_loader"],
            result.As<Threat>().Where(t => t.DeviceId == KnownFleet.MacId).Select(t => t.ThreatName!));
    }

    [Fact]
    public async Task Get_PipedIntoDeviceCommands_NamesTheDevice()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Device device = Assert.Single(shell.Run("Get-KandjiThreat -First 1 | Get-KandjiDevice").Succeeded().As<Device>());
        var sent = shell.Run("Get-KandjiThreat -First 1 | Invoke-KandjiDeviceAction -Action UpdateInventory").Succeeded()
            .As<DeviceActionResult>();

        Assert.Equal(KnownFleet.MacId, device.DeviceId);
        Assert.Equal(KnownFleet.MacSerial, Assert.Single(sent).SerialNumber);
    }

    [Theory]
    [InlineData("Get-KandjiThreat")]
    [InlineData("Get-KandjiThreat -Status NotQuarantined")]
    [InlineData("Get-KandjiThreat -Status NotQuarantined, Released")]
    [InlineData("Get-KandjiThreat -Classification Malware -SortBy DetectionDate -Descending")]
    [InlineData("Get-KandjiThreat -Days 30")]
    [InlineData("Get-KandjiThreat -After 30d -Before 1d")]
    [InlineData("Get-KandjiThreat -First 2")]
    [InlineData($"Get-KandjiThreat {KnownFleet.MacSerial}")]
    [InlineData("Get-KandjiDevice -Platform Mac | Get-KandjiThreat -Status Quarantined")]
    public void Get_FromATenantWithoutVersion2_ReturnsTheSameOfVersion1AndWarnsOnce(string command)
    {
        Shell.Tenant.State.PageSizes.Threats = 4;
        // Version 1 does not list what is resolved.
        (string?, string?, string?, DateTime?)[] expected = Shell.Run(command + " | Where-Object Status -ne resolved").Succeeded()
            .As<Threat>().Select(Key).ToArray();
        Shell.Tenant.State.HasThreatsVersion2 = false;
        Shell.Tenant.Log.Clear();

        InvocationResult result = Shell.Run(command).Succeeded();

        var threats = result.As<Threat>();
        Assert.NotEmpty(threats);
        Assert.Equal(expected, threats.Select(Key));
        Assert.Contains("Version 1 was read", Assert.Single(result.Warnings));
        Assert.All(threats, threat => Assert.Empty(threat.GetUnknownFields()));
        Assert.All(threats, threat => Assert.NotNull(threat.DetectionDate));
        Assert.InRange(Shell.Tenant.Log.Entries.Count(entry => entry.Path.StartsWith("/api/v2/")), 1, 20);
    }

    [Theory]
    [InlineData("Get-KandjiThreat -Severity Critical")]
    [InlineData("Get-KandjiThreat -ManagementState Open")]
    [InlineData("Get-KandjiThreat -Tag confirmed")]
    [InlineData("Get-KandjiThreat -SortBy Severity")]
    public void Get_OfWhatVersion1DoesNotKnow_FromATenantWithoutVersion2_IsAnErrorAndNotEverything(string command)
    {
        Shell.Tenant.State.HasThreatsVersion2 = false;

        InvocationResult result = Shell.Run(command).Failed("KandjiNotFound");

        Assert.Empty(result.Output);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Path == "/api/v1/threat-details");
    }

    [Theory]
    [InlineData("-Status NotQuarantined", "status")]
    [InlineData("-Classification Malware", "classification")]
    [InlineData(KnownFleet.MacSerial, "device_id")]
    public void Get_FromVersion1ThatIgnoresAFilter_WritesNothingElse(string parameter, string query)
    {
        Shell.Tenant.State.HasThreatsVersion2 = false;
        string[] asked = Shell.Run($"Get-KandjiThreat {parameter}").Succeeded().As<Threat>().Select(threat => $"{Key(threat)}").ToArray();
        Shell.Tenant.Faults.Add(RequestMatch.Where(e => e.Path == "/api/v1/threat-details"), Fault.IgnoreQuery(query));

        InvocationResult result = Shell.Run($"Get-KandjiThreat {parameter}");

        string[] written = result.As<Threat>().Select(threat => $"{Key(threat)}").ToArray();
        Assert.NotEmpty(asked);
        Assert.Empty(written.Except(asked));
        if (written.Length < asked.Length)
            Assert.StartsWith("KandjiFilterIgnored,", result.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task Get_WhenOnlyADeviceIsNotFound_DoesNotReadVersion1()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.Faults.Add(
            RequestMatch.Where(e => e.Path == "/api/v2/threat/threat-details" && e.Query.Contains("device_id=", StringComparison.Ordinal)),
            Fault.Status(404, "{\"detail\":\"Not found.\"}"));

        InvocationResult result = shell.Run($"Get-KandjiThreat {KnownFleet.MacSerial}").Failed("KandjiNotFound");

        Assert.Empty(result.Warnings);
        Assert.DoesNotContain(shell.Tenant.Log.Entries, entry => entry.Path == "/api/v1/threat-details");
    }

    private static (string? Name, string? Status, string? Device, DateTime? Found) Key(Threat threat) =>
        (threat.ThreatName, threat.Status, threat.DeviceId, threat.DetectionDate);
}
