using Kandji.Client.Devices;
using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Devices;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Devices;

/// <summary>
/// Restart-, Lock-, Rename- and Move-KandjiDevice: what they send is what Invoke-KandjiDeviceAction and Set-KandjiDevice send.
/// </summary>
public sealed class DeviceActionCmdletTests : CommandTests
{
    [Theory]
    [InlineData("Restart-KandjiDevice {0}", "Invoke-KandjiDeviceAction {0} Restart")]
    [InlineData(
        "Restart-KandjiDevice {0} -NotifyUser -RebuildKernelCache",
        "Invoke-KandjiDeviceAction {0} Restart -NotifyUser -RebuildKernelCache")]
    [InlineData("Get-KandjiDevice {0} | Restart-KandjiDevice -NotifyUser:$false", "Invoke-KandjiDeviceAction {0} Restart")]
    [InlineData("Lock-KandjiDevice {0} -Force", "Invoke-KandjiDeviceAction {0} Lock -Force")]
    [InlineData(
        "Lock-KandjiDevice {0} -Message Lost -PhoneNumber 1 -Confirm:$false",
        "Invoke-KandjiDeviceAction {0} Lock -Message Lost -PhoneNumber 1 -Force")]
    [InlineData("Rename-KandjiDevice {0} 'Front Desk'", "Invoke-KandjiDeviceAction {0} SetName -NewName 'Front Desk'")]
    [InlineData(
        "Get-KandjiDevice {0} | Rename-KandjiDevice -NewName {{ 'X-' + $_.SerialNumber }}",
        "Invoke-KandjiDeviceAction {0} SetName -NewName 'X-{0}'")]
    [InlineData(
        "[pscustomobject]@{{ serial_number = '{0}'; new_name = 'Desk 4' }} | Rename-KandjiDevice",
        "Invoke-KandjiDeviceAction {0} SetName -NewName 'Desk 4'")]
    [InlineData("Move-KandjiDevice {0} Sales", "Set-KandjiDevice {0} -Blueprint Sales")]
    [InlineData("Get-KandjiDevice {0} | Move-KandjiDevice -Blueprint Sales", "Set-KandjiDevice {0} -Blueprint Sales")]
    public async Task Cmdlet_SendsWhatTheLongFormSends(string shortForm, string longForm)
    {
        Assert.Equal(await SentAsync(longForm), await SentAsync(shortForm));
    }

    [Theory]
    [InlineData("Restart-KandjiDevice {0}")]
    [InlineData("Lock-KandjiDevice {0} -Force")]
    [InlineData("Rename-KandjiDevice {0} 'Front Desk'")]
    [InlineData("Move-KandjiDevice {0} Sales")]
    public void Cmdlet_WithWhatIf_ChangesNothing(string script)
    {
        Shell.Run(string.Format(null, script, KnownFleet.MacSerial) + " -WhatIf").Succeeded();

        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Fact]
    public void Lock_WithoutForce_AsksWithTheUserAndTakesNoName()
    {
        Shell.Run($"Lock-KandjiDevice {KnownFleet.MacSerial}");
        InvocationResult byName = Shell.Run($"Lock-KandjiDevice \"{KnownFleet.MacName}\" -Force");

        Assert.Contains(KnownFleet.AdaEmail, Assert.Single(Shell.Host.Questions), StringComparison.Ordinal);
        Assert.StartsWith("KandjiNameNotAccepted", byName.Error.FullyQualifiedErrorId);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Fact]
    public void Move_OfADeviceThatIsThere_SendsNothingAndReturnsIt()
    {
        Device device = Assert.Single(
            Shell.Run($"Move-KandjiDevice {KnownFleet.MacSerial} '{KnownFleet.EngineeringName}'").Succeeded().As<Device>());

        Assert.Equal(KnownFleet.MacId, device.DeviceId);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Theory]
    [InlineData(typeof(RestartKandjiDevice), DeviceAction.Restart)]
    [InlineData(typeof(LockKandjiDevice), DeviceAction.Lock)]
    [InlineData(typeof(RenameKandjiDevice), DeviceAction.SetName)]
    public void Cmdlet_DeclaresTheOperationThatItSends(Type cmdlet, DeviceAction action) =>
        Assert.Contains(
            CmdletOperations.For(cmdlet),
            use => use.Operation == DeviceActionAttribute.For(action).Operation && use.Condition == "always");

    private static async Task<string> SentAsync(string script)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run(string.Format(null, script, KnownFleet.MacSerial)).Succeeded();
        return string.Join("\n", shell.Tenant.Log.Entries.Where(entry => entry.Method != "GET")
            .Select(entry => $"{entry.Method} {entry.Path} {entry.Body}"));
    }
}
