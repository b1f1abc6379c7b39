using Kandji.Client.Blueprints;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class BlueprintLibraryItemTests : CommandTests
{
    [Fact]
    public void Get_ForBlueprints_ListsTheirItemsInOrderWithTheBlueprint()
    {
        Shell.Tenant.State.PageSizes.Page = 2;

        var items = Shell.Run($"'{KnownFleet.EngineeringName}', '{KnownFleet.SharedPadsName}' | Get-KandjiBlueprintLibraryItem")
            .Succeeded().As<BlueprintLibraryItem>();

        Assert.Equal(
            [KnownFleet.WifiProfileName, KnownFleet.ScriptName, KnownFleet.CustomAppName, KnownFleet.StoreAppName,
                KnownFleet.WifiProfileName, KnownFleet.InHouseAppName],
            items.Select(i => i.Name!));
        Assert.Equal((KnownFleet.SharedPadsId, KnownFleet.SharedPadsName), (items[5].BlueprintId, items[5].BlueprintName));
    }

    [Fact]
    public void Get_WhenABlueprintIsUnknown_WritesOneErrorAndGoesOn()
    {
        InvocationResult result = Shell.Run(
            $"'No such', 'b0000000-0000-4000-8000-000000000000', '{KnownFleet.EngineeringName}' | Get-KandjiBlueprintLibraryItem -Name "
                + "VPN*");

        Assert.All(result.Errors, e => Assert.StartsWith("KandjiNotFound", e.FullyQualifiedErrorId));
        Assert.Equal(2, result.Errors.Count);
        Assert.Equal(KnownFleet.CustomAppId, Assert.Single(result.As<BlueprintLibraryItem>()).Id);
    }

    [Fact]
    public void Add_ByName_FindsTheItemAmongAllKinds()
    {
        Shell.Run(
            $"Add-KandjiBlueprintLibraryItem '{KnownFleet.EngineeringContractorsName}' '{KnownFleet.ScriptName}', "
                + $"'{KnownFleet.InHouseAppName}'").Succeeded();

        Assert.Equal(
            [(KnownFleet.ScriptId, null), (KnownFleet.InHouseAppId, null)],
            Shell.Tenant.State.Blueprints[KnownFleet.EngineeringContractorsId].LibraryItems);
    }

    [Fact]
    public void Add_ForItemsOfAnotherBlueprint_CopiesThem()
    {
        Shell.Run(
            $"Get-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName} | Add-KandjiBlueprintLibraryItem "
                + $"'{KnownFleet.EngineeringContractorsName}'").Succeeded();

        var state = Shell.Tenant.State;
        Assert.Equal(
            state.Blueprints[KnownFleet.EngineeringId].LibraryItems, state.Blueprints[KnownFleet.EngineeringContractorsId].LibraryItems);
    }

    [Fact]
    public void Add_ForAnItemThatIsThere_WritesTheServicesWordsAndGoesOn()
    {
        InvocationResult result = Shell.Run(
            $"'{KnownFleet.ScriptId}', '{KnownFleet.InHouseAppId}' | Add-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName}");

        Assert.Contains("already exists", result.Error.Exception.Message);
        Assert.Contains((KnownFleet.InHouseAppId, null), Shell.Tenant.State.Blueprints[KnownFleet.EngineeringId].LibraryItems);
    }

    [Fact]
    public void Add_ToAMapWithConditions_NeedsTheNode()
    {
        string add = $"Add-KandjiBlueprintLibraryItem '{KnownFleet.SharedPadsName}' {KnownFleet.ScriptId}";

        Shell.Run(add).Failed("KandjiBadRequest");
        Shell.Run($"{add} -AssignmentNodeId {KnownFleet.SecondNodeId}").Succeeded();

        Assert.Contains((KnownFleet.ScriptId, KnownFleet.SecondNodeId),
            Shell.Tenant.State.Blueprints[KnownFleet.SharedPadsId].LibraryItems);
    }

    [Fact]
    public void Add_WithAnUnknownOrAmbiguousName_SaysWhatThereIs()
    {
        InvocationResult result = Shell.Run(
            $"Add-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName} '{KnownFleet.StoreAppName}', '{KnownFleet.TwiceScriptName}'");

        Assert.Equal(["KandjiNotFound", "KandjiAmbiguous"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Contains("known by id only", result.Errors[0].Exception.Message);
        Assert.Contains(KnownFleet.FirstTwiceScriptId, result.Errors[1].Exception.Message);
    }

    [Fact]
    public void Remove_ByName_FindsTheItemInTheBlueprint()
    {
        Shell.Run($"Remove-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName} '{KnownFleet.StoreAppName}'").Succeeded();

        Assert.DoesNotContain(
            (KnownFleet.StoreAppId, null), Shell.Tenant.State.Blueprints[KnownFleet.EngineeringId].LibraryItems);
        Assert.Equal("/api/v1/blueprints/" + KnownFleet.EngineeringId + "/remove-library-item",
            Shell.Tenant.Log.Entries.Single(e => e.Method == "POST").Path);
    }

    [Fact]
    public void Remove_ForItemsOnThePipeline_TakesThemFromTheirOwnBlueprints()
    {
        Shell.Run(
            $"Get-KandjiBlueprint | Get-KandjiBlueprintLibraryItem -Name {KnownFleet.StoreAppName} | Remove-KandjiBlueprintLibraryItem")
                .Succeeded();

        Assert.DoesNotContain(Shell.Tenant.State.Blueprints, b => b.LibraryItems.Any(i => i.ItemId == KnownFleet.StoreAppId));
    }

    [Fact]
    public void Remove_WithWhatIf_NamesBothAndChangesNothing()
    {
        Shell.Run($"Remove-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName} '{KnownFleet.CustomAppName}' -WhatIf")
            .Succeeded();

        Assert.Contains("Remove library item 'VPN client'", string.Join("\n", Shell.Host.Lines));
        Assert.Contains((KnownFleet.CustomAppId, null), Shell.Tenant.State.Blueprints[KnownFleet.EngineeringId].LibraryItems);
    }

    [Fact]
    public void Remove_WhenTheBlueprintDoesNotHaveIt_SaysSo()
    {
        Shell.Run($"Remove-KandjiBlueprintLibraryItem {KnownFleet.EngineeringName} '{KnownFleet.InHouseAppName}'")
            .Failed("KandjiNotFound,Kandji.PowerShell.Blueprints.RemoveKandjiBlueprintLibraryItem");
    }
}
