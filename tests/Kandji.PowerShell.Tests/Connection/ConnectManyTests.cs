using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests.Connection;

/// <summary>Connecting several tenants with one command: each gets its own token and no other.</summary>
public sealed class ConnectManyTests : CommandTests
{
    private SimulatedTenant _other = null!;
    private bool _isOtherDown;

    private protected override Task<PowerShellSession> StartAsync() => PowerShellSession.StartAsync();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 20 });
        Shell.Run(Vault.Script).Succeeded();
        Shell.Run($$"""
            $other = '{{_other.BaseAddress}}'; $otherToken = '{{_other.Token}}'
            $secrets.Acme = $token; $secrets.Globex = $otherToken
            Register-KandjiTenant acme $uri Acme
            Register-KandjiTenant globex $other Globex -Vault Operations
            """).Succeeded();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (!_isOtherDown)
            await _other.DisposeAsync();
    }

    [Theory]
    [InlineData("Connect-Kandji acme, globex")]
    [InlineData("Connect-Kandji *")]
    [InlineData("Connect-Kandji acme, GLOBEX, Acme, *")]
    [InlineData("Connect-Kandji [ag]*")]
    [InlineData("Get-KandjiTenant | Connect-Kandji")]
    [InlineData("[pscustomobject]@{ Tenant = 'acme' }, [pscustomobject]@{ Tenant = 'globex' } | Connect-Kandji")]
    [InlineData("[pscustomobject]@{ Tenant = \"$uri\"; Token = $token }, [pscustomobject]@{ Tenant = $other; Token = $otherToken } | "
        + "Connect-Kandji")]
    [InlineData("[pscustomobject]@{ Tenant = \"$uri\"; SecretName = 'Acme' }, "
        + "[pscustomobject]@{ Tenant = $other; SecretName = 'Globex' } | Connect-Kandji")]
    public void Connect_ToSeveral_OpensEachWithItsOwnTokenAndSelectsNone(string command)
    {
        InvocationResult result = Shell.Run("$env:KANDJI_TOKEN = $null; " + command).Succeeded();

        List<KandjiSession> sessions = result.As<KandjiSession>();
        Assert.Equal([Shell.Tenant.BaseAddress, _other.BaseAddress], sessions.Select(session => session.Uri));
        Assert.Empty(Shell.Run("Get-KandjiSession").Succeeded().Output);
        Assert.Equal(sessions, Shell.Run("Get-KandjiSession -All").Succeeded().As<KandjiSession>());
        Assert.Equal([false, false], Shell.Run("(Get-KandjiSession -All).IsDefault").As<bool>());
        Assert.Equal((1, 1), (Shell.Tenant.Log.Count, _other.Log.Count));
        Assert.All(Shell.Tenant.Log.Entries.Concat(_other.Log.Entries), entry => Assert.Equal(200, entry.Status));
    }

    [Fact]
    public void Connect_ToOneRegisteredTenant_MakesItTheDefault()
    {
        KandjiSession session = Assert.Single(Shell.Run("Connect-Kandji globex").Succeeded().As<KandjiSession>());

        Assert.Same(session, Assert.Single(Shell.Run("Get-KandjiSession").As<KandjiSession>()));
        Assert.Equal("globex", session.RegisteredName);
        Assert.Equal(_other.BaseAddress, session.Uri);
        Assert.Equal(["Globex from Operations"], Shell.Run("$asked").As<string>());
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Connect_ByAPatternOfOneTenant_MakesItTheDefault() =>
        Assert.Equal([true], Shell.Run("(Connect-Kandji g*).IsDefault").Succeeded().As<bool>());

    [Theory]
    [InlineData("Connect-Kandji acme, globex -Token $token", "-Token")]
    [InlineData("Connect-Kandji * -Token $token", "-Token")]
    [InlineData("Connect-Kandji acme, globex -SecretName Acme", "-SecretName")]
    [InlineData("Connect-Kandji $uri, $other -Token $token", "-Token")]
    [InlineData("[pscustomobject]@{ Tenant = 'acme' }, [pscustomobject]@{ Tenant = 'globex' } | Connect-Kandji -Token $token", "-Token")]
    [InlineData("[pscustomobject]@{ Tenant = \"$uri\" }, [pscustomobject]@{ Tenant = $other } | Connect-Kandji -SecretName Acme",
        "-SecretName")]
    [InlineData("[pscustomobject]@{ Tenant = 'acme', 'globex'; Token = $token } | Connect-Kandji", "-Token")]
    [InlineData("$env:KANDJI_TOKEN = $token; Connect-Kandji $uri, $other", "KANDJI_TOKEN")]
    [InlineData("$env:KANDJI_TOKEN = $token; Connect-Kandji acme, $other", "KANDJI_TOKEN")]
    [InlineData("$env:KANDJI_TOKEN = $token; Connect-Kandji acme, initech", "KANDJI_TOKEN")]
    [InlineData("$env:KANDJI_TOKEN = $token; [pscustomobject]@{ Tenant = \"$uri\" }, [pscustomobject]@{ Tenant = $other } | Connect-Kandji",
        "KANDJI_TOKEN")]
    public void Connect_ToSeveralWithOneToken_IsRefusedBeforeAnythingIsSent(string command, string source)
    {
        InvocationResult result = Shell.Run($"try {{ {command} }} finally {{ $env:KANDJI_TOKEN = $null }}")
            .Failed("KandjiInvalidArgument");

        Assert.StartsWith(source + " would be sent to several tenants", result.Error.Exception.Message);
        Assert.Equal(0, Shell.Tenant.Log.Count + _other.Log.Count);
        Assert.Empty(Shell.Run("$asked").Output);
        Assert.Empty(Shell.Run("Get-KandjiSession -All").Output);
    }

    [Fact]
    public void Connect_WhenTheEnvironmentHasAToken_StillReadsTheRegisteredSecret()
    {
        Shell.Run("""
            try { $env:KANDJI_TOKEN = $token; Connect-Kandji globex; Connect-Kandji acme, globex } finally { $env:KANDJI_TOKEN = $null }
            """).Succeeded();

        Assert.All(_other.Log.Entries, entry => Assert.Equal(200, entry.Status));
        Assert.Equal(2, _other.Log.Count);
    }

    [Fact]
    public void Connect_ToTheTenantOfTheEnvironment_TakesItsAddressFromTheRegistryAndTheTokenThatBelongsToIt()
    {
        InvocationResult result = Shell.Run("""
            try { $env:KANDJI_TENANT = 'globex'; $env:KANDJI_TOKEN = $otherToken; Connect-Kandji }
            finally { $env:KANDJI_TENANT = $env:KANDJI_TOKEN = $null }
            """).Succeeded();

        Assert.Equal(_other.BaseAddress, Assert.Single(result.As<KandjiSession>()).Uri);
        Assert.Empty(Shell.Run("$asked").Output);
    }

    [Fact]
    public void Connect_WithATokenToARegisteredName_GoesToItsAddress()
    {
        KandjiSession session = Assert.Single(Shell.Run("Connect-Kandji globex -Token $otherToken").Succeeded().As<KandjiSession>());

        Assert.Equal(_other.BaseAddress, session.Uri);
        Assert.Empty(Shell.Run("$asked").Output);
    }

    [Fact]
    public async Task Connect_WhenOneOfSeveralIsDown_IsItsErrorAndTheOthersAreOpen()
    {
        await _other.DisposeAsync();
        _isOtherDown = true;

        InvocationResult result = Shell.Run("Connect-Kandji *");

        Assert.Null(result.Terminating);
        Assert.Equal("KandjiConnectFailed,Kandji.PowerShell.Connection.ConnectKandji", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.StartsWith("globex: ", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(Shell.Tenant.BaseAddress, Assert.Single(result.As<KandjiSession>()).Uri);
        Assert.Empty(Shell.Run("Get-KandjiSession").Output);
        Assert.Single(Shell.Run("Get-KandjiSession -All").Output);
    }

    [Theory]
    [InlineData("$secrets.Globex = 'no-such-token'", "KandjiUnauthorized")]
    [InlineData("$secrets.Remove('Globex')", "KandjiSecretNotFound")]
    [InlineData("$secrets.Globex = 'two words'", "KandjiInvalidArgument")]
    public void Connect_WhenOneOfSeveralHasNoGoodToken_IsItsErrorAndTheOthersAreOpen(string before, string id)
    {
        InvocationResult result = Shell.Run($"{before}; Connect-Kandji globex, acme");

        Assert.Null(result.Terminating);
        Assert.StartsWith(id + ",", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.StartsWith("globex: ", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("acme", Assert.Single(result.As<KandjiSession>()).RegisteredName);
        Assert.DoesNotContain("no-such-token", result.Errors[0].ToString());
    }

    [Fact]
    public void Connect_WithErrorActionStop_EndsAfterTheOthersAreOpen()
    {
        InvocationResult result = Shell.Run("$secrets.Remove('Acme'); Connect-Kandji * -ErrorAction Stop");

        Assert.NotNull(result.Terminating);
        Assert.Equal("globex", Assert.Single(Shell.Run("Get-KandjiSession -All").As<KandjiSession>()).RegisteredName);
    }

    [Fact]
    public void Connect_ToAnUnregisteredNameAmongSeveral_SaysHowToRegisterIt()
    {
        InvocationResult result = Shell.Run("$env:KANDJI_TOKEN = $null; Connect-Kandji acme, initech");

        Assert.StartsWith("KandjiTokenMissing,", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Contains("Register-KandjiTenant", result.Errors[0].Exception.Message);
        Assert.Single(result.Output);
    }

    [Fact]
    public void Connect_ByAPatternThatNothingHas_NamesWhatIsRegistered()
    {
        Shell.Run("Connect-Kandji initech*").Failed("KandjiNotFound", "acme, globex");
    }

    [Fact]
    public void Connect_WhenTheSecretIsNotThere_SaysHowToSetIt()
    {
        Shell.Run("$secrets.Remove('Globex'); Connect-Kandji globex")
            .Failed("KandjiSecretNotFound", "Set-Secret -Name Globex -Vault Operations -Secret (Read-Host 'API token' -AsSecureString)");
        Assert.Equal(0, _other.Log.Count);
    }

    // With any error in the arguments, a script must not go on in the tenant that it was connected to.
    [Theory]
    [InlineData("Connect-Kandji globex -Token $null")]
    [InlineData("Connect-Kandji -Tenant $null -Token x")]
    [InlineData("Connect-Kandji '' -Token x")]
    [InlineData("Connect-Kandji globex -Token ([guid]::Empty)")]
    [InlineData("Connect-Kandji globex -SecretName ''")]
    [InlineData("Connect-Kandji globex -SecretName Globex -Vault ''")]
    [InlineData("Connect-Kandji -Uri $uri -Token $token -SecretName Acme")]
    [InlineData("Connect-Kandji globex -Region Asia")]
    [InlineData("Connect-Kandji globex -TimeoutSec 0")]
    [InlineData("Connect-Kandji initech*")]
    [InlineData("Connect-Kandji globex -Vault Operations")]
    [InlineData("[pscustomobject]@{ Name = 'globex'; SecretName = 'Globex' } | Connect-Kandji")]
    [InlineData("[pscustomobject]@{ Tenant = 'globex'; SecretName = 'Globex'; Token = 'x' } | Connect-Kandji")]
    [InlineData("Connect-Kandji globex -Token 'not a token'")]
    [InlineData("@() | Connect-Kandji -Token x")]
    [InlineData("Select-KandjiSession initech")]
    [InlineData("Select-KandjiSession $null")]
    [InlineData("Select-KandjiSession *")]
    [InlineData("Get-KandjiSession -All | Select-KandjiSession")]
    public void Default_AfterACommandThatDidNotChooseAnother_IsGone(string command)
    {
        Shell.Run("Connect-Kandji globex; Connect-Kandji acme").Succeeded();
        Assert.Single(Shell.Run("Get-KandjiSession").Output);

        Shell.Run(command);

        Assert.Empty(Shell.Run("Get-KandjiSession").Succeeded().Output);
        Assert.Equal(2, Shell.Run("Get-KandjiSession -All").Output.Count);
        Shell.Run("Get-KandjiDevice").Failed("KandjiNotConnected", "Open are: ");
    }

    [Fact]
    public void Default_WhileTheNamesOfTenantsAreCompleted_Stays()
    {
        Shell.Run("Connect-Kandji acme").Succeeded();

        foreach (string line in new[]
            { "Connect-Kandji gl", "Connect-Kandji -Tenant gl", "Get-KandjiTenant gl", "Unregister-KandjiTenant gl" })
            Assert.Equal(["globex"], Complete(line));
        Shell.Run("Connect-Kandji *; Select-KandjiSession globex").Succeeded();
        Assert.Equal(["acme"], Complete("Select-KandjiSession ac"));

        Assert.Equal("globex", Assert.Single(Shell.Run("Get-KandjiSession").As<KandjiSession>()).RegisteredName);
    }

    [Theory]
    [InlineData("Select-KandjiSession globex -PassThru")]
    [InlineData("Select-KandjiSession GLOBEX -PassThru")]
    [InlineData("Select-KandjiSession ([uri]$other).Authority -PassThru")]
    [InlineData("Get-KandjiSession -All | Where-Object RegisteredName -eq globex | Select-KandjiSession -PassThru")]
    [InlineData("'globex' | Select-KandjiSession -PassThru")]
    [InlineData("Select-KandjiSession -Session (Get-KandjiSession -All)[1] -PassThru")]
    public void Select_BySessionNameOrHost_MakesItTheDefault(string command)
    {
        Shell.Run("Connect-Kandji *").Succeeded();

        KandjiSession session = Assert.Single(Shell.Run(command).Succeeded().As<KandjiSession>());

        Assert.Same(session, Assert.Single(Shell.Run("Get-KandjiSession").Succeeded().As<KandjiSession>()));
        Assert.Equal(_other.BaseAddress, session.Uri);
        Assert.Equal(20, Shell.Run("Get-KandjiDevice").Succeeded().Output.Count);
        Assert.Equal(["acme", "globex"], Shell.Run("(Get-KandjiSession -All).RegisteredName").As<string>());
    }

    [Fact]
    public void Select_WithoutPassThru_WritesNothing() =>
        Assert.Empty(Shell.Run("$null = Connect-Kandji *; Select-KandjiSession acme").Succeeded().Output);

    [Fact]
    public void Select_OfADisconnectedSession_IsAnError()
    {
        Shell.Run("$s = Connect-Kandji acme; Disconnect-Kandji; Select-KandjiSession $s").Failed("KandjiNotConnected");
    }

    [Fact]
    public void Sessions_OfOneTenantRegisteredTwice_AreToldApartByTheirNames()
    {
        Shell.Run("""
            $secrets.Auditor = $token
            Register-KandjiTenant acme-audit $uri Auditor -ReadOnly
            $null = Connect-Kandji acme, acme-audit
            """).Succeeded();

        Assert.False(Assert.Single(Shell.Run("Select-KandjiSession acme -PassThru").Succeeded().As<KandjiSession>()).IsReadOnly);
        Assert.True(Assert.Single(Shell.Run("Select-KandjiSession acme-audit -PassThru").Succeeded().As<KandjiSession>()).IsReadOnly);
        Assert.Empty(Shell.Run("Disconnect-Kandji *; Get-KandjiSession -All; Disconnect-Kandji *").Succeeded().Output);
    }

    // The column Tenant of a row is the name of a host, whatever a person has registered under it.
    [Fact]
    public void Row_WithTheNameOfATenant_DoesNotGoToAnotherThatIsRegisteredByThatName()
    {
        string label = Shell.Tenant.BaseAddress.Authority;
        Shell.Run("Connect-Kandji *").Succeeded();

        Shell.Run($"[pscustomobject]@{{ SerialNumber = '{KnownFleet.MacSerial}'; Tenant = 'acme' }} | Set-KandjiDevice -AssetTag 7")
            .Failed("KandjiOtherTenant");
        Assert.DoesNotContain(Shell.Tenant.Log.Entries.Concat(_other.Log.Entries), entry => entry.Method != "GET");
        Assert.NotEqual("acme", label);
    }

    [Fact]
    public void Connect_ToManyAtOnce_WaitsForTheSlowestOnly()
    {
        using IDisposable slow = Shell.Tenant.Faults.Add("GET /**", Fault.SlowFirstByte(TimeSpan.FromSeconds(1)));
        using IDisposable slower = _other.Faults.Add("GET /**", Fault.SlowFirstByte(TimeSpan.FromSeconds(1)));
        long began = TimeProvider.System.GetTimestamp();

        Assert.Equal(2, Shell.Run("Connect-Kandji *").Succeeded().Output.Count);

        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1, 1.9);
    }

    private List<string> Complete(string line) =>
        Shell.Run($"(TabExpansion2 -inputScript @'\n{line}\n'@ -cursorColumn {line.Length}).CompletionMatches")
            .Output.Select(match => ((CompletionResult)match.BaseObject).CompletionText).ToList();
}
