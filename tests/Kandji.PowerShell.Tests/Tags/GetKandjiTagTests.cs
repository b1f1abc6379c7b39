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
}
