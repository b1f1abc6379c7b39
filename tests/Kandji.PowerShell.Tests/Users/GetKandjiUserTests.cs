using Kandji.Client.Users;

namespace Kandji.PowerShell.Tests.Users;

public sealed class GetKandjiUserTests : CommandTests
{
    [Fact]
    public void Get_OverSeveralPages_ListsEveryUserOnce()
    {
        Shell.Tenant.State.PageSizes.Cursor = 7;

        var users = Shell.Run("Get-KandjiUser").Succeeded().As<User>();

        Assert.Equal(Shell.Tenant.State.Users.Select(u => u.Id).Order(), users.Select(u => u.Id!).Order());
    }

    [Theory]
    [InlineData($"Get-KandjiUser -Email {KnownFleet.AdaEmail}", new[] { KnownFleet.AdaId })]
    [InlineData("Get-KandjiUser ADA@EXAMPLE.COM", new[] { KnownFleet.AdaId })]
    [InlineData("Get-KandjiUser '*ada@example.com'", new[] { KnownFleet.AdaId, KnownFleet.IdleId })]
    [InlineData($"Get-KandjiUser -Id {KnownFleet.IdleId}", new[] { KnownFleet.IdleId })]
    [InlineData($"Get-KandjiDevice {KnownFleet.MacSerial} | Get-KandjiUser", new[] { KnownFleet.AdaId })]
    [InlineData("Get-KandjiUser -Name 'Ada *'", new[] { KnownFleet.AdaId })]
    public void Get_ByWhatIsAtHand_ReturnsThose(string command, string[] ids)
    {
        Assert.Equal(ids.Order(), Shell.Run(command).Succeeded().As<User>().Select(u => u.Id!).Order());
    }

    [Theory]
    [InlineData("-Archived", true)]
    [InlineData("-Archived:$false", false)]
    public void Get_Archived_ReturnsThoseOnly(string parameter, bool archived)
    {
        var users = Shell.Run("Get-KandjiUser " + parameter).Succeeded().As<User>();

        Assert.NotEmpty(users);
        Assert.All(users, user => Assert.Equal(archived, user.Archived));
    }

    // The column of the table shows the name.
    [Fact]
    public void Integration_ComparedWithItsName_IsEqual()
    {
        object[] counts = [.. Shell.Run(
            """
            $users = Get-KandjiUser
            $name = @($users | Where-Object Integration)[0].Integration.Name
            @($users | Where-Object { $_.Integration.Name -eq $name }).Count
            @($users | Where-Object Integration -eq $name.ToUpperInvariant()).Count
            @($users | Where-Object Integration -eq 'another').Count
            """).Succeeded().Output.Select(count => count.BaseObject)];

        Assert.NotEqual(0, counts[0]);
        Assert.Equal([counts[0], 0], counts[1..]);
    }

    [Fact]
    public void Get_ByIntegration_AsksTheService()
    {
        string integration = Shell.Run($"(Get-KandjiUser {KnownFleet.AdaEmail}).Integration.Uuid").Succeeded().As<string>()
            .Single();

        var users = Shell.Run($"Get-KandjiUser -IntegrationId {integration}").Succeeded().As<User>();

        Assert.NotEmpty(users);
        Assert.All(users, user => Assert.Equal(integration, user.Integration!.Uuid));
    }

    [Fact]
    public void Get_OfAnUnknownAddress_IsOneErrorAndAWildcardIsNone()
    {
        Shell.Run("Get-KandjiUser nobody@example.com").Failed("KandjiNotFound");
        Assert.Empty(Shell.Run("Get-KandjiUser nobody*").Succeeded().Output);
        // With another condition beside it, whoever has the address may only not meet that.
        Assert.Empty(Shell.Run($"Get-KandjiUser {KnownFleet.AdaEmail} -Name 'Not Ada'").Succeeded().Output);
    }

    [Fact]
    public void Get_OfADeviceThatIsAssignedToNobody_IsNobodyAndNoError()
    {
        InvocationResult result = Shell.Run(
            $"Get-KandjiDevice {KnownFleet.MacWithoutFileVaultSerial}, {KnownFleet.MacSerial} | Get-KandjiUser").Succeeded();

        Assert.Equal(KnownFleet.AdaEmail, Assert.Single(result.As<User>()).Email);
    }
}
