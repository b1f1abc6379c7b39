using Kandji.Client.Devices;
using Kandji.Client.Devices.Detail;
using Kandji.Simulator.State;
using DeviceStatus = Kandji.Client.Devices.DeviceStatus;

namespace Kandji.PowerShell.Tests.Devices;

/// <summary>The cmdlets for one part of a device: applications, activity, commands, library items, parameters, status, lost mode.</summary>
public sealed class GetKandjiDeviceRecordTests : CommandTests
{
    [Fact]
    public void App_OfEveryPlatform_KeepsEveryFieldInAProperty()
    {
        var apps = Shell.Run(
            $"Get-KandjiDeviceApp {KnownFleet.MacId}, {KnownFleet.PhoneId}, {KnownFleet.WindowsId}, {KnownFleet.AndroidId}, "
                + $"{KnownFleet.AppleTVId}")
            .Succeeded().As<DeviceApp>();

        int sent = new[] { KnownFleet.MacId, KnownFleet.PhoneId, KnownFleet.WindowsId, KnownFleet.AndroidId }.Sum(
            id => Shell.Tenant.State.Devices[id].Record.Apps.Count);
        Assert.Equal(sent, apps.Count);
        Assert.All(apps, app => Assert.Empty(app.GetUnknownFields()));
        Assert.All(apps, app => Assert.NotNull(app.AppName ?? app.DisplayName));
    }

    [Theory]
    [InlineData("-BundleId com.tinyspeck.*", "com.tinyspeck.slackmacgap")]
    [InlineData("-Name slack", "com.tinyspeck.slackmacgap")]
    [InlineData("-Name 'Visual*', Firefox", "com.microsoft.VSCode", "org.mozilla.firefox")]
    [InlineData("-Name Slack -BundleId org.mozilla.firefox")]
    public void App_ByNameOrIdentifier_ReturnsThoseThatMatch(string filter, params string[] bundles)
    {
        var apps = Shell.Run($"Get-KandjiDeviceApp {KnownFleet.MacId} {filter}").Succeeded().As<DeviceApp>();

        Assert.Equal(bundles, apps.Select(app => app.BundleId));
    }

    [Fact]
    public void Activity_OfMoreThanOnePage_ReturnsEveryEntryOnce()
    {
        Shell.Tenant.State.PageSizes.Nested = 4;
        int sent = Shell.Tenant.State.Devices[KnownFleet.MacId].Record.Activity.Count;

        var entries = Shell.Run($"Get-KandjiDeviceActivity {KnownFleet.MacId}").Succeeded().As<DeviceActivity>();

        Assert.True(sent > 8);
        Assert.Equal(sent, entries.Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(sent, entries.Count);
    }

    [Theory]
    [InlineData("Get-KandjiDeviceActivity", "CreatedAt")]
    [InlineData("Get-KandjiDeviceCommand", "DateRequested")]
    public void Records_OfADevice_ComeNewestFirstWhateverTheServicesOrder(string command, string time)
    {
        Shell.Tenant.State.PageSizes.Nested = 4;
        Shell.Run($"1..3 | ForEach-Object {{ Invoke-KandjiDeviceAction {KnownFleet.MacId} Restart }}").Succeeded();

        foreach (bool isReversed in (bool[])[false, true])
        {
            Shell.Tenant.State.Devices[KnownFleet.MacId].Record.IsNewestFirst = isReversed;
            var times = Shell.Run($"({command} {KnownFleet.MacId}).{time}").Succeeded().As<DateTime>();

            Assert.True(times.Distinct().Count() > 2);
            Assert.Equal(times.OrderDescending(), times);
        }
    }

    [Fact]
    public void Activity_ByTypeAndTime_ReturnsThoseThatMatch()
    {
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacId} Restart").Succeeded();

        var entries = Shell.Run(
            $"Get-KandjiDeviceActivity {KnownFleet.MacId} -ActionType mdm_command_* -After ([datetime]::Now.AddMinutes(-10))").Succeeded()
                .As<DeviceActivity>();

        Assert.Equal(["mdm_command_completed", "mdm_command_queued"], entries.Select(entry => entry.ActionType).Order());
        Assert.All(entries, entry => Assert.Equal("RestartDevice", entry.Details!.CommandType));
    }

    [Fact]
    public void Activity_OfEveryPlatform_ShowsParticularsThatNoPropertyKnowsAsProperties()
    {
        InvocationResult result = Shell.Run(
            $"(Get-KandjiDeviceActivity {KnownFleet.AndroidId} -ActionType amapi*).Details.LibraryItemDetails.DisplayName").Succeeded();

        Assert.Equal("Phones: camera", Assert.Single(result.As<string>()));
    }

    [Fact]
    public void Command_ByStatusAndType_ReturnsThoseThatMatchWithTheirErrors()
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId].CommandProgress =
            CommandProgress.Fail(new CommandError(7, "Domain", "It would not."));
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacId} Restart").Succeeded();

        DeviceCommand command = Assert.Single(
            Shell.Run($"Get-KandjiDeviceCommand {KnownFleet.MacId} -Status Failed -CommandType Restart*").Succeeded()
                .As<DeviceCommand>());

        Assert.Equal(DeviceCommandStatus.Failed, command.Status);
        Assert.Equal("It would not. (Domain 7)", Assert.Single(command.ErrorChain!).ToString());
        Assert.Empty(command.GetUnknownFields());
    }

    [Fact]
    public void LibraryItem_ByStatus_DoesNotMindTheCaseThatTheServiceMixes()
    {
        var items = Shell.Run($"Get-KandjiDeviceLibraryItem {KnownFleet.MacId} -Status pending, error").Succeeded()
            .As<DeviceLibraryItem>();

        Assert.Equal(["ERROR", "PENDING", "pending"], items.Select(item => item.Status!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(items, item => Assert.Empty(item.GetUnknownFields()));
    }

    [Fact]
    public void LibraryItem_OfThreatProtection_TellsItsScansAsTimes()
    {
        DeviceLibraryItem item = Assert.Single(
            Shell.Run($"Get-KandjiDeviceLibraryItem {KnownFleet.MacId} -Type threat-security-policy").Succeeded()
                .As<DeviceLibraryItem>());

        Assert.True(item.EdrStatus!.NextBaselineScan > item.EdrStatus.LastBaselineScan);
        Assert.Empty(item.EdrStatus.GetUnknownFields());
    }

    [Theory]
    [InlineData("-Category Security", 2)]
    [InlineData("-Category Security -Status PASS", 1)]
    [InlineData("-Name *guest*", 1)]
    [InlineData("-Name nothing", 0)]
    public void Parameter_ByCategoryStatusOrName_ReturnsThoseThatMatch(string filter, int count)
    {
        Assert.Equal(count, Shell.Run($"Get-KandjiDeviceParameter {KnownFleet.MacId} {filter}").Succeeded().Output.Count);
    }

    [Fact]
    public void Status_OfADevice_HasItemsAndParametersThatNameTheDevice()
    {
        DeviceStatus status =
            Assert.Single(Shell.Run($"Get-KandjiDeviceStatus {KnownFleet.MacId}").Succeeded().As<DeviceStatus>());

        SimulatedDevice device = Shell.Tenant.State.Devices[KnownFleet.MacId];
        Assert.Equal(
            (device.Record.LibraryItems.Count, device.Record.Parameters.Count), (status.LibraryItems!.Length, status.Parameters!.Length));
        Assert.All(status.LibraryItems, item => Assert.Equal(KnownFleet.MacSerial, item.SerialNumber));
        Assert.All(status.Parameters, parameter => Assert.Equal(KnownFleet.MacName, parameter.DeviceName));
    }

    [Fact]
    public void LostMode_OfDevicesInItAndNot_ReturnsThoseInItWithoutAnError()
    {
        InvocationResult result =
            Shell.Run($"Get-KandjiDeviceLostMode {KnownFleet.PhoneId}, {KnownFleet.LostPadId} -Verbose").Succeeded();

        DeviceLostMode lostMode = Assert.Single(result.As<DeviceLostMode>());
        Assert.Equal((KnownFleet.LostPadId, KnownFleet.LostPadSerial, "ENABLED"),
            (lostMode.DeviceId, lostMode.SerialNumber, lostMode.LostModeStatus));
        Assert.Contains(result.Verbose, line => line.Contains(KnownFleet.PhoneSerial) && line.Contains("not in lost mode"));
    }

    [Fact]
    public void LostMode_RefusedForAnotherReason_IsAnError()
    {
        Shell.Tenant.Faults.Add("GET /api/v1/devices/*/details/lostmode", Fault.Status(400, "[\"Lost mode is asleep.\"]"));

        Shell.Run($"Get-KandjiDeviceLostMode {KnownFleet.LostPadId}").Failed("KandjiBadRequest");
    }
}
