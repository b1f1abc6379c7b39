namespace Kandji.PowerShell.Tests.Help;

/// <summary>The help as a user asks for it, from the file that the build leaves in the module.</summary>
public sealed class GetHelpTests : CommandTests
{
    private protected override Task<PowerShellSession> StartAsync() => PowerShellSession.StartAsync();

    [Fact]
    public void GetHelp_ForEveryCmdlet_FindsItsPage()
    {
        foreach (var command in Commands.All)
        {
            PSObject help = Assert.Single(Shell.Run($"Get-Help {command.Name} -Full").Succeeded().Output);
            Assert.Equal(command.Synopsis[0].Plain, help.Properties["Synopsis"].Value?.ToString()?.Trim());
            Assert.Equal(command.Examples.Count, Shell.Run($"@((Get-Help {command.Name}).examples.example).Count").Succeeded()
                .As<int>().Single());
        }
    }

    [Fact]
    public void GetHelp_ForAParameter_SaysWhatItTakes()
    {
        PSObject help = Assert.Single(Shell.Run("Get-Help Get-KandjiDevice -Parameter Device").Succeeded().Output);

        Assert.Equal("True (ByValue, ByPropertyName)", help.Properties["pipelineInput"].Value?.ToString());
        Assert.Equal("Id, DeviceId", help.Properties["aliases"].Value?.ToString());
        Assert.Equal("true", help.Properties["globbing"].Value?.ToString());
        Assert.Equal("DeviceReference[]", ((PSObject)((PSObject)help.Properties["type"].Value).Properties["name"].Value).ToString());
    }

    // PowerShell does not ask for these; the command ends with an error without them.
    [Theory]
    [InlineData("Invoke-KandjiDeviceAction", "Action")]
    [InlineData("Invoke-KandjiDeviceAction", "Device")]
    [InlineData("Get-KandjiDeviceDetail", "Device")]
    [InlineData("Get-KandjiPrism", "Category")]
    [InlineData("Export-KandjiPrism", "Category")]
    [InlineData("Export-KandjiPrism", "Path")]
    [InlineData("Sync-KandjiInventory", "Path")]
    [InlineData("Invoke-KandjiPlan", "Path")]
    public void GetHelp_ForAParameterThatHasToBeGiven_SaysSoAndNamesNoDefault(string command, string parameter)
    {
        PSObject help = Assert.Single(Shell.Run($"Get-Help {command} -Parameter {parameter}").Succeeded().Output);

        Assert.Equal("true", help.Properties["required"].Value?.ToString());
        Assert.Equal("None", help.Properties["defaultValue"].Value?.ToString());
    }

    [Fact]
    public void GetHelp_ForACmdletWithoutPipelineInput_SaysNone()
    {
        foreach (var command in Commands.All.Where(command => command.Inputs.Count == 0))
            Assert.Equal(["None"], Shell.Run($"(Get-Help {command.Name} -Full).inputTypes.inputType.type.name")
                .Succeeded().Output.Select(name => name.ToString()));
    }

    // The help of a build that was not packed for a project knows no address. PowerShell has the last word, and it is about ours.
    [Fact]
    public void GetHelp_OnlineWithoutAnAddress_SaysWhatToTypeInstead()
    {
        foreach (var command in Commands.All)
        {
            InvocationResult asked = Shell.Run($"Get-Help {command.Name} -Online");
            string message = (asked.Terminating ?? Assert.Single(asked.Errors)).ToString();
            Assert.Contains(
                $"(none: this build does not know its project's page; type Get-Help {command.Name} -Full, or open "
                    + $"docs/commands/{command.Name}.md in the repository)",
                message.Replace('\u00a0', ' '), StringComparison.Ordinal);
        }
        // Text that is copied from there works as typed text.
        Assert.Equal("Get-KandjiTag", Shell.Run("(Get-Help\u00a0Get-KandjiTag\u00a0-Full).Name").Succeeded().As<string>().Single());
    }

    [Fact]
    public void GetHelp_ForTheNotes_NamesOperationAndPermission()
    {
        string notes = string.Join("\n", Shell.Run("(Get-Help Remove-KandjiUser).alertSet.alert | ForEach-Object { $_.Text }")
            .Succeeded().As<string>());

        Assert.Contains("DELETE /api/v1/users/{user_id}: Users > User ID", notes);
        Assert.Contains("PATCH /api/v1/devices/{device_id}: Devices > Update device (with -UnassignDevices)", notes);
    }
}
