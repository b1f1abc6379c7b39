using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Enrollment;

/// <summary>Get and Set-KandjiAdeDevice.</summary>
public sealed class AdeDeviceTests
{
    [Fact]
    public async Task Get_OverSeveralPages_ReturnsEveryDeviceOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Page = 10;

        var devices = shell.Run("Get-KandjiAdeDevice").Succeeded().As<AdeDevice>();

        Assert.Equal(shell.Tenant.State.AdeDevices.Select(d => d.Id).Order(), devices.Select(d => d.Id!).Order());
    }

    [Fact]
    public async Task Get_BySerialNumber_ReturnsTheOneThatHasAllOfIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        AdeDevice device = Assert.Single(shell.Run($"Get-KandjiAdeDevice {KnownFleet.MacSerial}").Succeeded().As<AdeDevice>());

        Assert.Equal(KnownFleet.MacId, device.MdmDevice!.Id);
    }

    [Fact]
    public async Task Get_ByEveryFilter_AsksTheServiceForIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var devices = shell.Run($"""
            Get-KandjiAdeDevice -DeviceFamily mac -OS osx -ProfileStatus assigned -Model 'MacBook*' -SerialNumber 'C02NEW*'
            """).Succeeded().As<AdeDevice>();

        Assert.Equal(5, devices.Count);
        string query = shell.Tenant.Log.Entries[^1].Query;
        Assert.Equal(
            "?device_family=Mac&model=MacBook&os=OSX&profile_status=assigned&serial_number=C02NEW", query);
    }

    [Fact]
    public async Task Get_OfAnIntegration_ReadsItsOwnListAndFiltersIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        SimulatedAdeDevice mac = shell.Tenant.State.AdeDevices.First(d => d.SerialNumber == KnownFleet.MacSerial);
        mac.Blueprint = shell.Tenant.State.Blueprints[KnownFleet.EngineeringId];
        string integration = $"Get-KandjiAdeDevice -Integration '{mac.Integration.Id}'";

        int all = shell.Run(integration).Succeeded().Output.Count;
        var one = shell.Run($"{integration} -User {KnownFleet.AdaEmail} -Blueprint {KnownFleet.EngineeringName} -DeviceFamily Mac")
            .Succeeded().As<AdeDevice>();

        Assert.Equal(shell.Tenant.State.AdeDevices.Count(d => d.Integration == mac.Integration), all);
        Assert.Equal(KnownFleet.MacSerial, Assert.Single(one).SerialNumber);
        Assert.Equal($"/api/v1/integrations/apple/ade/{mac.Integration.Id}/devices", shell.Tenant.Log.Entries[^1].Path);
        Assert.DoesNotContain(shell.Tenant.Log.Entries, e => e.Path == "/api/v1/integrations/apple/ade/devices");
    }

    [Fact]
    public async Task Get_ByUserAndBlueprint_AsksForTheirIds()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        SimulatedAdeDevice mac = shell.Tenant.State.AdeDevices.First(d => d.SerialNumber == KnownFleet.MacSerial);
        mac.Blueprint = shell.Tenant.State.Blueprints[KnownFleet.EngineeringId];

        var devices = shell.Run($"Get-KandjiAdeDevice -User {KnownFleet.AdaEmail} -Blueprint {KnownFleet.EngineeringName}")
            .Succeeded().As<AdeDevice>();

        Assert.Equal(KnownFleet.MacSerial, Assert.Single(devices).SerialNumber);
    }

    [Fact]
    public async Task Get_FromIntegrationsDevicesAndRows_Binds()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var ofIntegration = shell.Run($"Get-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}' | Get-KandjiAdeDevice")
            .Succeeded().As<AdeDevice>();
        var others = shell.Run($$"""
            Get-KandjiDevice {{KnownFleet.MacSerial}} | Get-KandjiAdeDevice
            [pscustomobject]@{ serial_number = '{{KnownFleet.NewMacSerial}}' } | Get-KandjiAdeDevice
            Get-KandjiAdeDevice {{KnownFleet.NewMacAdeId}}
            """).Succeeded().As<AdeDevice>();

        Assert.Equal(
            shell.Tenant.State.AdeDevices.Count(d => d.Integration.Id == KnownFleet.AdeIntegrationId), ofIntegration.Count);
        Assert.Equal([KnownFleet.MacSerial, KnownFleet.NewMacSerial, KnownFleet.NewMacSerial], others.Select(d => d.SerialNumber!));
        Assert.Null(others[1].MdmDevice);
    }

    [Fact]
    public async Task Get_PipedIntoGetKandjiDevice_FindsTheEnrolledOne()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Device device =
            Assert.Single(shell.Run($"Get-KandjiAdeDevice {KnownFleet.MacSerial} | Get-KandjiDevice").Succeeded().As<Device>());

        Assert.Equal(KnownFleet.MacId, device.DeviceId);
    }

    [Theory]
    [InlineData("Get-KandjiAdeDevice NOSUCHSERIAL")]
    [InlineData("Get-KandjiAdeDevice -SerialNumber NOSUCHSERIAL")]
    [InlineData("Get-KandjiAdeDevice 00000000-0000-4000-8000-000000000000")]
    public async Task Get_OfWhatIsNotThere_IsOneError(string command)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Equal(
            "KandjiNotFound,Kandji.PowerShell.Enrollment.GetKandjiAdeDevice", shell.Run(command).Error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task Set_ByParameters_ChangesThemAll()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        AdeDevice device = Assert.Single(shell.Run(
            $"Set-KandjiAdeDevice {KnownFleet.NewMacSerial} -Blueprint {KnownFleet.EngineeringName} -User {KnownFleet.AdaEmail} -AssetTag "
                + $"NW-00421")
            .Succeeded().As<AdeDevice>());

        SimulatedAdeDevice stored = shell.Tenant.State.AdeDevices[KnownFleet.NewMacAdeId];
        Assert.Equal((KnownFleet.EngineeringId, KnownFleet.AdaId, "NW-00421"), (stored.Blueprint!.Id, stored.User!.Id, stored.AssetTag));
        Assert.False(device.UseBlueprintRouting);
        Assert.Equal(
            $$"""{"blueprint_id":"{{KnownFleet.EngineeringId}}","use_blueprint_routing":false"""
                + $$""","asset_tag":"NW-00421","user_id":"{{KnownFleet.AdaId}}"}""",
            shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public async Task Set_WithClearSwitches_Clears()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        SimulatedAdeDevice mac = shell.Tenant.State.AdeDevices.First(d => d.SerialNumber == KnownFleet.MacSerial);
        mac.Blueprint = shell.Tenant.State.Blueprints[KnownFleet.SalesId];

        shell.Run($"Set-KandjiAdeDevice {KnownFleet.MacSerial} -ClearUser -ClearAssetTag -UseBlueprintRouting").Succeeded();

        Assert.Equal((null, null, null), (mac.User, mac.AssetTag, mac.Blueprint));
    }

    [Theory]
    [InlineData("-User $never -Blueprint Sales", "User")]
    [InlineData("-AssetTag $never -Blueprint Sales", "AssetTag")]
    [InlineData("-User ada@example.com -ClearUser", "exclude each other")]
    [InlineData("-AssetTag NW-1 -ClearAssetTag", "exclude each other")]
    public async Task Set_WithAVariableThatWasNeverSetOrTwoMinds_SendsNothing(string parameters, string named)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"Set-KandjiAdeDevice {KnownFleet.MacSerial} {parameters}");

        Assert.Contains(named, result.Error.Exception.Message);
        Assert.Empty(shell.Tenant.Log.Entries);
    }

    [Fact]
    public async Task Set_FromRows_TakesTheirCellsAndLeavesOutEmptyOnes()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        SimulatedAdeDevice mac = shell.Tenant.State.AdeDevices.First(d => d.SerialNumber == KnownFleet.MacSerial);

        shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.NewMacSerial}}'; blueprint = '{{KnownFleet.EngineeringName}}';
                user_email = '{{KnownFleet.AdaEmail}}'; asset_tag = 'NW-1' },
            [pscustomobject]@{ serial_number = '{{KnownFleet.MacSerial}}'; blueprint = ''; user_email = ''; asset_tag = 'NW-2' } |
                Set-KandjiAdeDevice
            """).Succeeded();

        SimulatedAdeDevice stored = shell.Tenant.State.AdeDevices[KnownFleet.NewMacAdeId];
        Assert.Equal((KnownFleet.EngineeringId, KnownFleet.AdaId, "NW-1"), (stored.Blueprint!.Id, stored.User!.Id, stored.AssetTag));
        Assert.Equal((KnownFleet.AdaId, "NW-2"), (mac.User!.Id, mac.AssetTag));
    }

    [Fact]
    public async Task Set_FromARowWithParameters_PrefersTheParameters()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.NewMacSerial}}'; blueprint = '{{KnownFleet.SalesName}}';
                user_email = '{{KnownFleet.LeaverEmail}}'; asset_tag = 'NW-1' } |
                Set-KandjiAdeDevice -Blueprint '{{KnownFleet.EngineeringName}}' -User '{{KnownFleet.AdaEmail}}' -AssetTag NW-2
            """).Succeeded();

        SimulatedAdeDevice stored = shell.Tenant.State.AdeDevices[KnownFleet.NewMacAdeId];
        Assert.Equal((KnownFleet.EngineeringId, KnownFleet.AdaId, "NW-2"), (stored.Blueprint!.Id, stored.User!.Id, stored.AssetTag));
    }

    [Fact]
    public async Task Set_FromADeviceObject_SendsOnlyWhatWasGiven()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Get-KandjiAdeDevice {KnownFleet.MacSerial} | Set-KandjiAdeDevice -AssetTag NW-3").Succeeded();

        Assert.Equal("{\"asset_tag\":\"NW-3\"}", shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public async Task Set_WithNothing_IsAnErrorBeforeAnythingIsSent()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"Set-KandjiAdeDevice {KnownFleet.NewMacSerial}");

        Assert.Equal("KandjiInvalidArgument,Kandji.PowerShell.Enrollment.SetKandjiAdeDevice", result.Error.FullyQualifiedErrorId);
        Assert.Equal(0, shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Set_OfAnUnknownUser_ChangesNothingAndGoesOn()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.MacSerial}}'; user_email = 'nobody@example.com' },
            [pscustomobject]@{ serial_number = '{{KnownFleet.NewMacSerial}}'; asset_tag = 'NW-4' } | Set-KandjiAdeDevice
            """);

        Assert.Equal("KandjiNotFound,Kandji.PowerShell.Enrollment.SetKandjiAdeDevice", result.Error.FullyQualifiedErrorId);
        Assert.Equal(KnownFleet.NewMacSerial, Assert.Single(result.As<AdeDevice>()).SerialNumber);
    }

    [Fact]
    public async Task Set_OfManyRows_ReadsTheListOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string serials = string.Join("','", shell.Tenant.State.AdeDevices.Select(d => d.SerialNumber).Take(50));

        shell.Run($"'{serials}' | Set-KandjiAdeDevice -AssetTag lease -WhatIf").Succeeded();

        Assert.Equal(41, shell.Tenant.Log.Count);
    }
}
