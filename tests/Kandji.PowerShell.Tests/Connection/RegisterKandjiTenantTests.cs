using System.Text.Json.Nodes;
using Kandji.Automation.Files;
using Kandji.PowerShell.Connection;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Tests.Connection;

/// <summary>The tenants that a user registers, and their file.</summary>
public sealed class RegisterKandjiTenantTests : CommandTests
{
    private const string Begin = "{\"schema\": 1, \"tenants\": [\n";


    private protected override Task<PowerShellSession> StartAsync() => PowerShellSession.StartAsync();

    private string Content => File.ReadAllText(Shell.TenantsPath);

    [Fact]
    public void Register_WritesAFileThatPeopleRead()
    {
        Shell.Run("Register-KandjiTenant acme -Uri acme.api.kandji.io -SecretName KandjiAcme -Vault Büro -ReadOnly").Succeeded();

        Assert.Equal("""
            {
              "schema": 1,
              "tenants": [
                {
                  "name": "acme",
                  "address": "https://acme.api.kandji.io",
                  "secretName": "KandjiAcme",
                  "vault": "Büro",
                  "readOnly": true
                }
              ]
            }

            """.ReplaceLineEndings(), Content.ReplaceLineEndings());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Shell.TenantsPath));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Shell.TenantsPath + ".lock"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.GetDirectoryName(Shell.TenantsPath)!));
        }
        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(Shell.TenantsPath)!),
            file => file.EndsWith(".part", StringComparison.Ordinal) || file.EndsWith(".locked-by", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("acme", "https://acme.api.kandji.io/")]
    [InlineData("acme.api.eu.kandji.io", "https://acme.api.eu.kandji.io/")]
    [InlineData("acme.iru.com", "https://acme.api.iru.com/")]
    [InlineData("https://acme.iru.com/library", "https://acme.api.iru.com/")]
    [InlineData("https://mdm.example.com/kandji/", "https://mdm.example.com/kandji")]
    public void Register_TakesTheAddressInEveryForm(string uri, string expected)
    {
        Shell.Run($"Register-KandjiTenant acme -Uri '{uri}' -SecretName KandjiAcme").Succeeded();

        Assert.Equal(new Uri(expected), Assert.Single(Shell.Run("Get-KandjiTenant").Succeeded().As<KandjiTenant>()).Uri);
    }

    [Theory]
    [InlineData("Register-KandjiTenant acme -Uri http://acme.example -SecretName S", "KandjiInvalidTenant")]
    [InlineData("Register-KandjiTenant acme -Uri https://me:hunter2@acme.example -SecretName S", "KandjiInvalidTenant")]
    [InlineData("Register-KandjiTenant acme -Uri acme.example -SecretName S", "KandjiInvalidTenant")]
    [InlineData("Register-KandjiTenant acme.kandji.io -Uri acme -SecretName S", "KandjiInvalidArgument")]
    [InlineData("Register-KandjiTenant 'ac*me' -Uri acme -SecretName S", "KandjiInvalidArgument")]
    [InlineData("Register-KandjiTenant 'ac me' -Uri acme -SecretName S", "KandjiInvalidArgument")]
    [InlineData("Register-KandjiTenant \"a`ncme\" -Uri acme -SecretName S", "KandjiInvalidArgument")]
    [InlineData("Register-KandjiTenant acme -Uri acme -SecretName 5b0c6a1e-7d2f-4c39-9a84-1e2d3c4b5a69", "KandjiTenantIsToken")]
    [InlineData("Register-KandjiTenant 5b0c6a1e-7d2f-4c39-9a84-1e2d3c4b5a69 -Uri acme -SecretName S", "KandjiTenantIsToken")]
    public void Register_OfWhatCannotBeATenant_WritesNothing(string command, string id)
    {
        InvocationResult result = Shell.Run(command).Failed(id);

        Assert.False(File.Exists(Shell.TenantsPath));
        Assert.DoesNotContain("hunter2", result.Error.ToString() + result.Error.TargetObject);
        Assert.DoesNotContain("5b0c6a1e", result.Error.ToString() + (id == "KandjiTenantIsToken" ? "" : result.Error.TargetObject));
    }

    [Fact]
    public void Register_OfAKnownName_SaysWhatItReplacesAndKeepsUnknownKeys()
    {
        Write("""
            {
              "schema": 1,
              "comment": "Ours & theirs",
              "tenants": [
                {
                  "name": "Acme", "address": "https://old.api.kandji.io", "secretName": "Old", "vault": "V", "readOnly": true,
                  "owner": 7.50
                },
                { "name": "globex", "address": "globex.api.kandji.io", "secretName": "Globex" }
              ]
            }
            """);

        Shell.Run("Register-KandjiTenant acme -Uri new.api.kandji.io -SecretName New -WhatIf").Succeeded();
        Assert.Contains("https://old.api.kandji.io", Content);
        Assert.Contains(Shell.Host.Lines, line =>
            line.Contains("Replace the registration Acme (old.api.kandji.io), read-only", StringComparison.Ordinal)
            && line.Contains("acme (new.api.kandji.io), token in the secret 'New'", StringComparison.Ordinal));

        Shell.Run("Register-KandjiTenant acme -Uri new.api.kandji.io -SecretName New").Succeeded();
        JsonNode file = JsonNode.Parse(Content)!;
        Assert.Equal("""{"name":"acme","address":"https://new.api.kandji.io","secretName":"New","owner":7.50}""",
            file["tenants"]![0]!.ToJsonString());
        Assert.Equal("""{"name":"globex","address":"globex.api.kandji.io","secretName":"Globex"}""", file["tenants"]![1]!.ToJsonString());
        Assert.Contains("\"comment\": \"Ours & theirs\"", Content);
    }

    [Fact]
    public void Register_OfManyRows_RegistersEach()
    {
        Shell.Run("""
            [pscustomobject]@{ Name = 'b'; Uri = 'b.api.kandji.io'; SecretName = 'B'; Vault = '' },
            [pscustomobject]@{ Name = 'a'; Uri = 'a.api.kandji.io'; SecretName = 'A'; Vault = 'V'; IsReadOnly = $true } |
                Register-KandjiTenant
            """).Succeeded();

        List<KandjiTenant> tenants = Shell.Run("Get-KandjiTenant").Succeeded().As<KandjiTenant>();
        Assert.Equal([("a", "V", true), ("b", null, false)], tenants.Select(tenant => (tenant.Name, tenant.Vault, tenant.IsReadOnly)));
    }

    [Fact]
    public void Get_ByNamesAndPatterns_FindsThemAndTellsOfOthers()
    {
        Shell.Run("foreach ($n in 'acme', 'acme-eu', 'globex') { Register-KandjiTenant $n \"$n.api.kandji.io\" S }").Succeeded();

        Assert.Equal(["acme", "acme-eu"], Names("Get-KandjiTenant acme*"));
        Assert.Equal(["acme", "globex"], Names("Get-KandjiTenant GLOBEX, Acme"));
        Assert.Equal(["globex"], Names("'globex' | Get-KandjiTenant"));
        Assert.Empty(Names("Get-KandjiTenant x*"));
        Shell.Run("Get-KandjiTenant initech").Failed("KandjiNotFound", "acme, acme-eu, globex");
    }

    [Fact]
    public void Unregister_TakesOutTheNamedAlone()
    {
        Shell.Run("foreach ($n in 'acme', 'acme-eu', 'globex') { Register-KandjiTenant $n \"$n.api.kandji.io\" S }").Succeeded();

        Shell.Run("Unregister-KandjiTenant * -WhatIf").Succeeded();
        Assert.Equal(3, Names("Get-KandjiTenant").Count);
        Shell.Run("Get-KandjiTenant acme* | Unregister-KandjiTenant").Succeeded();
        Assert.Equal(["globex"], Names("Get-KandjiTenant"));

        InvocationResult result = Shell.Run("Unregister-KandjiTenant acme, globex");
        Assert.StartsWith("KandjiNotFound,", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Empty(Names("Get-KandjiTenant"));
    }

    // The fault, the line, and a word of the error.
    [Theory]
    [InlineData("", 1, "")]
    [InlineData("nonsense", 1, "")]
    [InlineData("[]", 1, "has to hold an object")]
    [InlineData("{\n  \"schema\": 1,\n  \"tenants\": [\n    { \"name\": \"a\", }\n  ]\n}", 4, "")]
    [InlineData("{\n  \"schema\": 1,\n  \"tenants\": [ {\n", 4, "")]
    [InlineData("{\n  // mine\n  \"schema\": 1, \"tenants\": [] }", 2, "")]
    [InlineData("{\n  \"schema\": 1,\n  \"schema\": 1,\n  \"tenants\": []\n}", 3, "twice")]
    [InlineData("{\n  \"tenants\": []\n}", 1, "'schema'")]
    [InlineData("{\n  \"schema\": \"1\",\n  \"tenants\": []\n}", 2, "'schema'")]
    [InlineData("{\n  \"schema\": 0,\n  \"tenants\": []\n}", 2, "'schema'")]
    [InlineData("{\n  \"schema\": 1.5,\n  \"tenants\": []\n}", 2, "'schema'")]
    [InlineData("{\n  \"schema\": 1\n}", 1, "'tenants'")]
    [InlineData("{\n  \"schema\": 1,\n  \"tenants\": {}\n}", 3, "'tenants'")]
    [InlineData("{\n  \"schema\": 1,\n  \"tenants\": [\n    7\n  ]\n}", 4, "object")]
    [InlineData(Begin + "{ \"address\": \"a\", \"secretName\": \"S\" }]}", 2, "'name'")]
    [InlineData(Begin + "{ \"name\": \"a\",\n\"secretName\": \"S\" }]}", 2, "'address'")]
    [InlineData(Begin + "{ \"name\": \"a\",\n\"address\": \"a\" }]}", 2, "'secretName'")]
    [InlineData(Begin + "{ \"name\": \"a\",\n\"address\": \"ftp://a\",\n\"secretName\": \"S\" }]}", 3, "https")]
    [InlineData(Begin + "{ \"name\": \"\\ud800\",\n\"address\": \"a\",\n\"secretName\": \"S\" }]}", 2, "does not exist")]
    [InlineData(Begin + "{ \"name\": \"a\",\n\"address\": \"\\udc00\",\n\"secretName\": \"S\" }]}", 3, "does not exist")]
    [InlineData(Begin + "{ \"name\": \"a b\",\n\"address\": \"a\",\n\"secretName\": \"S\" }]}", 2, "not a name")]
    [InlineData(Begin + "{ \"name\": \"a\",\n\"address\": \"a\",\n\"secretName\": 5 }]}", 4, "'secretName'")]
    [InlineData(Begin + "{ \"name\": \"a\",\n\"address\": \"a\",\n\"secretName\": \"S\",\n\"vault\": \"\" }]}", 5, "'vault'")]
    [InlineData(Begin + "{ \"name\": \"a\",\n\"address\": \"a\", \"secretName\": \"S\",\n\"readOnly\": \"yes\" }]}", 4, "'readOnly'")]
    [InlineData(Begin + "{ \"name\": \"a\",\n\"address\": \"a\", \"secretName\": \"S\",\n\"readonly\": true }]}", 4, "'readOnly'")]
    [InlineData(Begin + "{ \"name\": \"a\",\n\"address\": \"a\", \"secretName\": \"S\",\n\"read_only\": true }]}", 4, "'readOnly'")]
    [InlineData(Begin + "{ \"name\": \"a\", \"address\": \"a\", \"secretName\": \"S\" },\n{ \"name\": \"A\", \"address\": \"b\", "
        + "\"secretName\": \"S\" }]}", 3, "twice")]
    public void File_ThatIsBroken_IsAnErrorThatNamesItAndTheLineAndStaysAsItIs(string content, int line, string words)
    {
        Write(content);
        foreach (string command in new[]
            { "Get-KandjiTenant", "Register-KandjiTenant b -Uri b -SecretName S", "Unregister-KandjiTenant *", "Connect-Kandji a" })
        {
            InvocationResult result = Shell.Run(command).Failed("KandjiInvalidTenantFile");

            Assert.StartsWith($"'{Shell.TenantsPath}', line {line}: ", result.Error.Exception.Message);
            Assert.Contains(words, result.Error.Exception.Message);
            Assert.Equal(content, Content);
        }
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void File_ThatIsBroken_DoesNotKeepAnAddressFromBeingConnected()
    {
        Write("nonsense");

        Shell.Run("Connect-Kandji -Uri $uri -Token $token; Connect-Kandji \"$uri\" -Token $token").Succeeded();
    }

    [Fact]
    public void File_OfANewerVersion_IsAnErrorThatNamesThisOne()
    {
        Write("{\n  \"tenants\": [],\n  \"schema\": 2\n}");

        Shell.Run("Register-KandjiTenant acme acme S")
            .Failed("KandjiNewerSchema",
                "line 3: the file has schema 2. Version ", typeof(KandjiTenant).Assembly.GetName().Version!.ToString(3));
    }

    [Fact]
    public void File_WithAByteOrderMark_IsRead()
    {
        Write("\uFEFF{ \"schema\": 1, \"tenants\": [ { \"name\": \"a\", \"address\": \"a\", \"secretName\": \"S\", \"vault\": null } ] }");

        Assert.Equal(["a"], Names("Get-KandjiTenant"));
    }

    [Fact]
    public async Task Register_ByManyAtOnce_LosesNoEntry()
    {
        const int count = 40;
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => new TenantRegistry(Shell.TenantsPath).RegisterAsync(
            new KandjiTenant($"t{i}", new Uri($"https://t{i}.api.kandji.io"), "S", null, false), null, CancellationToken.None))));

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"t{i}").Order(StringComparer.OrdinalIgnoreCase), Names("Get-KandjiTenant"));
    }

    [Fact]
    public async Task Register_WhenAnotherRegisteredTheNameMeanwhile_ChangesNothing()
    {
        var registry = new TenantRegistry(Shell.TenantsPath);
        var mine = new KandjiTenant("acme", new Uri("https://acme.api.kandji.io"), "Mine", null, false);
        var theirs = new KandjiTenant("ACME", new Uri("https://acme.api.kandji.io"), "Theirs", null, true);
        await registry.RegisterAsync(theirs, null, CancellationToken.None);

        ObjectException e = await Assert.ThrowsAsync<ObjectException>(() => registry.RegisterAsync(mine, null, CancellationToken.None));

        Assert.Equal("KandjiTenantChanged", e.Id);
        Assert.True(Assert.Single(registry.Read()).IsSame(theirs));
    }

    [Fact]
    public async Task Register_WhileAnotherHoldsTheLock_SaysWhoAndSinceWhen()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Shell.TenantsPath)!);
        using FileLock held = await FileLock.AcquireAsync(Shell.TenantsPath, TimeProvider.System, CancellationToken.None);
        var registry = new TenantRegistry(Shell.TenantsPath, new AutoAdvanceTimeProvider());

        LockedFileException e = await Assert.ThrowsAsync<LockedFileException>(() => registry.RegisterAsync(
            new KandjiTenant("acme", new Uri("https://acme.api.kandji.io"), "S", null, false), null, CancellationToken.None));

        Assert.Equal("KandjiFileLocked", ErrorRecords.Create(e, null)!.FullyQualifiedErrorId);
        Assert.Matches($@"process {Environment.ProcessId} on .*, since \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ", e.Message);
        Assert.False(File.Exists(Shell.TenantsPath));
    }

    [Fact]
    public void Registry_OfAUser_IsWhereTheEnvironmentSaysOrInTheConfigurationFolder()
    {
        Shell.FindTenantsAsUsersDo();
        string folder = Path.GetDirectoryName(Shell.TenantsPath)!;
        string? given = Environment.GetEnvironmentVariable("KANDJI_TENANTS"), xdg = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
        try
        {
            Environment.SetEnvironmentVariable("KANDJI_TENANTS", Path.Combine(folder, "mine.json"));
            Shell.Run("Register-KandjiTenant acme acme S").Succeeded();
            Assert.True(File.Exists(Path.Combine(folder, "mine.json")));
            Shell.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{folder}'); $env:KANDJI_TENANTS = './mine.json'")
                .Succeeded();
            Assert.Equal(["acme"], Names("Get-KandjiTenant"));
            if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
                return;
            Environment.SetEnvironmentVariable("KANDJI_TENANTS", null);
            Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", folder);
            Shell.Run("Register-KandjiTenant globex globex S").Succeeded();
            Assert.True(File.Exists(Path.Combine(folder, "kandji", "tenants.json")));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KANDJI_TENANTS", given);
            Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", xdg);
        }
    }

    [Fact]
    public void Views_ShowTenantsAndSessions()
    {
        Shell.Run(Vault.Script).Succeeded();
        Shell.Run("$secrets.S = $token; Register-KandjiTenant acme $uri S -ReadOnly; $null = Connect-Kandji acme").Succeeded();

        string tenants = Shell.Show("Get-KandjiTenant"), sessions = Shell.Show("Get-KandjiSession -All");

        Assert.Matches(@"Name +Host +SecretName +Vault +IsReadOnly", tenants);
        Assert.Matches(@"acme +127\.0\.0\.1:\d+ +S +True", tenants);
        Assert.Matches(@"Tenant +Region +Default +IsReadOnly +Connected +LeftThisHour +LimitPerHour", sessions);
        Assert.Matches(@"127\.0\.0\.1:\d+ +True +True .* 9999 +10000", sessions);
        Assert.All((tenants + "\n" + sessions).Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    private List<string> Names(string command) =>
        Shell.Run(command).Succeeded().As<KandjiTenant>().Select(tenant => tenant.Name).ToList();

    private void Write(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Shell.TenantsPath)!);
        File.WriteAllText(Shell.TenantsPath, content);
    }
}
