using Kandji.Client.Blueprints;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class NewKandjiBlueprintTests
{
    [Fact]
    public async Task New_WithoutMore_CreatesAnEmptyOneThatNobodyCanEnrollInto()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Blueprint blueprint = Assert.Single(shell.Run("New-KandjiBlueprint 'Büro & Lager 📦'").Succeeded().As<Blueprint>());

        var created = shell.Tenant.State.Blueprints[blueprint.Id!];
        Assert.Equal(("Büro & Lager 📦", "classic", false), (created.Name, created.Type, created.EnrollmentCodeIsActive));
        Assert.Equal(created.EnrollmentCode, blueprint.EnrollmentCode!.Code);
    }

    [Fact]
    public async Task New_WithSettings_SendsThem()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Blueprint blueprint = Assert.Single(shell.Run(
            "New-KandjiBlueprint X -Type Map -Description 'a=b&c' -EnrollmentCode 001234 -EnrollmentCodeActive $true").Succeeded()
                .As<Blueprint>());

        var created = shell.Tenant.State.Blueprints[blueprint.Id!];
        Assert.Equal(
            ("map", "a=b&c", "001234", true), (created.Type, created.Description, created.EnrollmentCode, created.EnrollmentCodeIsActive));
    }

    [Fact]
    public async Task New_AsACopy_HasTypeAndItemsOfTheOriginal()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Blueprint blueprint = Assert.Single(shell.Run($"New-KandjiBlueprint X -CopyFrom '{KnownFleet.SharedPadsName}'")
            .Succeeded().As<Blueprint>());

        var created = shell.Tenant.State.Blueprints[blueprint.Id!];
        Assert.Equal("map", created.Type);
        Assert.Equal(shell.Tenant.State.Blueprints[KnownFleet.SharedPadsId].LibraryItems, created.LibraryItems);
    }

    [Fact]
    public async Task New_FromATemplateOnThePipeline_NamesItToTheService()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run("Get-KandjiBlueprintTemplate 'Starter' | New-KandjiBlueprint X").Succeeded();

        string body = shell.Tenant.Log.Entries.Single(e => e.Method == "POST").Body;
        Assert.Contains("source.type=template&source.id=21", body);
        Assert.DoesNotContain("&type=", body);
    }

    [Fact]
    public async Task New_WhenTheNameIsTaken_WritesTheServicesWords()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"New-KandjiBlueprint '{KnownFleet.EngineeringName}'");

        Assert.Equal("KandjiBadRequest,Kandji.PowerShell.Blueprints.NewKandjiBlueprint", result.Error.FullyQualifiedErrorId);
        Assert.Contains("A blueprint with this name exists", result.Error.Exception.Message);
    }
}
