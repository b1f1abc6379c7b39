namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class SetKandjiBlueprintTests : CommandTests
{
    [Fact]
    public void Set_SendsOnlyWhatIsGiven()
    {
        Shell.Run(
            $"Set-KandjiBlueprint {KnownFleet.SalesName} -Name 'Sales (EU)' -Description '' -Icon ss-laptop -Color aqua-500").Succeeded();

        Assert.Equal("name=Sales%20%28EU%29&description=&icon=ss-laptop&color=aqua-500",
            Shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
        Assert.Equal("Sales (EU)", Shell.Tenant.State.Blueprints[KnownFleet.SalesId].Name);
    }

    [Fact]
    public void Set_ForBlueprintsOnThePipeline_ChangesEach()
    {
        Shell.Run("Get-KandjiBlueprint | Set-KandjiBlueprint -EnrollmentCodeActive $false").Succeeded();

        Assert.All(Shell.Tenant.State.Blueprints, b => Assert.False(b.EnrollmentCodeIsActive));
    }

    [Fact]
    public void Set_WithNothingToChange_SaysSo()
    {
        Shell.Run($"Set-KandjiBlueprint {KnownFleet.SalesName}")
            .Failed("KandjiInvalidArgument,Kandji.PowerShell.Blueprints.SetKandjiBlueprint");
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Theory]
    [InlineData("Get-KandjiDevice " + KnownFleet.MacSerial)]
    [InlineData("[pscustomobject]@{ serial_number = 'X'; blueprint_id = '" + KnownFleet.EngineeringId + "' }")]
    [InlineData("Get-KandjiLibraryItemStatus '" + KnownFleet.CustomAppName + "' -Device " + KnownFleet.MacId)]
    public void Set_ForSomethingThatOnlyHasABlueprint_Refuses(string input)
    {
        InvocationResult result = Shell.Run(input + " | Set-KandjiBlueprint -Description x");

        Assert.Contains("is not a blueprint", result.Error.Exception.Message);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Method == "PATCH");
    }

    [Fact]
    public void Set_WhenSeveralHaveTheName_NamesTheirIds()
    {
        Shell.Run($"Set-KandjiBlueprint {KnownFleet.TwiceName} -Description x")
            .Failed("KandjiAmbiguous", KnownFleet.FirstTwiceId, KnownFleet.SecondTwiceId);
    }
}
