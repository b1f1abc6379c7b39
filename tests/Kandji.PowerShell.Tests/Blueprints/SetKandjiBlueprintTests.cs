using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class SetKandjiBlueprintTests
{
    [Fact]
    public async Task Set_SendsOnlyWhatIsGiven()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run(
            $"Set-KandjiBlueprint {KnownFleet.SalesName} -Name 'Sales (EU)' -Description '' -Icon ss-laptop -Color aqua-500").Succeeded();

        Assert.Equal("name=Sales%20%28EU%29&description=&icon=ss-laptop&color=aqua-500",
            shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
        Assert.Equal("Sales (EU)", shell.Tenant.State.Blueprints[KnownFleet.SalesId].Name);
    }

    [Fact]
    public async Task Set_ForBlueprintsOnThePipeline_ChangesEach()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run("Get-KandjiBlueprint | Set-KandjiBlueprint -EnrollmentCodeActive $false").Succeeded();

        Assert.All(shell.Tenant.State.Blueprints, b => Assert.False(b.EnrollmentCodeIsActive));
    }

    [Fact]
    public async Task Set_WithNothingToChange_SaysSo()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"Set-KandjiBlueprint {KnownFleet.SalesName}");

        Assert.Equal("KandjiInvalidArgument,Kandji.PowerShell.Blueprints.SetKandjiBlueprint", result.Error.FullyQualifiedErrorId);
        Assert.Equal(0, shell.Tenant.Log.Count);
    }

    [Theory]
    [InlineData("Get-KandjiDevice " + KnownFleet.MacSerial)]
    [InlineData("[pscustomobject]@{ serial_number = 'X'; blueprint_id = '" + KnownFleet.EngineeringId + "' }")]
    [InlineData("Get-KandjiLibraryItemStatus '" + KnownFleet.CustomAppName + "' -Device " + KnownFleet.MacId)]
    public async Task Set_ForSomethingThatOnlyHasABlueprint_Refuses(string input)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(input + " | Set-KandjiBlueprint -Description x");

        Assert.Contains("is not a blueprint", result.Error.Exception.Message);
        Assert.DoesNotContain(shell.Tenant.Log.Entries, e => e.Method == "PATCH");
    }

    [Fact]
    public async Task Set_WhenSeveralHaveTheName_NamesTheirIds()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"Set-KandjiBlueprint {KnownFleet.TwiceName} -Description x");

        Assert.StartsWith("KandjiAmbiguous", result.Error.FullyQualifiedErrorId);
        Assert.Contains(KnownFleet.FirstTwiceId, result.Error.Exception.Message);
        Assert.Contains(KnownFleet.SecondTwiceId, result.Error.Exception.Message);
    }
}
