using Kandji.Client.Devices;

namespace Kandji.PowerShell.Tests.Sessions;

/// <summary>Two tenants of one name, in two regions: a row that has the name alone is of either.</summary>
public sealed class SharedTenantNameTests : IAsyncLifetime
{
    private const string UsHost = "acme.api.kandji.io", EuHost = "acme.api.eu.kandji.io";

    private PowerShellSession _shell = null!;
    private SimulatedTenant _eu = null!;

    public async ValueTask InitializeAsync()
    {
        _shell = await PowerShellSession.StartAsync();
        _eu = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 60 });
        _shell.Open(_shell.Tenant, "us", UsHost);
        _shell.Run($"Select-KandjiSession $us; $serial = '{KnownFleet.LeaverMacSerial}'").Succeeded();
    }

    public async ValueTask DisposeAsync()
    {
        await _shell.DisposeAsync();
        await _eu.DisposeAsync();
    }

    public static TheoryData<string> Commands =>
    [
        "[pscustomobject]@{ SerialNumber = $serial; Tenant = 'acme' } | Set-KandjiDevice -AssetTag 7",
        "[pscustomobject]@{ SerialNumber = $serial; Tenant = 'ACME' } | Remove-KandjiDevice -Force",
        "@{ SerialNumber = $serial; Tenant = 'acme' } | Restart-KandjiDevice",
        "Set-KandjiDevice -Device ([pscustomobject]@{ SerialNumber = $serial; Tenant = 'acme' }) -AssetTag 7",
        "Set-KandjiDevice $serial -Blueprint ([pscustomobject]@{ Name = 'Sales'; Tenant = 'acme' })",
        "[pscustomobject]@{ SerialNumber = $serial; Tenant = 'acme' } | Get-KandjiDeviceDetail",
        $"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; user = [pscustomobject]@{{ Email = 'left@example.com'; "
            + "Tenant = 'acme' } } | Set-KandjiDevice",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Row_WithTheNameOfATenantThatWasConnectedBefore_IsRefused(string command)
    {
        _shell.Open(_eu, "eu", EuHost);
        _shell.Run("Disconnect-Kandji $us; Select-KandjiSession $eu").Succeeded();

        IsRefused(command);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Row_WithTheNameOfATenantThatIsRegistered_IsRefused(string command)
    {
        _shell.Run($"Register-KandjiTenant acme-eu -Uri {EuHost} -SecretName AcmeEu").Succeeded();

        IsRefused(command);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Row_WithTheNameOfTwoOpenTenants_IsRefused(string command)
    {
        _shell.Open(_eu, "eu", EuHost);

        IsRefused(command);
    }

    [Theory]
    [InlineData("Get-KandjiDevice $serial | Set-KandjiDevice -Blueprint ([pscustomobject]@{ Name = 'Sales'; Tenant = 'acme' })")]
    public void Argument_WithTheNameOfTwoOpenTenants_IsRefused(string command)
    {
        _shell.Open(_eu, "eu", EuHost);

        IsRefused(command);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ SerialNumber = $serial; Tenant = 'acme' } | Set-KandjiDevice -AssetTag 7 -Session $us, $eu")]
    [InlineData("[pscustomobject]@{ SerialNumber = $serial; Tenant = 'acme' } | Remove-KandjiDevice -Force -Session *")]
    [InlineData("Set-KandjiDevice -Device ([pscustomobject]@{ SerialNumber = $serial; Tenant = 'acme' }) -AssetTag 7 -Session $eu, $us")]
    public void Row_WithTheNameOfTwoSessionsThatAreGiven_IsRefused(string command)
    {
        _shell.Open(_eu, "eu", EuHost);

        IsRefused(command);
    }

    [Theory]
    [InlineData($"[pscustomobject]@{{ SerialNumber = $serial; Tenant = '{UsHost}' }} | Set-KandjiDevice -AssetTag 7")]
    [InlineData("[pscustomobject]@{ SerialNumber = $serial; Tenant = 'acme' } | Set-KandjiDevice -AssetTag 7 -Session $us")]
    [InlineData("Get-KandjiDevice $serial | Set-KandjiDevice -AssetTag 7")]
    [InlineData("$d = Get-KandjiDevice $serial; [pscustomobject]@{ SerialNumber = $d.SerialNumber; Tenant = $d.Tenant } | "
        + "Set-KandjiDevice -AssetTag 7")]
    public void Row_ThatTellsTheTenant_IsActedOnThere(string command)
    {
        _shell.Run($"Register-KandjiTenant acme-eu -Uri {EuHost} -SecretName AcmeEu").Succeeded();

        _shell.Run(command).Succeeded();

        Assert.Contains(_shell.Tenant.Log.Entries, entry => entry.Method == "PATCH");
    }

    [Fact]
    public void Tenant_OfADevice_IsTheHostOnceAnotherOfTheNameIsKnown()
    {
        Assert.Equal("acme", _shell.Run("Get-KandjiDevice $serial").Succeeded().As<Device>().Single().Tenant);
        _shell.Run($"Register-KandjiTenant acme-eu -Uri {EuHost} -SecretName AcmeEu").Succeeded();

        Assert.Equal(UsHost, _shell.Run("Get-KandjiDevice $serial").Succeeded().As<Device>().Single().Tenant);
        // A second session of the same tenant as well.
        _shell.Open(_shell.Tenant, "again", UsHost);
        Assert.Equal(UsHost, _shell.Run("Get-KandjiDevice $serial -Session $again").Succeeded().As<Device>().Single().Tenant);
        Assert.Equal(UsHost, _shell.Run("(Get-KandjiSession).Tenant").Succeeded().Output.Single().BaseObject);
        // A person who names an open session means that.
        Assert.Equal(UsHost, _shell.Run("Get-KandjiDevice $serial -Session acme").Succeeded().As<Device>().Single().Tenant);
    }

    private void IsRefused(string command)
    {
        InvocationResult result = _shell.Run(command);

        Assert.StartsWith("KandjiAmbiguous", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(UsHost, result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(EuHost, result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_shell.Tenant.Log.Entries.Concat(_eu.Log.Entries), entry => entry.Method != "GET");
    }
}
