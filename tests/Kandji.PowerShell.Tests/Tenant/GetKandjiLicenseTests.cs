using Kandji.Client.Tenant;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Tenant;

public sealed class GetKandjiLicenseTests
{
    [Fact]
    public async Task Get_CountsDevicesByPlatform()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 60 });
        shell.Tenant.State.LicensedDevices = 75;

        License license = Assert.Single(shell.Run("Get-KandjiLicense").Succeeded().As<License>());

        Assert.Equal((60, 75, false), (license.Counts!.ComputersCount, license.Limits!.MaxDevices, license.TenantOverLicenseLimit));
        Assert.Equal("single_limit", license.Limits.PlanType);
        Assert.InRange(license.Counts.MacosCount!.Value, 1, 60);
    }

    [Fact]
    public async Task Table_ShowsTheUseAsABarAndFitsEightyColumns()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 60 });
        shell.Tenant.State.LicensedDevices = 75;

        string table = shell.Show("Get-KandjiLicense");

        Assert.Contains("████████░░ 80%", table);
        Assert.All(table.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }
}
