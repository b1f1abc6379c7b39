using System;
using System.Linq;
using System.Threading.Tasks;
using Kandji.Client.Devices;
using Kandji.PowerShell.Reports;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;
using Xunit;

namespace Kandji.PowerShell.Tests.Reports;

public sealed class GetKandjiComplianceReportTests
{
    [Fact]
    public async Task Get_WithoutParameters_ReportsEveryDeviceOnceInTheListsOrder()
    {
        await using Shell shell = await Shell.ConnectedAsync();

        var reports = shell.Run("Get-KandjiComplianceReport").Succeeded().Of<ComplianceReport>();

        Assert.Equal(shell.Run("Get-KandjiDevice").Of<Device>().Select(d => d.DeviceId), reports.Select(r => r.DeviceId));
        Assert.All(reports, r => Assert.Equal(r.IsCompliant, r.Problems.Length == 0));
        Assert.Contains(reports, r => r.FailingItemCount > 0 && r.FailingItems.Length > 0);
    }

    [Fact]
    public async Task Get_OfOneDevice_CountsWhatItsStatusSays()
    {
        await using Shell shell = await Shell.ConnectedAsync();
        DeviceStatus status = shell.Run($"Get-KandjiDeviceStatus {KnownFleet.MacSerial}").Succeeded().Of<DeviceStatus>().Single();

        ComplianceReport report = Assert.Single(shell.Run($"Get-KandjiComplianceReport {KnownFleet.MacSerial}").Succeeded().Of<ComplianceReport>());

        Assert.Equal(status.LibraryItems!.Count(i => i.Status is "ERROR" or "failed"), report.FailingItemCount);
        Assert.Equal(status.LibraryItems!.Count(i => i.Status is "PENDING" or "pending" or "INSTALLING" or "DOWNLOADING" or "CACHED"), report.PendingItemCount);
        Assert.Equal(status.Parameters!.Count(p => p.Status == "ERROR"), report.FailingParameterCount);
        Assert.True(report.FileVaultEnabled);
        Assert.Equal(KnownFleet.AdaEmail, report.User);
    }

    [Fact]
    public async Task Get_OfAMacWithoutFileVault_SaysSo()
    {
        await using Shell shell = await Shell.ConnectedAsync();

        ComplianceReport report = Assert.Single(shell.Run($"Get-KandjiDevice {KnownFleet.MacWithoutFileVaultSerial} | Get-KandjiComplianceReport").Succeeded().Of<ComplianceReport>());

        Assert.False(report.FileVaultEnabled);
        Assert.Contains("FileVault off", report.Problems);
        Assert.False(report.IsCompliant);
    }

    [Fact]
    public async Task Get_OfAPhone_LeavesFileVaultOpen()
    {
        await using Shell shell = await Shell.ConnectedAsync();

        Assert.Null(Assert.Single(shell.Run($"Get-KandjiComplianceReport {KnownFleet.PhoneSerial}").Succeeded().Of<ComplianceReport>()).FileVaultEnabled);
    }

    [Fact]
    public async Task Get_WithMinimumOSVersion_ComparesNumberByNumber()
    {
        await using Shell shell = await Shell.ConnectedAsync();

        bool? Behind(string minimum) => shell.Run($"Get-KandjiComplianceReport {KnownFleet.MacSerial} -MinimumOSVersion @{{ mac = '{minimum}' }}")
            .Succeeded().Of<ComplianceReport>().Single().OsBehind;

        Assert.False(Behind("1.0"));
        Assert.True(Behind("100"));
    }

    [Fact]
    public async Task Get_OfADeviceThatWasNeverSeen_SaysSo()
    {
        await using Shell shell = await Shell.ConnectedAsync();

        ComplianceReport report = Assert.Single(shell.Run($"Get-KandjiComplianceReport {KnownFleet.SecondTwinSerial}").Succeeded().Of<ComplianceReport>());

        Assert.Null(report.DaysSinceCheckIn);
        Assert.Contains("never seen", report.Problems);
    }

    [Theory]
    [InlineData("", 29, false)]
    [InlineData("", 30, true)]
    [InlineData("-StaleAfterDays 7", 6, false)]
    [InlineData("-StaleAfterDays 7", 7, true)]
    public async Task Get_OfADeviceThatIsSilent_IsAProblemAfterSoManyDays(string parameter, int days, bool isProblem)
    {
        await using Shell shell = await Shell.ConnectedAsync();
        shell.Tenant.State.Devices[KnownFleet.MacId].LastCheckIn = DateTimeOffset.UtcNow.AddDays(-days).AddHours(-1);

        ComplianceReport report = Assert.Single(shell.Run($"Get-KandjiComplianceReport {KnownFleet.MacSerial} {parameter}").Succeeded().Of<ComplianceReport>());

        Assert.Equal(days, report.DaysSinceCheckIn);
        Assert.Equal(isProblem, report.Problems.Contains($"not seen for {days} days"));
    }

    [Fact]
    public async Task Get_OfAnUnknownDevice_WritesOneErrorAndGoesOn()
    {
        await using Shell shell = await Shell.ConnectedAsync();

        Result result = shell.Run($"'NOSUCHSERIAL', '{KnownFleet.MacSerial}' | Get-KandjiComplianceReport");

        Assert.Equal("KandjiNotFound,Kandji.PowerShell.Reports.GetKandjiComplianceReport", result.Error.FullyQualifiedErrorId);
        Assert.Equal(KnownFleet.MacId, Assert.Single(result.Of<ComplianceReport>()).DeviceId);
    }

    [Fact]
    public async Task Get_WithEmptyInput_ReportsNothing()
    {
        await using Shell shell = await Shell.ConnectedAsync();

        Assert.Empty(shell.Run("@() | Get-KandjiComplianceReport").Succeeded().Output);
    }

    [Fact]
    public async Task Get_WithoutThePermission_SaysWhichForEachDevice()
    {
        await using Shell shell = await Shell.StartAsync();
        shell.Run($"Connect-Kandji -Uri $uri -Token '{shell.Tenant.CreateToken("Device list")}'").Succeeded();

        Result result = shell.Run($"Get-KandjiComplianceReport {KnownFleet.MacSerial}");

        Assert.StartsWith("KandjiForbidden", result.Error.FullyQualifiedErrorId);
        Assert.Contains("Device status", result.Error.Exception.Message);
    }

    [Theory]
    [InlineData("15.1", "15.1.0", 0)]
    [InlineData("15.2", "15.10", -1)]
    [InlineData("24H2", "23H2", 1)]
    [InlineData("14", "15.0", -1)]
    [InlineData("15.1", "15.1.1", -1)]
    public void Compare_GoesNumberByNumber(string first, string second, int expected) => Assert.Equal(expected, VersionText.Compare(first, second));
}
