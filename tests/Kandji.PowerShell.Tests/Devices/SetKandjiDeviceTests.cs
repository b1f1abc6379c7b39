using Kandji.Client.Devices;

namespace Kandji.PowerShell.Tests.Devices;

public sealed class SetKandjiDeviceTests : CommandTests
{
    [Theory]
    [InlineData("serial_number;asset_tag", "C02KN0WN0MAC;NW-1", "-Delimiter ';'")]
    [InlineData("serial_number\tasset_tag", "C02KN0WN0MAC\tNW-1", "-Delimiter \"`t\"")]
    public void Set_FromAFileReadWithAnotherDelimiter_SaysWhichItNeeds(string header, string row, string hint)
    {
        InvocationResult result = Shell.Run($"[pscustomobject]@{{ '{header}' = '{row}' }} | Set-KandjiDevice");

        Assert.Contains(hint, result.Error.Exception.Message);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Set_OfEverything_SendsOneRequestAndReturnsTheDevice()
    {
        Device device = Assert.Single(Shell.Run(
            $"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag 'NW-9' -User '{KnownFleet.LeaverEmail}' -Blueprint "
                + $"'{KnownFleet.SalesName}' -Tag one, two").Succeeded().As<Device>());

        Assert.Equal(("NW-9", KnownFleet.LeaverId, KnownFleet.SalesName), (device.AssetTag, device.User!.Id, device.BlueprintName));
        Assert.Equal(["one", "two"], device.Tags!);
        Assert.Single(Patches(Shell));
    }

    [Fact]
    public void Set_OfWhatIsSoAlready_SendsOnlyWhatDiffers()
    {
        Shell.Run(
            $"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag '{KnownFleet.MacAssetTag}' -User '{KnownFleet.AdaEmail}' -Blueprint "
                + $"'{KnownFleet.SalesName}'").Succeeded();

        Assert.Equal($"{{\"blueprint_id\":\"{KnownFleet.SalesId}\"}}", Assert.Single(Patches(Shell)).Body);
    }

    [Fact]
    public void Set_WhenNothingDiffers_SendsNothingAndReturnsTheDevice()
    {
        Device device = Assert.Single(Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag '{KnownFleet.MacAssetTag}'")
            .Succeeded().As<Device>());

        Assert.Equal(KnownFleet.MacId, device.DeviceId);
        Assert.Empty(Patches(Shell));
    }

    [Theory]
    [InlineData("-ClearAssetTag", "{\"asset_tag\":null}")]
    [InlineData("-ClearUser", "{\"user\":null}")]
    [InlineData("-ClearTag", "{\"tags\":[]}")]
    public void Set_WithAClearingSwitch_ClearsThatAlone(string parameter, string body)
    {
        Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} {parameter}").Succeeded();

        Assert.Equal(body, Assert.Single(Patches(Shell)).Body);
    }

    [Fact]
    public void Set_AddingAndRemovingTags_KeepsTheOthers()
    {
        string[] before = GetTags(Shell);
        Assert.Contains(KnownFleet.PilotTagName, before);

        Shell.Run(
            $"Set-KandjiDevice {KnownFleet.MacSerial} -AddTag fresh -RemoveTag '{KnownFleet.PilotTagName.ToUpperInvariant()}', nosuch")
                .Succeeded();

        Assert.Equal(before.Except([KnownFleet.PilotTagName]).Append("fresh").Order(), GetTags(Shell).Order());
    }

    [Fact]
    public void Set_ATagGivenTwice_SendsItOnce()
    {
        Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -Tag fresh, fresh").Succeeded();

        Assert.Equal("""{"tags":["fresh"]}""", Shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public void Set_AddingATagToAnOldObject_KeepsTagsThatCameSince()
    {
        Shell.Run(
            $"$global:old = Get-KandjiDevice {KnownFleet.MacSerial}; Set-KandjiDevice {KnownFleet.MacSerial} -AddTag since -AssetTag since")
                .Succeeded();

        Shell.Run("$old | Set-KandjiDevice -AddTag later").Succeeded();

        Assert.Superset(new HashSet<string> { "since", "later" }, GetTags(Shell).ToHashSet());
        Assert.Equal("since", Shell.Tenant.State.Devices[KnownFleet.MacId].AssetTag);
    }

    [Fact]
    public void Set_OfAnOldObject_SendsWhatIsAskedEvenIfTheObjectSaysItIsSoAlready()
    {
        Shell.Run(
            $"$global:old = Get-KandjiDevice {KnownFleet.MacSerial}; Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag since").Succeeded();

        Shell.Run($"$old | Set-KandjiDevice -AssetTag '{KnownFleet.MacAssetTag}'").Succeeded();

        Assert.Equal(KnownFleet.MacAssetTag, Shell.Tenant.State.Devices[KnownFleet.MacId].AssetTag);
    }

    [Theory]
    [InlineData("asset_tag", "blueprint_name", "user_email")]
    [InlineData("Asset Tag", "Blueprint", "User")]
    [InlineData("AssetTag", "BlueprintName", "UserEmail")]
    public void Set_FromRows_BindsColumnsHoweverTheyAreSpelled(string assetTag, string blueprint, string user)
    {
        Device device = Assert.Single(Shell.Run($$"""
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
    public void Set_FromARowWithEmptyCells_LeavesWhatTheyName()
    {
        Shell.Run(
            $"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; asset_tag = ''; blueprint_name = ' '; user_email = ''; tags = "
                + $"'' }} | Set-KandjiDevice").Succeeded();
        Assert.Empty(Patches(Shell));

        Shell.Run(
            $"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; asset_tag = ''; user_email = ''; tags = 'x' }} | "
                + $"Set-KandjiDevice -ClearUser").Succeeded();
        Assert.Equal("{\"user\":null,\"tags\":[\"x\"]}", Assert.Single(Patches(Shell)).Body);
    }

    [Fact]
    public void Set_FromAnExportedFileInWhichOneCellWasEdited_SendsThatAlone()
    {
        // A device after Export-Csv and Import-Csv: everything is text.
        InvocationResult result = Shell.Run($$"""
            $device = Get-KandjiDevice {{KnownFleet.MacSerial}}
            $row = @{}
            foreach ($p in $device.psobject.Properties) {
                $row[$p.Name] = if ($null -ne $p.Value) { $p.Value.ToString() }
            }
            $row.BlueprintName = '{{KnownFleet.SalesName}}'
            [pscustomobject]$row | Set-KandjiDevice
            """).Succeeded();

        Assert.Equal(KnownFleet.SalesId, Assert.Single(result.As<Device>()).BlueprintId);
        Assert.Equal($"{{\"blueprint_id\":\"{KnownFleet.SalesId}\"}}", Assert.Single(Patches(Shell)).Body);
    }

    [Fact]
    public void Set_OfTheSameDeviceTwiceInALongFile_EndsAsTheLastRowSays()
    {
        // After some look-ups the list is read once; what was changed since must not be taken for what is.
        Shell.Run($$"""
            1..45 | ForEach-Object { [pscustomobject]@{ serial_number = '{{KnownFleet.PhoneSerial}}'; asset_tag = "P-$_" } } |
                Set-KandjiDevice
            [pscustomobject]@{ serial_number = '{{KnownFleet.PhoneSerial}}'; asset_tag = 'first' } | Set-KandjiDevice
            1..50 | ForEach-Object {
                [pscustomobject]@{ serial_number = '{{KnownFleet.PhoneSerial}}'; asset_tag = ('other', 'first')[$_ % 2 -eq 0] } } |
                Set-KandjiDevice
            """).Succeeded();

        Assert.Equal("first", Shell.Tenant.State.Devices[KnownFleet.PhoneId].AssetTag);
    }

    [Fact]
    public void Set_OfObjectsWithPropertiesOfTheSameNames_TakesOnlyWhichDeviceItIs()
    {
        Shell.Run($"Get-KandjiDeviceStatus {KnownFleet.MacSerial} | Set-KandjiDevice -AddTag x; Get-KandjiDevice {KnownFleet.MacSerial} | "
            + "Set-KandjiDevice -AssetTag y").Succeeded();

        Assert.Equal(2, Patches(Shell).Count);
        Assert.StartsWith("{\"tags\":", Patches(Shell)[0].Body);
        Assert.Equal("{\"asset_tag\":\"y\"}", Patches(Shell)[1].Body);
    }

    [Fact]
    public void Set_OfAnObjectThatAFileOrAJobBroughtBack_TakesOnlyWhichDeviceItIs()
    {
        Shell.Run($"$global:text = [System.Management.Automation.PSSerializer]::Serialize((Get-KandjiDevice {KnownFleet.MacSerial}))")
            .Succeeded();
        Shell.Run("$global:then = [System.Management.Automation.PSSerializer]::Deserialize($text)").Succeeded();
        Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -Blueprint '{KnownFleet.SalesName}' -AssetTag since").Succeeded();
        Shell.Tenant.Log.Clear();

        Shell.Run("$then | Set-KandjiDevice -AddTag x").Succeeded();

        Assert.StartsWith("{\"tags\":", Assert.Single(Patches(Shell)).Body);
        Shell.Run("$then | Set-KandjiDevice").Failed("KandjiInvalidArgument");
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
    public void Set_OfWhatCannotBe_IsAnErrorAndChangesNothing(string parameters, string id)
    {
        Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} {parameters}").Failed(id);
        Assert.Empty(Patches(Shell));
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
    public void Set_ToWhatIsEmpty_NamesTheSwitchThatClears(string command, string parameters, string hint)
    {
        InvocationResult result = Shell.Run($"{command} {KnownFleet.MacSerial} {parameters}");

        Assert.EndsWith(hint, result.Error.Exception.Message);
        Assert.StartsWith("ParameterArgument", result.Error.FullyQualifiedErrorId);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("-User nobody@example.com", "/api/v1/users")]
    // Once by its name, and once for those that are named alike.
    [InlineData("-User c1000000-0000-4000-8000-0000000000ff", "/api/v1/users/c1000000-0000-4000-8000-0000000000ff")]
    [InlineData("-Blueprint 'No such blueprint'", "/api/v1/blueprints")]
    [InlineData("-Blueprint b1000000-0000-4000-8000-0000000000ff", "/api/v1/blueprints/b1000000-0000-4000-8000-0000000000ff")]
    public void Set_OfManyToWhatThereIsNot_LooksForItOnceAndSaysSoOfEach(string parameters, string path)
    {
        InvocationResult result = Shell.Run($"Get-KandjiDevice -First 5 | Set-KandjiDevice {parameters}");

        Assert.Equal(5, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("KandjiNotFound,", error.FullyQualifiedErrorId));
        Assert.Equal(5, result.Errors.Select(error => error.TargetObject).Distinct().Count());
        Assert.InRange(Shell.Tenant.Log.Entries.Count(entry => entry.RawTarget.Split('?')[0] == path), 1, 2);
    }

    [Theory]
    [InlineData("Set-KandjiDevice " + KnownFleet.MacSerial + " -Blueprint Enginering", "'Engineering' id")]
    [InlineData("Get-KandjiDevice -Blueprint 'Engineering - Contractors'", "'Engineering – Contractors' id")]
    [InlineData("Get-KandjiDevice -Blueprint shared-ipad", "'Shared iPads' id")]
    [InlineData("Set-KandjiCustomScript 'Clean temp folder' -Active $false", "'Clean temp folders' id")]
    [InlineData("Rename-KandjiTag loner loaned", "'loaner' id")]
    public void Any_OfANameThatIsMistyped_ListsWhatComesNear(string command, string candidate)
    {
        InvocationResult result = Shell.Run(command).Failed("KandjiNotFound", candidate);

        Assert.DoesNotContain("Sales", result.Error.Exception.Message);
    }

    [Fact]
    public void Set_FromARowWithoutAKnownColumn_SaysWhichThereAre()
    {
        InvocationResult result =
            Shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; assets = 'x' }} | Set-KandjiDevice");

        Assert.Contains("asset_tag, blueprint_name, user_email and tags", result.Error.Exception.Message);
    }

    [Fact]
    public void Set_ByName_IsRefusedWithTheDevicesOfThatName()
    {
        Shell.Run($"Set-KandjiDevice \"{KnownFleet.MacName}\" -AssetTag x").Failed("KandjiNameNotAccepted", KnownFleet.MacSerial);
        Assert.Empty(Patches(Shell));
    }

    [Theory]
    [InlineData("-Tag fresh", "tags 'fresh' (adds 'fresh'; removes 'pilot', 'loaner')\"")]
    [InlineData("-Tag pilot", "tags 'pilot' (keeps 'pilot'; removes 'loaner')\"")]
    [InlineData("-ClearTag", "no tags (removes 'pilot', 'loaner')\"")]
    [InlineData("-RemoveTag PILOT", "tags 'loaner' (keeps 'loaner'; removes 'pilot')\"")]
    [InlineData("-AddTag fresh", "tags 'pilot', 'loaner', 'fresh' (adds 'fresh'; keeps 'pilot', 'loaner')\"")]
    [InlineData(
        "-AddTag fresh -RemoveTag loaner", "tags 'pilot', 'fresh' (adds 'fresh'; keeps 'pilot'; removes 'loaner')\"")]
    public void Set_OfTags_SaysWhichComeStayAndGo(string parameters, string words)
    {
        Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -Tag pilot, loaner").Succeeded();
        int before = Shell.Host.Lines.Count;

        // By what is read then, and by the row of a list that is piped: that costs no request more.
        Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} {parameters} -WhatIf").Succeeded();
        Shell.Run($"Get-KandjiDevice -SerialNumber {KnownFleet.MacSerial} | Set-KandjiDevice {parameters} -WhatIf").Succeeded();

        Assert.Equal(2, Shell.Host.Lines.Count - before);
        Assert.All(Shell.Host.Lines.Skip(before), line => Assert.Contains(words, line, StringComparison.Ordinal));
    }

    [Fact]
    public void Set_WithWhatIf_SaysWhatWouldChangeAndSendsNothing()
    {
        Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag NW-9 -ClearUser -Blueprint '{KnownFleet.SalesName}' -AddTag x "
            + "-WhatIf").Succeeded();

        string line = Assert.Single(Shell.Host.Lines);
        Assert.Contains("asset tag 'NW-9', no user, blueprint 'Sales', tags ", line);
        Assert.Contains(KnownFleet.MacSerial, line);
        Assert.Empty(Patches(Shell));
    }

    [Fact]
    public void Set_OfMany_SendsOneAfterTheOtherUnlessToldOtherwise()
    {
        Shell.Run("$global:devices = Get-KandjiDevice").Succeeded();
        Shell.Tenant.Log.Clear();

        Assert.Equal(60, Shell.Run("$devices | Set-KandjiDevice -AssetTag a").Succeeded().Output.Count);
        Assert.Equal(1, Shell.Tenant.Log.MaxConcurrency);

        Shell.Tenant.Log.Clear();
        // Answers that take a while: without, one may be there before the next request has left.
        Shell.Tenant.Latency = TimeSpan.FromMilliseconds(20);
        Assert.Equal(60, Shell.Run("$devices | Set-KandjiDevice -AssetTag b -ThrottleLimit 8").Succeeded().Output.Count);
        Assert.InRange(Shell.Tenant.Log.MaxConcurrency, 2, 8);
    }

    [Fact]
    public void Set_AddingTagsToManyObjectsAtOnce_ReadsThemAtOnceToo()
    {
        Shell.Run("$global:devices = Get-KandjiDevice").Succeeded();
        List<string> ids = Shell.Run("$devices.DeviceId").As<string>();
        Shell.Tenant.State.Devices.Remove(ids[7]);
        Shell.Tenant.Log.Clear();
        Shell.Tenant.Latency = TimeSpan.FromMilliseconds(20);

        InvocationResult result = Shell.Run("$devices | Set-KandjiDevice -AddTag fresh -ThrottleLimit 8").Failed("KandjiNotFound");

        Assert.Equal(ids.Where((_, i) => i != 7), result.As<Device>().Select(device => device.DeviceId));
        Assert.All(Shell.Tenant.State.Devices, device => Assert.Contains(device.Tags, tag => tag.Name == "fresh"));
        Assert.All(ids.Where((_, i) => i != 7),
            id => Assert.Equal(1, Shell.Tenant.Log.Entries.Count(entry => entry.Method == "GET" && entry.Path.EndsWith(id))));
        Assert.InRange(Shell.Tenant.Log.MaxConcurrency, 9, 16);
    }

    [Fact]
    public void Set_AddingTagsToManyObjectsAtOnce_WithWhatIf_NamesThoseThatWouldChange()
    {
        Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -AddTag fresh").Succeeded();
        int patches = Patches(Shell).Count;

        Shell.Run("Get-KandjiDevice | Set-KandjiDevice -AddTag fresh -ThrottleLimit 8 -WhatIf").Succeeded();

        Assert.Equal(59, Shell.Host.Lines.Count);
        Assert.DoesNotContain(Shell.Host.Lines, line => line.Contains($"({KnownFleet.MacSerial})"));
        Assert.Equal(patches, Patches(Shell).Count);
    }

    [Fact]
    public void Set_FromRowsThatAssignMany_ReadsTheListOfUsersOnce()
    {
        Shell.Run("""
            $users = @(Get-KandjiUser)
            $global:rows = Get-KandjiDevice | ForEach-Object {
                $email = if ($n -eq 55) { 'nobody@example.com' } else { $users[$n % 60].Email }
                [pscustomobject]@{ device_id = $_.DeviceId; user_email = $email; n = $n++ }
            }
            """).Succeeded();
        Shell.Tenant.Log.Clear();

        Shell.Run("$rows | Set-KandjiDevice").Failed("KandjiNotFound");
        Assert.InRange(Shell.Tenant.Log.Entries.Count(entry => entry.Path.Contains("/users")), 2, 41);
        Assert.All(Shell.Tenant.State.Users.Take(50), user => Assert.Contains(Shell.Tenant.State.Devices, device => device.User == user));
    }

    [Fact]
    public void Set_AddingATagToARowWithTags_AddsItToThose()
    {
        Shell.Run($"[pscustomobject]@{{ serial_number = '{KnownFleet.MacSerial}'; tags = 'row; {KnownFleet.PilotTagName}' }} | "
            + $"Set-KandjiDevice -AddTag fresh -RemoveTag '{KnownFleet.PilotTagName}'").Succeeded();

        Assert.Equal(["fresh", "row"], GetTags(Shell).Order());
    }

    [Fact]
    public void Set_WithErrorActionStop_LeavesTheRestUntouched()
    {
        Shell.Run("$global:devices = Get-KandjiDevice").Succeeded();
        Shell.Tenant.Faults.Add("PATCH /**", Fault.Status(400, "{\"error\":\"No.\"}"), after: 3);
        Shell.Tenant.Log.Clear();

        InvocationResult result = Shell.Run("$devices | Set-KandjiDevice -AssetTag a -ErrorAction Stop");

        Assert.NotNull(result.Terminating);
        Assert.Equal(4, Patches(Shell).Count);
    }

    private static List<RequestEntry> Patches(PowerShellSession shell) =>
        shell.Tenant.Log.Entries.Where(entry => entry.Method == "PATCH").ToList();

    private static string[] GetTags(PowerShellSession shell) =>
        shell.Tenant.State.Devices[KnownFleet.MacId].Tags.Select(tag => tag.Name).ToArray();
}
