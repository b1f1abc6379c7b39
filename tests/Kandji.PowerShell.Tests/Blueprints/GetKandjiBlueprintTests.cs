using Kandji.Client.Blueprints;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class GetKandjiBlueprintTests
{
    [Fact]
    public async Task Get_OverSeveralPages_ListsEveryBlueprintOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Offset = 2;

        var blueprints = shell.Run("Get-KandjiBlueprint").Succeeded().As<Blueprint>();

        Assert.Equal(shell.Tenant.State.Blueprints.Select(b => b.Id).Order(), blueprints.Select(b => b.Id!).Order());
    }

    [Theory]
    [InlineData("Get-KandjiBlueprint Engineering", new[] { KnownFleet.EngineeringId })]
    [InlineData("Get-KandjiBlueprint engineering", new[] { KnownFleet.EngineeringId })]
    [InlineData("Get-KandjiBlueprint -Name 'Eng*'", new[] { KnownFleet.EngineeringId, KnownFleet.EngineeringContractorsId })]
    [InlineData("Get-KandjiBlueprint Kiosk", new[] { KnownFleet.FirstTwiceId, KnownFleet.SecondTwiceId })]
    [InlineData($"Get-KandjiBlueprint -Id {KnownFleet.SalesId}", new[] { KnownFleet.SalesId })]
    [InlineData($"Get-KandjiDevice {KnownFleet.MacSerial} | Get-KandjiBlueprint", new[] { KnownFleet.EngineeringId })]
    [InlineData("Get-KandjiBlueprint Engineering | Get-KandjiBlueprint", new[] { KnownFleet.EngineeringId })]
    public async Task Get_ByWhatIsAtHand_ReturnsThose(string command, string[] ids)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Equal(ids, shell.Run(command).Succeeded().As<Blueprint>().Select(b => b.Id!).Order());
    }

    [Fact]
    public async Task Get_OfAnIdAsAName_SaysWhichParameterTakesIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"Get-KandjiBlueprint {KnownFleet.SalesId}");

        Assert.EndsWith("It looks like an id. Use -Id.", result.Error.Exception.Message);
    }
}
