using Kandji.Client.Blueprints;

namespace Kandji.PowerShell.Tests.Blueprints;

public sealed class GetKandjiBlueprintTests : CommandTests
{
    [Fact]
    public void Get_OverSeveralPages_ListsEveryBlueprintOnce()
    {
        Shell.Tenant.State.PageSizes.Offset = 2;

        var blueprints = Shell.Run("Get-KandjiBlueprint").Succeeded().As<Blueprint>();

        Assert.Equal(Shell.Tenant.State.Blueprints.Select(b => b.Id).Order(), blueprints.Select(b => b.Id!).Order());
    }

    [Theory]
    [InlineData("Get-KandjiBlueprint Engineering", new[] { KnownFleet.EngineeringId })]
    [InlineData("Get-KandjiBlueprint engineering", new[] { KnownFleet.EngineeringId })]
    [InlineData("Get-KandjiBlueprint -Name 'Eng*'", new[] { KnownFleet.EngineeringId, KnownFleet.EngineeringContractorsId })]
    [InlineData("Get-KandjiBlueprint Kiosk", new[] { KnownFleet.FirstTwiceId, KnownFleet.SecondTwiceId })]
    [InlineData($"Get-KandjiBlueprint -Id {KnownFleet.SalesId}", new[] { KnownFleet.SalesId })]
    [InlineData($"Get-KandjiDevice {KnownFleet.MacSerial} | Get-KandjiBlueprint", new[] { KnownFleet.EngineeringId })]
    [InlineData("Get-KandjiBlueprint Engineering | Get-KandjiBlueprint", new[] { KnownFleet.EngineeringId })]
    public void Get_ByWhatIsAtHand_ReturnsThose(string command, string[] ids)
    {
        Assert.Equal(ids, Shell.Run(command).Succeeded().As<Blueprint>().Select(b => b.Id!).Order());
    }

    [Fact]
    public void Get_OfAnIdAsAName_SaysWhichParameterTakesIt()
    {
        InvocationResult result = Shell.Run($"Get-KandjiBlueprint {KnownFleet.SalesId}");

        Assert.EndsWith("It looks like an id. Use -Id.", result.Error.Exception.Message);
    }
}
