using Kandji.Client.Devices;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;

namespace Kandji.PowerShell.Tests.Devices;

public sealed class SetKandjiDeviceTests
{
    [Theory]
    [InlineData("serial_number;asset_tag", "C02KN0WN0MAC;NW-1", "-Delimiter ';'")]
    [InlineData("serial_number\tasset_tag", "C02KN0WN0MAC\tNW-1", "-Delimiter \"`t\"")]
    public async Task Set_FromAFileReadWithAnotherDelimiter_SaysWhichItNeeds(string header, string row, string hint)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"[pscustomobject]@{{ '{header}' = '{row}' }} | Set-KandjiDevice");

        Assert.Contains(hint, result.Error.Exception.Message);
        Assert.Empty(shell.Tenant.Log.Entries);
    }

    [Fact]
    public async Task Set_OfEverything_SendsOneRequestAndReturnsTheDevice()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Device device = Assert.Single(shell.Run(
            $"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag 'NW-9' -User '{KnownFleet.LeaverEmail}' -Blueprint "
                + $"'{KnownFleet.SalesName}' -Tag one, two").Succeeded().As<Device>());

        Assert.Equal(("NW-9", KnownFleet.LeaverId, KnownFleet.SalesName), (device.AssetTag, device.User!.Id, device.BlueprintName));
        Assert.Equal(["one", "two"], device.Tags!);
        Assert.Single(Patches(shell));
    }

    [Fact]
    public async Task Set_OfWhatIsSoAlready_SendsOnlyWhatDiffers()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run(
            $"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag '{KnownFleet.MacAssetTag}' -User '{KnownFleet.AdaEmail}' -Blueprint "
                + $"'{KnownFleet.SalesName}'").Succeeded();

        Assert.Equal($"{{\"blueprint_id\":\"{KnownFleet.SalesId}\"}}", Assert.Single(Patches(shell)).Body);
    }

    [Fact]
    public async Task Set_WhenNothingDiffers_SendsNothingAndReturnsTheDevice()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Device device = Assert.Single(shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag '{KnownFleet.MacAssetTag}'")
            .Succeeded().As<Device>());

        Assert.Equal(KnownFleet.MacId, device.DeviceId);
        Assert.Empty(Patches(shell));
    }

    [Theory]
    [InlineData("-ClearAssetTag", "{\"asset_tag\":null}")]
    [InlineData("-ClearUser", "{\"user\":null}")]
    [InlineData("-ClearTag", "{\"tags\":[]}")]
    public async Task Set_WithAClearingSwitch_ClearsThatAlone(string parameter, string body)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} {parameter}").Succeeded();

        Assert.Equal(body, Assert.Single(Patches(shell)).Body);
    }

    [Fact]
    public async Task Set_AddingAndRemovingTags_KeepsTheOthers()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        string[] before = TagsOf(shell);
        Assert.Contains(KnownFleet.PilotTagName, before);

        shell.Run(
            $"Set-KandjiDevice {KnownFleet.MacSerial} -AddTag fresh -RemoveTag '{KnownFleet.PilotTagName.ToUpperInvariant()}', nosuch")
                .Succeeded();

        Assert.Equal(before.Except([KnownFleet.PilotTagName]).Append("fresh").Order(), TagsOf(shell).Order());
    }

    [Fact]
    public async Task Set_ATagGivenTwice_SendsItOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -Tag fresh, fresh").Succeeded();

        Assert.Equal("""{"tags":["fresh"]}""", shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public async Task Set_AddingATagToAnOldObject_KeepsTagsThatCameSince()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run(
            $"$global:old = Get-KandjiDevice {KnownFleet.MacSerial}; Set-KandjiDevice {KnownFleet.MacSerial} -AddTag since -AssetTag since")
                .Succeeded();

        shell.Run("$old | Set-KandjiDevice -AddTag later").Succeeded();

        Assert.Superset(new HashSet<string> { "since", "later" }, TagsOf(shell).ToHashSet());
        Assert.Equal("since", shell.Tenant.State.Devices[KnownFleet.MacId].AssetTag);
    }

    [Fact]
    public async Task Set_OfAnOldObject_SendsWhatIsAskedEvenIfTheObjectSaysItIsSoAlready()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run(
            $"$global:old = Get-KandjiDevice {KnownFleet.MacSerial}; Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag since").Succeeded();

        shell.Run($"$old | Set-KandjiDevice -AssetTag '{KnownFleet.MacAssetTag}'").Succeeded();

        Assert.Equal(KnownFleet.MacAssetTag, shell.Tenant.State.Devices[KnownFleet.MacId].AssetTag);
    }

    [Theory]
    [InlineData("asset_tag", "blueprint_name", "user_email")]
    [InlineData("Asset Tag", "Blueprint", "User")]
    [InlineData("AssetTag", "BlueprintName", "UserEmail")]
    public async Task Set_FromRows_BindsColumnsHoweverTheyAreSpelled(string assetTag, string blueprint, string user)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Device device = Assert.Single(shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.PhoneSerial}}'; '{{assetTag}}' = 'A-1';
                '{{blueprint}}' = '{{KnownFleet.SharedPadsName}}';
                '{{user}}' = '{{KnownFleet.LeaverEmail}}'; tags = 'a; b,c' } |
                Set-KandjiDevice
            """).Succeeded().As<Device>());

        Assert.Equal(
            ("A-1", KnownFleet.SharedPadsName, KnownFleet.LeaverEmail), (device.AssetTag, device.BlueprintName, device.User!.Email));
        Assert.Equal(["a", "b", "c"], device.Tags!.Order());
    }

    [Fact]
    public async Task Set_FromARowWithEmptyCells_LeavesWhatTheyName()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run(
            $"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; asset_tag = ''; blueprint_name = ' '; user_email = ''; tags = "
                + $"'' }} | Set-KandjiDevice").Succeeded();
        Assert.Empty(Patches(shell));

        shell.Run(
            $"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; asset_tag = ''; user_email = ''; tags = 'x' }} | "
                + $"Set-KandjiDevice -ClearUser").Succeeded();
        Assert.Equal("{\"user\":null,\"tags\":[\"x\"]}", Assert.Single(Patches(shell)).Body);
    }

    [Fact]
    public async Task Set_FromAnExportedFileInWhichOneCellWasEdited_SendsThatAlone()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        // What Export-Csv and Import-Csv make of a device: everything is text.
        InvocationResult result = shell.Run($$"""
            $device = Get-KandjiDevice {{KnownFleet.MacSerial}}
            $row = @{}
            foreach ($p in $device.psobject.Properties) {
                $row[$p.Name] = if ($null -ne $p.Value) { $p.Value.ToString() }
            }
            $row.BlueprintName = '{{KnownFleet.SalesName}}'
            [pscustomobject]$row | Set-KandjiDevice
            """).Succeeded();

        Assert.Equal(KnownFleet.SalesId, Assert.Single(result.As<Device>()).BlueprintId);
        Assert.Equal($"{{\"blueprint_id\":\"{KnownFleet.SalesId}\"}}", Assert.Single(Patches(shell)).Body);
    }

    [Fact]
    public async Task Set_OfTheSameDeviceTwiceInALongFile_EndsAsTheLastRowSays()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        // After some look-ups the list is read once; what was changed since must not be taken for what is.
        shell.Run($$"""
            1..45 | ForEach-Object { [pscustomobject]@{ serial_number = '{{KnownFleet.PhoneSerial}}'; asset_tag = "P-$_" } } |
                Set-KandjiDevice
            [pscustomobject]@{ serial_number = '{{KnownFleet.PhoneSerial}}'; asset_tag = 'first' } | Set-KandjiDevice
            1..50 | ForEach-Object {
                [pscustomobject]@{ serial_number = '{{KnownFleet.PhoneSerial}}'; asset_tag = ('other', 'first')[$_ % 2 -eq 0] } } |
                Set-KandjiDevice
            """).Succeeded();

        Assert.Equal("first", shell.Tenant.State.Devices[KnownFleet.PhoneId].AssetTag);
    }

    [Fact]
    public async Task Set_OfObjectsWithPropertiesOfTheSameNames_TakesOnlyWhichDeviceItIs()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Get-KandjiDeviceStatus {KnownFleet.MacSerial} | Set-KandjiDevice -AddTag x; Get-KandjiDevice {KnownFleet.MacSerial} | "
            + "Set-KandjiDevice -AssetTag y").Succeeded();

        Assert.Equal(2, Patches(shell).Count);
        Assert.StartsWith("{\"tags\":", Patches(shell)[0].Body);
        Assert.Equal("{\"asset_tag\":\"y\"}", Patches(shell)[1].Body);
    }

    [Fact]
    public async Task Set_OfAnObjectThatAFileOrAJobBroughtBack_TakesOnlyWhichDeviceItIs()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run($"$global:text = [System.Management.Automation.PSSerializer]::Serialize((Get-KandjiDevice {KnownFleet.MacSerial}))")
            .Succeeded();
        shell.Run("$global:then = [System.Management.Automation.PSSerializer]::Deserialize($text)").Succeeded();
        shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -Blueprint '{KnownFleet.SalesName}' -AssetTag since").Succeeded();
        shell.Tenant.Log.Clear();

        shell.Run("$then | Set-KandjiDevice -AddTag x").Succeeded();

        Assert.StartsWith("{\"tags\":", Assert.Single(Patches(shell)).Body);
        Assert.StartsWith("KandjiInvalidArgument,", shell.Run("$then | Set-KandjiDevice").Error.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("", "KandjiInvalidArgument")]
    [InlineData("-AssetTag a -ClearAssetTag", "KandjiInvalidArgument")]
    [InlineData("-User ada@example.com -ClearUser", "KandjiInvalidArgument")]
    [InlineData("-Tag a -AddTag b", "KandjiInvalidArgument")]
    [InlineData("-ClearTag -RemoveTag b", "KandjiInvalidArgument")]
    [InlineData("-AssetTag ''", "ParameterArgumentValidationError")]
    [InlineData("-User nobody@example.com", "KandjiNotFound")]
    [InlineData("-Blueprint 'No such blueprint'", "KandjiNotFound")]
    [InlineData("-Blueprint Kiosk", "KandjiAmbiguous")]
    public async Task Set_OfWhatCannotBe_IsAnErrorAndChangesNothing(string parameters, string id)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        Assert.StartsWith(id + ",", shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} {parameters}").Error.FullyQualifiedErrorId);
        Assert.Empty(Patches(shell));
    }

    [Theory]
    [InlineData("Set-KandjiDevice", "-AssetTag ''", "use -ClearAssetTag.")]
    [InlineData("Set-KandjiDevice", "-AssetTag $never", "use -ClearAssetTag.")]
    [InlineData("Set-KandjiDevice", "-Tag ''", "use -ClearTag.")]
    [InlineData("Set-KandjiDevice", "-Tag $never", "use -ClearTag.")]
    [InlineData("Set-KandjiDevice", "-Tag @()", "use -ClearTag.")]
    [InlineData("Set-KandjiDevice", "-Tag loaner, ''", "One of the values is empty.")]
    [InlineData("Set-KandjiDevice", "-Tag loaner, $never", "One of the values is empty.")]
    [InlineData("Set-KandjiDevice", "-User ' '", "use -ClearUser.")]
    [InlineData("Set-KandjiDevice", "-User $never", "use -ClearUser.")]
    [InlineData("Set-KandjiAdeDevice", "-AssetTag ''", "use -ClearAssetTag.")]
    [InlineData("Set-KandjiAdeDevice", "-User ''", "use -ClearUser.")]
    public async Task Set_ToWhatIsEmpty_NamesTheSwitchThatClears(string command, string parameters, string hint)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"{command} {KnownFleet.MacSerial} {parameters}");

        Assert.EndsWith(hint, result.Error.Exception.Message);
        Assert.StartsWith("ParameterArgument", result.Error.FullyQualifiedErrorId);
        Assert.Empty(shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("-User nobody@example.com", "/api/v1/users")]
    // Once by its name, and once for those that are named alike.
    [InlineData("-User c1000000-0000-4000-8000-0000000000ff", "/api/v1/users/c1000000-0000-4000-8000-0000000000ff")]
    [InlineData("-Blueprint 'No such blueprint'", "/api/v1/blueprints")]
    [InlineData("-Blueprint b1000000-0000-4000-8000-0000000000ff", "/api/v1/blueprints/b1000000-0000-4000-8000-0000000000ff")]
    public async Task Set_OfManyToWhatThereIsNot_LooksForItOnceAndSaysSoOfEach(string parameters, string path)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"Get-KandjiDevice -First 5 | Set-KandjiDevice {parameters}");

        Assert.Equal(5, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("KandjiNotFound,", error.FullyQualifiedErrorId));
        Assert.Equal(5, result.Errors.Select(error => error.TargetObject).Distinct().Count());
        Assert.InRange(shell.Tenant.Log.Entries.Count(entry => entry.RawTarget.Split('?')[0] == path), 1, 2);
    }

    [Theory]
    [InlineData("Set-KandjiDevice " + KnownFleet.MacSerial + " -Blueprint Enginering", "'Engineering' id")]
    [InlineData("Get-KandjiDevice -Blueprint 'Engineering - Contractors'", "'Engineering – Contractors' id")]
    [InlineData("Get-KandjiDevice -Blueprint shared-ipad", "'Shared iPads' id")]
    [InlineData("Set-KandjiCustomScript 'Clean temp folder' -Active $false", "'Clean temp folders' id")]
    [InlineData("Rename-KandjiTag loner loaned", "'loaner' id")]
    public async Task Any_OfANameThatIsMistyped_ListsWhatComesNear(string command, string candidate)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(command);

        Assert.StartsWith("KandjiNotFound,", result.Error.FullyQualifiedErrorId);
        Assert.Contains(candidate, result.Error.Exception.Message);
        Assert.DoesNotContain("Sales", result.Error.Exception.Message);
    }

    [Fact]
    public async Task Set_FromARowWithoutAKnownColumn_SaysWhichThereAre()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result =
            shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; assets = 'x' }} | Set-KandjiDevice");

        Assert.Contains("asset_tag, blueprint_name, user_email and tags", result.Error.Exception.Message);
    }

    [Fact]
    public async Task Set_ByName_IsRefusedWithTheDevicesOfThatName()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run($"Set-KandjiDevice \"{KnownFleet.MacName}\" -AssetTag x");

        Assert.StartsWith("KandjiNameNotAccepted,", result.Error.FullyQualifiedErrorId);
        Assert.Contains(KnownFleet.MacSerial, result.Error.Exception.Message);
        Assert.Empty(Patches(shell));
    }

    [Theory]
    [InlineData("-Tag fresh", "tags 'fresh' (adds 'fresh'; removes 'pilot', 'loaner')\"")]
    [InlineData("-Tag pilot", "tags 'pilot' (keeps 'pilot'; removes 'loaner')\"")]
    [InlineData("-ClearTag", "no tags (removes 'pilot', 'loaner')\"")]
    [InlineData("-RemoveTag PILOT", "tags 'loaner' (keeps 'loaner'; removes 'pilot')\"")]
    [InlineData("-AddTag fresh", "tags 'pilot', 'loaner', 'fresh' (adds 'fresh'; keeps 'pilot', 'loaner')\"")]
    [InlineData(
        "-AddTag fresh -RemoveTag loaner", "tags 'pilot', 'fresh' (adds 'fresh'; keeps 'pilot'; removes 'loaner')\"")]
    public async Task Set_OfTags_SaysWhichComeStayAndGo(string parameters, string words)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -Tag pilot, loaner").Succeeded();
        int before = shell.Host.Lines.Count;

        // By what is read then, and by the row of a list that is piped: that costs no request more.
        shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} {parameters} -WhatIf").Succeeded();
        shell.Run($"Get-KandjiDevice -SerialNumber {KnownFleet.MacSerial} | Set-KandjiDevice {parameters} -WhatIf").Succeeded();

        Assert.Equal(2, shell.Host.Lines.Count - before);
        Assert.All(shell.Host.Lines.Skip(before), line => Assert.Contains(words, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Set_WithWhatIf_SaysWhatWouldChangeAndSendsNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag NW-9 -ClearUser -Blueprint '{KnownFleet.SalesName}' -AddTag x "
            + "-WhatIf").Succeeded();

        string line = Assert.Single(shell.Host.Lines);
        Assert.Contains("asset tag 'NW-9', no user, blueprint 'Sales', tags ", line);
        Assert.Contains(KnownFleet.MacSerial, line);
        Assert.Empty(Patches(shell));
    }

    [Fact]
    public async Task Set_OfMany_SendsOneAfterTheOtherUnlessToldOtherwise()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run("$global:devices = Get-KandjiDevice").Succeeded();
        shell.Tenant.Log.Clear();

        Assert.Equal(60, shell.Run("$devices | Set-KandjiDevice -AssetTag a").Succeeded().Output.Count);
        Assert.Equal(1, shell.Tenant.Log.MaxConcurrency);

        shell.Tenant.Log.Clear();
        // Answers that take a while: without, one may be there before the next request has left.
        shell.Tenant.Latency = TimeSpan.FromMilliseconds(20);
        Assert.Equal(60, shell.Run("$devices | Set-KandjiDevice -AssetTag b -ThrottleLimit 8").Succeeded().Output.Count);
        Assert.InRange(shell.Tenant.Log.MaxConcurrency, 2, 8);
    }

    [Fact]
    public async Task Set_AddingTagsToManyObjectsAtOnce_ReadsThemAtOnceToo()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run("$global:devices = Get-KandjiDevice").Succeeded();
        List<string> ids = shell.Run("$devices.DeviceId").As<string>();
        shell.Tenant.State.Devices.Remove(ids[7]);
        shell.Tenant.Log.Clear();
        shell.Tenant.Latency = TimeSpan.FromMilliseconds(20);

        InvocationResult result = shell.Run("$devices | Set-KandjiDevice -AddTag fresh -ThrottleLimit 8");

        Assert.StartsWith("KandjiNotFound,", result.Error.FullyQualifiedErrorId);
        Assert.Equal(ids.Where((_, i) => i != 7), result.As<Device>().Select(device => device.DeviceId));
        Assert.All(shell.Tenant.State.Devices, device => Assert.Contains(device.Tags, tag => tag.Name == "fresh"));
        Assert.All(ids.Where((_, i) => i != 7),
            id => Assert.Equal(1, shell.Tenant.Log.Entries.Count(entry => entry.Method == "GET" && entry.Path.EndsWith(id))));
        Assert.InRange(shell.Tenant.Log.MaxConcurrency, 9, 16);
    }

    [Fact]
    public async Task Set_AddingTagsToManyObjectsAtOnce_WithWhatIf_NamesThoseThatWouldChange()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -AddTag fresh").Succeeded();
        int patches = Patches(shell).Count;

        shell.Run("Get-KandjiDevice | Set-KandjiDevice -AddTag fresh -ThrottleLimit 8 -WhatIf").Succeeded();

        Assert.Equal(59, shell.Host.Lines.Count);
        Assert.DoesNotContain(shell.Host.Lines, line => line.Contains($"({KnownFleet.MacSerial})"));
        Assert.Equal(patches, Patches(shell).Count);
    }

    [Fact]
    public async Task Set_FromRowsThatAssignMany_ReadsTheListOfUsersOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 60 });
        shell.Run("""
            $users = @(Get-KandjiUser)
            $global:rows = Get-KandjiDevice | ForEach-Object {
                $email = if ($n -eq 55) { 'nobody@example.com' } else { $users[$n % 60].Email }
                [pscustomobject]@{ device_id = $_.DeviceId; user_email = $email; n = $n++ }
            }
            """).Succeeded();
        shell.Tenant.Log.Clear();

        InvocationResult result = shell.Run("$rows | Set-KandjiDevice");

        Assert.StartsWith("KandjiNotFound,", result.Error.FullyQualifiedErrorId);
        Assert.InRange(shell.Tenant.Log.Entries.Count(entry => entry.Path.Contains("/users")), 2, 41);
        Assert.All(shell.Tenant.State.Users.Take(50), user => Assert.Contains(shell.Tenant.State.Devices, device => device.User == user));
    }

    [Fact]
    public async Task Set_AddingATagToARowWithTags_AddsItToThose()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; tags = 'row; {KnownFleet.PilotTagName}' }} | "
            + $"Set-KandjiDevice -AddTag fresh -RemoveTag '{KnownFleet.PilotTagName}'").Succeeded();

        Assert.Equal(["fresh", "row"], TagsOf(shell).Order());
    }

    [Fact]
    public async Task Set_WithErrorActionStop_LeavesTheRestUntouched()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run("$global:devices = Get-KandjiDevice").Succeeded();
        shell.Tenant.Faults.Add("PATCH /**", Fault.Status(400, "{\"error\":\"No.\"}"), after: 3);
        shell.Tenant.Log.Clear();

        InvocationResult result = shell.Run("$devices | Set-KandjiDevice -AssetTag a -ErrorAction Stop");

        Assert.NotNull(result.Terminating);
        Assert.Equal(4, Patches(shell).Count);
    }

    private static List<RequestEntry> Patches(PowerShellSession shell) =>
        shell.Tenant.Log.Entries.Where(entry => entry.Method == "PATCH").ToList();

    private static string[] TagsOf(PowerShellSession shell) =>
        shell.Tenant.State.Devices[KnownFleet.MacId].Tags.Select(tag => tag.Name).ToArray();
}
