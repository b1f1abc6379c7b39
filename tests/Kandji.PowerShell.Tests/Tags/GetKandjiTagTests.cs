using Kandji.Client.Tags;

namespace Kandji.PowerShell.Tests.Tags;

public sealed class GetKandjiTagTests : CommandTests
{
    [Fact]
    public void Get_OverSeveralPages_ReturnsEveryTagOnce()
    {
        Shell.Tenant.State.PageSizes.Page = 3;

        var tags = Shell.Run("Get-KandjiTag").Succeeded().As<Tag>();

        Assert.Equal(Shell.Tenant.State.Tags.Select(t => t.Id).Order(), tags.Select(t => t.Id!).Order());
        Assert.Equal(3, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Get_WithWildcard_MatchesWithoutRegardToCaseAndAsksForThePart()
    {
        var tags = Shell.Run("Get-KandjiTag 'LOAN*'").Succeeded().As<Tag>();

        Assert.Equal(["Loaner", "loaner"], tags.Select(t => t.Name!).Order(System.StringComparer.Ordinal));
        Assert.Contains("search=LOAN", Assert.Single(Shell.Tenant.Log.Entries).Query);
    }

    [Fact]
    public void Get_FromADevice_ReturnsItsTags()
    {
        var tags = Shell.Run($"Get-KandjiDevice {KnownFleet.MacSerial} | Get-KandjiTag").Succeeded().As<Tag>();

        Assert.Equal([KnownFleet.LoanerTagId, KnownFleet.PilotTagId], tags.Select(t => t.Id!).Order());
    }

    [Fact]
    public void Get_FromAnAuditEvent_ReturnsItsTarget()
    {
        var tags = Shell.Run("Get-KandjiAuditEvent -TargetType tag -First 1 | Get-KandjiTag").Succeeded().As<Tag>();

        Assert.Equal(KnownFleet.LoanerTagId, Assert.Single(tags).Id);
    }
}
