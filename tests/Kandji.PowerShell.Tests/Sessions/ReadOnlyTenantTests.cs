using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Sessions;
using Kandji.PowerShell.Tests.Connection;
using Kandji.PowerShell.Tests.Faults;

namespace Kandji.PowerShell.Tests.Sessions;

/// <summary>In a tenant that is open for reading only nothing is changed, whatever the command, and everything is read.</summary>
public sealed class ReadOnlyTenantTests : CommandTests
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Changes =>
    [
        .. ChangeFaultTableTests.Commands.Where(command => !command.StartsWith("Export-KandjiPrism", StringComparison.Ordinal)),
        // A method that a framework takes for another, in whatever request, changes something.
        "Invoke-KandjiApi '/api/v1/tags?_method=POST'",
        "Invoke-KandjiApi /api/v1/prism/export -Method POST -Query @{ _method = 'DELETE' } -Body @{ category = 'apps' } -Force",
        "Invoke-KandjiApi /api/v1/prism/export -Method POST -Body @{ category = 'apps'; _method = 'DELETE' } -Force",
        "Invoke-KandjiApi /api/v1/Prism/Export -Method POST -Body @{ category = 'apps' } -Force",
        "Invoke-KandjiApi /api/v1/anything/new -Method PUT -Body @{ a = 1 } -Force",
    ];

    private protected override Task<PowerShellSession> StartAsync() =>
        PowerShellSession.StartAsync(new SimulatorOptions { DeviceCount = KnownFleet.DeviceCount });

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Shell.Tenant.Limits.Enabled = false;
        Shell.Run(Vault.Script).Succeeded();
        Shell.Run(
            ChangeFaultTableTests.DefineRepository(_folder.Path)
            + $"$pkg = '{_folder.Write("a.pkg", new byte[1000])}'; $ipa = '{_folder.Write("a.ipa", new byte[1000])}'; "
            + $"$token_file = '{_folder.Write("t.p7m", "MIIB")}'; $csv = '{Path.Combine(_folder.Path, "x.csv")}'; $secrets.S = $token; "
            + "Register-KandjiTenant acme $uri S -ReadOnly; $null = Connect-Kandji acme").Succeeded();
        Shell.Tenant.Log.Clear();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Change_InAReadOnlyTenant_IsRefusedAndNothingIsSent(string command)
    {
        InvocationResult result = Shell.Run(command).Failed("KandjiReadOnlyTenant");

        Assert.Equal(ErrorCategory.PermissionDenied, result.Error.CategoryInfo.Category);
        Assert.Empty(Shell.Host.Questions);
        // The pipeline before the command reads; the command itself sends nothing at all.
        bool readsBefore = command.Contains("Get-Kandji", StringComparison.Ordinal);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET" || !readsBefore);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Change_InAReadOnlyTenantWithWhatIf_IsShownAndNothingIsChanged(string command)
    {
        InvocationResult result = Shell.Run("$WhatIfPreference = $true; " + command);

        Assert.DoesNotContain(
            result.Errors, error => error.FullyQualifiedErrorId.StartsWith("KandjiReadOnlyTenant", StringComparison.Ordinal));
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
        Assert.Contains(Shell.Host.Lines, line => line.StartsWith("What if:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-KandjiDevice")]
    [InlineData("Get-KandjiDeviceSecret " + KnownFleet.MacSerial + " -Type FileVaultKey")]
    [InlineData("Get-KandjiPrism Apps")]
    [InlineData("Export-KandjiPrism Apps -Path $csv")]
    [InlineData("Invoke-KandjiApi /api/v1/devices")]
    [InlineData("Invoke-KandjiApi /api/v1/prism/export -Method POST -Body @{ category = 'apps' }")]
    [InlineData("Test-KandjiPermission")]
    [InlineData("Save-KandjiAdePublicKey -Path $csv")]
    public void Read_InAReadOnlyTenant_IsSent(string command)
    {
        Shell.Run(command).Succeeded();

        Assert.NotEqual(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Connect_WithReadOnly_IsReadOnlyAndCannotBeLifted()
    {
        Assert.True(Connect("Connect-Kandji -Uri $uri -Token $token -ReadOnly").IsReadOnly);
        Shell.Run("New-KandjiTag x").Failed("KandjiReadOnlyTenant");
        Shell.Run("Connect-Kandji acme -ReadOnly:$false").Failed("KandjiInvalidArgument");
        Assert.True(Connect("Connect-Kandji acme -Token $token").IsReadOnly);
        Assert.False(Connect("Connect-Kandji -Uri $uri -Token $token").IsReadOnly);
        Shell.Run("New-KandjiTag x").Succeeded();
    }

    private KandjiSession Connect(string command) => Assert.Single(Shell.Run(command).Succeeded().As<KandjiSession>());

    [Fact]
    public async Task Pipeline_OfSeveralTenants_ChangesTheOthersOnly()
    {
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 20 });
        Shell.Open(other, "b");

        InvocationResult result = Shell.Run("Get-KandjiDevice -Session * -Platform Mac | Set-KandjiDevice -AssetTag 7");

        Assert.NotEmpty(result.Errors);
        Assert.All(
            result.Errors, error => Assert.StartsWith("KandjiReadOnlyTenant", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
        Assert.Contains(other.Log.Entries, entry => entry.Method == "PATCH");
    }

    [Fact]
    public void Cmdlets_ThatChangeATenant_AreThoseOfTheTable()
    {
        string[] own = ["Export-KandjiPrism", "Invoke-KandjiApi"];
        string[] table = [.. ChangeFaultTableTests.Commands.Select(command => command.Split('|')[^1].Trim().Split(' ')[0]).Distinct()];

        Assert.Equal(
            table.Except(own).Order(StringComparer.Ordinal),
            CmdletOperations.AllCmdlets().Where(cmdlet => CmdletOperations.MayChange(cmdlet.Type)).Select(cmdlet => cmdlet.Name));
    }
}
