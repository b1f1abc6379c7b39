namespace Kandji.PowerShell.Tests.Cmdlets;

/// <summary>The commands that find objects by name or id, given some that do not exist.</summary>
public sealed class LookupTests : CommandTests
{
    /// <summary>The command, a name that does not exist, one that does, and a property of the object with its value.</summary>
    public static readonly TheoryData<string, string, string, string, string> Commands = new()
    {
        { "Get-KandjiDevice", "NOSUCH", KnownFleet.PhoneSerial, "DeviceId", KnownFleet.PhoneId },
        { "Get-KandjiBlueprint", "Enginering", KnownFleet.SalesName, "Id", KnownFleet.SalesId },
        { "Get-KandjiBlueprintLibraryItem", "No such", KnownFleet.EngineeringName, "BlueprintName", KnownFleet.EngineeringName },
        { "Get-KandjiUser", "nobody@example.com", KnownFleet.AdaEmail, "Id", KnownFleet.AdaId },
        { "Get-KandjiTag", "nosuchtag", KnownFleet.PilotTagName, "Id", KnownFleet.PilotTagId },
        { "Get-KandjiAdeIntegration", "nosuch", KnownFleet.AdeIntegrationName, "Id", KnownFleet.AdeIntegrationId },
        { "Get-KandjiAdeDevice", "NOSUCH", KnownFleet.NewMacSerial, "Id", KnownFleet.NewMacAdeId },
        { "Get-KandjiCustomScript", "No such", KnownFleet.ScriptName, "Id", KnownFleet.ScriptId },
        { "Get-KandjiCustomProfile", "No such", KnownFleet.WifiProfileName, "Id", KnownFleet.WifiProfileId },
        { "Get-KandjiCustomApp", "No such", KnownFleet.CustomAppName, "Id", KnownFleet.CustomAppId },
        { "Get-KandjiInHouseApp", "No such", KnownFleet.InHouseAppName, "Id", KnownFleet.InHouseAppId },
        { "Get-KandjiLibraryItemStatus", "No such", KnownFleet.CustomAppName, "LibraryItemId", KnownFleet.CustomAppId },
        { "Get-KandjiLibraryItemActivity", "No such", KnownFleet.ScriptName, "LibraryItemId", KnownFleet.ScriptId },
        { "Get-KandjiComplianceReport", "NOSUCH", KnownFleet.MacSerial, "DeviceId", KnownFleet.MacId },
        { "Get-KandjiThreat", "NOSUCH", KnownFleet.MacSerial, "DeviceId", KnownFleet.MacId },
        { "Get-KandjiVulnerability", "CVE-1999-0001", KnownFleet.CriticalCve, "CveId", KnownFleet.CriticalCve },
        { "Get-KandjiVulnerabilityDevice", "CVE-1999-0001", KnownFleet.CriticalCve, "CveId", KnownFleet.CriticalCve },
        { "Get-KandjiVulnerabilitySoftware", "CVE-1999-0001", KnownFleet.CriticalCve, "CveId", KnownFleet.CriticalCve },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Get_OfUnknownAndKnownNames_WritesOneErrorAndTheKnown(
        string command, string unknown, string known, string property, string value)
    {
        foreach (string form in new[] { $"{command} '{unknown}', '{known}'", $"'{unknown}', '{known}' | {command}" })
        {
            InvocationResult result = Shell.Run($"{form} | ForEach-Object {property}");

            Assert.Matches($"^KandjiNotFound,Kandji\\.PowerShell\\.\\w+\\.{command.Replace("-", "")}$", result.Error.FullyQualifiedErrorId);
            Assert.Equal(value, Assert.Single(result.As<string>().Distinct()));
        }
    }

    [Theory]
    [InlineData("Get-KandjiDevice")]
    [InlineData("Get-KandjiBlueprint")]
    [InlineData("Get-KandjiUser")]
    [InlineData("Get-KandjiTag")]
    [InlineData("Get-KandjiAdeIntegration")]
    [InlineData("Get-KandjiAdeDevice")]
    [InlineData("Get-KandjiCustomScript")]
    [InlineData("Get-KandjiCustomProfile")]
    [InlineData("Get-KandjiCustomApp")]
    [InlineData("Get-KandjiInHouseApp")]
    public void Get_ByAnUnknownId_IsNotFound(string command)
    {
        InvocationResult result = Shell.Run($"{command} -Id 00000000-0000-4000-8000-000000000000");

        Assert.Matches($"^KandjiNotFound,Kandji\\.PowerShell\\.\\w+\\.{command.Replace("-", "")}$", result.Error.FullyQualifiedErrorId);
        Assert.Empty(result.Output);
    }
}
