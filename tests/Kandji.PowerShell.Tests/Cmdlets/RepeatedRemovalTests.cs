using System.Reflection;

namespace Kandji.PowerShell.Tests.Cmdlets;

/// <summary>
/// What is removed is named twice, as lists of what belongs to devices do: the tags of devices, the users of devices.
/// </summary>
public sealed class RepeatedRemovalTests : CommandTests
{
    public static readonly TheoryData<string, string> Removals = new()
    {
        { "Remove-KandjiDevice", $"(Get-KandjiDevice {KnownFleet.MacSerial})" },
        { "Remove-KandjiDeviceNote", $"(@(Get-KandjiDeviceNote {KnownFleet.MacSerial})[0])" },
        { "Remove-KandjiUser", $"'{KnownFleet.ArchivedEmail}'" },
        { "Remove-KandjiTag", $"'{KnownFleet.PilotTagName}'" },
        { "Remove-KandjiBlueprint", $"'{KnownFleet.SharedPadsName}'" },
        { "Remove-KandjiCustomScript", $"'{KnownFleet.ScriptName}'" },
        { "Remove-KandjiCustomProfile", $"'{KnownFleet.WifiProfileName}'" },
        { "Remove-KandjiCustomApp", $"'{KnownFleet.CustomAppName}'" },
        { "Remove-KandjiInHouseApp", $"'{KnownFleet.InHouseAppName}'" },
        { "Remove-KandjiAdeIntegration", $"(Get-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}')" },
    };

    [Fact]
    public void Every_CommandThatRemovesAndTakesForce_IsInTheTable() => Assert.Empty(
        typeof(Kandji.PowerShell.Cmdlets.KandjiCmdlet).Assembly.GetTypes()
            .Where(type => type.GetProperty("Force") is not null && !type.IsAbstract)
            .Select(type => type.GetCustomAttribute<CmdletAttribute>())
            .Where(cmdlet => cmdlet is { VerbName: "Remove" })
            .Select(cmdlet => $"{cmdlet!.VerbName}-{cmdlet.NounName}")
            .Except(Removals.Select(row => row.Data.Item1)));

    [Theory]
    [MemberData(nameof(Removals))]
    public void Remove_OfWhatIsNamedTwice_RemovesItOnce(string command, string thing)
    {
        Shell.Run($"New-KandjiDeviceNote {KnownFleet.MacSerial} 'A note'; $global:thing = {thing}").Succeeded();

        Shell.Run($"$thing, $thing | {command} -WhatIf").Succeeded();
        Assert.Single(Shell.Host.Lines, line => line.StartsWith("What if:", StringComparison.Ordinal));
        Shell.Run($"$thing, $thing | {command} -Force").Succeeded();
        Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Method == "DELETE");
    }
}
