namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class RemoveKandjiBlueprintTests : CommandTests
{
    [Fact]
    public void Remove_AsksWithTheNumberOfDevicesThatAreInItNow()
    {
        Shell.Host.Answers.Enqueue("No");
        Shell.Run($"$before = Get-KandjiBlueprint {KnownFleet.EngineeringName}").Succeeded();
        var state = Shell.Tenant.State;
        state.Devices[KnownFleet.PhoneId].Blueprint = state.Blueprints[KnownFleet.EngineeringId];
        int count = state.Devices.Count(d => d.Blueprint.Id == KnownFleet.EngineeringId);

        Shell.Run("$before | Remove-KandjiBlueprint").Succeeded();

        string question = Assert.Single(Shell.Host.Questions);
        Assert.Contains($"'{KnownFleet.EngineeringName}'", question);
        Assert.Contains($"{count} devices are in it and lose their management", question);
        Assert.True(state.Blueprints.TryGet(KnownFleet.EngineeringId, out _));
    }

    [Fact]
    public void Remove_WhenConfirmed_DeletesTheBlueprintAndItsDevices()
    {
        Shell.Host.Answers.Enqueue("Yes");

        Shell.Run($"Remove-KandjiBlueprint {KnownFleet.EngineeringName}").Succeeded();

        Assert.False(Shell.Tenant.State.Blueprints.TryGet(KnownFleet.EngineeringId, out _));
        Assert.False(Shell.Tenant.State.Devices.TryGet(KnownFleet.MacId, out _));
    }

    [Fact]
    public void Remove_WithWhatIf_SaysHowManyDevicesAndDeletesNothing()
    {
        Shell.Run($"Remove-KandjiBlueprint '{KnownFleet.EngineeringContractorsName}' -Force -WhatIf").Succeeded();

        Assert.Contains("no devices are in it", string.Join("\n", Shell.Host.Lines));
        Assert.True(Shell.Tenant.State.Blueprints.TryGet(KnownFleet.EngineeringContractorsId, out _));
    }

    [Fact]
    public void Remove_WhenThereIsNobodyToAsk_DeletesNothing()
    {
        InvocationResult result = Shell.Run($"Remove-KandjiBlueprint {KnownFleet.EngineeringName}");

        Assert.NotNull(result.Error);
        Assert.Single(Shell.Host.Questions);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Method == "DELETE");
    }

    [Fact]
    public void Remove_ForADeviceOnThePipeline_Refuses()
    {
        InvocationResult result =
            Shell.Run($"Get-KandjiDevice {KnownFleet.MacSerial} | Remove-KandjiBlueprint -Force");

        Assert.Contains("is not a blueprint", result.Error.Exception.Message);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Method == "DELETE");
    }

    [Fact]
    public void Remove_WhenThereIsNone_WritesOneErrorAndGoesOn()
    {
        Shell.Run($"Remove-KandjiBlueprint 'No such', {KnownFleet.EngineeringContractorsId} -Force")
            .Failed("KandjiNotFound,Kandji.PowerShell.Blueprints.RemoveKandjiBlueprint");
        Assert.False(Shell.Tenant.State.Blueprints.TryGet(KnownFleet.EngineeringContractorsId, out _));
    }
}
