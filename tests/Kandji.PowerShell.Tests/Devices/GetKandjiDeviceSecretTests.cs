using Kandji.Client.Devices;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Devices;

public sealed class GetKandjiDeviceSecretTests
{
    [Fact]
    public async Task Get_WithoutType_ReturnsAllKindsInOneObjectAndNullForWhatThereIsNot()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        DeviceSecret secret =
            Assert.Single(shell.Run($"Get-KandjiDeviceSecret {KnownFleet.MacSerial}").Succeeded().As<DeviceSecret>());

        DeviceSecrets kept = shell.Tenant.State.Devices[KnownFleet.MacId].Record.Secrets;
        Assert.Equal((kept.FileVaultKey, kept.UserBypassCode, kept.DeviceBypassCode, kept.RecoveryPassword, null),
            (secret.FileVaultKey, secret.UserBypassCode, secret.DeviceBypassCode, secret.RecoveryPassword, secret.UnlockPin));
        Assert.NotNull(secret.FileVaultKey);
    }

    [Fact]
    public async Task Get_OfOneType_AsksForThatAlone()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Lock -Force").Succeeded();
        shell.Tenant.Log.Clear();

        DeviceSecret secret = Assert.Single(shell.Run($"Get-KandjiDeviceSecret {KnownFleet.MacId} -Type UnlockPin").Succeeded()
            .As<DeviceSecret>());

        Assert.Equal(shell.Tenant.State.Devices[KnownFleet.MacId].UnlockPin, secret.UnlockPin);
        Assert.Null(secret.FileVaultKey);
        Assert.Equal($"/api/v1/devices/{KnownFleet.MacId}/secrets/unlockpin",
            Assert.Single(shell.Tenant.Log.Entries, entry => entry.Path.Contains("/secrets/")).Path);
    }

    [Fact]
    public async Task Get_OfAFleet_ReturnsOneObjectForEachAndAsksNoPlatformForWhatItCannotHave()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var secrets = shell.Run("Get-KandjiDevice | Get-KandjiDeviceSecret").Succeeded().As<DeviceSecret>();

        Assert.Equal(shell.Tenant.State.Devices.Select(device => device.Id).Order(), secrets.Select(secret => secret.DeviceId!)
            .Order());
        Assert.DoesNotContain(
            shell.Tenant.Log.Entries, entry => entry.Path.StartsWith($"/api/v1/devices/{KnownFleet.WindowsId}/secrets"));
        Assert.Equal(["bypasscode"],
            shell.Tenant.Log.Entries.Where(entry => entry.Path.StartsWith($"/api/v1/devices/{KnownFleet.PhoneId}/secrets"))
                .Select(entry => entry.Path.Split('/')[^1]));
    }

    [Fact]
    public async Task Get_WithoutThePermissionForOneKind_SaysWhich()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Use(shell.Tenant.CreateToken("Device ID", "Device list", "Get FileVault Recovery Key"));

        Assert.NotNull(
            Assert.Single(shell.Run($"Get-KandjiDeviceSecret {KnownFleet.MacId} -Type FileVaultKey").Succeeded()
                .As<DeviceSecret>()).FileVaultKey);
        Assert.Contains("'Get unlock PIN'",
            shell.Run($"Get-KandjiDeviceSecret {KnownFleet.MacId} -Type UnlockPin").Error.Exception.Message);
    }

    [Fact]
    public async Task Get_WithVerboseAndDebug_KeepsSecretsOutOfBoth()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"Get-KandjiDeviceSecret {KnownFleet.MacId} -Verbose -Debug").Succeeded();

        DeviceSecrets kept = shell.Tenant.State.Devices[KnownFleet.MacId].Record.Secrets;
        string told = string.Join("\n", result.Verbose.Concat(result.Debug));
        Assert.NotEmpty(result.Debug);
        Assert.All(new[] { kept.FileVaultKey, kept.UserBypassCode, kept.DeviceBypassCode, kept.RecoveryPassword },
            secret => Assert.DoesNotContain(secret!, told));
    }
}
