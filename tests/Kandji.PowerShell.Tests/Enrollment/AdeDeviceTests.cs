using Kandji.Client.Devices;
using Kandji.Client.Enrollment;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Enrollment;

/// <summary>Get and Set-KandjiAdeDevice.</summary>
public sealed class AdeDeviceTests : CommandTests
{
    [Fact]
    public void Get_OverSeveralPages_ReturnsEveryDeviceOnce()
    {
        Shell.Tenant.State.PageSizes.Page = 10;

        var devices = Shell.Run("Get-KandjiAdeDevice").Succeeded().As<AdeDevice>();

        Assert.Equal(Shell.Tenant.State.AdeDevices.Select(d => d.Id).Order(), devices.Select(d => d.Id!).Order());
    }

    [Fact]
    public void Get_BySerialNumber_ReturnsTheOneThatHasAllOfIt()
    {
        AdeDevice device = Assert.Single(Shell.Run($"Get-KandjiAdeDevice {KnownFleet.MacSerial}").Succeeded().As<AdeDevice>());

        Assert.Equal(KnownFleet.MacId, device.MdmDevice!.Id);
    }

    [Fact]
    public void Get_ByEveryFilter_AsksTheServiceForIt()
    {
        var devices = Shell.Run($"""
            Get-KandjiAdeDevice -DeviceFamily mac -OS osx -ProfileStatus assigned -Model 'MacBook*' -SerialNumber 'C02NEW*'
            """).Succeeded().As<AdeDevice>();

        Assert.Equal(5, devices.Count);
        string query = Shell.Tenant.Log.Entries[^1].Query;
        Assert.Equal(
            "?device_family=Mac&model=MacBook&os=OSX&profile_status=assigned&serial_number=C02NEW", query);
    }

    [Fact]
    public void Get_OfAnIntegration_ReadsItsOwnListAndFiltersIt()
    {
        SimulatedAdeDevice mac = Shell.Tenant.State.AdeDevices.First(d => d.SerialNumber == KnownFleet.MacSerial);
        mac.Blueprint = Shell.Tenant.State.Blueprints[KnownFleet.EngineeringId];
        string integration = $"Get-KandjiAdeDevice -Integration '{mac.Integration.Id}'";

        int all = Shell.Run(integration).Succeeded().Output.Count;
        var one = Shell.Run($"{integration} -User {KnownFleet.AdaEmail} -Blueprint {KnownFleet.EngineeringName} -DeviceFamily Mac")
            .Succeeded().As<AdeDevice>();

        Assert.Equal(Shell.Tenant.State.AdeDevices.Count(d => d.Integration == mac.Integration), all);
        Assert.Equal(KnownFleet.MacSerial, Assert.Single(one).SerialNumber);
        Assert.Equal($"/api/v1/integrations/apple/ade/{mac.Integration.Id}/devices", Shell.Tenant.Log.Entries[^1].Path);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Path == "/api/v1/integrations/apple/ade/devices");
    }

    [Fact]
    public void Get_ByUserAndBlueprint_AsksForTheirIds()
    {
        SimulatedAdeDevice mac = Shell.Tenant.State.AdeDevices.First(d => d.SerialNumber == KnownFleet.MacSerial);
        mac.Blueprint = Shell.Tenant.State.Blueprints[KnownFleet.EngineeringId];

        var devices = Shell.Run($"Get-KandjiAdeDevice -User {KnownFleet.AdaEmail} -Blueprint {KnownFleet.EngineeringName}")
            .Succeeded().As<AdeDevice>();

        Assert.Equal(KnownFleet.MacSerial, Assert.Single(devices).SerialNumber);
    }

    [Fact]
    public void Get_FromIntegrationsDevicesAndRows_Binds()
    {
        var ofIntegration = Shell.Run($"Get-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}' | Get-KandjiAdeDevice")
            .Succeeded().As<AdeDevice>();
        var others = Shell.Run($$"""
            Get-KandjiDevice {{KnownFleet.MacSerial}} | Get-KandjiAdeDevice
            [pscustomobject]@{ serial_number = '{{KnownFleet.NewMacSerial}}' } | Get-KandjiAdeDevice
            Get-KandjiAdeDevice {{KnownFleet.NewMacAdeId}}
            """).Succeeded().As<AdeDevice>();

        Assert.Equal(
            Shell.Tenant.State.AdeDevices.Count(d => d.Integration.Id == KnownFleet.AdeIntegrationId), ofIntegration.Count);
        Assert.Equal([KnownFleet.MacSerial, KnownFleet.NewMacSerial, KnownFleet.NewMacSerial], others.Select(d => d.SerialNumber!));
        Assert.Null(others[1].MdmDevice);
    }

    [Fact]
    public void Get_PipedIntoGetKandjiDevice_FindsTheEnrolledOne()
    {
        Device device =
            Assert.Single(Shell.Run($"Get-KandjiAdeDevice {KnownFleet.MacSerial} | Get-KandjiDevice").Succeeded().As<Device>());

        Assert.Equal(KnownFleet.MacId, device.DeviceId);
    }

    [Theory]
    [InlineData("Get-KandjiAdeDevice NOSUCHSERIAL")]
    [InlineData("Get-KandjiAdeDevice -SerialNumber NOSUCHSERIAL")]
    [InlineData("Get-KandjiAdeDevice 00000000-0000-4000-8000-000000000000")]
    public void Get_OfWhatIsNotThere_IsOneError(string command)
    {
        Shell.Run(command).Failed("KandjiNotFound,Kandji.PowerShell.Enrollment.GetKandjiAdeDevice");
    }

    [Fact]
    public void Set_ByParameters_ChangesThemAll()
    {
        AdeDevice device = Assert.Single(Shell.Run(
            $"Set-KandjiAdeDevice {KnownFleet.NewMacSerial} -Blueprint {KnownFleet.EngineeringName} -User {KnownFleet.AdaEmail} -AssetTag "
                + $"NW-00421")
            .Succeeded().As<AdeDevice>());

        SimulatedAdeDevice stored = Shell.Tenant.State.AdeDevices[KnownFleet.NewMacAdeId];
        Assert.Equal((KnownFleet.EngineeringId, KnownFleet.AdaId, "NW-00421"), (stored.Blueprint!.Id, stored.User!.Id, stored.AssetTag));
        Assert.False(device.UseBlueprintRouting);
        Assert.Equal(
            $$"""{"blueprint_id":"{{KnownFleet.EngineeringId}}","use_blueprint_routing":false"""
                + $$""","asset_tag":"NW-00421","user_id":"{{KnownFleet.AdaId}}"}""",
            Shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public void Set_WithClearSwitches_Clears()
    {
        SimulatedAdeDevice mac = Shell.Tenant.State.AdeDevices.First(d => d.SerialNumber == KnownFleet.MacSerial);
        mac.Blueprint = Shell.Tenant.State.Blueprints[KnownFleet.SalesId];

        Shell.Run($"Set-KandjiAdeDevice {KnownFleet.MacSerial} -ClearUser -ClearAssetTag -UseBlueprintRouting").Succeeded();

        Assert.Equal((null, null, null), (mac.User, mac.AssetTag, mac.Blueprint));
    }

    [Theory]
    [InlineData("-User $never -Blueprint Sales", "User")]
    [InlineData("-AssetTag $never -Blueprint Sales", "AssetTag")]
    [InlineData("-User ada@example.com -ClearUser", "exclude each other")]
    [InlineData("-AssetTag NW-1 -ClearAssetTag", "exclude each other")]
    public void Set_WithAVariableThatWasNeverSetOrTwoMinds_SendsNothing(string parameters, string named)
    {
        InvocationResult result = Shell.Run($"Set-KandjiAdeDevice {KnownFleet.MacSerial} {parameters}");

        Assert.Contains(named, result.Error.Exception.Message);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Set_FromRows_TakesTheirCellsAndLeavesOutEmptyOnes()
    {
        SimulatedAdeDevice mac = Shell.Tenant.State.AdeDevices.First(d => d.SerialNumber == KnownFleet.MacSerial);

        Shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.NewMacSerial}}'; blueprint = '{{KnownFleet.EngineeringName}}';
                user_email = '{{KnownFleet.AdaEmail}}'; asset_tag = 'NW-1' },
            [pscustomobject]@{ serial_number = '{{KnownFleet.MacSerial}}'; blueprint = ''; user_email = ''; asset_tag = 'NW-2' } |
                Set-KandjiAdeDevice
            """).Succeeded();

        SimulatedAdeDevice stored = Shell.Tenant.State.AdeDevices[KnownFleet.NewMacAdeId];
        Assert.Equal((KnownFleet.EngineeringId, KnownFleet.AdaId, "NW-1"), (stored.Blueprint!.Id, stored.User!.Id, stored.AssetTag));
        Assert.Equal((KnownFleet.AdaId, "NW-2"), (mac.User!.Id, mac.AssetTag));
    }

    [Fact]
    public void Set_FromARowWithParameters_PrefersTheParameters()
    {
        Shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.NewMacSerial}}'; blueprint = '{{KnownFleet.SalesName}}';
                user_email = '{{KnownFleet.LeaverEmail}}'; asset_tag = 'NW-1' } |
                Set-KandjiAdeDevice -Blueprint '{{KnownFleet.EngineeringName}}' -User '{{KnownFleet.AdaEmail}}' -AssetTag NW-2
            """).Succeeded();

        SimulatedAdeDevice stored = Shell.Tenant.State.AdeDevices[KnownFleet.NewMacAdeId];
        Assert.Equal((KnownFleet.EngineeringId, KnownFleet.AdaId, "NW-2"), (stored.Blueprint!.Id, stored.User!.Id, stored.AssetTag));
    }

    // What was exported has the id that is there in one column; what is wanted is written into another.
    [Theory]
    [InlineData("blueprint", KnownFleet.EngineeringName, KnownFleet.EngineeringId)]
    [InlineData("blueprint_name", KnownFleet.EngineeringName, KnownFleet.EngineeringId)]
    [InlineData("blueprint", KnownFleet.SalesName, KnownFleet.SalesId)]
    [InlineData("user", KnownFleet.AdaEmail, KnownFleet.AdaId)]
    [InlineData("user_email", KnownFleet.AdaEmail, KnownFleet.AdaId)]
    public void Set_FromARowWithTheOldIdBesideTheNewName_TakesTheNewOne(string column, string value, string id)
    {
        SimulatedAdeDevice stored = Shell.Tenant.State.AdeDevices[KnownFleet.NewMacAdeId];
        stored.Blueprint = Shell.Tenant.State.Blueprints[KnownFleet.SalesId];
        stored.User = Shell.Tenant.State.Users[KnownFleet.LeaverId];

        Shell.Run($$"""
            Get-KandjiAdeDevice {{KnownFleet.NewMacSerial}} | ForEach-Object {
                [pscustomobject]@{
                    SerialNumber = $_.SerialNumber; BlueprintId = $_.BlueprintId; UserId = $_.UserId; {{column}} = '{{value}}'
                }
            } | Set-KandjiAdeDevice
            """).Succeeded();

        Assert.Equal(id, column.StartsWith("user", StringComparison.Ordinal) ? stored.User!.Id : stored.Blueprint!.Id);
        Assert.Equal(!column.StartsWith("user", StringComparison.Ordinal), stored.User!.Id == KnownFleet.LeaverId);
    }

    [Theory]
    [InlineData("blueprint_id = $wrong; blueprint = 'Engineering'")]
    [InlineData("user_id = $wrong; user = 'ada@example.com'")]
    public void Set_FromARowThatNamesTwo_IsAnErrorAndSendsNothing(string cells)
    {
        SimulatedAdeDevice stored = Shell.Tenant.State.AdeDevices[KnownFleet.NewMacAdeId];
        (stored.Blueprint, stored.User) = (null, null);
        string wrong = cells.StartsWith("user", StringComparison.Ordinal) ? KnownFleet.LeaverId : KnownFleet.SalesId;

        Shell.Run($$"""
            $wrong = '{{wrong}}'
            [pscustomobject]@{ serial_number = '{{KnownFleet.NewMacSerial}}'; {{cells}} } | Set-KandjiAdeDevice
            """).Failed("KandjiContradiction,Kandji.PowerShell.Enrollment.SetKandjiAdeDevice");

        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Fact]
    public void Set_FromADeviceObject_SendsOnlyWhatWasGiven()
    {
        Shell.Run($"Get-KandjiAdeDevice {KnownFleet.MacSerial} | Set-KandjiAdeDevice -AssetTag NW-3").Succeeded();

        Assert.Equal("{\"asset_tag\":\"NW-3\"}", Shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public void Set_WithNothing_IsAnErrorBeforeAnythingIsSent()
    {
        Shell.Run($"Set-KandjiAdeDevice {KnownFleet.NewMacSerial}")
            .Failed("KandjiInvalidArgument,Kandji.PowerShell.Enrollment.SetKandjiAdeDevice");
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Set_OfAnUnknownUser_ChangesNothingAndGoesOn()
    {
        InvocationResult result = Shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.MacSerial}}'; user_email = 'nobody@example.com' },
            [pscustomobject]@{ serial_number = '{{KnownFleet.NewMacSerial}}'; asset_tag = 'NW-4' } | Set-KandjiAdeDevice
            """).Failed("KandjiNotFound,Kandji.PowerShell.Enrollment.SetKandjiAdeDevice");

        Assert.Equal(KnownFleet.NewMacSerial, Assert.Single(result.As<AdeDevice>()).SerialNumber);
    }

    [Fact]
    public void Set_OfManyRows_ReadsTheListOnce()
    {
        string serials = string.Join("','", Shell.Tenant.State.AdeDevices.Select(d => d.SerialNumber).Take(50));

        Shell.Run($"'{serials}' | Set-KandjiAdeDevice -AssetTag lease -WhatIf").Succeeded();

        Assert.Equal(41, Shell.Tenant.Log.Count);
    }
}
