using Kandji.PowerShell.Tests.Engine;

namespace Kandji.PowerShell.Tests.Binding;

public sealed class SortOrderTests
{
    [Theory]
    [InlineData("Get-KandjiThreat")]
    [InlineData("Get-KandjiBehavioralDetection C02KN0WN0MAC")]
    [InlineData("Get-KandjiVulnerability")]
    [InlineData("Get-KandjiVulnerabilityDevice CVE-2025-0001")]
    [InlineData("Get-KandjiVulnerabilitySoftware CVE-2025-0001")]
    [InlineData("Get-KandjiPrism DeviceInformation")]
    public async Task Descending_WithNothingToSortBy_IsRefusedAndNothingIsSent(string command)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(command + " -Descending");

        Assert.StartsWith("KandjiInvalidArgument,", result.Error.FullyQualifiedErrorId);
        Assert.Contains("-SortBy", result.Error.Exception.Message);
        Assert.Empty(shell.Tenant.Log.Entries);
    }
}
