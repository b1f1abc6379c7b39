using System.Collections.Specialized;
using System.Text.Json;
using Kandji.Client.Model;
using Kandji.PowerShell.Raw;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Raw;

public sealed class InvokeKandjiApiTests : CommandTests
{
    [Theory]
    [InlineData("-Body @{ outer = @{ PIN = '987654' } }")]
    [InlineData("-Body @{ PIN = 987654 }")]
    [InlineData("-Body '{\"PIN\": \"987654\"}'")]
    [InlineData("-Body @{ PIN = '987654' } -ContentType application/x-www-form-urlencoded")]
    [InlineData("-Body 'a=b&PIN=987654' -ContentType application/x-www-form-urlencoded")]
    [InlineData("-Form @{ PIN = '987654' }")]
    [InlineData("-Body ([Text.Encoding]::UTF8.GetBytes('{\"PIN\": \"987654\"}'))")]
    [InlineData("-InFile (& { $file = [IO.Path]::GetTempFileName(); [IO.File]::WriteAllText($file, '{\"PIN\": \"987654\"}'); $file })")]
    [InlineData("-InFile (& { $file = [IO.Path]::GetTempFileName(); "
        + "[IO.File]::WriteAllText($file, '{\"PIN\": \"987654\"}', [Text.Encoding]::UTF8); $file })")]
    [InlineData("-InFile (& { $file = [IO.Path]::GetTempFileName(); "
        + "[IO.File]::WriteAllText($file, '{\"PIN\": \"987654\"}', [Text.Encoding]::Unicode); $file })")]
    [InlineData("-Body ([char]0xFEFF + '{\"PIN\": \"987654\"}')")]
    public void Post_WhenTheServiceRepeatsASecretThatItWasSent_DoesNotShowIt(string body)
    {
        Shell.Tenant.Faults.Add("POST /**", Fault.Status(400, """{"detail":"Is 987654 a PIN?"}"""));

        InvocationResult result =
            Shell.Run("Invoke-KandjiApi /api/v1/new/thing -Method POST -Verbose -Debug " + body);

        Assert.Contains("Is *** a PIN?", result.Error.Exception.Message);
        Assert.DoesNotContain(
            result.Debug.Concat(result.Verbose), text => text.Contains("987654", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(NextLinkStyle.AbsoluteOtherHost)]
    [InlineData(NextLinkStyle.AbsoluteSameHost)]
    [InlineData(NextLinkStyle.BareCursor)]
    public void Get_OfAListOfAnyStyle_ReadsAllOfIt(NextLinkStyle links)
    {
        TenantState state = Shell.Tenant.State;
        state.NextLinks = links;
        PageSizes sizes = state.PageSizes;
        (sizes.Devices, sizes.Offset, sizes.Nested, sizes.Page, sizes.Cursor, sizes.Audit) = (300, 4, 2, 3, 7, 9);
        string[] Ids(string path, string property = "id") =>
            Shell.Run($"Invoke-KandjiApi '{path}'").Succeeded().Output.Select(item => (string)item.Properties[property].Value)
            .ToArray();

        Assert.Equal(state.Blueprints.Select(b => b.Id), Ids("/api/v1/blueprints"));
        Assert.Equal(state.Tags.Select(t => t.Id), Ids("/api/v1/tags"));
        Assert.Equal(state.Users.Select(u => u.Id), Ids("/api/v1/users"));
        Assert.Equal(state.AuditEvents.Select(e => e.Id).Order(StringComparer.Ordinal), Ids("/api/v1/audit/events?sort_by=id"));
        Assert.Equal(state.Devices.Select(d => d.Id).Order(StringComparer.Ordinal), Ids("/api/v1/devices?limit=7", "device_id"));
        int commands = Ids($"/api/v1/devices/{KnownFleet.MacId}/commands", "uuid").Distinct().Count();
        Assert.Equal(state.Devices[KnownFleet.MacId].Record.Commands.Count, commands);
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal(200, e.Status));
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
    public void Get_OfAVulnerabilityList_TurnsNumberedPages()
    {
        string Page(int number, params string[] ids) =>
            $$"""{"total":5,"page":{{number}},"size":2,"total":5"""
                + $$""","results":[{{string.Join(",", ids.Select(id => $"{{\"id\":\"{id}\"}}"))}}]}""";
        Shell.Tenant.Faults.AddSequence(
            RequestMatch.Any, Fault.Status(200, Page(1, "a", "b")), Fault.Status(200, Page(2, "c", "d")), Fault.Status(200, Page(3, "e")));

        var items = Shell.Run("(Invoke-KandjiApi /api/v9/anything-new).id").Succeeded().As<string>();

        Assert.Equal(["a", "b", "c", "d", "e"], items);
        Assert.Equal(["", "?page=2", "?page=3"], Shell.Tenant.Log.Entries.Select(e => e.Query));
    }

    [Fact]
    public void Get_OfAPrismListThatBeginsWithoutATotal_TurnsPagesByOffsetAndOverlapsThem()
    {
        Shell.Tenant.Faults.AddSequence(
            RequestMatch.Any,
            Fault.Status(200, """{"offset":null,"limit":2,"total":null,"data":[{"id":"a"},{"id":"b"}],"cursor":null}"""),
            Fault.Status(200, """{"offset":1,"limit":2,"total":3,"data":[{"id":"b"},{"id":"c"}],"cursor":null}"""),
            Fault.Status(200, """{"offset":3,"limit":2,"total":3,"data":[],"cursor":null}"""));

        var items = Shell.Run("(Invoke-KandjiApi /api/v9/prism/anything-new -Query @{ limit = 2 }).id").Succeeded()
            .As<string>();

        Assert.Equal(["a", "b", "c"], items);
        Assert.Equal(["?limit=2", "?limit=2&offset=1", "?limit=2&offset=3"], Shell.Tenant.Log.Entries.Select(e => e.Query));
    }

    [Fact]
    public void Get_OfAnArrayThatIsNotPaged_AsksOnce()
    {
        Shell.Tenant.Faults.Add(RequestMatch.Any, Fault.Status(200, """[{"id":"a"},{"id":"b"},{"id":"c"}]"""));

        Assert.Equal(3, Shell.Run("Invoke-KandjiApi /api/v9/anything-new").Succeeded().Output.Count);
        Assert.Equal(3, Shell.Run("Invoke-KandjiApi '/api/v9/anything-new?limit=2'").Succeeded().Output.Count);

        Assert.Equal(2, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Get_WhenTheListEndsEarly_IsAnErrorAfterItsItems()
    {
        Shell.Tenant.Faults.Add(
            RequestMatch.Any, Fault.Status(200, """{"count":3,"next":null,"previous":null,"results":[{"id":"a"}]}"""));

        InvocationResult result = Shell.Run("Invoke-KandjiApi /api/v1/tags");

        Assert.Single(result.Output);
        Assert.StartsWith("KandjiIncompleteList,", result.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Get_WhenNextLoops_IsAnError()
    {
        Shell.Tenant.Faults.Add(
            RequestMatch.Any, Fault.Status(200, """{"next":"same","previous":null,"results":[{"id":"a"}]}"""));

        Shell.Run("Invoke-KandjiApi /api/v1/users").Failed("KandjiIncompleteList");
        Assert.Equal(2, Shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Get_WhenNextNamesAnotherHost_StaysOnItsOwn()
    {
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 12 });
        Shell.Tenant.Faults.AddSequence(
            RequestMatch.Any,
            Fault.Status(200, $$"""{"next":"{{other.BaseAddress}}api/v1/users?cursor=x","previous":null,"results":[{"id":"a"}]}"""));

        Shell.Run("Invoke-KandjiApi /api/v1/users");

        Assert.Equal(0, other.Log.Count);
        Assert.Contains("cursor=x", Shell.Tenant.Log.Entries[1].Query);
    }

    [Fact]
    public void Get_NoPaging_WritesTheEnvelope()
    {
        Shell.Tenant.State.PageSizes.Page = 3;

        PSObject page = Assert.Single(Shell.Run("Invoke-KandjiApi /api/v1/tags -NoPaging").Succeeded().Output);

        Assert.Equal(Shell.Tenant.State.Tags.Count, page.Properties["count"].Value);
        Assert.Equal(3, Assert.IsType<ObjectList<object?>>(page.Properties["results"].Value).Count);
        Assert.Single(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Get_Raw_WritesTheTextOfEachPage()
    {
        Shell.Tenant.State.PageSizes.Page = 5;

        var pages = Shell.Run("Invoke-KandjiApi /api/v1/tags -Raw").Succeeded().As<string>();

        Assert.Equal(2, pages.Count);
        Assert.Equal(Shell.Tenant.State.Tags.Count, JsonDocument.Parse(pages[0]).RootElement.GetProperty("count").GetInt32());
    }

    [Fact]
    public void Get_First_StopsAsking()
    {
        Shell.Tenant.State.PageSizes.Page = 2;

        Assert.Equal(3, Shell.Run("Invoke-KandjiApi /api/v1/tags -First 3").Succeeded().Output.Count);

        Assert.InRange(Shell.Tenant.Log.Count, 2, 3);
    }

    [Theory]
    [InlineData("/api/v1/tags -First 3 -Raw")]
    [InlineData("/api/v1/tags -First 3 -NoPaging")]
    [InlineData("/api/v1/tags POST -Body @{ name = 'x' } -ContentType garbage")]
    [InlineData("/api/v1/devices -Query @{ blueprint_id = @() }")]
    [InlineData("/api/v1/devices -Query @{ limit = 3; blueprint_id = [System.Collections.Generic.List[string]]::new() }")]
    public void Invoke_WithWhatCannotBe_IsRefusedBeforeAnythingIsSent(string arguments)
    {
        Shell.Run("Invoke-KandjiApi " + arguments).Failed("KandjiInvalidArgument");
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Get_OfOneObject_KeepsTheApisNamesAndValues()
    {
        PSObject device = Assert.Single(Shell.Run($"Invoke-KandjiApi api/v1/devices/{KnownFleet.MacId}").Succeeded().Output);

        Assert.Equal(KnownFleet.MacSerial, device.Properties["serial_number"].Value);
        Assert.IsType<string>(device.Properties["last_check_in"].Value);
        Assert.IsType<PSObject>(device.Properties["user"].Value);
        Assert.Contains(device.Properties, property => property.Name == "device_id");
    }

    [Fact]
    public void Get_OfWhatIsNoJson_WritesTheText()
    {
        string text =
            Assert.Single(Shell.Run("Invoke-KandjiApi /api/v1/integrations/apple/ade/public_key/").Succeeded().As<string>());

        Assert.StartsWith("-----BEGIN CERTIFICATE-----", text);
    }

    [Fact]
    public void Get_OfAPageForPeople_IsAnError()
    {
        Shell.Tenant.Faults.Add(RequestMatch.Any, Fault.HtmlPage(200));

        Shell.Run("Invoke-KandjiApi /api/v1/tags").Failed("KandjiInvalidResponse");
    }

    [Fact]
    public void Get_WithQuery_EncodesItsValues()
    {
        var devices = Shell.Run($$"""
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
    public void Get_WithAPathThatMayLeadElsewhere_IsRefusedBeforeAnythingIsSent(string path)
    {
        // A newline at the very end is what a copied line brings, and is no part of the path.
        Shell.Run($"Invoke-KandjiApi \"{path}{(path.EndsWith("`n", StringComparison.Ordinal) ? "x" : "")}\"")
            .Failed("KandjiInvalidArgument,Kandji.PowerShell.Raw.InvokeKandjiApi");
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Post_WithAPathThatMayLeadElsewhere_IsRefusedUnderWhatIfToo()
    {
        Shell.Run("Invoke-KandjiApi https://evil.example/api/v1/devices -Method POST -WhatIf")
            .Failed("KandjiInvalidArgument,Kandji.PowerShell.Raw.InvokeKandjiApi");
    }

    [Fact]
    public void Get_OfAListWhosePagesGoRound_EndsWithAnError()
    {
        Fault[] round =
            [.. "baba".Select(next => Fault.Status(200, $$"""{"next":"?cursor={{next}}","results":[{"id":"before {{next}}"}]}"""))];
        Shell.Tenant.Faults.AddSequence("GET /api/v1/new/things", round);

        Shell.Run("Invoke-KandjiApi /api/v1/new/things?cursor=a").Failed("KandjiIncompleteList");
        Assert.Equal(2, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Get_WithAUrlOfTheOwnHost_IsTaken()
    {
        Shell.Run("Invoke-KandjiApi \"$($uri)api/v1/settings/licensing\"").Succeeded();

        Assert.Equal("/api/v1/settings/licensing", Assert.Single(Shell.Tenant.Log.Entries).Path);
    }

    [Fact]
    public void Post_WithAHashtable_SendsJson()
    {
        PSObject tag =
            Assert.Single(Shell.Run("Invoke-KandjiApi /api/v1/tags post -Body @{ name = 'lease-2030' }").Succeeded().Output);

        Assert.Equal("lease-2030", Shell.Tenant.State.Tags[(string)tag.Properties["id"].Value].Name);
        Assert.StartsWith("application/json", Shell.Tenant.Log.Entries[0].Headers["Content-Type"]);
    }

    [Fact]
    public void Post_FromThePipeline_SendsOneRequestForEachObject()
    {
        Shell.Run(
            "[pscustomobject]@{ name = 'one' }, @{ name = 'two' }, '{\"name\":\"three\"}' | Invoke-KandjiApi /api/v1/tags -Method POST")
                .Succeeded();

        Assert.Equal(
            ["{\"name\":\"one\"}", "{\"name\":\"two\"}", "{\"name\":\"three\"}"], Shell.Tenant.Log.Entries.Select(e => e.Body));
    }

    [Fact]
    public void Patch_WithNestedValues_KeepsTheirKinds()
    {
        Shell.Run(
            $"Invoke-KandjiApi /api/v1/devices/{KnownFleet.MacId} PATCH -Body ([ordered]@{{ asset_tag = $null; tags = @('a', 'b') }})")
                .Succeeded();

        Assert.Equal("{\"asset_tag\":null,\"tags\":[\"a\",\"b\"]}", Shell.Tenant.Log.Entries[0].Body);
    }

    [Fact]
    public void Post_WithAFormContentType_SendsAForm()
    {
        Shell.Run("""
            Invoke-KandjiApi /api/v1/blueprints POST -Body ([ordered]@{ name = 'Ä & B'; 'enrollment_code.is_active' = $true }) `
                -ContentType application/x-www-form-urlencoded
            """);

        Assert.Equal("name=%C3%84%20%26%20B&enrollment_code.is_active=true", Shell.Tenant.Log.Entries[0].Body);
    }

    [Fact]
    public void Post_WithAFile_SendsItsContent()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "{\"name\":\"from a file\"}");
            Shell.Run($"Invoke-KandjiApi /api/v1/tags POST -InFile '{file}'").Succeeded();
        }
        finally
        {
            File.Delete(file);
        }
        Assert.Contains(Shell.Tenant.State.Tags, tag => tag.Name == "from a file");
    }

    [Fact]
    public void Post_WithAMultipartForm_UploadsItsFile()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("kandji-raw-");
        try
        {
            // A file whose length was looked at before it was written.
            Shell.Run($$"""
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
        Assert.Contains(Shell.Tenant.State.AdeIntegrations, i => i.ServerName == "Raw");
    }

    [Theory]
    [InlineData("-Form @{ file = [IO.FileInfo]'/no/such/file.p7m' }")]
    [InlineData("-Form @{ file = [IO.FileInfo]$PSHOME }")]
    [InlineData("-InFile $PSHOME")]
    public void Post_OfAFileThatCannotBeRead_SendsNothingAndDoesNotSayThatItMayHave(string body)
    {
        InvocationResult result = Shell.Run($"Invoke-KandjiApi /api/v1/integrations/apple/ade/ POST {body}");

        Assert.Matches("^Kandji(FileError|NotFound),", result.Error.FullyQualifiedErrorId);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Get_WithABody_IsRefused()
    {
        Shell.Run("Invoke-KandjiApi /api/v1/tags -Body @{ name = 'x' }")
            .Failed("KandjiInvalidArgument,Kandji.PowerShell.Raw.InvokeKandjiApi", "POST");
    }

    [Fact]
    public void Head_ReturnsNothing()
    {
        Shell.Tenant.Faults.Add(RequestMatch.Any, Fault.Status(200, null));

        Assert.Empty(Shell.Run("Invoke-KandjiApi /api/v1/tags HEAD").Succeeded().Output);
        Assert.Equal("HEAD", Shell.Tenant.Log.Entries[0].Method);
    }

    [Theory]
    [InlineData("POST", "/api/v1/tags")]
    [InlineData("POST", "/api/v1/tags?mode=all")]
    [InlineData("DELETE", "/api/v1/tags/" + KnownFleet.PilotTagId)]
    public void Change_WithWhatIf_SendsNothing(string method, string path)
    {
        Shell.Run($"Invoke-KandjiApi {path} {method} -WhatIf -Force").Succeeded();

        Assert.Equal(0, Shell.Tenant.Log.Count);
        Assert.Contains(Shell.Host.Lines, line => line.Contains(method) && line.Contains(path));
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/tags/" + KnownFleet.PilotTagId)]
    [InlineData("POST", "/api/v1/devices/" + KnownFleet.MacId + "/action/erase")]
    public void Change_ThatCannotBeUndone_Asks(string method, string path)
    {
        Shell.Host.Answers.Enqueue("No");

        Shell.Run($"Invoke-KandjiApi {path} {method}").Succeeded();

        Assert.Contains($"{method} {path}", Assert.Single(Shell.Host.Questions));
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Change_ThatCannotBeUndone_AsksWithItsQuery()
    {
        Shell.Host.Answers.Enqueue("No");

        Shell.Run("Invoke-KandjiApi '/api/v1/things?all=true' DELETE -Query ([ordered]@{ id = 'a', 'b c'; pin = '987654' })").Succeeded();

        Assert.Contains("DELETE /api/v1/things?all=true&id=a&id=b%20c&pin=***", Assert.Single(Shell.Host.Questions));
        Assert.Equal(0, Shell.Tenant.Log.Count);
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
    public void Invoke_OfWhatMayNotBeUndone_AsksHoweverItIsSpelled(string method, string path)
    {
        string request = $"Invoke-KandjiApi {path.Replace("ID", KnownFleet.MacId, StringComparison.Ordinal)} -Method {method}";

        InvocationResult unasked = Shell.Run($"$ConfirmPreference = 'None'; {request}");
        Shell.Run(request + " -WhatIf").Succeeded();
        Shell.Host.Answers.Enqueue("No");
        Shell.Run(request).Succeeded();

        Assert.StartsWith("KandjiConfirmationNeeded,", unasked.Error.FullyQualifiedErrorId);
        Assert.Equal(0, Shell.Tenant.Log.Count);
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
    public void Post_ByAPathThatServersReadInSeveralWays_IsRefusedWithForceToo(string path)
    {
        Shell.Run($"Invoke-KandjiApi '{path.Replace("ID", KnownFleet.MacId, StringComparison.Ordinal)}' POST -Force")
            .Failed("KandjiInvalidArgument");
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Post_OfEveryActionOfTheTable_AsksForThoseThatDestroyAlone()
    {
        string[] destructive = ["erase", "lock", "clearpasscode", "resetworkprofilepasscode", "deleteuser", "enablelostmode"];

        foreach (string action in Kandji.Client.Http.OperationCatalog.All.Where(o => o.Path.Contains("/action/"))
            .Select(o => o.Path.Split('/').Last()))
        {
            int before = Shell.Host.Questions.Count;
            Shell.Host.Answers.Enqueue("No");
            Shell.Run($"Invoke-KandjiApi /api/v1/devices/{KnownFleet.MacId}/action/{action} POST -ErrorAction Ignore");
            Shell.Host.Answers.Clear();
            Assert.Equal(destructive.Contains(action), Shell.Host.Questions.Count > before);
        }
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => destructive.Contains(e.Path.Split('/').Last()));
        Assert.Contains(Shell.Tenant.Log.Entries, e => e.Path.EndsWith("/action/restart", StringComparison.Ordinal));
    }

    [Fact]
    public void Delete_WithForce_DeletesWithoutAQuestion()
    {
        Assert.Empty(Shell.Run($"Invoke-KandjiApi /api/v1/tags/{KnownFleet.PilotTagId} DELETE -Force").Succeeded().Output);

        Assert.False(Shell.Tenant.State.Tags.TryGet(KnownFleet.PilotTagId, out _));
    }

    [Fact]
    public void Change_WithoutAnAnswer_IsNotRepeated()
    {
        Shell.Tenant.Faults.Add(RequestMatch.Any, Fault.ExecuteThenReset());

        Shell.Run("Invoke-KandjiApi /api/v1/tags POST -Body @{ name = 'once' }").Failed("KandjiOutcomeUnknown");
        Assert.Single(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("/api/v1/tags", "Tag list")]
    [InlineData("/api/v1/devices/" + KnownFleet.MacId, "Device ID")]
    public void Get_WithoutThePermission_NamesTheOneOfTheEndpoint(string path, string permission)
    {
        Shell.Use(Shell.Tenant.CreateToken());

        Shell.Run($"Invoke-KandjiApi {path}").Failed("KandjiForbidden,Kandji.PowerShell.Raw.InvokeKandjiApi", $"'{permission}'");
    }

    [Fact]
    public void Get_OfWhatIsNotThere_IsNotFound()
    {
        Shell.Run("Invoke-KandjiApi /api/v1/no-such-thing").Failed("KandjiNotFound");
    }

    [Theory]
    [InlineData("-Form @{ file = [IO.FileInfo]$one, [IO.FileInfo]$two }", "several")]
    [InlineData("-Form @{ file = [IO.DirectoryInfo]::new($folder).GetFiles() }", "several")]
    [InlineData("-Form @{ name = [byte[]](1, 2) }", "Byte[]")]
    [InlineData("-Form @{ name = [securestring]::new() }", "SecureString")]
    [InlineData("-Query @{ name = [byte[]](1, 2) }", "Byte[]")]
    [InlineData("-Query @{ name = [IO.FileInfo]$one }", "FileInfo")]
    [InlineData("-Body @{ name = [byte[]](1, 2) } -ContentType application/x-www-form-urlencoded", "Byte[]")]
    [InlineData("-Body @{ name = { 1 } } -ContentType application/x-www-form-urlencoded", "ScriptBlock")]
    public void Post_OfWhatAFormHasNoTextFor_SendsNothing(string parameters, string words)
    {
        using var folder = new TemporaryFolder();
        string one = folder.Write("one.txt", "1"), two = folder.Write("two.txt", "2");

        InvocationResult result = Shell.Run(
            $"$folder = '{folder.Path}'; $one = '{one}'; $two = '{two}'; Invoke-KandjiApi /api/v1/new/thing POST {parameters}");

        Assert.StartsWith("KandjiInvalidArgument,", result.Error.FullyQualifiedErrorId);
        Assert.Contains(words, result.Error.Exception.Message);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public async Task Form_WithLists_RepeatsTheirFields()
    {
        using var folder = new TemporaryFolder();
        var form = new OrderedDictionary
        {
            ["tag"] = new object[] { "one", PSObject.AsPSObject(2.5) },
            ["file"] = new[] { PSObject.AsPSObject(new FileInfo(folder.Write("one.txt", "content"))) },
            ["none"] = Array.Empty<object>(),
        };

        using HttpContent content = RawBody.FromForm(form, TestContext.Current.CancellationToken)();
        string body = await content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Matches("(?s)name=\"tag\"\r\n\r\none\r\n.*name=\"tag\"\r\n\r\n2\\.5\r\n.*filename=\"one.txt\".*content\r\n", body);
        Assert.DoesNotContain("System.", body);
        Assert.DoesNotContain("none", body);
    }

    [Theory]
    [InlineData("-InFile $file")]
    [InlineData("-Body ([IO.File]::ReadAllBytes($file))")]
    [InlineData("-Body ([IO.File]::ReadAllText($file))")]
    public void Post_OfAFileThatNamesAnotherMethod_Asks(string body)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("body", "name=x&_method=DELETE");
        Shell.Host.Answers.Enqueue("No");

        Shell.Run($"$file = '{file}'; Invoke-KandjiApi /api/v1/tags POST {body} -ContentType application/x-www-form-urlencoded");

        Assert.Single(Shell.Host.Questions);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Post_OfAFileWithAByteOrderMarkThatNamesAnotherMethod_Asks()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("body.json", "\uFEFF{\"_method\": \"DELETE\"}");
        Shell.Host.Answers.Enqueue("No");

        Shell.Run($"Invoke-KandjiApi /api/v1/tags POST -InFile '{file}'");

        Assert.Single(Shell.Host.Questions);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }
}
