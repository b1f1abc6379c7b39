namespace Kandji.PowerShell.Tests.Tags;

public sealed class RemoveKandjiTagTests : CommandTests
{
    [Fact]
    public void Remove_WhenConfirmed_TakesTheTagOffItsDevices()
    {
        Shell.Host.Answers.Enqueue("Yes");

        Shell.Run($"Remove-KandjiTag '{KnownFleet.PilotTagName}'").Succeeded();

        Assert.Contains(KnownFleet.PilotTagName, Assert.Single(Shell.Host.Questions));
        Assert.False(Shell.Tenant.State.Tags.TryGet(KnownFleet.PilotTagId, out _));
        Assert.DoesNotContain(Shell.Tenant.State.Devices[KnownFleet.MacId].Tags, tag => tag.Id == KnownFleet.PilotTagId);
    }

    [Fact]
    public void Remove_WhenDeclined_LeavesTheTag()
    {
        Shell.Host.Answers.Enqueue("No");

        Shell.Run($"Remove-KandjiTag '{KnownFleet.PilotTagName}'").Succeeded();

        Assert.True(Shell.Tenant.State.Tags.TryGet(KnownFleet.PilotTagId, out _));
    }

    [Fact]
    public void Remove_OfSeveralWithForce_AsksNothingAndReadsTheListOnce()
    {
        Shell.Run($"'{KnownFleet.PilotTagId}', 'nosuchtag', 'repair' | Remove-KandjiTag -Force")
            .Failed("KandjiNotFound,Kandji.PowerShell.Tags.RemoveKandjiTag");
        Assert.Empty(Shell.Host.Questions);
        Assert.Equal(["GET", "DELETE", "DELETE"], Shell.Tenant.Log.Entries.Select(e => e.Method));
    }
}
