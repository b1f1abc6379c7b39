using Kandji.Client.Blueprints;
using Kandji.Client.Devices;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class BlueprintRoutingTests : CommandTests
{
    [Fact]
    public void Get_ShowsCodeAndWhetherItMayBeUsed()
    {
        var routing = Assert.Single(Shell.Run("Get-KandjiBlueprintRouting").Succeeded().As<BlueprintRouting>());

        Assert.Equal(("042117", true), (routing.EnrollmentCode!.Code, routing.EnrollmentCode.IsActive));
    }

    [Fact]
    public void Set_SendsOnlyWhatIsGiven()
    {
        var routing = Assert.Single(Shell.Run("Set-KandjiBlueprintRouting -EnrollmentCodeActive $false").Succeeded()
            .As<BlueprintRouting>());

        Assert.Equal("""{"enrollment_code":{"is_active":false}}""", Shell.Tenant.Log.Entries.Single().Body);
        Assert.Equal(("042117", false), (routing.EnrollmentCode!.Code, routing.EnrollmentCode.IsActive));
    }

    [Fact]
    public void Set_WithNothingToChangeOrWhatIf_SendsNothing()
    {
        Shell.Run("Set-KandjiBlueprintRouting").Failed("KandjiInvalidArgument");
        Shell.Run("Set-KandjiBlueprintRouting 314159 -WhatIf").Succeeded();

        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void GetActivity_ReadsAllPagesNewestFirst()
    {
        Shell.Tenant.State.PageSizes.Offset = 3;

        var entries = Shell.Run("Get-KandjiBlueprintRoutingActivity").Succeeded().As<BlueprintRoutingActivity>();

        Assert.Equal(
            Shell.Tenant.State.BlueprintRouting.Activity.Select(a => (long)(int)a["id"]!), entries.Select(e => e.Id!.Value));
        Assert.Equal("admin@example.com", entries[^1].User!.Email);
    }

    [Fact]
    public void GetActivity_FiltersByTypeAndTime_AndGoesOnToTheDevices()
    {
        var devices = Shell.Run(
            "Get-KandjiBlueprintRoutingActivity -ActivityType *departure -After ([datetime]::Now.AddDays(-25)) | Get-KandjiDevice")
                .Succeeded().As<Device>();

        Assert.Equal([KnownFleet.LostPadId, KnownFleet.PhoneId], devices.Select(d => d.DeviceId!));
    }

    [Fact]
    public void GetActivity_WithFirst_ReadsNoMore()
    {
        Assert.Equal(2, Shell.Run("Get-KandjiBlueprintRoutingActivity -First 2").Succeeded().Output.Count);
        Assert.Contains("limit=2", Shell.Tenant.Log.Entries[0].Query);
    }
}
