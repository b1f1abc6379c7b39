using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class BlueprintRoutingTests
{
    [Fact]
    public async Task Get_ShowsCodeAndWhetherItMayBeUsed()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var routing = Assert.Single(shell.Run("Get-KandjiBlueprintRouting").Succeeded().As<BlueprintRouting>());

        Assert.Equal(("042117", true), (routing.EnrollmentCode!.Code, routing.EnrollmentCode.IsActive));
    }

    [Fact]
    public async Task Set_SendsOnlyWhatIsGiven()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var routing = Assert.Single(shell.Run("Set-KandjiBlueprintRouting -EnrollmentCodeActive $false").Succeeded()
            .As<BlueprintRouting>());

        Assert.Equal("""{"enrollment_code":{"is_active":false}}""", shell.Tenant.Log.Entries.Single().Body);
        Assert.Equal(("042117", false), (routing.EnrollmentCode!.Code, routing.EnrollmentCode.IsActive));
    }

    [Fact]
    public async Task Set_WithNothingToChangeOrWhatIf_SendsNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.StartsWith("KandjiInvalidArgument", shell.Run("Set-KandjiBlueprintRouting").Error.FullyQualifiedErrorId);
        shell.Run("Set-KandjiBlueprintRouting 314159 -WhatIf").Succeeded();

        Assert.Equal(0, shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task GetActivity_ReadsAllPagesNewestFirst()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Offset = 3;

        var entries = shell.Run("Get-KandjiBlueprintRoutingActivity").Succeeded().As<BlueprintRoutingActivity>();

        Assert.Equal(
            shell.Tenant.State.BlueprintRouting.Activity.Select(a => (long)(int)a["id"]!), entries.Select(e => e.Id!.Value));
        Assert.Equal("admin@example.com", entries[^1].User!.Email);
    }

    [Fact]
    public async Task GetActivity_FiltersByTypeAndTime_AndGoesOnToTheDevices()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var devices = shell.Run(
            "Get-KandjiBlueprintRoutingActivity -ActivityType *departure -After ([datetime]::Now.AddDays(-25)) | Get-KandjiDevice")
                .Succeeded().As<Device>();

        Assert.Equal([KnownFleet.LostPadId, KnownFleet.PhoneId], devices.Select(d => d.DeviceId!));
    }

    [Fact]
    public async Task GetActivity_WithFirst_ReadsNoMore()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Equal(2, shell.Run("Get-KandjiBlueprintRoutingActivity -First 2").Succeeded().Output.Count);
        Assert.Contains("limit=2", shell.Tenant.Log.Entries[0].Query);
    }
}
