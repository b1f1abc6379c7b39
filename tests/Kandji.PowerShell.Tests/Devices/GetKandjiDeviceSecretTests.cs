using Kandji.Client.Devices;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Devices;

public sealed class GetKandjiDeviceSecretTests : CommandTests
{
    [Fact]
    public void Get_WithoutType_ReturnsAllKindsInOneObjectAndNullForWhatThereIsNot()
    {
        DeviceSecret secret =
            Assert.Single(Shell.Run($"Get-KandjiDeviceSecret {KnownFleet.MacSerial}").Succeeded().As<DeviceSecret>());

        DeviceSecrets kept = Shell.Tenant.State.Devices[KnownFleet.MacId].Record.Secrets;
        Assert.Equal((kept.FileVaultKey, kept.UserBypassCode, kept.DeviceBypassCode, kept.RecoveryPassword, null),
            (secret.FileVaultKey, secret.UserBypassCode, secret.DeviceBypassCode, secret.RecoveryPassword, secret.UnlockPin));
        Assert.NotNull(secret.FileVaultKey);
    }

    [Fact]
    public void Get_OfOneType_AsksForThatAlone()
    {
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.MacSerial} Lock -Force").Succeeded();
        Shell.Tenant.Log.Clear();

        DeviceSecret secret = Assert.Single(Shell.Run($"Get-KandjiDeviceSecret {KnownFleet.MacId} -Type UnlockPin").Succeeded()
            .As<DeviceSecret>());

        Assert.Equal(Shell.Tenant.State.Devices[KnownFleet.MacId].UnlockPin, secret.UnlockPin);
        Assert.Null(secret.FileVaultKey);
        Assert.Equal($"/api/v1/devices/{KnownFleet.MacId}/secrets/unlockpin",
            Assert.Single(Shell.Tenant.Log.Entries, entry => entry.Path.Contains("/secrets/")).Path);
    }

    [Fact]
    public void Get_OfAFleet_ReturnsOneObjectForEachAndAsksNoPlatformForWhatItCannotHave()
    {
        var secrets = Shell.Run("Get-KandjiDevice | Get-KandjiDeviceSecret").Succeeded().As<DeviceSecret>();

        Assert.Equal(Shell.Tenant.State.Devices.Select(device => device.Id).Order(), secrets.Select(secret => secret.DeviceId!)
            .Order());
        Assert.DoesNotContain(
            Shell.Tenant.Log.Entries, entry => entry.Path.StartsWith($"/api/v1/devices/{KnownFleet.WindowsId}/secrets"));
        Assert.Equal(["bypasscode"],
            Shell.Tenant.Log.Entries.Where(entry => entry.Path.StartsWith($"/api/v1/devices/{KnownFleet.PhoneId}/secrets"))
                .Select(entry => entry.Path.Split('/')[^1]));
    }

    [Fact]
    public void Get_WithoutThePermissionForOneKind_SaysWhich()
    {
        Shell.Use(Shell.Tenant.CreateToken("Device ID", "Device list", "Get FileVault Recovery Key"));

        Assert.NotNull(
            Assert.Single(Shell.Run($"Get-KandjiDeviceSecret {KnownFleet.MacId} -Type FileVaultKey").Succeeded()
                .As<DeviceSecret>()).FileVaultKey);
        Assert.Contains("'Get unlock PIN'",
            Shell.Run($"Get-KandjiDeviceSecret {KnownFleet.MacId} -Type UnlockPin").Error.Exception.Message);
    }

    [Fact]
    public void Get_WithVerboseAndDebug_KeepsSecretsOutOfBoth()
    {
        InvocationResult result = Shell.Run($"Get-KandjiDeviceSecret {KnownFleet.MacId} -Verbose -Debug").Succeeded();

        DeviceSecrets kept = Shell.Tenant.State.Devices[KnownFleet.MacId].Record.Secrets;
        string told = string.Join("\n", result.Verbose.Concat(result.Debug));
        Assert.NotEmpty(result.Debug);
        Assert.All(new[] { kept.FileVaultKey, kept.UserBypassCode, kept.DeviceBypassCode, kept.RecoveryPassword },
            secret => Assert.DoesNotContain(secret!, told));
    }
}
