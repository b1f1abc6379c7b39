using Kandji.Client.Blueprints;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class BlueprintLibraryItemTests
{
    [Fact]
    public async Task Get_ForBlueprints_ListsTheirItemsInOrderWithTheBlueprint()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Page = 2;

        var items = shell.Run($"'{KnownFleet.EngineeringName}', '{KnownFleet.SharedPadsName}' | Get-KandjiBlueprintLibraryItem")
            .Succeeded().As<BlueprintLibraryItem>();

        Assert.Equal(
            [KnownFleet.WifiProfileName, KnownFleet.ScriptName, KnownFleet.CustomAppName, KnownFleet.StoreAppName,
                KnownFleet.WifiProfileName, KnownFleet.InHouseAppName],
            items.Select(i => i.Name!));
        Assert.Equal((KnownFleet.SharedPadsId, KnownFleet.SharedPadsName), (items[5].BlueprintId, items[5].BlueprintName));
    }

    [Fact]
    public async Task Get_WhenABlueprintIsUnknown_WritesOneErrorAndGoesOn()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(
            $"'No such', 'b0000000-0000-4000-8000-000000000000', '{KnownFleet.EngineeringName}' | Get-KandjiBlueprintLibraryItem -Name "
                + "VPN*");

        Assert.All(result.Errors, e => Assert.StartsWith("KandjiNotFound", e.FullyQualifiedErrorId));
        Assert.Equal(2, result.Errors.Count);
        Assert.Equal(KnownFleet.CustomAppId, Assert.Single(result.As<BlueprintLibraryItem>()).Id);
    }

    [Fact]
    public async Task Add_ByName_FindsTheItemAmongAllKinds()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run(
            $"Add-KandjiBlueprintLibraryItem '{KnownFleet.EngineeringContractorsName}' '{KnownFleet.ScriptName}', "
                + $"'{KnownFleet.InHouseAppName}'").Succeeded();

        Assert.Equal(
            [(KnownFleet.ScriptId, null), (KnownFleet.InHouseAppId, null)],
            shell.Tenant.State.Blueprints[KnownFleet.EngineeringContractorsId].LibraryItems);
    }

    [Fact]
    public async Task Add_ForItemsOfAnotherBlueprint_CopiesThem()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run(
            $"Get-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName} | Add-KandjiBlueprintLibraryItem "
                + $"'{KnownFleet.EngineeringContractorsName}'").Succeeded();

        var state = shell.Tenant.State;
        Assert.Equal(
            state.Blueprints[KnownFleet.EngineeringId].LibraryItems, state.Blueprints[KnownFleet.EngineeringContractorsId].LibraryItems);
    }

    [Fact]
    public async Task Add_ForAnItemThatIsThere_WritesTheServicesWordsAndGoesOn()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(
            $"'{KnownFleet.ScriptId}', '{KnownFleet.InHouseAppId}' | Add-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName}");

        Assert.Contains("already exists", result.Error.Exception.Message);
        Assert.Contains((KnownFleet.InHouseAppId, null), shell.Tenant.State.Blueprints[KnownFleet.EngineeringId].LibraryItems);
    }

    [Fact]
    public async Task Add_ToAMapWithConditions_NeedsTheNode()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string add = $"Add-KandjiBlueprintLibraryItem '{KnownFleet.SharedPadsName}' {KnownFleet.ScriptId}";

        Assert.StartsWith("KandjiBadRequest", shell.Run(add).Error.FullyQualifiedErrorId);
        shell.Run($"{add} -AssignmentNodeId {KnownFleet.SecondNodeId}").Succeeded();

        Assert.Contains((KnownFleet.ScriptId, KnownFleet.SecondNodeId),
            shell.Tenant.State.Blueprints[KnownFleet.SharedPadsId].LibraryItems);
    }

    [Fact]
    public async Task Add_WithAnUnknownOrAmbiguousName_SaysWhatThereIs()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(
            $"Add-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName} '{KnownFleet.StoreAppName}', '{KnownFleet.TwiceScriptName}'");

        Assert.Equal(["KandjiNotFound", "KandjiAmbiguous"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Contains("known by id only", result.Errors[0].Exception.Message);
        Assert.Contains(KnownFleet.FirstTwiceScriptId, result.Errors[1].Exception.Message);
    }

    [Fact]
    public async Task Remove_ByName_FindsTheItemInTheBlueprint()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Remove-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName} '{KnownFleet.StoreAppName}'").Succeeded();

        Assert.DoesNotContain(
            (KnownFleet.StoreAppId, null), shell.Tenant.State.Blueprints[KnownFleet.EngineeringId].LibraryItems);
        Assert.Equal("/api/v1/blueprints/" + KnownFleet.EngineeringId + "/remove-library-item",
            shell.Tenant.Log.Entries.Single(e => e.Method == "POST").Path);
    }

    [Fact]
    public async Task Remove_ForItemsOnThePipeline_TakesThemFromTheirOwnBlueprints()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run(
            $"Get-KandjiBlueprint | Get-KandjiBlueprintLibraryItem -Name {KnownFleet.StoreAppName} | Remove-KandjiBlueprintLibraryItem")
                .Succeeded();

        Assert.DoesNotContain(shell.Tenant.State.Blueprints, b => b.LibraryItems.Any(i => i.ItemId == KnownFleet.StoreAppId));
    }

    [Fact]
    public async Task Remove_WithWhatIf_NamesBothAndChangesNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Remove-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName} '{KnownFleet.CustomAppName}' -WhatIf")
            .Succeeded();

        Assert.Contains("Remove library item 'VPN client'", string.Join("\n", shell.Host.Lines));
        Assert.Contains((KnownFleet.CustomAppId, null), shell.Tenant.State.Blueprints[KnownFleet.EngineeringId].LibraryItems);
    }

    [Fact]
    public async Task Remove_WhenTheBlueprintDoesNotHaveIt_SaysSo()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run($"Remove-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName} '{KnownFleet.InHouseAppName}'");

        Assert.Equal(
            "KandjiNotFound,Kandji.PowerShell.Blueprints.RemoveKandjiBlueprintLibraryItem", result.Error.FullyQualifiedErrorId);
    }
}
