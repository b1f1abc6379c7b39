using Kandji.Client.Tenant;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Tenant;

public sealed class GetKandjiAdminTests : CommandTests
{
    [Fact]
    public void Get_WhenTheNextPageIsOnTheWebHost_ListsAllFromTheApi()
    {
        Shell.Tenant.State.PageSizes.Cursor = 1;

        InvocationResult result = Shell.Run("Get-KandjiAdmin").Succeeded();

        Assert.Equal(Shell.Tenant.State.Admins.Select(a => (a.Id, a.Name, a.Email)),
            result.As<Admin>().Select(a => (a.Id!, a.Name!, a.Email!)));
        Assert.Equal(Shell.Tenant.State.Admins.Count, Shell.Tenant.Log.Count);
        Assert.Equal("Administrator", result.Output[0].Properties["Role"].Value);
    }

    [Fact]
    public void Get_ByNameOrEmail_FindsThemOrWritesAnError()
    {
        SimulatedAdmin admin = Shell.Tenant.State.Admins.First();

        Assert.Equal(admin.Id, Assert.Single(Shell.Run($"Get-KandjiAdmin '{admin.Name.ToUpperInvariant()}'").Succeeded().As<Admin>()).Id);
        Assert.Equal(admin.Id, Assert.Single(Shell.Run($"Get-KandjiAdmin -Email '{admin.Email}'").Succeeded().As<Admin>()).Id);
        Shell.Run("Get-KandjiAdmin -Email nobody@example.com").Failed("KandjiNotFound");
    }
}
