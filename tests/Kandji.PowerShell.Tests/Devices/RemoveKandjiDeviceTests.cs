namespace Kandji.PowerShell.Tests.Devices;

public sealed class RemoveKandjiDeviceTests : CommandTests
{
    private static bool Exists(PowerShellSession shell, string deviceId) =>
        shell.Tenant.State.Devices.Any(device => device.Id == deviceId);

    [Theory]
    [InlineData($"Remove-KandjiDevice {KnownFleet.MacSerial} -Force")]
    [InlineData($"Remove-KandjiDevice {KnownFleet.MacId} -Confirm:$false")]
    [InlineData($"Get-KandjiDevice {KnownFleet.MacSerial} | Remove-KandjiDevice -Force")]
    [InlineData($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}' }} | Remove-KandjiDevice -Force")]
    public void Remove_OfADeviceGivenExactly_RemovesThatOne(string command)
    {
        Assert.Empty(Shell.Run(command).Succeeded().Output);

        Assert.False(Exists(Shell, KnownFleet.MacId));
        Assert.Equal(59, Shell.Tenant.State.Devices.Count());
        Assert.Empty(Shell.Host.Questions);
    }

    [Fact]
    public void Remove_OfADeviceGivenByName_IsRefused()
    {
        Shell.Run($"Remove-KandjiDevice \"{KnownFleet.MacName}\" -Force").Failed("KandjiNameNotAccepted");
        Assert.True(Exists(Shell, KnownFleet.MacId));
    }

    [Fact]
    public void Remove_Unforced_AsksNamingDeviceAndUser()
    {
        Shell.Host.Answers.Enqueue("No");

        Shell.Run($"Remove-KandjiDevice {KnownFleet.MacSerial}").Succeeded();

        string question = Assert.Single(Shell.Host.Questions);
        Assert.Contains(KnownFleet.MacSerial, question);
        Assert.Contains(KnownFleet.AdaEmail, question);
        Assert.True(Exists(Shell, KnownFleet.MacId));
    }

    [Fact]
    public void Remove_OfADeviceThatIsNamedTwice_RemovesItOnce()
    {
        Shell.Run($"Remove-KandjiDevice {KnownFleet.MacSerial}, {KnownFleet.MacId} -Force").Succeeded();

        Assert.Single(Shell.Tenant.Log.Entries, e => e.Method == "DELETE");
    }

    // As after sorting one column of a spreadsheet and not the others.
    [Theory]
    [InlineData("Remove-KandjiDevice -Force")]
    [InlineData("Invoke-KandjiDeviceAction -Action Restart")]
    [InlineData("Set-KandjiDevice -AssetTag X")]
    public void Change_OfARowWhoseIdAndSerialNumberAreOfTwoDevices_IsRefused(string command)
    {
        Shell.Run($"[pscustomobject]@{{ device_id = '{KnownFleet.MacId}'; serial_number = '{KnownFleet.PhoneSerial}' }} | {command}")
            .Failed("KandjiContradiction", KnownFleet.MacSerial, KnownFleet.PhoneSerial);
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Theory]
    [InlineData("No", 60)]
    [InlineData("Yes", 54)]
    public void Remove_OfMoreThanAHandful_AsksOnceBeforeTheFirstIsRemoved(string answer, int left)
    {
        Shell.Host.Answers.Enqueue(answer);

        Shell.Run("Get-KandjiDevice -Platform Mac -First 6 | Remove-KandjiDevice").Succeeded();

        Assert.Contains("Remove 6 devices: 6 Mac?", Assert.Single(Shell.Host.Questions));
        Assert.Equal(left, Shell.Tenant.State.Devices.Count());
    }

    [Fact]
    public void Remove_WhatIf_ListsEachAndSendsOnlyReads()
    {
        Shell.Run("Get-KandjiDevice | Remove-KandjiDevice -WhatIf").Succeeded();

        Assert.Equal(60, Shell.Host.Lines.Count(line => line.Contains("What if:")));
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Theory]
    [InlineData("NOSUCH")]
    [InlineData("00000000-0000-4000-8000-000000000000")]
    public void Remove_OfAnUnknownDevice_IsAnErrorAndTheRestGoes(string device)
    {
        Shell.Run($"'{device}', '{KnownFleet.PhoneSerial}' | Remove-KandjiDevice -Force").Failed("KandjiNotFound");
        Assert.False(Exists(Shell, KnownFleet.PhoneId));
        Assert.Equal(59, Shell.Tenant.State.Devices.Count());
    }

    [Fact]
    public void Remove_WhenNobodyCanAnswer_RemovesNothing()
    {
        Shell.Run($"Remove-KandjiDevice {KnownFleet.MacSerial}").Failed("KandjiConfirmationNeeded");
        Assert.True(Exists(Shell, KnownFleet.MacId));
    }
}
