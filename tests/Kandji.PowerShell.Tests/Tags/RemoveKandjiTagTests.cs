using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Tags;

public sealed class RemoveKandjiTagTests
{
    [Fact]
    public async Task Remove_WhenConfirmed_TakesTheTagOffItsDevices()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Host.Answers.Enqueue("Yes");

        shell.Run($"Remove-KandjiTag '{KnownFleet.PilotTagName}'").Succeeded();

        Assert.Contains(KnownFleet.PilotTagName, Assert.Single(shell.Host.Questions));
        Assert.False(shell.Tenant.State.Tags.TryGet(KnownFleet.PilotTagId, out _));
        Assert.DoesNotContain(shell.Tenant.State.Devices[KnownFleet.MacId].Tags, tag => tag.Id == KnownFleet.PilotTagId);
    }

    [Fact]
    public async Task Remove_WhenDeclined_LeavesTheTag()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Host.Answers.Enqueue("No");

        shell.Run($"Remove-KandjiTag '{KnownFleet.PilotTagName}'").Succeeded();

        Assert.True(shell.Tenant.State.Tags.TryGet(KnownFleet.PilotTagId, out _));
    }

    [Fact]
    public async Task Remove_OfSeveralWithForce_AsksNothingAndReadsTheListOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run($"'{KnownFleet.PilotTagId}', 'nosuchtag', 'repair' | Remove-KandjiTag -Force");

        Assert.Equal("KandjiNotFound,Kandji.PowerShell.Tags.RemoveKandjiTag", result.Error.FullyQualifiedErrorId);
        Assert.Empty(shell.Host.Questions);
        Assert.Equal(["GET", "DELETE", "DELETE"], shell.Tenant.Log.Entries.Select(e => e.Method));
    }
}
