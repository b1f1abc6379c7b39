using Kandji.Client.Users;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Users;

public sealed class GetKandjiUserTests
{
    [Fact]
    public async Task Get_OverSeveralPages_ListsEveryUserOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Cursor = 7;

        var users = shell.Run("Get-KandjiUser").Succeeded().As<User>();

        Assert.Equal(shell.Tenant.State.Users.Select(u => u.Id).Order(), users.Select(u => u.Id!).Order());
    }

    [Theory]
    [InlineData($"Get-KandjiUser -Email {KnownFleet.AdaEmail}", new[] { KnownFleet.AdaId })]
    [InlineData("Get-KandjiUser ADA@EXAMPLE.COM", new[] { KnownFleet.AdaId })]
    [InlineData("Get-KandjiUser '*ada@example.com'", new[] { KnownFleet.AdaId, KnownFleet.IdleId })]
    [InlineData($"Get-KandjiUser -Id {KnownFleet.IdleId}", new[] { KnownFleet.IdleId })]
    [InlineData($"Get-KandjiDevice {KnownFleet.MacSerial} | Get-KandjiUser", new[] { KnownFleet.AdaId })]
    [InlineData("Get-KandjiUser -Name 'Ada *'", new[] { KnownFleet.AdaId })]
    public async Task Get_ByWhatIsAtHand_ReturnsThose(string command, string[] ids)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Equal(ids.Order(), shell.Run(command).Succeeded().As<User>().Select(u => u.Id!).Order());
    }

    [Theory]
    [InlineData("-Archived", true)]
    [InlineData("-Archived:$false", false)]
    public async Task Get_Archived_ReturnsThoseOnly(string parameter, bool archived)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var users = shell.Run("Get-KandjiUser " + parameter).Succeeded().As<User>();

        Assert.NotEmpty(users);
        Assert.All(users, user => Assert.Equal(archived, user.Archived));
    }

    [Fact]
    public async Task Get_ByIntegration_AsksTheService()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string integration = shell.Run($"(Get-KandjiUser {KnownFleet.AdaEmail}).Integration.Uuid").Succeeded().As<string>()
            .Single();

        var users = shell.Run($"Get-KandjiUser -IntegrationId {integration}").Succeeded().As<User>();

        Assert.NotEmpty(users);
        Assert.All(users, user => Assert.Equal(integration, user.Integration!.Uuid));
    }

    [Fact]
    public async Task Get_OfAnUnknownAddress_IsOneErrorAndAWildcardIsNone()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.StartsWith("KandjiNotFound", shell.Run("Get-KandjiUser nobody@example.com").Error.FullyQualifiedErrorId);
        Assert.Empty(shell.Run("Get-KandjiUser nobody*").Succeeded().Output);
        // With another condition beside it, whoever has the address may only not meet that.
        Assert.Empty(shell.Run($"Get-KandjiUser {KnownFleet.AdaEmail} -Name 'Not Ada'").Succeeded().Output);
    }

    [Fact]
    public async Task Get_OfADeviceThatIsAssignedToNobody_IsNobodyAndNoError()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(
            $"Get-KandjiDevice {KnownFleet.MacWithoutFileVaultSerial}, {KnownFleet.MacSerial} | Get-KandjiUser").Succeeded();

        Assert.Equal(KnownFleet.AdaEmail, Assert.Single(result.As<User>()).Email);
    }
}
