using Kandji.Client.Tenant;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Tenant;

public sealed class GetKandjiAdminTests
{
    [Fact]
    public async Task Get_WhenTheNextPageIsOnTheWebHost_ListsAllFromTheApi()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Cursor = 1;

        InvocationResult result = shell.Run("Get-KandjiAdmin").Succeeded();

        Assert.Equal(shell.Tenant.State.Admins.Select(a => (a.Id, a.Name, a.Email)),
            result.As<Admin>().Select(a => (a.Id!, a.Name!, a.Email!)));
        Assert.Equal(shell.Tenant.State.Admins.Count, shell.Tenant.Log.Count);
        Assert.Equal("Administrator", result.Output[0].Properties["Role"].Value);
    }

    [Fact]
    public async Task Get_ByNameOrEmail_FindsThemOrWritesAnError()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        SimulatedAdmin admin = shell.Tenant.State.Admins.First();

        Assert.Equal(admin.Id, Assert.Single(shell.Run($"Get-KandjiAdmin '{admin.Name.ToUpperInvariant()}'").Succeeded().As<Admin>()).Id);
        Assert.Equal(admin.Id, Assert.Single(shell.Run($"Get-KandjiAdmin -Email '{admin.Email}'").Succeeded().As<Admin>()).Id);
        Assert.StartsWith("KandjiNotFound,", shell.Run("Get-KandjiAdmin -Email nobody@example.com").Error.FullyQualifiedErrorId);
    }
}
