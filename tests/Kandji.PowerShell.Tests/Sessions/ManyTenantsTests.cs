using System.Xml.Linq;
using Kandji.Client.Devices;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Tests.Sessions;

/// <summary>
/// Commands between several tenants whose ids, serial numbers and names are all the same: only what an object remembers tells them apart.
/// </summary>
public sealed class ManyTenantsTests : IAsyncLifetime
{
    private PowerShellSession _shell = null!;
    private SimulatedTenant _other = null!;
    private string _a = "", _b = "";
    private bool _isOtherDown;

    public async ValueTask InitializeAsync()
    {
        _shell = await PowerShellSession.ConnectedAsync();
        _other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 60 });
        _shell.Open(_other, "b");
        _shell.Run("$a = Get-KandjiSession").Succeeded();
        _a = _shell.Tenant.BaseAddress.Authority;
        _b = _other.BaseAddress.Authority;
    }

    public async ValueTask DisposeAsync()
    {
        await _shell.DisposeAsync();
        if (!_isOtherDown)
            await _other.DisposeAsync();
    }

    [Theory]
    [InlineData("serial_number = $serial; user = Get-KandjiUser left@example.com -Session $b", "Set-KandjiDevice -Session $a")]
    [InlineData("serial_number = $serial; blueprint = Get-KandjiBlueprint Sales -Session $b", "Set-KandjiDevice -Session $a")]
    [InlineData($"serial_number = '{KnownFleet.NewMacSerial}'; user = Get-KandjiUser left@example.com -Session $b",
        "Set-KandjiAdeDevice -Session $a")]
    [InlineData($"serial_number = '{KnownFleet.NewMacSerial}'; blueprint = Get-KandjiBlueprint Sales -Session $b",
        "Set-KandjiAdeDevice -Session $a")]
    public void Change_OfARowWithAnObjectOfAnotherTenant_IsRefused(string columns, string command)
    {
        InvocationResult result = _shell.Run($"$serial = '{KnownFleet.MacSerial}'; [pscustomobject]@{{ {columns} }} | {command}");

        Assert.StartsWith("KandjiOtherTenant,", result.Error.FullyQualifiedErrorId);
        Assert.DoesNotContain(_shell.Tenant.Log.Entries.Concat(_other.Log.Entries), entry => entry.Method == "PATCH");
    }

    [Theory]
    [InlineData("Get-KandjiDevice $serial -Session $b | Invoke-KandjiDeviceAction -Action BlankPush")]
    [InlineData("Get-KandjiDevice -Session $b -Platform Mac | Invoke-KandjiDeviceAction -Action BlankPush")]
    [InlineData("Invoke-KandjiDeviceAction -Device (Get-KandjiDevice $serial -Session $b) -Action BlankPush")]
    [InlineData("Get-KandjiDevice $serial -Session $b | Get-KandjiDeviceDetail")]
    [InlineData("Get-KandjiDevice $serial -Session $b | Set-KandjiDevice -AssetTag 7")]
    [InlineData("Get-KandjiDevice $serial -Session $b | Remove-KandjiDevice -Force")]
    [InlineData("Get-KandjiDevice $serial -Session $b | ForEach-Object User | Get-KandjiUser")]
    [InlineData("@(Get-KandjiTag -Session $b)[0] | Rename-KandjiTag -NewName renamed")]
    [InlineData("Get-KandjiDeviceNote $serial -Session $b | Set-KandjiDeviceNote -Content x")]
    [InlineData("Get-KandjiBlueprint -Session $b -Name Sales | Set-KandjiBlueprint -Description x")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize("
        + "(Get-KandjiDevice $serial -Session $b))) | Set-KandjiDevice -AssetTag 8")]
    [InlineData("$d = Get-KandjiDevice $serial -Session $b; [pscustomobject]@{ SerialNumber = $d.SerialNumber; Tenant = $d.Tenant } | "
        + "Set-KandjiDevice -AssetTag 8")]
    [InlineData("$d = Get-KandjiDevice $serial -Session $b; @{ device_id = $d.DeviceId; tenant = $d.Tenant } | Get-KandjiDeviceDetail")]
    [InlineData("$r = Get-KandjiDevice $serial -Session $b | Invoke-KandjiDeviceAction BlankPush; [Management.Automation.PSSerializer]::"
        + "Deserialize([Management.Automation.PSSerializer]::Serialize($r)) | Wait-KandjiDeviceCommand -Timeout 5")]
    // A part of an object that was brought back: it identifies something by itself.
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize("
        + "(Get-KandjiDevice $serial -Session $b), 2)).User | Remove-KandjiUser -UnassignDevices -Force")]
    [InlineData("$null = Get-KandjiDevice $serial -Session $b | Set-KandjiDevice -AssetTag 8; Get-KandjiAuditEvent -Session $b -First 1 "
        + "| ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) } | "
        + "Restart-KandjiDevice")]
    // An object that is given where its text is taken.
    [InlineData("Get-KandjiDevice -Tag @(Get-KandjiTag -Session $b)[0]")]
    [InlineData("$tag = @(Get-KandjiTag -Session $b)[0]; Get-KandjiDevice -Tag 'loaner', $tag")]
    [InlineData("Get-KandjiDevice -UserEmail (Get-KandjiDevice $serial -Session $b).User")]
    [InlineData("Get-KandjiDevice $serial -Session $b | Set-KandjiDevice -AddTag @(Get-KandjiTag -Session $b)[0]")]
    // Whatever the column of the tenant holds.
    [InlineData("$d = Get-KandjiDevice $serial -Session $b; @{ SerialNumber = $d.SerialNumber; Tenant = @($d.Tenant) } | "
        + "Set-KandjiDevice -AssetTag 8")]
    [InlineData("[pscustomobject]@{ SerialNumber = $serial; Tenant = $b } | Set-KandjiDevice -AssetTag 8")]
    [InlineData("[pscustomobject]@{ SerialNumber = $serial; Tenant = $b.Uri } | Set-KandjiDevice -AssetTag 8")]
    [InlineData("[pscustomobject]@{ SerialNumber = $serial; Tenant = [Management.Automation.PSSerializer]::Deserialize("
        + "[Management.Automation.PSSerializer]::Serialize($b)) } | Set-KandjiDevice -AssetTag 8")]
    public void Object_OfAnotherTenant_IsActedOnThere(string command)
    {
        _shell.Run($"$serial = '{KnownFleet.LeaverMacSerial}'").Succeeded();
        _shell.Run(command).Succeeded();

        Assert.Equal(0, _shell.Tenant.Log.Count);
        Assert.NotEqual(0, _other.Log.Count);
    }

    [Theory]
    [InlineData("Get-KandjiDevice -Session $b -First 1 | Set-KandjiDevice -AssetTag 7 -Session $a")]
    [InlineData("Set-KandjiDevice -Device (Get-KandjiDevice -Session $b -First 1) -AssetTag 7 -Session $a")]
    [InlineData("Get-KandjiDevice -Session $b -First 1 | Set-KandjiDevice -Blueprint (Get-KandjiBlueprint Sales -Session $a)")]
    [InlineData("Get-KandjiDevice -Session $b -First 1 | Set-KandjiDevice -AddTag @(Get-KandjiTag -Session $a)[0]")]
    [InlineData("Set-KandjiDevice C02KN0WN0MAC -RemoveTag @(Get-KandjiTag -Session $b)[0]")]
    [InlineData("Get-KandjiDevice -Tag @(Get-KandjiTag -Session $b)[0] -Session $a")]
    [InlineData("[pscustomobject]@{ SerialNumber = 'C02KN0WN0MAC'; Tenant = 'initech' } | Set-KandjiDevice -AssetTag 7")]
    [InlineData("[pscustomobject]@{ SerialNumber = 'C02KN0WN0MAC'; Tenant = $a.Tenant, $b.Tenant } | Set-KandjiDevice -AssetTag 7")]
    [InlineData("[pscustomobject]@{ SerialNumber = 'C02KN0WN0MAC'; Tenant = @{ Name = 'HR' } } | Set-KandjiDevice -AssetTag 7")]
    [InlineData("[pscustomobject]@{ SerialNumber = 'C02KN0WN0MAC'; Tenant = 7 } | Set-KandjiDevice -AssetTag 7")]
    public void Object_InACommandOfAnotherTenant_IsRefusedBeforeAnythingIsSent(string command)
    {
        InvocationResult result = _shell.Run(command);

        Assert.StartsWith("KandjiOtherTenant", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(_shell.Tenant.Log.Entries, entry => entry.Method != "GET");
        Assert.DoesNotContain(_other.Log.Entries, entry => entry.Method != "GET");
    }

    [Fact]
    public void Read_OfAllSessions_GivesTheObjectsOfEach()
    {
        List<Device> devices = _shell.Run("Get-KandjiDevice -Session *").Succeeded().As<Device>();

        Assert.Equal(120, devices.Count);
        Assert.Equal(new[] { _a, _b }.Order(), devices.Select(device => device.Tenant).Distinct().Order());
    }

    [Fact]
    public void Read_OfAllSessions_AsksAllTenantsAtOnce()
    {
        // Neither answers before both were asked.
        using var barrier = new Barrier(2);
        bool[] met = new bool[2];
        TimeSpan most = TimeSpan.FromSeconds(30);
        _shell.Tenant.Faults.Add("GET /api/v1/devices", Fault.Before(_ => met[0] |= barrier.SignalAndWait(most)), times: 1);
        _other.Faults.Add("GET /api/v1/devices", Fault.Before(_ => met[1] |= barrier.SignalAndWait(most)), times: 1);

        Assert.Equal(120, _shell.Run("Get-KandjiDevice -Session *").Succeeded().Output.Count);
        Assert.Equal([true, true], met);
    }

    [Fact]
    public void Read_OfSeveralSessions_ShowsTheTenantInTheTable()
    {
        PSObject device = _shell.Run("Get-KandjiDevice -Session * -First 1").Succeeded().Output.Single();
        Assert.Equal(["Kandji.Client.Devices.Device#Tenant", "Kandji.Client.Devices.Device"], device.TypeNames.Take(2));

        device = _shell.Run("Get-KandjiDevice -Session $b -First 1").Succeeded().Output.Single();
        Assert.Equal("Kandji.Client.Devices.Device", device.TypeNames[0]);
    }

    [Fact]
    public void TenantViews_AreThoseOfEveryTable()
    {
        XElement[] tables = Views("Kandji.Format.ps1xml");
        XElement[] made = Views("Kandji.Tenants.Format.ps1xml");

        Assert.Equal(tables.Select(view => $"{view.Element("Name")!.Value}#Tenant"), made.Select(view => view.Element("Name")!.Value));
        Assert.All(made, view => Assert.Equal("Tenant", view.Descendants("TableColumnHeader").First().Value));
        Assert.All(made, view => Assert.Equal(
            view.Descendants("TableColumnHeader").Count(), view.Descendants("TableColumnItem").Count()));
    }

    [Fact]
    public void Read_OfAllSessionsWithFirst_CountsThemTogether() =>
        Assert.Equal(7, _shell.Run("Get-KandjiDevice -Session * -First 7").Succeeded().Output.Count);

    [Fact]
    public void Read_OfAllSessionsIntoSelect_Ends() =>
        Assert.Equal(3, _shell.Run("foreach ($device in Get-KandjiDevice -Session *) { $device; if (++$n -eq 3) { break } }")
            .Succeeded().Output.Count);

    [Fact]
    public async Task Read_WhenATenantIsDown_IsOneErrorAndTheOthersObjects()
    {
        await _other.DisposeAsync();
        _isOtherDown = true;

        InvocationResult result = _shell.Run("Get-KandjiDevice -Session *");

        Assert.Equal(60, result.Output.Count);
        Assert.Null(result.Terminating);
        Assert.StartsWith("KandjiUnreachable", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith(_b + ": ", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_InSeveralTenants_IsRefusedAndNothingOfItIsSent()
    {
        InvocationResult result = _shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag 7 -Session *");

        Assert.StartsWith("KandjiAmbiguous", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(_a, result.Error.ToString());
        Assert.Contains(_b, result.Error.ToString());
        Assert.DoesNotContain(_shell.Tenant.Log.Entries.Concat(_other.Log.Entries), entry => entry.Method != "GET");
    }

    [Fact]
    public void Text_InOneOfSeveralTenants_IsActedOnThere()
    {
        _shell.Tenant.State.Devices.Remove(KnownFleet.MacId);

        _shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag 7 -Session *").Succeeded();

        Assert.Equal("7", _other.State.Devices[KnownFleet.MacId].AssetTag);
        Assert.DoesNotContain(_shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Fact]
    public void NewThing_InSeveralTenants_NeedsTheirNames()
    {
        InvocationResult refused = _shell.Run("New-KandjiTag lease -Session *");
        Assert.StartsWith("KandjiInvalidArgument", refused.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, _shell.Tenant.Log.Count + _other.Log.Count);

        _shell.Run("New-KandjiTag lease -Session $a, $b").Succeeded();
        Assert.Single(_shell.Tenant.State.Tags, tag => tag.Name == "lease");
        Assert.Single(_other.State.Tags, tag => tag.Name == "lease");
    }

    [Fact]
    public void Pipeline_OfSeveralTenants_ChangesEachInItsOwn()
    {
        InvocationResult result = _shell.Run(
            "Get-KandjiDevice -Session * -Platform Mac | Invoke-KandjiDeviceAction -Action BlankPush -Verbose").Succeeded();

        Assert.Equal(result.Output.Count / 2, _shell.Tenant.Log.Entries.Count(entry => entry.Method == "POST"));
        Assert.Equal(result.Output.Count / 2, _other.Log.Entries.Count(entry => entry.Method == "POST"));
    }

    [Fact]
    public void WhatIf_WithSeveralTenants_NamesTheTenant()
    {
        _shell.Run("$n = @{}; Get-KandjiDevice -Session * -Platform Mac | Where-Object { ($n[$_.Tenant] += 1) -eq 1 } | "
            + "Remove-KandjiDevice -WhatIf").Succeeded();

        foreach (string tenant in new[] { _a, _b })
            Assert.Contains(_shell.Host.Lines, line => line.Contains($" in {tenant}", StringComparison.Ordinal));
    }

    // The question about many at once does not go the way of the others: each form is asked.
    [Theory]
    [InlineData("Get-KandjiDevice -Session $b -Platform Mac | Remove-KandjiDevice")]
    [InlineData("Get-KandjiDevice $serial -Session $b | Remove-KandjiDevice")]
    [InlineData("Remove-KandjiDevice $serial -Session $b")]
    [InlineData("Remove-KandjiDevice $serial -Session $b -Confirm")]
    [InlineData("Get-KandjiDevice -Session $b -Platform Mac | Lock-KandjiDevice")]
    [InlineData("Invoke-KandjiDeviceAction $serial Erase -Session $b")]
    [InlineData("Set-KandjiDevice $serial -AssetTag 7 -Session $b -Confirm")]
    [InlineData("Get-KandjiTag -Session $b | Remove-KandjiTag")]
    [InlineData("Invoke-KandjiApi /api/v1/devices/1 -Method Delete -Session $b")]
    public void Question_WhereSeveralTenantsAreOpen_NamesTheTenant(string command)
    {
        _shell.Run($"$serial = '{KnownFleet.LeaverMacSerial}'").Succeeded();

        _shell.Run(command);

        Assert.NotEmpty(_shell.Host.Questions);
        Assert.All(_shell.Host.Questions, question =>
        {
            Assert.Contains(_b, question);
            Assert.Equal(question.IndexOf(_b, StringComparison.Ordinal), question.LastIndexOf(_b, StringComparison.Ordinal));
        });
        Assert.DoesNotContain(_other.Log.Entries, entry => entry.Method != "GET");
    }

    [Fact]
    public void Copy_OfAnotherTenantsScript_IsMadeInTheOther()
    {
        _shell.Run("@(Get-KandjiCustomScript -Session $a)[0] | New-KandjiCustomScript -Name Copied -Session $b")
            .Succeeded();

        Assert.Single(_other.Log.Entries, entry => entry.Method == "POST");
        Assert.DoesNotContain(_shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Fact]
    public void Connect_ThatFails_LeavesNoDefault()
    {
        InvocationResult failed = _shell.Run("Connect-Kandji -Uri $uri -Token 'not a token at all'");
        Assert.NotNull(failed.Error);

        InvocationResult next = _shell.Run("Get-KandjiDevice");

        Assert.StartsWith("KandjiNotConnected", next.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(_a, next.Error.Exception.Message);
        Assert.Equal(0, _shell.Tenant.Log.Count);
    }

    // One session is open when the command begins, or two.
    [Theory]
    [InlineData("Set-KandjiDevice -AssetTag 7", false, true)]
    [InlineData("Set-KandjiDevice -AssetTag 7", true, true)]
    [InlineData("Invoke-KandjiDeviceAction BlankPush", true, true)]
    [InlineData("Remove-KandjiDevice -Force", true, true)]
    [InlineData("Get-KandjiDeviceDetail -ThrottleLimit 1", true, true)]
    [InlineData("Set-KandjiDevice -AssetTag 7", false, false)]
    [InlineData("Set-KandjiDevice -AssetTag 7", true, false)]
    [InlineData("Remove-KandjiDevice -Force", true, false)]
    [InlineData("Get-KandjiDeviceDetail -ThrottleLimit 1", true, false)]
    public void Text_AfterTheDefaultWasChangedInThePipeline_IsNotLookedForInTheFormer(string command, bool isAlone, bool connects)
    {
        _shell.Run("$serials = @(Get-KandjiDevice -First 2 | ForEach-Object SerialNumber)").Succeeded();
        string address = _other.BaseAddress.ToString();
        if (isAlone)
            _shell.Run("Disconnect-Kandji $b").Succeeded();
        string serial = (string)_shell.Run("$serials[1]").Succeeded().Output[0].BaseObject;
        string id = _shell.Tenant.State.Devices.Single(device => device.SerialNumber == serial).Id;
        _shell.Tenant.Log.Clear();
        _other.Log.Clear();
        string token = connects ? _other.Token : "00000000-0000-4000-8000-000000000000";

        InvocationResult result = _shell.Run(
            $"$serials | ForEach-Object {{ if ($_ -eq $serials[1]) {{ try {{ $null = Connect-Kandji -Uri {address} -Token {token} }} catch "
                + "{ 'failed' > $null } }; $_ } | " + command);

        Assert.DoesNotContain(_shell.Tenant.Log.Entries, IsAboutTheSecond);
        if (isAlone || !connects)
            Assert.StartsWith("KandjiNotConnected", result.Errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
        else
            Assert.Contains(_other.Log.Entries, IsAboutTheSecond);

        bool IsAboutTheSecond(RequestEntry entry) =>
            entry.Path.Contains(id, StringComparison.Ordinal) || entry.Query.Contains(serial, StringComparison.Ordinal);
    }

    [Fact]
    public void Pipeline_ThatBringsNothing_NeedsNoDefault()
    {
        _shell.Run("Connect-Kandji -Uri $uri -Token 'not a token at all'");

        _shell.Run("Get-KandjiDevice -Session $b | Where-Object { $false } | Remove-KandjiDevice -Force").Succeeded();
    }

    [Fact]
    public void Session_ThatWasReconnected_IsTheSameTenant()
    {
        _shell.Run("$device = Get-KandjiDevice -First 1 -Session $b; Disconnect-Kandji $b").Succeeded();
        _shell.Open(_other, "again");

        _shell.Run("$device | Set-KandjiDevice -AssetTag 9").Succeeded();

        Assert.DoesNotContain(_shell.Tenant.Log.Entries, entry => entry.Method != "GET");
        Assert.Single(_other.Log.Entries, entry => entry.Method == "PATCH");
    }

    [Theory]
    [InlineData("Get-KandjiDevice -Session $a, $b")]
    [InlineData("Get-KandjiDevice -Session $b, $a")]
    [InlineData("@() | Get-KandjiDevice -Session $a, $b; Get-KandjiDevice -Session $a, $b, $a")]
    public void Read_OfASessionThatWasDisconnected_IsOneErrorAndTheOthersObjects(string command)
    {
        _shell.Run("Disconnect-Kandji $b").Succeeded();

        InvocationResult result = _shell.Run(command);

        Assert.Null(result.Terminating);
        Assert.Equal(60, result.Output.Count);
        Assert.All(result.Errors, error =>
        {
            Assert.StartsWith("KandjiNotConnected", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.StartsWith(_b + ": ", error.ToString(), StringComparison.Ordinal);
        });
        Assert.Equal(command.Contains('@') ? 2 : 1, result.Errors.Count);
        Assert.Equal(0, _other.Log.Count);
    }

    [Theory]
    [InlineData("Set-KandjiDevice -AssetTag 7 -Session $a, $b")]
    [InlineData("Get-KandjiDeviceDetail -Session $a, $b")]
    public void Pipeline_WhenASessionWasDisconnected_ProcessesTheOthersObjectsAndTellsWhatWasNot(string command)
    {
        Interleave();
        _shell.Run("Disconnect-Kandji $b").Succeeded();

        InvocationResult result = _shell.Run("$x | " + command);

        AssertFiveNotProcessed(result, "KandjiNotConnected");
        Assert.Equal(0, _other.Log.Count);
    }

    [Theory]
    [InlineData("Set-KandjiDevice -AssetTag 7 -Session $a, $b")]
    [InlineData("Set-KandjiDevice -AssetTag 7")]
    [InlineData("Get-KandjiDeviceDetail -ThrottleLimit 1")]
    public void Pipeline_WhenATokenIsDead_AsksItsTenantOnceAndTellsWhatWasNotProcessed(string command)
    {
        Interleave();
        _other.Faults.Add(RequestMatch.Any, Fault.Status(401));

        InvocationResult result = _shell.Run("$x | " + command);

        AssertFiveNotProcessed(result, "KandjiUnauthorized");
        Assert.Equal(1, _other.Log.Count);
    }

    [Fact]
    public void Argument_WhenATokenIsDead_IsOneErrorForItsTenant()
    {
        Interleave();
        _other.Faults.Add(RequestMatch.Any, Fault.Status(401));

        InvocationResult result = _shell.Run("Set-KandjiDevice $x -AssetTag 7");

        Assert.Null(result.Terminating);
        Assert.Contains("what has no result there was not done", Assert.Single(result.Errors).ToString());
        Assert.Equal(5, _shell.Tenant.State.Devices.Count(device => device.AssetTag == "7"));
        Assert.Equal(1, _other.Log.Count);
    }

    // The tenant whose token is dead comes first.
    [Fact]
    public void Wait_WhenATokenIsDead_GoesOnInTheOtherTenant()
    {
        _shell.Run("$x = foreach ($s in $b, $a) { Get-KandjiDevice -Session $s -Platform Mac -First 2 | "
            + "Invoke-KandjiDeviceAction BlankPush }").Succeeded();
        _other.Faults.Add(RequestMatch.Any, Fault.Status(401));

        InvocationResult result = _shell.Run("$x | Wait-KandjiDeviceCommand -Timeout 60 | Where-Object Tenant -eq $a.Tenant | "
            + "ForEach-Object { \"$($_.Outcome)\" }");

        Assert.Null(result.Terminating);
        Assert.NotEmpty(result.Errors);
        Assert.Equal(["Completed", "Completed"], result.As<string>());
    }

    [Fact]
    public void Object_OfASessionWhoseTokenIsDead_IsActedOnThroughTheNewSession()
    {
        _shell.Run("$x = Get-KandjiDevice -Session $b -Platform Mac -First 2").Succeeded();
        using (_other.Faults.Add(RequestMatch.Any, Fault.Status(401)))
            Assert.StartsWith("KandjiUnauthorized", _shell.Run("$x | Set-KandjiDevice -AssetTag 7").Errors[0].FullyQualifiedErrorId);
        KandjiSession again = _shell.Open(_other, "again");

        _shell.Run("$x | Set-KandjiDevice -AssetTag 7").Succeeded();

        Assert.NotEqual(0, again.RequestsSent);
        Assert.DoesNotContain(_shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Fact]
    public void SeveralSessions_OfOneTenant_CountAsOne()
    {
        _shell.Open(_other, "again");

        Assert.Equal(60, _shell.Run("Get-KandjiDevice -Session $b, $again").Succeeded().Output.Count);
        Assert.Equal(120, _shell.Run("Get-KandjiDevice -Session (Get-KandjiSession -All)").Succeeded().Output.Count);
        _other.Log.Clear();

        _shell.Run("New-KandjiTag once -Session $a, $b, $again").Succeeded();
        _shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag 7 -Session $b, $again").Succeeded();
        Assert.Single(_other.Log.Entries, entry => entry.Method == "POST");
        Assert.Single(_other.Log.Entries, entry => entry.Method == "PATCH");
    }

    [Theory]
    [InlineData("Get-KandjiDevice -Session $a, $never")]
    [InlineData("New-KandjiTag x -Session @($never, $a)")]
    public void Session_ThatIsNullAmongOthers_IsRefused(string command)
    {
        _shell.Run(command).Failed("ParameterArgumentTransformationError", "One of the sessions is null");
        Assert.Equal(0, _shell.Tenant.Log.Count);
    }

    [Fact]
    public void Question_OfARunspaceWithoutSessions_NamesTheTenant()
    {
        string script = $"Import-Module '{Repository.Manifest}'; Get-KandjiDevice -First 2 -Session $sessions | "
            + "Set-KandjiDevice -AssetTag 7 -Session $sessions -WhatIf";
        _shell.Run($$"""
            $runspace = [runspacefactory]::CreateRunspace($Host, [initialsessionstate]::CreateDefault2())
            $runspace.Open()
            $runspace.SessionStateProxy.SetVariable('sessions', @($a, $b))
            $powershell = [powershell]::Create($runspace)
            $null = $powershell.AddScript({{{script}}}).Invoke()
            $runspace.Dispose()
            """).Succeeded();

        string[] lines = [.. _shell.Host.Lines.Where(line => line.Contains("What if", StringComparison.Ordinal))];
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.True(line.Contains($"in {_a}", StringComparison.Ordinal)
            || line.Contains($"in {_b}", StringComparison.Ordinal), line));
    }

    [Fact]
    public void Text_WhenATenantCannotBeAsked_IsNotChangedAndIsReadWhereItIs()
    {
        _other.Faults.Add(RequestMatch.Any, Fault.Status(401));

        InvocationResult change = _shell.Run(
            $"'{KnownFleet.MacSerial}', '{KnownFleet.LeaverMacSerial}' | Set-KandjiDevice -AssetTag 7 -Session $a, $b");
        Assert.Null(change.Terminating);
        Assert.Equal(3, change.Errors.Count);
        Assert.StartsWith(_b + ": ", change.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(
            [KnownFleet.MacSerial, KnownFleet.LeaverMacSerial],
            change.Errors.Skip(1).Select(error => error.TargetObject.ToString()));
        Assert.All(change.Errors.Skip(1), error => Assert.Contains($"could not be looked for in {_b}", error.ToString()));
        Assert.DoesNotContain(_shell.Tenant.Log.Entries, entry => entry.Method != "GET");
        Assert.Equal(1, _other.Log.Count);

        InvocationResult read = _shell.Run($"Get-KandjiDeviceDetail {KnownFleet.MacSerial} -Session $a, $b");
        Assert.Single(read.Output);
        Assert.StartsWith(_b + ": ", Assert.Single(read.Errors).ToString(), StringComparison.Ordinal);
    }

    // The names of a filter are looked up in each tenant, after its list came back without a device.
    [Theory]
    [InlineData("-Blueprint Nowhere")]
    [InlineData("-Tag nothing-has-it")]
    public void Filter_ThatOnlyOneTenantKnows_IsAnErrorOfTheOthersAndTheOnesObjects(string filter)
    {
        _shell.Tenant.State.Blueprints[KnownFleet.EngineeringId].Name = "Nowhere";
        _shell.Tenant.State.Tags[KnownFleet.PilotTagId].Name = "nothing-has-it";
        int expected = _shell.Run($"Get-KandjiDevice {filter} -Session $a").Succeeded().Output.Count;
        Assert.NotEqual(0, expected);

        InvocationResult result = _shell.Run($"Get-KandjiDevice {filter} -Session *");

        Assert.Equal(expected, result.Output.Count);
        Assert.All(result.As<Device>(), device => Assert.Equal(_a, device.Tenant));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("KandjiNotFound", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith(_b + ": ", error.ToString(), StringComparison.Ordinal);
    }

    // A row of another system: safe, and the error says what to do.
    [Theory]
    [InlineData("[pscustomobject]@{ SerialNumber = $serial; Tenant = 'HR' } | Set-KandjiDevice -AssetTag 7", "'Tenant'")]
    [InlineData("[pscustomobject]@{ serial_number = $serial; TENANT = 'HR' } | Set-KandjiDevice -AssetTag 7 -Session $a", "'TENANT'")]
    [InlineData("@{ SerialNumber = $serial; tenant = 'HR' } | Get-KandjiDeviceDetail", "'tenant'")]
    [InlineData("[pscustomobject]@{ SerialNumber = $serial; Tenant = 'HR' } | Remove-KandjiDevice -Force", "'Tenant'")]
    public void Row_WithATenantOfAnotherSystem_IsRefusedWithTheColumnAndTheWayOut(string command, string column)
    {
        InvocationResult result = _shell.Run($"$serial = '{KnownFleet.LeaverMacSerial}'; {command}");

        Assert.StartsWith("KandjiOtherTenant", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"the column {column}", result.Error.ToString());
        Assert.Contains($"Select-Object * -ExcludeProperty {column.Trim('\'')}", result.Error.ToString());
        Assert.Equal(0, _shell.Tenant.Log.Count + _other.Log.Count);
    }

    // A projection of a device by Select-Object is not a row of another system: leaving the column out would send it to the default tenant.
    [Fact]
    public void SelectedObject_OfATenantThatIsNotOpen_IsNotToldToLeaveTheTenantOut()
    {
        _shell.Run("$x = Get-KandjiDevice -Session $b -First 1 | ForEach-Object { [pscustomobject]@{ SerialNumber = $_.SerialNumber; "
            + "Tenant = $_.Tenant } }; $x.PSTypeNames.Insert(0, 'Selected.Kandji.Client.Devices.Device'); Disconnect-Kandji $b")
            .Succeeded();

        InvocationResult result = _shell.Run("$x | Set-KandjiDevice -AssetTag 7");

        Assert.StartsWith("KandjiOtherTenant", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("ExcludeProperty", result.Error.ToString());
        Assert.Equal(0, _shell.Tenant.Log.Count);
    }

    [Theory]
    [InlineData("Remove-KandjiDevice", "Remove")]
    [InlineData("Lock-KandjiDevice", "Lock")]
    [InlineData("Invoke-KandjiDeviceAction Erase", "Erase")]
    public void Question_AboutManyOfSeveralTenants_IsAskedOnceAndCountsByTenantAndKind(string command, string action)
    {
        string pipeline = "$n = @{}; Get-KandjiDevice -Session $a, $b -Platform Mac | Where-Object { ($n[$_.Tenant] += 1) -le 3 } | "
            + command;
        _shell.Host.Answers.Enqueue("No");

        _shell.Run(pipeline).Succeeded();

        // Their order is that in which they answered.
        string question = Assert.Single(_shell.Host.Questions);
        Assert.StartsWith($"Confirm: {action} 6 devices of 2 tenants: ", question, StringComparison.Ordinal);
        Assert.Contains($"{_a}: 3 Mac", question);
        Assert.Contains($"{_b}: 3 Mac", question);
        Assert.DoesNotContain(_shell.Tenant.Log.Entries.Concat(_other.Log.Entries), entry => entry.Method is "POST" or "DELETE");

        _shell.Host.Answers.Enqueue("Yes");
        _shell.Run(pipeline).Succeeded();
        Assert.Equal(2, _shell.Host.Questions.Count);
        Assert.Equal(3, _shell.Tenant.Log.Entries.Count(entry => entry.Method is "POST" or "DELETE"));
        Assert.Equal(3, _other.Log.Entries.Count(entry => entry.Method is "POST" or "DELETE"));
    }

    [Fact]
    public void Tag_IsCopiedFromTheComparison()
    {
        _other.State.Tags.Remove(KnownFleet.PilotTagId);

        _shell.Run("Compare-KandjiTenant $a $b -Kind Tag -PassThru | New-KandjiTag -Session $b").Succeeded();

        Assert.Empty(_shell.Run("Compare-KandjiTenant $a $b -Kind Tag").Succeeded().Output);
        Assert.DoesNotContain(_shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    // Five devices of each tenant in turn.
    private void Interleave()
    {
        _shell.Run("$d = @(Get-KandjiDevice -Platform Mac -Session $a), @(Get-KandjiDevice -Platform Mac -Session $b); "
            + "$x = foreach ($i in 0..4) { $d[0][$i]; $d[1][$i] }").Succeeded();
        _other.Log.Clear();
    }

    private void AssertFiveNotProcessed(InvocationResult result, string id)
    {
        Assert.Null(result.Terminating);
        Assert.Equal(5, result.Output.Count);
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error =>
        {
            Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.StartsWith(_b + ": ", error.ToString(), StringComparison.Ordinal);
        });
        Assert.Contains("4 further objects were not processed", result.Errors[1].ToString());
        Assert.Equal(4, Assert.IsType<object[]>(result.Errors[1].TargetObject).Length);
    }

    private static XElement[] Views(string file) =>
        [.. XElement.Load(Path.Combine(Repository.Root, "out", "Kandji", file)).Descendants("View")
            .Where(view => view.Element("TableControl") is not null
                && (file.Contains("Tenants", StringComparison.Ordinal)
                    || view.Descendants("Label").All(label => label.Value != "Tenant")))];

    [Fact]
    public void Sessions_AreListedAndEnded()
    {
        Assert.Equal([true, false], _shell.Run("(Get-KandjiSession -All).IsDefault").Succeeded().As<bool>());

        _shell.Run("Disconnect-Kandji *").Succeeded();
        Assert.Empty(_shell.Run("Get-KandjiSession -All").Succeeded().Output);
    }

    [Theory]
    [InlineData("Export-KandjiPrism FileVault -Path")]
    [InlineData("Save-KandjiAdePublicKey -Force -Path")]
    [InlineData("Get-KandjiAuditEvent -CursorPath")]
    [InlineData("Get-KandjiAuditEvent -AutoComplete -CursorPath")]
    public void Command_ThatWritesAFileOfATenant_WithSeveralTenants_WritesNone(string command)
    {
        using var folder = new TemporaryFolder();

        InvocationResult result = _shell.Run($"{command} '{folder.Path}/file' -Session $a, $b");

        Assert.Contains("one tenant at a time", result.Error.Exception.Message);
        Assert.Empty(folder.Names);
        Assert.Empty(_shell.Tenant.Log.Entries.Concat(_other.Log.Entries));
    }

    [Fact]
    public void Save_OfBlueprintsOfSeveralTenantsWithOneName_KeepsTheFirst()
    {
        using var folder = new TemporaryFolder();

        InvocationResult result = _shell.Run(
            "$blueprints = (Get-KandjiBlueprint Sales -Session $a), (Get-KandjiBlueprint Sales -Session $b); "
            + $"$blueprints | Save-KandjiEnrollmentProfile -Path '{folder.Path}' -Force");

        Assert.StartsWith("KandjiFileExists,", result.Error.FullyQualifiedErrorId);
        Assert.Single(folder.Names);
        Assert.DoesNotContain(_other.Log.Entries, entry => entry.Path.EndsWith("ota-enrollment-profile", StringComparison.Ordinal));
    }
}
