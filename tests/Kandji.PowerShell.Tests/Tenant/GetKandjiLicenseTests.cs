using Kandji.Client.Tenant;

namespace Kandji.PowerShell.Tests.Tenant;

public sealed class GetKandjiLicenseTests : CommandTests
{
    [Fact]
    public void Get_CountsDevicesByPlatform()
    {
        Shell.Tenant.State.LicensedDevices = 75;

        License license = Assert.Single(Shell.Run("Get-KandjiLicense").Succeeded().As<License>());

        Assert.Equal((60, 75, false), (license.Counts!.ComputersCount, license.Limits!.MaxDevices, license.TenantOverLicenseLimit));
        Assert.Equal("single_limit", license.Limits.PlanType);
        Assert.InRange(license.Counts.MacosCount!.Value, 1, 60);
    }

    [Fact]
    public void Table_ShowsTheUseAsABarAndFitsEightyColumns()
    {
        Shell.Tenant.State.LicensedDevices = 75;

        string table = Shell.Show("Get-KandjiLicense");

        Assert.Contains("████████░░ 80%", table);
        Assert.All(table.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }
}
