using System.Text.Json;
using Kandji.Client.Model;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Raw;

public sealed class InvokeKandjiApiTests
{
    [Theory]
    [InlineData("-Body @{ outer = @{ PIN = '987654' } }")]
    [InlineData("-Body @{ PIN = 987654 }")]
    [InlineData("-Body '{\"PIN\": \"987654\"}'")]
    [InlineData("-Body @{ PIN = '987654' } -ContentType application/x-www-form-urlencoded")]
    [InlineData("-Body 'a=b&PIN=987654' -ContentType application/x-www-form-urlencoded")]
    [InlineData("-Form @{ PIN = '987654' }")]
    public async Task Post_WhenTheServiceRepeatsASecretThatItWasSent_DoesNotShowIt(string body)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.Faults.Add("POST /**", Fault.Status(400, """{"detail":"Is 987654 a PIN?"}"""));

        InvocationResult result =
            shell.Run("Invoke-KandjiApi /api/v1/new/thing -Method POST -Verbose -Debug " + body);

        Assert.Contains("Is *** a PIN?", result.Error.Exception.Message);
        Assert.DoesNotContain(
            result.Debug.Concat(result.Verbose), text => text.Contains("987654", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(NextLinkStyle.AbsoluteOtherHost)]
    [InlineData(NextLinkStyle.AbsoluteSameHost)]
    [InlineData(NextLinkStyle.BareCursor)]
    public async Task Get_OfAListOfAnyStyle_ReadsAllOfIt(NextLinkStyle links)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        TenantState state = shell.Tenant.State;
        state.NextLinks = links;
        PageSizes sizes = state.PageSizes;
        (sizes.Devices, sizes.Offset, sizes.Nested, sizes.Page, sizes.Cursor, sizes.Audit) = (300, 4, 2, 3, 7, 9);
        string[] Ids(string path, string property = "id") =>
            shell.Run($"Invoke-KandjiApi '{path}'").Succeeded().Output.Select(item => (string)item.Properties[property].Value)
            .ToArray();

        Assert.Equal(state.Blueprints.Select(b => b.Id), Ids("/api/v1/blueprints"));
        Assert.Equal(state.Tags.Select(t => t.Id), Ids("/api/v1/tags"));
        Assert.Equal(state.Users.Select(u => u.Id), Ids("/api/v1/users"));
        Assert.Equal(state.AuditEvents.Select(e => e.Id).Order(StringComparer.Ordinal), Ids("/api/v1/audit/events?sort_by=id"));
        Assert.Equal(state.Devices.Select(d => d.Id).Order(StringComparer.Ordinal), Ids("/api/v1/devices?limit=7", "device_id"));
        int commands = Ids($"/api/v1/devices/{KnownFleet.MacId}/commands", "uuid").Distinct().Count();
        Assert.Equal(state.Devices[KnownFleet.MacId].Record.Commands.Count, commands);
        Assert.All(shell.Tenant.Log.Entries, e => Assert.Equal(200, e.Status));
    }

    [Fact]
    public async Task Get_OfDevices_AsksForFullPagesInAnOrderThatOverlap()
    {
        await using PowerShellSession shell =
            await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 650 });

        Assert.Equal(650, shell.Run("Invoke-KandjiApi /api/v1/devices").Succeeded().Output.Count);

        Assert.Equal(
            [
                "?limit=300&ordering=device_id", "?limit=300&ordering=device_id&offset=299",
                "?limit=300&ordering=device_id&offset=598", "?limit=300&ordering=device_id&offset=649",
            ],
            shell.Tenant.Log.Entries.Select(e => e.Query));
    }

    [Fact]
    public async Task Get_OfAVulnerabilityList_TurnsNumberedPages()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string Page(int number, params string[] ids) =>
            $$"""{"total":5,"page":{{number}},"size":2,"total":5"""
                + $$""","results":[{{string.Join(",", ids.Select(id => $"{{\"id\":\"{id}\"}}"))}}]}""";
        shell.Tenant.Faults.AddSequence(
            RequestMatch.Any, Fault.Status(200, Page(1, "a", "b")), Fault.Status(200, Page(2, "c", "d")), Fault.Status(200, Page(3, "e")));

        var items = shell.Run("(Invoke-KandjiApi /api/v9/anything-new).id").Succeeded().As<string>();

        Assert.Equal(["a", "b", "c", "d", "e"], items);
        Assert.Equal(["", "?page=2", "?page=3"], shell.Tenant.Log.Entries.Select(e => e.Query));
    }

    [Fact]
    public async Task Get_OfAPrismList_TurnsPagesByOffset()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.Faults.AddSequence(
            RequestMatch.Any,
            Fault.Status(200, """{"offset":null,"limit":2,"total":null,"data":[{"id":"a"},{"id":"b"}],"cursor":null}"""),
            Fault.Status(200, """{"offset":2,"limit":2,"total":3,"data":[{"id":"c"}],"cursor":null}"""));

        var items = shell.Run("(Invoke-KandjiApi /api/v9/prism/anything-new -Query @{ limit = 2 }).id").Succeeded()
            .As<string>();

        Assert.Equal(["a", "b", "c"], items);
        Assert.Equal(["?limit=2", "?limit=2&offset=2"], shell.Tenant.Log.Entries.Select(e => e.Query));
    }

    [Fact]
    public async Task Get_OfAnArrayThatIsNotPaged_AsksOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.Faults.Add(RequestMatch.Any, Fault.Status(200, """[{"id":"a"},{"id":"b"},{"id":"c"}]"""));

        Assert.Equal(3, shell.Run("Invoke-KandjiApi /api/v9/anything-new").Succeeded().Output.Count);
        Assert.Equal(3, shell.Run("Invoke-KandjiApi '/api/v9/anything-new?limit=2'").Succeeded().Output.Count);

        Assert.Equal(2, shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Get_WhenTheListEndsEarly_IsAnErrorAfterItsItems()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.Faults.Add(
            RequestMatch.Any, Fault.Status(200, """{"count":3,"next":null,"previous":null,"results":[{"id":"a"}]}"""));

        InvocationResult result = shell.Run("Invoke-KandjiApi /api/v1/tags");

        Assert.Single(result.Output);
        Assert.StartsWith("KandjiIncompleteList,", result.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task Get_WhenNextLoops_IsAnError()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.Faults.Add(
            RequestMatch.Any, Fault.Status(200, """{"next":"same","previous":null,"results":[{"id":"a"}]}"""));

        InvocationResult result = shell.Run("Invoke-KandjiApi /api/v1/users");

        Assert.StartsWith("KandjiIncompleteList,", result.Error.FullyQualifiedErrorId);
        Assert.Equal(2, shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Get_WhenNextNamesAnotherHost_StaysOnItsOwn()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 12 });
        shell.Tenant.Faults.AddSequence(
            RequestMatch.Any,
            Fault.Status(200, $$"""{"next":"{{other.BaseAddress}}api/v1/users?cursor=x","previous":null,"results":[{"id":"a"}]}"""));

        shell.Run("Invoke-KandjiApi /api/v1/users");

        Assert.Equal(0, other.Log.Count);
        Assert.Contains("cursor=x", shell.Tenant.Log.Entries[1].Query);
    }

    [Fact]
    public async Task Get_NoPaging_WritesTheEnvelope()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Page = 3;

        PSObject page = Assert.Single(shell.Run("Invoke-KandjiApi /api/v1/tags -NoPaging").Succeeded().Output);

        Assert.Equal(shell.Tenant.State.Tags.Count, page.Properties["count"].Value);
        Assert.Equal(3, Assert.IsType<ObjectList<object?>>(page.Properties["results"].Value).Count);
        Assert.Single(shell.Tenant.Log.Entries);
    }

    [Fact]
    public async Task Get_Raw_WritesTheTextOfEachPage()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Page = 5;

        var pages = shell.Run("Invoke-KandjiApi /api/v1/tags -Raw").Succeeded().As<string>();

        Assert.Equal(2, pages.Count);
        Assert.Equal(shell.Tenant.State.Tags.Count, JsonDocument.Parse(pages[0]).RootElement.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Get_First_StopsAsking()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.State.PageSizes.Page = 2;

        Assert.Equal(3, shell.Run("Invoke-KandjiApi /api/v1/tags -First 3").Succeeded().Output.Count);

        Assert.InRange(shell.Tenant.Log.Count, 2, 3);
    }

    [Theory]
    [InlineData("/api/v1/tags -First 3 -Raw")]
    [InlineData("/api/v1/tags -First 3 -NoPaging")]
    [InlineData("/api/v1/tags POST -Body @{ name = 'x' } -ContentType garbage")]
    public async Task Invoke_WithWhatCannotBe_IsRefusedBeforeAnythingIsSent(string arguments)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.StartsWith("KandjiInvalidArgument,", shell.Run("Invoke-KandjiApi " + arguments).Error.FullyQualifiedErrorId);
        Assert.Empty(shell.Tenant.Log.Entries);
    }

    [Fact]
    public async Task Get_OfOneObject_KeepsTheApisNamesAndValues()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        PSObject device = Assert.Single(shell.Run($"Invoke-KandjiApi api/v1/devices/{KnownFleet.MacId}").Succeeded().Output);

        Assert.Equal(KnownFleet.MacSerial, device.Properties["serial_number"].Value);
        Assert.IsType<string>(device.Properties["last_check_in"].Value);
        Assert.IsType<PSObject>(device.Properties["user"].Value);
        Assert.Contains(device.Properties, property => property.Name == "device_id");
    }

    [Fact]
    public async Task Get_OfWhatIsNoJson_WritesTheText()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        string text =
            Assert.Single(shell.Run("Invoke-KandjiApi /api/v1/integrations/apple/ade/public_key/").Succeeded().As<string>());

        Assert.StartsWith("-----BEGIN CERTIFICATE-----", text);
    }

    [Fact]
    public async Task Get_OfAPageForPeople_IsAnError()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.Faults.Add(RequestMatch.Any, Fault.HtmlPage(200));

        Assert.StartsWith("KandjiInvalidResponse,", shell.Run("Invoke-KandjiApi /api/v1/tags").Error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task Get_WithQuery_EncodesItsValues()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var devices = shell.Run($$"""
            Invoke-KandjiApi '/api/v1/devices?device_name={{KnownFleet.MacName.Replace("’", "’’")}}' -Query @{ platform = 'Mac'; limit = 5 }
            """).Succeeded().Output;

        Assert.Equal(KnownFleet.MacId, Assert.Single(devices).Properties["device_id"].Value);
    }

    [Theory]
    [InlineData("https://evil.example/api/v1/devices")]
    [InlineData("http://127.0.0.1:1/api/v1/devices")]
    [InlineData("//evil.example/api/v1/devices")]
    [InlineData("/api/v1/../../secrets")]
    [InlineData("/api/v1/%2e%2e/x")]
    [InlineData("/api/v1/%252e%252e/x")]
    [InlineData("/api/v1/devices%2f..%2f..")]
    [InlineData("/api/v1\\devices")]
    [InlineData("/api/v1/devices`n")]
    [InlineData("/api/v1/devices`r`nHost: evil")]
    [InlineData("/api/v1/%0d%0ax")]
    [InlineData("/api/v1/devices/{device_id}")]
    [InlineData("/api/v1/blueprints/:blueprint_id")]
    [InlineData("/storage/files/x")]
    [InlineData("@evil.example/api/v1/devices")]
    [InlineData("devices")]
    public async Task Get_WithAPathThatMayLeadElsewhere_IsRefusedBeforeAnythingIsSent(string path)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        // A newline at the very end is what a copied line brings, and is no part of the path.
        InvocationResult result =
            shell.Run($"Invoke-KandjiApi \"{path}{(path.EndsWith("`n", StringComparison.Ordinal) ? "x" : "")}\"");

        Assert.Equal("KandjiInvalidArgument,Kandji.PowerShell.Raw.InvokeKandjiApi", result.Error.FullyQualifiedErrorId);
        Assert.Equal(0, shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Post_WithAPathThatMayLeadElsewhere_IsRefusedUnderWhatIfToo()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run("Invoke-KandjiApi https://evil.example/api/v1/devices -Method POST -WhatIf");

        Assert.Equal("KandjiInvalidArgument,Kandji.PowerShell.Raw.InvokeKandjiApi", result.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task Get_OfAListWhosePagesGoRound_EndsWithAnError()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        Fault[] round =
            [.. "baba".Select(next => Fault.Status(200, $$"""{"next":"?cursor={{next}}","results":[{"id":"before {{next}}"}]}"""))];
        shell.Tenant.Faults.AddSequence("GET /api/v1/new/things", round);

        InvocationResult result = shell.Run("Invoke-KandjiApi /api/v1/new/things?cursor=a");

        Assert.StartsWith("KandjiIncompleteList,", result.Error.FullyQualifiedErrorId);
        Assert.Equal(2, shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Get_WithAUrlOfTheOwnHost_IsTaken()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run("Invoke-KandjiApi \"$($uri)api/v1/settings/licensing\"").Succeeded();

        Assert.Equal("/api/v1/settings/licensing", Assert.Single(shell.Tenant.Log.Entries).Path);
    }

    [Fact]
    public async Task Post_WithAHashtable_SendsJson()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        PSObject tag =
            Assert.Single(shell.Run("Invoke-KandjiApi /api/v1/tags post -Body @{ name = 'lease-2030' }").Succeeded().Output);

        Assert.Equal("lease-2030", shell.Tenant.State.Tags[(string)tag.Properties["id"].Value].Name);
        Assert.StartsWith("application/json", shell.Tenant.Log.Entries[0].Headers["Content-Type"]);
    }

    [Fact]
    public async Task Post_FromThePipeline_SendsOneRequestForEachObject()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run(
            "[pscustomobject]@{ name = 'one' }, @{ name = 'two' }, '{\"name\":\"three\"}' | Invoke-KandjiApi /api/v1/tags -Method POST")
                .Succeeded();

        Assert.Equal(
            ["{\"name\":\"one\"}", "{\"name\":\"two\"}", "{\"name\":\"three\"}"], shell.Tenant.Log.Entries.Select(e => e.Body));
    }

    [Fact]
    public async Task Patch_WithNestedValues_KeepsTheirKinds()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run(
            $"Invoke-KandjiApi /api/v1/devices/{KnownFleet.MacId} PATCH -Body ([ordered]@{{ asset_tag = $null; tags = @('a', 'b') }})")
                .Succeeded();

        Assert.Equal("{\"asset_tag\":null,\"tags\":[\"a\",\"b\"]}", shell.Tenant.Log.Entries[0].Body);
    }

    [Fact]
    public async Task Post_WithAFormContentType_SendsAForm()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run("""
            Invoke-KandjiApi /api/v1/blueprints POST -Body ([ordered]@{ name = 'Ä & B'; 'enrollment_code.is_active' = $true }) `
                -ContentType application/x-www-form-urlencoded
            """);

        Assert.Equal("name=%C3%84%20%26%20B&enrollment_code.is_active=true", shell.Tenant.Log.Entries[0].Body);
    }

    [Fact]
    public async Task Post_WithAFile_SendsItsContent()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "{\"name\":\"from a file\"}");
            shell.Run($"Invoke-KandjiApi /api/v1/tags POST -InFile '{file}'").Succeeded();
        }
        finally
        {
            File.Delete(file);
        }
        Assert.Contains(shell.Tenant.State.Tags, tag => tag.Name == "from a file");
    }

    [Fact]
    public async Task Post_WithAMultipartForm_UploadsItsFile()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("kandji-raw-");
        try
        {
            // A file whose length was looked at before it was written.
            shell.Run($$"""
                [IO.File]::WriteAllText('{{folder.FullName}}/Raw_Token.p7m', 'app')
                $file = [IO.FileInfo]'{{folder.FullName}}/Raw_Token.p7m'
                $null = $file.Length
                [IO.File]::WriteAllText('{{folder.FullName}}/Raw_Token.p7m', 'application/pkcs7-mime')
                Invoke-KandjiApi /api/v1/integrations/apple/ade/ POST -Form @{ use_blueprint_routing = $true; email = 'a@example.com';
                    phone = '1'; file = $file }
                """).Succeeded();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        Assert.Contains(shell.Tenant.State.AdeIntegrations, i => i.ServerName == "Raw");
    }

    [Theory]
    [InlineData("-Form @{ file = [IO.FileInfo]'/no/such/file.p7m' }")]
    [InlineData("-Form @{ file = [IO.FileInfo]$PSHOME }")]
    [InlineData("-InFile $PSHOME")]
    public async Task Post_OfAFileThatCannotBeRead_SendsNothingAndDoesNotSayThatItMayHave(string body)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"Invoke-KandjiApi /api/v1/integrations/apple/ade/ POST {body}");

        Assert.Matches("^Kandji(FileError|NotFound),", result.Error.FullyQualifiedErrorId);
        Assert.Empty(shell.Tenant.Log.Entries);
    }

    [Fact]
    public async Task Get_WithABody_IsRefused()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run("Invoke-KandjiApi /api/v1/tags -Body @{ name = 'x' }");

        Assert.Equal("KandjiInvalidArgument,Kandji.PowerShell.Raw.InvokeKandjiApi", result.Error.FullyQualifiedErrorId);
        Assert.Contains("POST", result.Error.Exception.Message);
    }

    [Fact]
    public async Task Head_ReturnsNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.Faults.Add(RequestMatch.Any, Fault.Status(200, null));

        Assert.Empty(shell.Run("Invoke-KandjiApi /api/v1/tags HEAD").Succeeded().Output);
        Assert.Equal("HEAD", shell.Tenant.Log.Entries[0].Method);
    }

    [Theory]
    [InlineData("POST", "/api/v1/tags")]
    [InlineData("DELETE", "/api/v1/tags/" + KnownFleet.PilotTagId)]
    public async Task Change_WithWhatIf_SendsNothing(string method, string path)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Invoke-KandjiApi {path} {method} -WhatIf -Force").Succeeded();

        Assert.Equal(0, shell.Tenant.Log.Count);
        Assert.Contains(shell.Host.Lines, line => line.Contains(method) && line.Contains(path));
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/tags/" + KnownFleet.PilotTagId)]
    [InlineData("POST", "/api/v1/devices/" + KnownFleet.MacId + "/action/erase")]
    public async Task Change_ThatCannotBeUndone_Asks(string method, string path)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Host.Answers.Enqueue("No");

        shell.Run($"Invoke-KandjiApi {path} {method}").Succeeded();

        Assert.Contains($"{method} {path}", Assert.Single(shell.Host.Questions));
        Assert.Equal(0, shell.Tenant.Log.Count);
    }

    [Theory]
    [InlineData("POST", "/api/v1/devices/ID/action/Erase")]
    [InlineData("POST", "/api/v1/devices/ID/action/erase/")]
    [InlineData("POST", "/api/v1/devices/ID/action/%65rase")]
    [InlineData("POST", "/api/v1/devices/ID/%61ction/erase")]
    [InlineData("POST", "/api/v1/devices/ID/Action/erase")]
    [InlineData("POST", "/api/v1/devices/ID/action/erase.")]
    [InlineData("POST", "/api/v1/devices/ID/action/%EF%BD%85rase")]
    [InlineData("POST", "/api/v1/devices/ID/%EF%BD%81ction/restart")]
    [InlineData("POST", "/api/v1/devices/ID/action/restart/")]
    [InlineData("POST", "/api/v1/devices/ID/action/Restart")]
    [InlineData("POST", "/api/v1/devices/ID/action/restart/now")]
    [InlineData("POST", "/api/v1/devices/ID/action/restart?action=erase")]
    [InlineData("POST", "/api/v1/devices/%2DID/action/restart")]
    [InlineData("POST", "/api/v1/devices/ID/action/somethingnew")]
    [InlineData("POST", "/api/v1/action/restart")]
    [InlineData("POST", "/api/v2/devices/ID/action/restart")]
    [InlineData("POST", "/api/v2/devices/ID/erase")]
    [InlineData("POST", "/api/v2/devices/ID/commands/wipe-device")]
    [InlineData("POST", "/api/v2/fleet/devices/ID/deep/action/erase")]
    [InlineData("PUT", "/api/v1/devices/ID/action/erase")]
    [InlineData("PATCH", "/api/v1/devices/ID/action/restart")]
    [InlineData("POST", "/api/v1/tags/1?_method=DELETE")]
    [InlineData("GET", "/api/v1/tags/1?_method=delete")]
    [InlineData("GET", "/api/v1/tags/1?X-HTTP-Method-Override=DELETE")]
    [InlineData("POST", "/api/v1/tags -Body @{ _method = 'DELETE' }")]
    public async Task Invoke_OfWhatMayNotBeUndone_AsksHoweverItIsSpelled(string method, string path)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string request = $"Invoke-KandjiApi {path.Replace("ID", KnownFleet.MacId, StringComparison.Ordinal)} -Method {method}";

        InvocationResult unasked = shell.Run($"$ConfirmPreference = 'None'; {request}");
        shell.Run(request + " -WhatIf").Succeeded();
        shell.Host.Answers.Enqueue("No");
        shell.Run(request).Succeeded();

        Assert.StartsWith("KandjiConfirmationNeeded,", unasked.Error.FullyQualifiedErrorId);
        Assert.Equal(0, shell.Tenant.Log.Count);
    }

    [Theory]
    [InlineData("/api/v1/devices/ID/action/erase%20")]
    [InlineData("/api/v1/devices/ID/action/erase%C2%A0")]
    [InlineData("/api/v1/devices/ID/action/erase%E2%80%8B")]
    [InlineData("/api/v1/devices/ID/action/erase;x=1")]
    [InlineData("/api/v1/devices/ID/action/erase%3Bx=1")]
    [InlineData("/api/v1/devices/ID/action/%2565rase")]
    [InlineData("/api/v1/devices/ID/action/erase%3Fx")]
    [InlineData("/api/v1/devices/ID/action/erase%23x")]
    [InlineData("/api/v1/devices/ID/action/erase%")]
    [InlineData("/api/v1/devices/ID/action//erase")]
    [InlineData("/api/v1/devices/ID/action/./erase")]
    public async Task Post_ByAPathThatServersReadInSeveralWays_IsRefusedWithForceToo(string path)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run($"Invoke-KandjiApi '{path.Replace("ID", KnownFleet.MacId, StringComparison.Ordinal)}' POST -Force");

        Assert.StartsWith("KandjiInvalidArgument,", result.Error.FullyQualifiedErrorId);
        Assert.Equal(0, shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Post_OfEveryActionOfTheTable_AsksForThoseThatDestroyAlone()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string[] destructive = ["erase", "lock", "clearpasscode", "resetworkprofilepasscode", "deleteuser", "enablelostmode"];

        foreach (string action in Kandji.Client.Http.OperationCatalog.All.Where(o => o.Path.Contains("/action/"))
            .Select(o => o.Path.Split('/').Last()))
        {
            int before = shell.Host.Questions.Count;
            shell.Host.Answers.Enqueue("No");
            shell.Run($"Invoke-KandjiApi /api/v1/devices/{KnownFleet.MacId}/action/{action} POST -ErrorAction Ignore");
            shell.Host.Answers.Clear();
            Assert.Equal(destructive.Contains(action), shell.Host.Questions.Count > before);
        }
        Assert.DoesNotContain(shell.Tenant.Log.Entries, e => destructive.Contains(e.Path.Split('/').Last()));
        Assert.Contains(shell.Tenant.Log.Entries, e => e.Path.EndsWith("/action/restart", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Delete_WithForce_DeletesWithoutAQuestion()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.Empty(shell.Run($"Invoke-KandjiApi /api/v1/tags/{KnownFleet.PilotTagId} DELETE -Force").Succeeded().Output);

        Assert.False(shell.Tenant.State.Tags.TryGet(KnownFleet.PilotTagId, out _));
    }

    [Fact]
    public async Task Change_WithoutAnAnswer_IsNotRepeated()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Tenant.Faults.Add(RequestMatch.Any, Fault.ExecuteThenReset());

        InvocationResult result = shell.Run("Invoke-KandjiApi /api/v1/tags POST -Body @{ name = 'once' }");

        Assert.StartsWith("KandjiOutcomeUnknown,", result.Error.FullyQualifiedErrorId);
        Assert.Single(shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("/api/v1/tags", "Tag list")]
    [InlineData("/api/v1/devices/" + KnownFleet.MacId, "Device ID")]
    public async Task Get_WithoutThePermission_NamesTheOneOfTheEndpoint(string path, string permission)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Use(shell.Tenant.CreateToken());

        InvocationResult result = shell.Run($"Invoke-KandjiApi {path}");

        Assert.Equal("KandjiForbidden,Kandji.PowerShell.Raw.InvokeKandjiApi", result.Error.FullyQualifiedErrorId);
        Assert.Contains($"'{permission}'", result.Error.Exception.Message);
    }

    [Fact]
    public async Task Get_OfWhatIsNotThere_IsNotFound()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.StartsWith("KandjiNotFound,", shell.Run("Invoke-KandjiApi /api/v1/no-such-thing").Error.FullyQualifiedErrorId);
    }
}
