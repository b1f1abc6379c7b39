using System.Management.Automation.Runspaces;
using Kandji.Client.Devices;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests.Connection;

public sealed class ConnectKandjiTests : CommandTests
{
    private protected override Task<PowerShellSession> StartAsync() => PowerShellSession.StartAsync();

    [Theory]
    [InlineData("Connect-Kandji -Uri $uri -Token $token")]
    [InlineData("Connect-Kandji -Uri $uri -Token ([System.Net.NetworkCredential]::new('', $token).SecurePassword)")]
    [InlineData("Connect-Kandji -Uri \"$uri/\" -Token \" $token \"")]
    [InlineData("Connect-Kandji \"$uri\" $token")]
    [InlineData("Connect-Kandji \"$uri/?tab=all\" $token")]
    [InlineData("Connect-Kandji \"$uri/api/v1/devices?limit=1&filter[0]=*\" $token")]
    public void Connect_WithAToken_ReturnsTheSessionAndMakesItTheDefault(string command)
    {
        KandjiSession session = Assert.Single(Shell.Run(command).Succeeded().As<KandjiSession>());

        Assert.Same(session, Assert.Single(Shell.Run("Get-KandjiSession").Succeeded().As<KandjiSession>()));
        Assert.Equal((1L, true), (session.RequestsSent, session.IsConnected));
        Assert.Equal(9999, session.RemainingThisHour);
    }

    [Fact]
    public void Connect_FromTheEnvironment_NeedsNoParameter()
    {
        InvocationResult result = Shell.Run("""
            $env:KANDJI_TENANT = "$uri"; $env:KANDJI_TOKEN = $token
            try { Connect-Kandji } finally { $env:KANDJI_TENANT = $null; $env:KANDJI_TOKEN = $null }
            """);

        Assert.Single(result.Succeeded().As<KandjiSession>());
    }

    [Fact]
    public async Task Connect_WithAnUnknownToken_FailsAndLeavesNoDefault()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run("Connect-Kandji -Uri $uri -Token 'no-such-token'; $null -eq (Get-KandjiSession); @(Get-KandjiSession -All).Count")
                .Failed("KandjiUnauthorized,Kandji.PowerShell.Connection.ConnectKandji");

        Assert.DoesNotContain("no-such-token", result.Error.ToString());
        Assert.Equal([true, 1], result.Output.Select(item => item.BaseObject));
    }

    [Fact]
    public void Connect_WithATokenThatMayNotListDevices_ConnectsAndSaysSo()
    {
        Shell.Run($"$limited = '{Shell.Tenant.CreateToken("Blueprint list")}'");

        InvocationResult result = Shell.Run("Connect-Kandji -Uri $uri -Token $limited -Verbose").Succeeded();

        Assert.Single(result.As<KandjiSession>());
        Assert.Contains(result.Verbose, line => line.Contains("Device list"));
        Assert.Matches(@"^GET /api/v1/devices\S*: 403 in \d+ ms, [\d.,\s]+ requests left this hour$", result.Verbose[0]);
        Assert.NotEmpty(Shell.Run("Get-KandjiBlueprint").Succeeded().Output);
    }

    [Theory]
    [InlineData("Connect-Kandji -Uri http://127.0.0.1:1 -Token x", "KandjiConnectFailed", "127.0.0.1")]
    [InlineData("Connect-Kandji -Tenant nowhere.invalid -Token x", "KandjiInvalidTenant", "nowhere.invalid")]
    [InlineData("Connect-Kandji -Uri http://example.com -Token x", "KandjiInvalidTenant", "unencrypted")]
    [InlineData("Connect-Kandji -Tenant 'a b' -Token x", "KandjiInvalidTenant", "a b")]
    [InlineData("Connect-Kandji -Tenant acme.api.kandji.io -Region EU -Token x", "KandjiInvalidTenant", "region")]
    [InlineData("Connect-Kandji -Tenant acme -Token 'Bearer x'", "KandjiInvalidArgument", "space")]
    public void Connect_ToAWrongAddress_SaysWhichAndTheFormExpected(string command, string id, string names)
    {
        InvocationResult result = Shell.Run(command);

        Assert.Equal(id + ",Kandji.PowerShell.Connection.ConnectKandji", result.Error.FullyQualifiedErrorId);
        Assert.Contains(names, result.Error.Exception.Message);
        Assert.DoesNotContain("(Parameter", result.Error.Exception.Message);
    }

    [Theory]
    [InlineData("-Uri https://me:hunter2@acme.example", "KandjiInvalidTenant")]
    [InlineData("-Uri http://me:hunter2@acme.example", "KandjiInvalidTenant")]
    [InlineData("-Uri ftp://me:hunter2@acme.example", "KandjiInvalidTenant")]
    [InlineData("-Uri me:hunter2@acme.example", "KandjiInvalidTenant")]
    [InlineData("https://me:hunter2@acme.kandji.io", "KandjiInvalidTenant")]
    [InlineData("me:hunter2@acme.kandji.io", "KandjiInvalidTenant")]
    public void Connect_ToAnAddressWithAPassword_DoesNotRepeatIt(string where, string id)
    {
        InvocationResult result = Shell.Run($"Connect-Kandji {where} -Token x").Failed(id);

        Assert.DoesNotContain("hunter2", result.Error.Exception + result.Error.CategoryInfo.ToString() + result.Error.TargetObject);
    }

    [Fact]
    public void Connect_WithTheTokenInThePlaceOfTheTenant_AsksNobodyAndDoesNotRepeatIt()
    {
        const string token = "5b0c6a1e-7d2f-4c39-9a84-1e2d3c4b5a69";

        InvocationResult result = Shell.Run($"Connect-Kandji {token} acme").Failed("KandjiTenantIsToken");

        Assert.DoesNotContain(token, result.Error.Exception + result.Error.CategoryInfo.ToString() + result.Error.TargetObject);
    }

    [Theory]
    [InlineData("Connect-Kandji 'Bearer {0}' acme", "KandjiTenantIsToken")]
    [InlineData("Connect-Kandji acme -Token ([pscustomobject]@{{ Token = '{0}' }})", "ParameterArgumentTransformationError")]
    [InlineData("Connect-Kandji acme -Token ([guid]'{0}')", "ParameterArgumentTransformationError")]
    public void Connect_WithATokenOfAnotherForm_RefusesWithoutShowingIt(string command, string id)
    {
        const string token = "0f8fad5b-d9cb-469f-a165-70867728950e";

        InvocationResult result = Shell.Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, token)).Failed(id);

        Assert.DoesNotContain(token, result.Error.Exception + result.Error.CategoryInfo.ToString() + result.Error.TargetObject);
    }

    [Fact]
    public void Connect_ToSomethingThatIsNoTenant_SaysSo()
    {
        Shell.Tenant.Faults.Add("GET /**", Fault.HtmlPage(200));

        Shell.Run("Connect-Kandji -Uri $uri -Token $token").Failed("KandjiConnectFailed", "HTML page", "acme.api.kandji.io");
    }

    [Fact]
    public void Connect_WithAnEmptyToken_DoesNotSendThatOfTheEnvironment()
    {
        Shell.Run("$env:KANDJI_TOKEN = $token; try { Connect-Kandji -Uri $uri -Token '' } finally { $env:KANDJI_TOKEN = $null }")
            .Failed("KandjiTokenMissing");
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Connect_WithWhatIsNoToken_CanBeCaughtAsEveryOtherFailureToConnect()
    {
        InvocationResult result = Shell.Run("try { Connect-Kandji acme -Token 'a b' } catch { $_.FullyQualifiedErrorId }");

        Assert.StartsWith("KandjiInvalidArgument,", Assert.Single(result.Output).ToString());
        Assert.Empty(result.Errors);
    }

    [Theory]
    [InlineData("Connect-Kandji -Token x", "KandjiTenantMissing")]
    [InlineData("Connect-Kandji acme", "KandjiTokenMissing")]
    public void Connect_WithoutTenantOrToken_FailsWithoutAsking(string command, string id)
    {
        Shell.Run("$env:KANDJI_TENANT = $null; $env:KANDJI_TOKEN = $null; " + command).Failed(id);
        Assert.Empty(Shell.Host.Questions);
    }

    [Fact]
    public async Task TwoSessions_AtOnce_EachSeeTheirOwnTenant()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 30, Seed = 2 });

        InvocationResult result = shell.Run($"""
            $first = Get-KandjiSession
            $second = Connect-Kandji -Uri {other.BaseAddress} -Token '{other.Token}'
            @(Get-KandjiDevice -Session $first).Count; @(Get-KandjiDevice).Count; @(Get-KandjiDevice -Session $second).Count
            """).Succeeded();

        Assert.Equal([60, 30, 30], result.As<int>());
    }

    [Fact]
    public async Task OneSession_InTwoRunspacesAtOnce_ServesBoth()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        KandjiSession session = shell.Run("Get-KandjiSession").As<KandjiSession>().Single();

        int[] counts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            InitialSessionState state = InitialSessionState.CreateDefault2();
            state.ImportPSModule([Repository.Manifest]);
            using Runspace runspace = RunspaceFactory.CreateRunspace(state);
            IdleRunspaces.Open(runspace);
            using var powershell = System.Management.Automation.PowerShell.Create(runspace);
            return powershell.AddCommand("Get-KandjiDevice").AddParameter("Session", session).Invoke<Device>().Count;
        })));

        Assert.Equal([60, 60], counts);
    }

    [Fact]
    public async Task Session_OfOneRunspace_IsNotTheDefaultOfAnother()
    {
        await using PowerShellSession first = await PowerShellSession.ConnectedAsync();
        await using PowerShellSession second = await PowerShellSession.StartAsync();

        Assert.Empty(second.Run("Get-KandjiSession").Succeeded().Output);
        Assert.Single(first.Run("Get-KandjiSession").Succeeded().Output);
    }

    [Fact]
    public void Disconnect_WithoutASession_DoesNothing()
    {
        Assert.Empty(Shell.Run("Disconnect-Kandji").Succeeded().Output);
    }

    [Fact]
    public void Disconnect_ByPipeline_EndsThatSessionOnly()
    {
        InvocationResult result = Shell.Run("""
            $a = Connect-Kandji -Uri $uri -Token $token; $b = Connect-Kandji -Uri $uri -Token $token
            $a | Disconnect-Kandji
            $a.IsConnected; $b.IsConnected; (Get-KandjiSession) -eq $b
            """).Succeeded();

        Assert.Equal([false, true, true], result.As<bool>());
    }
}
