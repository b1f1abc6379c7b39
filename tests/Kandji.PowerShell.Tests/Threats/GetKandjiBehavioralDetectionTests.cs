using Kandji.Client.Devices;
using Kandji.Client.Threats;

namespace Kandji.PowerShell.Tests.Threats;

public sealed class GetKandjiBehavioralDetectionTests : CommandTests
{
    [Fact]
    public void Get_OfADevice_ReturnsItsDetectionsWithEveryFieldTyped()
    {
        Shell.Tenant.State.PageSizes.Threats = 1;

        var detections = Shell.Run($"Get-KandjiBehavioralDetection {KnownFleet.MacSerial}").Succeeded()
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
    public void Get_NarrowedDown_SendsWhatTheApiCallsIt()
    {
        BehavioralDetection detection = Assert.Single(Shell.Run($"""
            Get-KandjiBehavioralDetection {KnownFleet.MacId} -Classification Malicious, suspicious -Status Detected -Severity High `
                -ManagementState Open -Tag myteam -SearchTerm zsh `
                -After ([datetime]::Now).AddDays(-7) -Before ([datetime]::Now) -SortBy ThreatId
            """).Succeeded().As<BehavioralDetection>());

        Assert.Equal("KTI_BD_9001", detection.ThreatId);
        Assert.Contains("classifications=mal%2Csus", Assert.Single(Shell.Tenant.Log.Entries).Query);
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
    public void Get_PipedOn_NamesTheDevice()
    {
        var devices = Shell.Run($"Get-KandjiBehavioralDetection {KnownFleet.MacSerial} | Get-KandjiDevice").Succeeded()
            .As<Device>();

        Assert.All(devices, device => Assert.Equal(KnownFleet.MacId, device.DeviceId));
    }
}
