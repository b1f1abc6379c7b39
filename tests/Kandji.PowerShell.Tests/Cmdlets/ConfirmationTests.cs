using System.Text.RegularExpressions;

namespace Kandji.PowerShell.Tests.Cmdlets;

/// <summary>Questions before a change that cannot be undone, and the answers that prevent it.</summary>
public sealed class ConfirmationTests : CommandTests
{
    public static readonly TheoryData<string> Removals =
    [
        $"Remove-KandjiDevice {KnownFleet.MacSerial}",
        "Get-KandjiDevice | Remove-KandjiDevice",
        $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Erase",
        "Get-KandjiDevice | Invoke-KandjiDeviceAction -Action Lock",
        $"Remove-KandjiUser {KnownFleet.IdleEmail}",
        "Remove-KandjiUser left@example.com -UnassignDevices",
        "Get-KandjiBlueprint | Remove-KandjiBlueprint",
        "Get-KandjiTag | Remove-KandjiTag",
        "Get-KandjiDevice | Get-KandjiDeviceNote | Remove-KandjiDeviceNote",
        "Get-KandjiCustomScript | Remove-KandjiCustomScript",
        "Get-KandjiCustomProfile | Remove-KandjiCustomProfile",
        "Get-KandjiCustomApp | Remove-KandjiCustomApp",
        "Get-KandjiInHouseApp | Remove-KandjiInHouseApp",
        "Get-KandjiAdeIntegration | Remove-KandjiAdeIntegration",
        $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Erase",
        $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Lock",
        $"Invoke-KandjiDeviceAction {KnownFleet.PhoneSerial} EnableLostMode",
        $"Invoke-KandjiDeviceAction {KnownFleet.PhoneSerial} ClearPasscode",
        $"Invoke-KandjiDeviceAction {KnownFleet.AndroidSerial} ResetWorkProfilePasscode",
        $"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} DeleteUser -AllUsers",
        $"Invoke-KandjiApi /api/v1/devices/{KnownFleet.MacId} DELETE",
        $"Invoke-KandjiApi /api/v1/devices/{KnownFleet.MacId}/action/erase POST",
        $"Invoke-KandjiApi /api/v1/devices/{KnownFleet.MacId}/action/er%61se/ POST",
    ];

    [Theory]
    [MemberData(nameof(Removals))]
    public void Removal_WithNobodyToAsk_EndsWithAnErrorWhateverConfirmPreferenceSays(string command)
    {
        InvocationResult result = Shell.Run("$ConfirmPreference = 'None'; " + command);

        // The error is all that a log has: it names the change and the object as the question does.
        string question = Assert.Single(Shell.Host.Questions).Substring("Confirm: ".Length);
        result.Failed("KandjiConfirmationNeeded", question, "-Force");
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    // Caption and message are shown together: words of the action that are in both, or in the object's part too, say nothing more.
    [Theory]
    [MemberData(nameof(Removals))]
    public void Question_OfEachRemoval_SaysItsWordsOnce(string command)
    {
        Shell.Run(command);
        Shell.Run(command + " -WhatIf").Succeeded();

        string question = Assert.Single(Shell.Host.Questions);
        // An object's name follows these words, or the place where it goes.
        string operation = Regex.Match(Shell.Host.Lines[0], "operation \"(.*?)( from | to |\")").Groups[1].Value;
        Assert.StartsWith("Confirm: ", question);
        Assert.NotEmpty(operation);
        Assert.All(Regex.Matches(operation, @"\w{3,}"), word => Assert.InRange(
            Regex.Matches(question, $@"\b{Regex.Escape(word.Value)}\b", RegexOptions.IgnoreCase).Count, 0, 1));
        Assert.Matches($@"(?i)\b{Regex.Match(operation, @"\w+").Value}\b", question);
    }

    [Theory]
    [InlineData($"Remove-KandjiDevice {KnownFleet.MacSerial}", $"({KnownFleet.MacSerial})")]
    [InlineData($"Remove-KandjiDevice {KnownFleet.MacSerial} -Confirm", $"({KnownFleet.MacSerial})")]
    [InlineData("Get-KandjiDevice | Remove-KandjiDevice", "devices")]
    [InlineData($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag x -Confirm", $"({KnownFleet.MacSerial})")]
    [InlineData($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} BlankPush -Confirm", $"({KnownFleet.MacSerial})")]
    [InlineData("New-KandjiTag blue -Confirm", "blue")]
    public void Removal_AtTheEndOfTheInput_SaysWhatToDoInstead(string command, string words)
    {
        Shell.Host.Answers.Enqueue(null);

        Shell.Run(command).Failed("KandjiConfirmationNeeded", words);
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public void Removal_UnderWhatIfPreference_SendsOnlyReadsEvenWithForce(string command)
    {
        // PowerShell takes for true whatever converts to it.
        foreach (string yes in (string[])["1", "'true'", "[psobject]$true"])
            Shell.Run($"& {{ $WhatIfPreference = {yes}; {command} -Force }}").Succeeded();

        Assert.Contains(Shell.Host.Lines, line => line.Contains("What if:"));
        Assert.Empty(Shell.Host.Questions);
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public void Removal_WithForceAndConfirm_AsksAllTheSame(string command)
    {
        Shell.Host.Answers.Enqueue("No to All");

        Shell.Run(command + " -Force -Confirm").Succeeded();

        Assert.Single(Shell.Host.Questions);
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Theory]
    [InlineData($"Remove-KandjiBlueprint {KnownFleet.EngineeringContractorsId}", KnownFleet.EngineeringContractorsId)]
    [InlineData($"Remove-KandjiTag {KnownFleet.PilotTagId}", KnownFleet.PilotTagId)]
    [InlineData($"Remove-KandjiCustomScript '{KnownFleet.ScriptName}'", KnownFleet.ScriptId)]
    [InlineData($"Remove-KandjiCustomProfile '{KnownFleet.WifiProfileName}'", KnownFleet.WifiProfileId)]
    [InlineData($"Remove-KandjiCustomApp '{KnownFleet.CustomAppName}'", KnownFleet.CustomAppId)]
    [InlineData("Get-KandjiInHouseApp | Remove-KandjiInHouseApp", KnownFleet.InHouseAppId)]
    [InlineData($"Remove-KandjiAdeIntegration '{KnownFleet.AdeIntegrationName}'", KnownFleet.AdeIntegrationId)]
    [InlineData($"Get-KandjiDeviceNote {KnownFleet.MacSerial} | Remove-KandjiDeviceNote", KnownFleet.MacId)]
    public void Removal_WithForce_AsksNothingAndDeletesIt(string command, string id)
    {
        Assert.Empty(Shell.Run(command + " -Force").Succeeded().Output);

        Assert.Empty(Shell.Host.Questions);
        Assert.Contains(Shell.Tenant.Log.Entries, e => e.Method == "DELETE" && e.Path.Contains(id) && e.Status is 200 or 204);
    }

    [Theory]
    [InlineData("New-KandjiTag fresh")]
    [InlineData("New-KandjiBlueprint X")]
    [InlineData("New-KandjiCustomScript Hello -Script 'echo hi'")]
    [InlineData("New-KandjiCustomProfile Hello -Content '<plist/>'")]
    [InlineData("New-KandjiCustomApp -Path $file")]
    public void Creation_WithWhatIf_SendsNothing(string command)
    {
        using var folder = new TemporaryFolder();

        InvocationResult result = Shell.Run($"$file = '{folder.Write("a.pkg", "x")}'; {command} -WhatIf").Succeeded();

        Assert.Empty(result.Output);
        Assert.Contains(Shell.Host.Lines, line => line.Contains("What if:"));
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void YesToAll_HoldsForTheCommandAndNotForTheNext()
    {
        Shell.Host.Answers.Enqueue("Yes to All");
        Shell.Host.Answers.Enqueue("No");

        Shell.Run($"Remove-KandjiDevice {KnownFleet.MacSerial}, {KnownFleet.PhoneSerial}; Remove-KandjiDevice {KnownFleet.WindowsSerial}")
            .Succeeded();

        Assert.Equal(2, Shell.Host.Questions.Count);
        Assert.Equal(
            [KnownFleet.MacId, KnownFleet.PhoneId],
            Shell.Tenant.Log.Entries.Where(e => e.Method == "DELETE").Select(e => e.Path.Split('/')[^1]));
    }

    [Fact]
    public void WhatIfFalse_WinsOverThePreference()
    {
        Shell.Run($"$WhatIfPreference = $true; Remove-KandjiDevice {KnownFleet.MacSerial} -Force -WhatIf:$false").Succeeded();

        Assert.Single(Shell.Tenant.Log.Entries, e => e.Method == "DELETE");
    }
}
