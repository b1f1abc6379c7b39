using Kandji.Client.Devices;
using Kandji.Client.Threats;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Threats;

public sealed class GetKandjiThreatTests
{
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
    public async Task Get_WithoutParameters_ReturnsThreatsOfEveryStatusWithEveryFieldTyped()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(Fleet);
        shell.Tenant.State.PageSizes.Threats = 4;

        var threats = shell.Run("Get-KandjiThreat").Succeeded().As<Threat>();

        Assert.Equal(shell.Tenant.State.Threats.Select(t => t.Id), threats.Select(t => t.Id!));
        Assert.Equal(4, threats.Select(t => t.Status).Distinct().Count());
        Assert.All(threats, threat => Assert.Empty(threat.GetUnknownFields()));
        Assert.Contains("statuses=quarantined%2Cnot_quarantined%2Creleased%2Cresolved", shell.Tenant.Log.Entries[0].Query);
    }

    [Fact]
    public async Task Get_NarrowedDown_SendsWhatTheApiCallsIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(Fleet);

        var threats = shell.Run("""
            Get-KandjiThreat -Status notquarantined -Severity CRITICAL -Classification malware `
                -ManagementState Open -Tag confirmed -SearchTerm shared -SortBy DetectionDate -Descending
            """).Succeeded().As<Threat>();

        Threat threat = Assert.Single(threats);
        Assert.Equal((KnownFleet.MacId, KnownFleet.MacSerial), (threat.DeviceId, threat.DeviceSerialNumber));
        Assert.Null(threat.DateOfQuarantine);
        string[] query = shell.Tenant.Log.Entries[0].Query.TrimStart('?').Split('&');
        Assert.Equal(
            ["classification=malware", "management_state=open", "severities=critical", "sort_by=-detection_date",
                "statuses=not_quarantined", "tags=confirmed", "term=shared"],
            query.Where(part => !part.StartsWith("limit=") && !part.StartsWith("offset=")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Get_WithinTimes_ComparesThemWithLocalOnes()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(Fleet);

        var threats = shell.Run("$after = ([datetime]::Now).AddDays(-30); $before = ([datetime]::Now).AddDays(-1); Get-KandjiThreat -After "
            + "$after -Before $before").Succeeded().As<Threat>();

        Assert.NotEmpty(threats);
        Assert.All(threats, threat => Assert.InRange(threat.DetectionDate!.Value, DateTime.Now.AddDays(-30.1), DateTime.Now.AddDays(-0.9)));
    }

    [Fact]
    public async Task Get_WithDays_LeavesTheWindowToTheService()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(Fleet);

        Assert.NotEmpty(shell.Run("Get-KandjiThreat -Days 7").Succeeded().Output);

        Assert.Contains("date_range=7", shell.Tenant.Log.Entries[0].Query);
    }

    [Fact]
    public async Task Get_WithDaysAndAfter_FailsBeforeAnythingIsSent()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run("Get-KandjiThreat -Days 7 -After ([datetime]::Now)");

        Assert.StartsWith("KandjiInvalidArgument,", result.Error.FullyQualifiedErrorId);
        Assert.Empty(shell.Tenant.Log.Entries);
    }

    [Fact]
    public async Task Get_WithFirst_AsksForNoMore()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(Fleet);

        Assert.Equal(2, shell.Run("Get-KandjiThreat -First 2").Succeeded().Output.Count);

        Assert.Contains("limit=2&", Assert.Single(shell.Tenant.Log.Entries).Query);
    }

    [Fact]
    public async Task Get_ForDevicesFromThePipeline_ReturnsTheirsInOrderAndGoesOnAfterAnUnknownOne()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run($"'{KnownFleet.MacWithoutFileVaultSerial}', 'NOSUCHSERIAL', '{KnownFleet.MacSerial}' | Get-KandjiThreat");

        Assert.StartsWith("KandjiNotFound,", result.Error.FullyQualifiedErrorId);
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
}
