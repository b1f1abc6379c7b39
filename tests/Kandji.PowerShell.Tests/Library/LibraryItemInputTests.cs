namespace Kandji.PowerShell.Tests.Library;

/// <summary>An item of the library is changed and deleted as itself, not by what is merely about it.</summary>
public sealed class LibraryItemInputTests : CommandTests
{
    private const string RoundTrip = "ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize("
        + "[System.Management.Automation.PSSerializer]::Serialize($_)) }";

    [Theory]
    [InlineData("Get-KandjiLibraryItemStatus 'Clean temp folders'")]
    [InlineData("Get-KandjiLibraryItemActivity 'Clean temp folders'")]
    [InlineData($"Get-KandjiDeviceLibraryItem {KnownFleet.MacSerial} | Where-Object Name -eq 'Clean temp folders'")]
    public void Change_OfWhatIsMerelyAboutAnItem_IsRefused(string source)
    {
        string[] changes = ["Remove-KandjiCustomScript -Force", "Set-KandjiCustomScript -Name other"];

        foreach (string change in changes)
        {
            foreach (string way in new[] { "", "| " + RoundTrip })
            {
                InvocationResult result = Shell.Run($"@({source})[0] {way} | {change}");

                Assert.Contains(
                    "is not a library item, it is only about one", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
            }
        }

        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method is "DELETE" or "PATCH");
    }

    [Fact]
    public void BlueprintItem_FromClixml_IsTheItemAsBefore()
    {
        string source = $"@(Get-KandjiBlueprintLibraryItem {KnownFleet.EngineeringId})[0]";

        Shell.Run($"{source} | {RoundTrip} | Remove-KandjiBlueprintLibraryItem -Confirm:$false").Succeeded();

        Assert.Contains(Shell.Tenant.Log.Entries, entry => entry.Path.EndsWith("/remove-library-item", StringComparison.Ordinal));
    }
}
