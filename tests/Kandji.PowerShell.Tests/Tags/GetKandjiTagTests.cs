using Kandji.Client.Tags;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Tags;

public sealed class GetKandjiTagTests
{
    [Fact]
    public async Task Get_OverSeveralPages_ReturnsEveryTagOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Page = 3;

        var tags = shell.Run("Get-KandjiTag").Succeeded().As<Tag>();

        Assert.Equal(shell.Tenant.State.Tags.Select(t => t.Id).Order(), tags.Select(t => t.Id!).Order());
        Assert.Equal(3, shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Get_WithWildcard_MatchesWithoutRegardToCaseAndAsksForThePart()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var tags = shell.Run("Get-KandjiTag 'LOAN*'").Succeeded().As<Tag>();

        Assert.Equal(["Loaner", "loaner"], tags.Select(t => t.Name!).Order(System.StringComparer.Ordinal));
        Assert.Contains("search=LOAN", Assert.Single(shell.Tenant.Log.Entries).Query);
    }

    [Fact]
    public async Task Get_ByUnknownName_WritesOneErrorAndGoesOn()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"Get-KandjiTag nosuchtag, '{KnownFleet.PilotTagName}'");

        Assert.Equal("KandjiNotFound,Kandji.PowerShell.Tags.GetKandjiTag", result.Error.FullyQualifiedErrorId);
        Assert.Equal(KnownFleet.PilotTagId, Assert.Single(result.As<Tag>()).Id);
    }

    [Fact]
    public async Task Get_ByUnknownId_IsAnError()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run("Get-KandjiTag -Id 00000000-0000-4000-8000-000000000000");

        Assert.Equal("KandjiNotFound,Kandji.PowerShell.Tags.GetKandjiTag", result.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task Get_FromADevice_ReturnsItsTags()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var tags = shell.Run($"Get-KandjiDevice {KnownFleet.MacSerial} | Get-KandjiTag").Succeeded().As<Tag>();

        Assert.Equal([KnownFleet.LoanerTagId, KnownFleet.PilotTagId], tags.Select(t => t.Id!).Order());
    }

    [Fact]
    public async Task Get_FromAnAuditEvent_ReturnsItsTarget()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var tags = shell.Run("Get-KandjiAuditEvent -TargetType tag -First 1 | Get-KandjiTag").Succeeded().As<Tag>();

        Assert.Equal(KnownFleet.LoanerTagId, Assert.Single(tags).Id);
    }

    [Fact]
    public async Task Get_WithoutThePermission_NamesIt()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        string token = shell.Tenant.CreateToken();

        InvocationResult result = shell.Run($"Connect-Kandji -Uri $uri -Token {token} | Out-Null; Get-KandjiTag");

        Assert.Equal("KandjiForbidden,Kandji.PowerShell.Tags.GetKandjiTag", result.Error.FullyQualifiedErrorId);
        Assert.Contains("Tag list", result.Error.Exception.Message);
    }

    [Fact]
    public async Task Table_FitsEightyColumns()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        string table = shell.Show("Get-KandjiTag");

        Assert.Contains(KnownFleet.PilotTagName, table);
        Assert.All(table.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }
}
