namespace Kandji.PowerShell.Tests.Binding;

public sealed class SortOrderTests : CommandTests
{
    [Theory]
    [InlineData("Get-KandjiThreat")]
    [InlineData("Get-KandjiBehavioralDetection C02KN0WN0MAC")]
    [InlineData("Get-KandjiVulnerability")]
    [InlineData("Get-KandjiVulnerabilityDevice CVE-2025-0001")]
    [InlineData("Get-KandjiVulnerabilitySoftware CVE-2025-0001")]
    [InlineData("Get-KandjiPrism DeviceInformation")]
    public void Descending_WithNothingToSortBy_IsRefusedAndNothingIsSent(string command)
    {
        Shell.Run(command + " -Descending").Failed("KandjiInvalidArgument", "-SortBy");
        Assert.Empty(Shell.Tenant.Log.Entries);
    }
}
