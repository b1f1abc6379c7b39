using Kandji.Client.Devices;
using Kandji.Client.Threats;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Threats;

public sealed class GetKandjiBehavioralDetectionTests
{
    [Fact]
    public async Task Get_OfADevice_ReturnsItsDetectionsWithEveryFieldTyped()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Threats = 1;

        var detections = shell.Run($"Get-KandjiBehavioralDetection {KnownFleet.MacSerial}").Succeeded()
            .As<BehavioralDetection>();

        Assert.Equal(["KTI_BD_9001", "KTI_BD_9002"], detections.Select(d => d.ThreatId!));
        Assert.All(detections, detection =>
        {
            Assert.Equal((KnownFleet.MacId, KnownFleet.MacName, KnownFleet.MacSerial),
                (detection.DeviceId, detection.DeviceName, detection.DeviceSerialNumber));
            Assert.Empty(detection.GetUnknownFields());
            Assert.Empty(detection.TargetProcess!.GetUnknownFields());
            Assert.Equal(64, detection.TargetProcess.Sha256!.Length);
        });
    }

    [Fact]
    public async Task Get_NarrowedDown_SendsWhatTheApiCallsIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        BehavioralDetection detection = Assert.Single(shell.Run($"""
            Get-KandjiBehavioralDetection {KnownFleet.MacId} -Classification Malicious, suspicious -Status Detected -Severity High `
                -ManagementState Open -Tag myteam -SearchTerm zsh `
                -After ([datetime]::Now).AddDays(-7) -Before ([datetime]::Now) -SortBy ThreatId
            """).Succeeded().As<BehavioralDetection>());

        Assert.Equal("KTI_BD_9001", detection.ThreatId);
        Assert.Contains("classifications=mal%2Csus", Assert.Single(shell.Tenant.Log.Entries).Query);
    }

    [Fact]
    public async Task Get_ForTheWholeFleet_ReturnsAllInTheOrderOfTheDevices()
    {
        await using PowerShellSession shell =
            await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 200 });

        var detections = shell.Run("Get-KandjiDevice -Platform Mac -OrderBy DeviceId | Get-KandjiBehavioralDetection")
            .Succeeded().As<BehavioralDetection>();

        Assert.Equal(shell.Tenant.State.BehavioralDetections.Count, detections.Count);
        Assert.Equal(detections.Select(d => d.DeviceId).Order(StringComparer.Ordinal), detections.Select(d => d.DeviceId));
    }

    [Fact]
    public async Task Get_PipedOn_NamesTheDevice()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var devices = shell.Run($"Get-KandjiBehavioralDetection {KnownFleet.MacSerial} | Get-KandjiDevice").Succeeded()
            .As<Device>();

        Assert.All(devices, device => Assert.Equal(KnownFleet.MacId, device.DeviceId));
    }
}
