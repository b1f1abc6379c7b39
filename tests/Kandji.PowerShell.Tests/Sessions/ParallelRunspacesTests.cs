using System.Management.Automation.Runspaces;
using Kandji.PowerShell.Sessions;
using Kandji.PowerShell.Tests.Connection;

namespace Kandji.PowerShell.Tests.Sessions;

/// <summary>Many runspaces at once, each with sessions of its own.</summary>
public sealed class ParallelRunspacesTests(ITestOutputHelper output)
{
    private const int Runspaces = 40;

    [Fact]
    public async Task Runspaces_EachConnectedToOneOfTwoTenants_ChangeTheirOwnAndLeaveTheOuterDefault()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 60 });
        shell.Tenant.Limits.Enabled = other.Limits.Enabled = false;
        shell.Run(Vault.Script).Succeeded();
        shell.Run($$"""
            $secrets.Acme = $token
            Register-KandjiTenant acme $uri Acme
            Register-KandjiTenant globex '{{other.BaseAddress}}' Globex
            $null = Connect-Kandji acme
            """).Succeeded();
        SimulatedTenant[] tenants = [shell.Tenant, other];

        InvocationResult[] results = await Task.WhenAll(Enumerable.Range(0, Runspaces).Select(i => Task.Run(() =>
        {
            InitialSessionState state = InitialSessionState.CreateDefault2();
            state.ImportPSModule([Repository.Manifest]);
            using Runspace runspace = RunspaceFactory.CreateRunspace(state);
            IdleRunspaces.Open(runspace);
            RunspaceSessions.For(runspace).TenantsPath = shell.TenantsPath;
            using var powershell = System.Management.Automation.PowerShell.Create(runspace);
            powershell.AddScript($"""
                $before = Get-KandjiSession
                $null = Connect-Kandji {(i % 2 == 0 ? "acme" : "globex")} -Token '{tenants[i % 2].Token}'
                $null = New-KandjiTag 'runspace {i}'
                Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag {i} | Out-Null
                $null -eq $before
                (Get-KandjiSession).RegisteredName
                @(Get-KandjiSession -All).Count
                """);
            var written = new List<PSObject>();
            powershell.Invoke(null, written);
            return new InvocationResult(written, null, powershell.Streams);
        })));

        for (int i = 0; i < Runspaces; i++)
            Assert.Equal([true, i % 2 == 0 ? "acme" : "globex", 1], results[i].Succeeded().Output.Select(item => item.BaseObject));
        for (int t = 0; t < 2; t++)
        {
            string[] own = [.. Enumerable.Range(0, Runspaces).Where(i => i % 2 == t).Select(i => $"runspace {i}")];
            Assert.Equal(
                own.Order(StringComparer.Ordinal),
                tenants[t].State.Tags.Select(tag => tag.Name).Where(name => name.StartsWith("runspace", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal));
            Assert.Equal(own.Length, tenants[t].Log.Entries.Count(entry => entry.Method == "PATCH"));
            Assert.Equal(t, int.Parse(tenants[t].State.Devices[KnownFleet.MacId].AssetTag!) % 2);
        }
        Assert.Equal("acme", Assert.Single(shell.Run("Get-KandjiSession").As<KandjiSession>()).RegisteredName);
        Assert.Single(shell.Run("Get-KandjiSession -All").Output);
        output.WriteLine($"{Runspaces} runspaces, {shell.Tenant.Log.Count} and {other.Log.Count} requests");
    }

    // The runspaces of ForEach-Object -Parallel are used again, with their modules and without their variables.
    [Fact]
    public async Task Runspace_ThatIsUsedAgain_HasNoSessionsOfBefore()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();

        InvocationResult result = shell.Run($$"""
            1, 2 | ForEach-Object -ThrottleLimit 1 -Parallel {
                Import-Module '{{Repository.Manifest}}'
                if ($_ -eq 1) { $null = Connect-Kandji -Uri $using:uri -Token $using:token }
                @(Get-KandjiSession -All).Count
                @(Get-KandjiSession).Count
                [runspace]::DefaultRunspace.InstanceId
            }
            """).Succeeded();

        Assert.Equal([1, 1, 0, 0], result.Output.Select(item => item.BaseObject).OfType<int>());
        Assert.Single(result.Output.Select(item => item.BaseObject).OfType<Guid>().Distinct());
    }

    [Fact]
    public async Task Select_InAnotherRunspace_TakesASessionThere()
    {
        await using PowerShellSession first = await PowerShellSession.ConnectedAsync();
        await using PowerShellSession second = await PowerShellSession.StartAsync();

        second.Run("$input | Select-KandjiSession", first.Session).Succeeded();

        Assert.Equal(60, second.Run("Get-KandjiDevice").Succeeded().Output.Count);
        Assert.Same(first.Session, Assert.Single(first.Run("Get-KandjiSession").As<KandjiSession>()));
    }
}
