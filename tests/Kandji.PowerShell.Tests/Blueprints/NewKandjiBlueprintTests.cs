using Kandji.Client.Blueprints;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class NewKandjiBlueprintTests : CommandTests
{
    [Fact]
    public void New_WithoutMore_CreatesAnEmptyOneThatNobodyCanEnrollInto()
    {
        Blueprint blueprint = Assert.Single(Shell.Run("New-KandjiBlueprint 'Büro & Lager 📦'").Succeeded().As<Blueprint>());

        var created = Shell.Tenant.State.Blueprints[blueprint.Id!];
        Assert.Equal(("Büro & Lager 📦", "classic", false), (created.Name, created.Type, created.EnrollmentCodeIsActive));
        Assert.Equal(created.EnrollmentCode, blueprint.EnrollmentCode!.Code);
    }

    [Fact]
    public void New_WithSettings_SendsThem()
    {
        Blueprint blueprint = Assert.Single(Shell.Run(
            "New-KandjiBlueprint X -Type Map -Description 'a=b&c' -EnrollmentCode 001234 -EnrollmentCodeActive $true").Succeeded()
                .As<Blueprint>());

        var created = Shell.Tenant.State.Blueprints[blueprint.Id!];
        Assert.Equal(
            ("map", "a=b&c", "001234", true), (created.Type, created.Description, created.EnrollmentCode, created.EnrollmentCodeIsActive));
    }

    [Fact]
    public void New_AsACopy_HasTypeAndItemsOfTheOriginal()
    {
        Blueprint blueprint = Assert.Single(Shell.Run($"New-KandjiBlueprint X -CopyFrom '{KnownFleet.SharedPadsName}'")
            .Succeeded().As<Blueprint>());

        var created = Shell.Tenant.State.Blueprints[blueprint.Id!];
        Assert.Equal("map", created.Type);
        Assert.Equal(Shell.Tenant.State.Blueprints[KnownFleet.SharedPadsId].LibraryItems, created.LibraryItems);
    }

    [Fact]
    public void New_FromATemplateOnThePipeline_NamesItToTheService()
    {
        Shell.Run("Get-KandjiBlueprintTemplate 'Starter' | New-KandjiBlueprint X").Succeeded();

        string body = Shell.Tenant.Log.Entries.Single(e => e.Method == "POST").Body;
        Assert.Contains("source.type=template&source.id=21", body);
        Assert.DoesNotContain("&type=", body);
    }

    [Fact]
    public void New_WhenTheNameIsTaken_WritesTheServicesWords()
    {
        Shell.Run($"New-KandjiBlueprint '{KnownFleet.EngineeringName}'")
            .Failed("KandjiBadRequest,Kandji.PowerShell.Blueprints.NewKandjiBlueprint", "A blueprint with this name exists");
    }
}
