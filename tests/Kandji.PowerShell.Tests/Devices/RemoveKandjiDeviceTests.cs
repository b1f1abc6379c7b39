using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Devices;

public sealed class RemoveKandjiDeviceTests
{
    private static bool Exists(PowerShellSession shell, string deviceId) =>
        shell.Tenant.State.Devices.Any(device => device.Id == deviceId);

    [Theory]
    [InlineData($"Remove-KandjiDevice {KnownFleet.MacSerial} -Force")]
    [InlineData($"Remove-KandjiDevice {KnownFleet.MacId} -Confirm:$false")]
    [InlineData($"Get-KandjiDevice {KnownFleet.MacSerial} | Remove-KandjiDevice -Force")]
    [InlineData($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}' }} | Remove-KandjiDevice -Force")]
    public async Task Remove_OfADeviceGivenExactly_RemovesThatOne(string command)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Empty(shell.Run(command).Succeeded().Output);

        Assert.False(Exists(shell, KnownFleet.MacId));
        Assert.Equal(59, shell.Tenant.State.Devices.Count());
        Assert.Empty(shell.Host.Questions);
    }

    [Fact]
    public async Task Remove_OfADeviceGivenByName_IsRefused()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"Remove-KandjiDevice \"{KnownFleet.MacName}\" -Force");

        Assert.StartsWith("KandjiNameNotAccepted", result.Error.FullyQualifiedErrorId);
        Assert.True(Exists(shell, KnownFleet.MacId));
    }

    [Fact]
    public async Task Remove_Unforced_AsksNamingDeviceAndUser()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Host.Answers.Enqueue("No");

        shell.Run($"Remove-KandjiDevice {KnownFleet.MacSerial}").Succeeded();

        string question = Assert.Single(shell.Host.Questions);
        Assert.Contains(KnownFleet.MacSerial, question);
        Assert.Contains(KnownFleet.AdaEmail, question);
        Assert.True(Exists(shell, KnownFleet.MacId));
    }

    [Fact]
    public async Task Remove_OfADeviceThatIsNamedTwice_RemovesItOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Remove-KandjiDevice {KnownFleet.MacSerial}, {KnownFleet.MacId} -Force").Succeeded();

        Assert.Single(shell.Tenant.Log.Entries, e => e.Method == "DELETE");
    }

    // As after sorting one column of a spreadsheet and not the others.
    [Theory]
    [InlineData("Remove-KandjiDevice -Force")]
    [InlineData("Invoke-KandjiDeviceAction -Action Restart")]
    [InlineData("Set-KandjiDevice -AssetTag X")]
    public async Task Change_OfARowWhoseIdAndSerialNumberAreOfTwoDevices_IsRefused(string command)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(
            $"[pscustomobject]@{{ device_id = '{KnownFleet.MacId}'; serial_number = '{KnownFleet.PhoneSerial}' }} | {command}");

        Assert.StartsWith("KandjiContradiction,", result.Error.FullyQualifiedErrorId);
        Assert.Contains(KnownFleet.MacSerial, result.Error.Exception.Message);
        Assert.Contains(KnownFleet.PhoneSerial, result.Error.Exception.Message);
        Assert.All(shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Theory]
    [InlineData("No", 60)]
    [InlineData("Yes", 54)]
    public async Task Remove_OfMoreThanAHandful_AsksOnceBeforeTheFirstIsRemoved(string answer, int left)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Host.Answers.Enqueue(answer);

        shell.Run("Get-KandjiDevice -Platform Mac -First 6 | Remove-KandjiDevice").Succeeded();

        Assert.Contains("Remove 6 devices: 6 Mac?", Assert.Single(shell.Host.Questions));
        Assert.Equal(left, shell.Tenant.State.Devices.Count());
    }

    [Fact]
    public async Task Remove_WhatIf_ListsEachAndSendsOnlyReads()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run("Get-KandjiDevice | Remove-KandjiDevice -WhatIf").Succeeded();

        Assert.Equal(60, shell.Host.Lines.Count(line => line.Contains("What if:")));
        Assert.All(shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Theory]
    [InlineData("NOSUCH")]
    [InlineData("00000000-0000-4000-8000-000000000000")]
    public async Task Remove_OfAnUnknownDevice_IsAnErrorAndTheRestGoes(string device)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"'{device}', '{KnownFleet.PhoneSerial}' | Remove-KandjiDevice -Force");

        Assert.StartsWith("KandjiNotFound,", result.Error.FullyQualifiedErrorId);
        Assert.False(Exists(shell, KnownFleet.PhoneId));
        Assert.Equal(59, shell.Tenant.State.Devices.Count());
    }

    [Fact]
    public async Task Remove_WhenNobodyCanAnswer_RemovesNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.StartsWith(
            "KandjiConfirmationNeeded,", shell.Run($"Remove-KandjiDevice {KnownFleet.MacSerial}").Error.FullyQualifiedErrorId);
        Assert.True(Exists(shell, KnownFleet.MacId));
    }
}
