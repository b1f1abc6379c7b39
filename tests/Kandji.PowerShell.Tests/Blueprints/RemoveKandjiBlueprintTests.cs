using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class RemoveKandjiBlueprintTests
{
    [Fact]
    public async Task Remove_AsksWithTheNumberOfDevicesThatAreInItNow()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Host.Answers.Enqueue("No");
        shell.Run($"$before = Get-KandjiBlueprint {KnownFleet.EngineeringName}").Succeeded();
        var state = shell.Tenant.State;
        state.Devices[KnownFleet.PhoneId].Blueprint = state.Blueprints[KnownFleet.EngineeringId];
        int count = state.Devices.Count(d => d.Blueprint.Id == KnownFleet.EngineeringId);

        shell.Run("$before | Remove-KandjiBlueprint").Succeeded();

        string question = Assert.Single(shell.Host.Questions);
        Assert.Contains($"'{KnownFleet.EngineeringName}'", question);
        Assert.Contains($"{count} devices are in it and lose their management", question);
        Assert.True(state.Blueprints.TryGet(KnownFleet.EngineeringId, out _));
    }

    [Fact]
    public async Task Remove_WhenConfirmed_DeletesTheBlueprintAndItsDevices()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Host.Answers.Enqueue("Yes");

        shell.Run($"Remove-KandjiBlueprint {KnownFleet.EngineeringName}").Succeeded();

        Assert.False(shell.Tenant.State.Blueprints.TryGet(KnownFleet.EngineeringId, out _));
        Assert.False(shell.Tenant.State.Devices.TryGet(KnownFleet.MacId, out _));
    }

    [Fact]
    public async Task Remove_WithWhatIf_SaysHowManyDevicesAndDeletesNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Remove-KandjiBlueprint '{KnownFleet.EngineeringContractorsName}' -Force -WhatIf").Succeeded();

        Assert.Contains("no devices are in it", string.Join("\n", shell.Host.Lines));
        Assert.True(shell.Tenant.State.Blueprints.TryGet(KnownFleet.EngineeringContractorsId, out _));
    }

    [Fact]
    public async Task Remove_WhenThereIsNobodyToAsk_DeletesNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"Remove-KandjiBlueprint {KnownFleet.EngineeringName}");

        Assert.NotNull(result.Error);
        Assert.Single(shell.Host.Questions);
        Assert.DoesNotContain(shell.Tenant.Log.Entries, e => e.Method == "DELETE");
    }

    [Fact]
    public async Task Remove_ForADeviceOnThePipeline_Refuses()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run($"Get-KandjiDevice {KnownFleet.MacSerial} | Remove-KandjiBlueprint -Force");

        Assert.Contains("is not a blueprint", result.Error.Exception.Message);
        Assert.DoesNotContain(shell.Tenant.Log.Entries, e => e.Method == "DELETE");
    }

    [Fact]
    public async Task Remove_WhenThereIsNone_WritesOneErrorAndGoesOn()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run($"Remove-KandjiBlueprint 'No such', {KnownFleet.EngineeringContractorsId} -Force");

        Assert.Equal("KandjiNotFound,Kandji.PowerShell.Blueprints.RemoveKandjiBlueprint", result.Error.FullyQualifiedErrorId);
        Assert.False(shell.Tenant.State.Blueprints.TryGet(KnownFleet.EngineeringContractorsId, out _));
    }
}
