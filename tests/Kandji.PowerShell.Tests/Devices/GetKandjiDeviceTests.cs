using Kandji.Client.Devices;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Devices;

public sealed class GetKandjiDeviceTests : CommandTests
{
    [Fact]
    public void Get_WithDebugAlone_TellsOfItsRequestsAndAsksNothing()
    {
        InvocationResult result = Shell.Run($"Get-KandjiDevice {KnownFleet.MacSerial} -Debug").Succeeded();

        Assert.Single(result.Output);
        Assert.Empty(Shell.Host.Questions);
        Assert.Contains(result.Debug,
            line => line.StartsWith("GET /api/v1/devices", StringComparison.Ordinal)
                && line.Contains(": 200 in ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_WithoutParameters_ListsEveryDeviceOnce()
    {
        await using PowerShellSession shell =
            await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 700 });

        var devices = shell.Run("Get-KandjiDevice").Succeeded().As<Device>();

        Assert.Equal(700, devices.Count);
        Assert.Equal(700, devices.Select(d => d.DeviceId).Distinct().Count());
    }

    [Fact]
    public void Get_BySerialNumber_ReturnsTheOneThatHasAllOfIt()
    {
        Device device = Assert.Single(Shell.Run($"Get-KandjiDevice {KnownFleet.MacSerial}").Succeeded().As<Device>());

        Assert.Equal(KnownFleet.MacId, device.DeviceId);
    }

    [Theory]
    [InlineData($"Get-KandjiUser -Email {KnownFleet.AdaEmail}", new[] { KnownFleet.MacId, KnownFleet.PhoneId })]
    [InlineData($"Get-KandjiBlueprint '{KnownFleet.SharedPadsName}'", new[] { KnownFleet.LostPadId, KnownFleet.AppleTVId })]
    [InlineData($"Get-KandjiTag '{KnownFleet.PilotTagName}'", new[] { KnownFleet.MacId })]
    [InlineData($"Get-KandjiUser -Email {KnownFleet.IdleEmail}", new string[0])]
    public async Task Get_FromAUserABlueprintOrATag_ReturnsItsDevices(string owner, string[] known)
    {
        await using PowerShellSession shell =
            await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = KnownFleet.DeviceCount });

        var devices = shell.Run($"{owner} | Get-KandjiDevice").Succeeded().As<Device>();

        Assert.Equal(known, devices.Select(d => d.DeviceId!));
    }

    [Fact]
    public void Action_OnAUser_IsRefused()
    {
        InvocationResult result =
            Shell.Run($"Get-KandjiUser -Email {KnownFleet.AdaEmail} | Invoke-KandjiDeviceAction -Action BlankPush");

        Assert.Contains("does not identify a device", result.Error.Exception.Message);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Method == "POST");
    }

    [Theory]
    [InlineData("-FileVaultEnabled $false")]
    [InlineData("-MacAddress 00-00-5E-00-53-FE")]
    [InlineData("-Platform iPhone")]
    public void Get_OfADeviceThatDoesNotMeetAnotherCondition_IsNoError(string condition)
    {
        Assert.Empty(Shell.Run($"Get-KandjiDevice -SerialNumber {KnownFleet.MacSerial} {condition}").Succeeded().Output);
    }

    // A bracket that is not closed stands for itself.
    [Theory]
    [InlineData("Get-KandjiDevice '[lab'", 1)]
    [InlineData("Get-KandjiDevice -Name '[lab'", 1)]
    [InlineData("Get-KandjiDevice -Name '[lab*'", 0)]
    [InlineData($"Get-KandjiDeviceApp {KnownFleet.MacSerial} -Name '[lab'", 0)]
    [InlineData("Get-KandjiTag '[lab'", 1)]
    public void Get_ByANameWithAnOpenBracket_LooksForTheNameAsItIs(string command, int errors)
    {
        InvocationResult result = Shell.Run($"{command}; 'went on'");

        Assert.Null(result.Terminating);
        Assert.Equal(errors, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("KandjiNotFound,", error.FullyQualifiedErrorId));
        Assert.All(result.Errors, error => Assert.Contains("[lab", error.Exception.Message));
        Assert.Equal("went on", Assert.Single(result.Output).BaseObject);
    }

    // macOS names a Mac with a typographic apostrophe, keyboards type the straight one.
    [Theory]
    [InlineData("Get-KandjiDevice \"Ada's MacBook Pro\"")]
    [InlineData("Get-KandjiDevice \"ada's macbook*\"")]
    [InlineData("Get-KandjiDevice -Name \"Ada's MacBook Pro\"")]
    [InlineData("Get-KandjiDevice -Name \"ADA's Mac*\"")]
    [InlineData("Get-KandjiDevice -Name \"Ada's MacBook Pro\", \"ada's macbook pro\"")]
    [InlineData("Get-KandjiDevice \"Ada’s MacBook Pro\"")]
    public void Get_ByANameWithAnApostrophe_TakesEitherKind(string command)
    {
        Assert.Equal(KnownFleet.MacId, Assert.Single(Shell.Run(command).Succeeded().As<Device>()).DeviceId);
    }

    [Fact]
    public void Get_ByNamesThatDifferInTheirQuotes_ReturnsTheOneThatWasTyped()
    {
        Shell.Run($"Invoke-KandjiDeviceAction {KnownFleet.PhoneSerial} SetName -NewName \"Ada's MacBook Pro\"").Succeeded();

        Assert.Equal(KnownFleet.PhoneId,
            Assert.Single(Shell.Run("Get-KandjiDevice \"Ada's MacBook Pro\"").Succeeded().As<Device>()).DeviceId);
        Assert.Equal(KnownFleet.MacId,
            Assert.Single(Shell.Run("Get-KandjiDevice \"Ada’s MacBook Pro\"").Succeeded().As<Device>()).DeviceId);
        Shell.Run("Get-KandjiDevice \"Ada‛s MacBook Pro\"").Failed("KandjiAmbiguous");
    }

    // The fiftieth row is looked up in the whole list.
    [Fact]
    public void Get_ByManyNamesWithApostrophes_FindsThemInTheList()
    {
        var devices = Shell.Run("1..50 | ForEach-Object { \"Ada's MacBook Pro\" } | Get-KandjiDevice").Succeeded().As<Device>();

        Assert.Equal(50, devices.Count(d => d.DeviceId == KnownFleet.MacId));
    }

    [Fact]
    public void Get_ByPartOfANameWithAnApostrophe_ListsWhatIsSimilar()
    {
        string message = Shell.Run("Get-KandjiDevice \"Ada's MacBook\"").Error.Exception.Message;

        Assert.Matches(
            $"Similar: {KnownFleet.MacName} \\({KnownFleet.MacSerial}\\), .*{KnownFleet.AdaEmail}, last check-in .*, "
                + $"id {KnownFleet.MacId}\\.",
            message);
    }

    [Theory]
    [InlineData("Get-KandjiDevice ada@example.com", "Get-KandjiDevice -User 'ada@example.com'")]
    [InlineData("Set-KandjiDevice 'C02*' -AssetTag A1", "Wildcards are for Get-KandjiDevice")]
    [InlineData("Get-KandjiDeviceDetail 'C02*'", "Wildcards are for Get-KandjiDevice")]
    public void Device_ByWhatNamesNone_IsToldTheWay(string command, string way)
    {
        Assert.Contains(way, Shell.Run(command).Error.Exception.Message);
    }

    [Theory]
    [InlineData("Get-KandjiDevice | Where-Object User -eq 'Ada@example.com'")]
    [InlineData("Get-KandjiDevice | Where-Object User -in 'ada@example.com', 'nobody@example.com'")]
    [InlineData($"$ada = (Get-KandjiDevice {KnownFleet.MacSerial}).User; Get-KandjiDevice | Where-Object User -eq $ada")]
    public void User_ComparedWithAnAddressOrAUser_IsEqualToTheSame(string command)
    {
        Assert.Equal([KnownFleet.MacId, KnownFleet.PhoneId], Shell.Run(command).Succeeded().As<Device>()
            .Select(d => d.DeviceId));
    }

    // A field that the vendor adds to the user must not change what a comparison finds.
    [Fact]
    public void User_WithAFieldAddedLater_IsEqualToTheAddress()
    {
        Shell.Tenant.Faults.Add("GET /api/v1/devices", Fault.RewriteBody(
            body => body.Replace("\"email\":", "\"shoe_size\":38,\"email\":", StringComparison.Ordinal)));

        InvocationResult run = Shell.Run("Get-KandjiDevice | Where-Object User -eq 'Ada@example.com'");

        var devices = run.Succeeded().As<Device>();
        Assert.Equal([KnownFleet.MacId, KnownFleet.PhoneId], devices.Select(d => d.DeviceId));
        Assert.Equal(38, PSObject.AsPSObject(devices[0].User).Properties["ShoeSize"].Value);
    }

    [Fact]
    public void Get_ByRowsOfACsvFile_BindsTheirColumns()
    {
        var devices = Shell.Run($$"""
            [pscustomobject]@{ serial_number = '{{KnownFleet.MacSerial}}'; note = 'a' },
            [pscustomobject]@{ SerialNumber = '{{KnownFleet.PhoneSerial}}' },
            [pscustomobject]@{ device_id = '{{KnownFleet.WindowsId}}' },
            [pscustomobject]@{ DeviceId = '{{KnownFleet.AndroidId}}' } | Get-KandjiDevice
            """).Succeeded().As<Device>();

        Assert.Equal([KnownFleet.MacId, KnownFleet.PhoneId, KnownFleet.WindowsId, KnownFleet.AndroidId], devices.Select(d => d.DeviceId!));
    }

    [Theory]
    [InlineData($"-SerialNumber {KnownFleet.MacSerial}", $"serial_number={KnownFleet.MacSerial}", 1)]
    [InlineData("-SerialNumber '*KN0WN0MAC'", "serial_number=KN0WN0MAC", 2)]
    [InlineData("-Name 'Front Desk'", "device_name=Front%20Desk", 2)]
    [InlineData("-Name 'front*'", "device_name=front", 2)]
    [InlineData($"-AssetTag {KnownFleet.MacAssetTag}", $"asset_tag={KnownFleet.MacAssetTag}", 1)]
    [InlineData("-User ada@example.com", "user_email=ada%40example.com", 2)]
    [InlineData($"-User {KnownFleet.AdaId}", $"user_id={KnownFleet.AdaId}", 2)]
    [InlineData("-User 'Ada *'", "user_name=Ada%20", 2)]
    [InlineData("-UserEmail ADA@example.com", "user_email=ADA%40example.com", 2)]
    [InlineData("-UserEmail '*ada@example.com'", "user_email=ada%40example.com", 2)]
    public void Get_ByFilter_AsksForThePartAndMatchesTheWhole(string parameters, string query, int count)
    {
        var devices = Shell.Run("Get-KandjiDevice " + parameters).Succeeded().As<Device>();

        Assert.Equal(count, devices.Count);
        Assert.Contains(query, Assert.Single(Shell.Tenant.Log.Entries).Query);
    }

    [Theory]
    [InlineData("-AssetTag NW-0000")]
    [InlineData("-Model MacBook")]
    [InlineData("-OSVersion 1")]
    [InlineData("-UserEmail da@example.com")]
    [InlineData("-User da@example.com")]
    [InlineData("-Platform Ma")]
    public void Get_ByAPartWithoutWildcards_FindsNothing(string parameters)
    {
        Assert.Empty(Shell.Run("Get-KandjiDevice " + parameters).Output);
        Assert.NotEmpty(Shell.Run($"Get-KandjiDevice {parameters.Insert(parameters.IndexOf(' ') + 1, "*")}*")
            .Succeeded().Output);
    }

    [Theory]
    [InlineData("-Platform mac", "Mac")]
    [InlineData("-Platform iPad, iPhone", "iPad,iPhone")]
    [InlineData("-Platform 'iP*'", "iPad,iPhone")]
    [InlineData("-Platform Windows", "Windows")]
    public void Get_ByPlatform_ReturnsThosePlatformsOnly(string parameters, string platforms)
    {
        var devices = Shell.Run("Get-KandjiDevice " + parameters).Succeeded().As<Device>();

        Assert.Equal(platforms, string.Join(",", devices.Select(d => d.Platform).Distinct().Order()));
        Assert.Equal(
            Shell.Tenant.State.Devices.Count(d => platforms.Split(',').Contains(d.Platform.ToString())), devices.Count);
    }

    [Fact]
    public void Get_ByBlueprintName_FindsTheOneWhoseNameIsAllOfIt()
    {
        var devices = Shell.Run("Get-KandjiDevice -Blueprint Engineering").Succeeded().As<Device>();

        Assert.NotEmpty(devices);
        Assert.All(devices, d => Assert.Equal(KnownFleet.EngineeringId, d.BlueprintId));
        Assert.Contains(Shell.Tenant.Log.Entries, e => e.Query.Contains("blueprint_id=" + KnownFleet.EngineeringId));
    }

    [Theory]
    [InlineData("Get-KandjiBlueprint Engineering | ForEach-Object { Get-KandjiDevice -Blueprint $_ }")]
    [InlineData($"Get-KandjiDevice -Blueprint {KnownFleet.EngineeringId}")]
    [InlineData("Get-KandjiDevice -Blueprint 'Engineer*'")]
    public void Get_ByBlueprintInAnyForm_ReturnsTheSame(string command)
    {
        Assert.Equal(
            Shell.Run("Get-KandjiDevice -Blueprint Engineering").Succeeded().As<Device>().Select(d => d.DeviceId),
            Shell.Run(command).Succeeded().As<Device>().Select(d => d.DeviceId));
    }

    [Fact]
    public void Get_ByABlueprintNameThatOccursTwice_ListsTheCandidates()
    {
        Shell.Run("Get-KandjiDevice -Blueprint Kiosk").Failed("KandjiAmbiguous", KnownFleet.FirstTwiceId, KnownFleet.SecondTwiceId);
    }

    [Fact]
    public void Get_ByBlueprintName_WithATokenThatMayNotListBlueprints_ComparesNames()
    {
        Shell.Use(Shell.Tenant.CreateToken("Device list"));

        var devices = Shell.Run("Get-KandjiDevice -Blueprint Engineering").Succeeded().As<Device>();

        Assert.NotEmpty(devices);
        Assert.All(devices, d => Assert.Equal("Engineering", d.BlueprintName));
    }

    [Theory]
    [InlineData("$true", 0)]
    [InlineData("$false", 1)]
    public void Get_ByFileVault_TellsOnFromOff(string value, int count)
    {
        var devices = Shell.Run("Get-KandjiDevice -FileVaultEnabled " + value).Succeeded().As<Device>();

        Assert.All(devices, d => Assert.Equal("Mac", d.Platform));
        Assert.Equal(count, devices.Count(d => d.DeviceId == KnownFleet.MacWithoutFileVaultId));
    }

    [Fact]
    public void Get_ByMacAddressInAnySpelling_SendsColons()
    {
        Shell.Run("Get-KandjiDevice -MacAddress AABB-CC-00-11-22").Succeeded();
        Shell.Run("Get-KandjiDevice -MacAddress aabbcc001122").Succeeded();

        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Contains("mac_address=aa%3Abb%3Acc%3A00%3A11%3A22", e.Query));
    }

    [Fact]
    public void Get_ByTags_ReturnsDevicesThatHaveAny()
    {
        string[] tags = Shell.Run("Get-KandjiDevice").Succeeded().As<Device>().SelectMany(d => d.Tags ?? []).Distinct().Take(2)
            .ToArray();

        var either = Shell.Run($"Get-KandjiDevice -Tag '{tags[0]}', '{tags[1]}'").Succeeded().As<Device>();
        var pattern = Shell.Run($"Get-KandjiDevice -Tag '{tags[0][..3].ToUpperInvariant()}*'").Succeeded().As<Device>();

        Assert.NotEmpty(either);
        Assert.All(either, d => Assert.True(d.Tags!.Intersect(tags).Any()));
        Assert.Contains(pattern, d => d.Tags!.Contains(tags[0]));
    }

    [Fact]
    public void Get_OrderedFirstAndSkip_ReturnThatPartOfTheOrder()
    {
        string[] all = Shell.Tenant.State.Devices.Select(d => d.SerialNumber).OrderDescending(System.StringComparer.Ordinal)
            .ToArray();

        var part = Shell.Run("Get-KandjiDevice -OrderBy SerialNumber -Descending -Skip 3 -First 4").Succeeded().As<Device>();

        Assert.Equal(all[3..7], part.Select(d => d.SerialNumber!));
        Assert.Single(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Get_FirstWithAFilterOfOurs_CountsWhatMatches()
    {
        string[] all = Shell.Run("Get-KandjiDevice -Platform 'iP*'").Succeeded().As<Device>().Select(d => d.DeviceId!)
            .ToArray();

        Assert.Equal(all[1..3], Shell.Run("Get-KandjiDevice -Platform 'iP*' -Skip 1 -First 2").Succeeded().As<Device>()
            .Select(d => d.DeviceId!));
    }

    [Fact]
    public void Get_ByANameWithWildcardCharacters_FindsItLiterally()
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId].SetRowField("device_name", "Lab [old] 50%*");

        Assert.Equal(KnownFleet.MacId,
            Assert.Single(Shell.Run("Get-KandjiDevice -Name 'Lab [old] 50%*'").Succeeded().As<Device>()).DeviceId);
    }

    [Fact]
    public void Get_OfAFieldNoClassKnows_ShowsItAsANoteProperty()
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId]
            .SetRowField("a_field_added_later", System.Text.Json.Nodes.JsonNode.Parse("""{ "inner_part": [1, "two"] }"""));
        Shell.Tenant.State.Devices[KnownFleet.MacId].SetRowField("last_check_in", "on a rainy day");

        InvocationResult result = Shell.Run(
            $"$d = Get-KandjiDevice {KnownFleet.MacId}; $d.AFieldAddedLater.InnerPart[1]; $null -eq $d.LastCheckIn; $d.LastCheckInRaw")
                .Succeeded();

        Assert.Equal(["two", true, "on a rainy day"], result.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void Get_OfANestedFieldNoClassKnows_ShowsItOnTheNestedObject()
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId]
            .SetRowField("user", System.Text.Json.Nodes.JsonNode.Parse("""{ "id": 7, "email": "ada@example.com", "desk_number": 12 }"""));

        InvocationResult result =
            Shell.Run($"$d = Get-KandjiDevice {KnownFleet.MacId}; $d.User.Id; $d.User.DeskNumber").Succeeded();

        Assert.Equal(["7", 12], result.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public async Task Get_ByTwoWildcardsThatMatchTheSameDevice_WritesItOnceAndReadsTheListOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 61 });

        var devices = shell.Run("Get-KandjiDevice 'C02KN0WN0MAC*', 'Ada*'").Succeeded().As<Device>();

        Assert.Single(devices, device => device.DeviceId == KnownFleet.MacId);
        Assert.Single(shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Get_ByABlueprintThatDoesNotExist_NamesItAsTheTarget()
    {
        ErrorRecord error = Shell.Run("Get-KandjiDevice -Blueprint nosuch").Error;

        Assert.StartsWith("KandjiNotFound,", error.FullyQualifiedErrorId);
        Assert.Equal("nosuch", error.TargetObject);
    }

    [Fact]
    public void Get_NotSeenSince_ReturnsThoseThatCheckedInBeforeAndThoseThatNeverDid()
    {
        DateTimeOffset limit = DateTimeOffset.UtcNow.AddDays(-30);
        Shell.Tenant.State.Devices[KnownFleet.MacId].LastCheckIn = null;
        Shell.Tenant.State.Devices[KnownFleet.PhoneId].LastCheckIn = limit.AddMinutes(-10);
        Shell.Tenant.State.Devices[KnownFleet.WindowsId].LastCheckIn = limit.AddMinutes(10);
        string[] expected = Shell.Tenant.State.Devices
            .Where(d => d.LastCheckIn is null || d.LastCheckIn < limit || d.LastCheckInStyle is TimeStyle.Null or TimeStyle.EmptyText)
            .Select(d => d.Id).Order().ToArray();

        foreach (string span in (string[])["30d", "([timespan]::FromDays(30))", "([datetime]::Now.AddDays(-30))"])
        {
            var devices = Shell.Run($"Get-KandjiDevice -NotSeenSince {span}").Succeeded().As<Device>();

            Assert.Equal(expected, devices.Select(d => d.DeviceId!).Order());
            Assert.Contains(devices, d => d.DeviceId == KnownFleet.MacId);
            Assert.Contains(devices, d => d.DeviceId == KnownFleet.PhoneId);
            Assert.DoesNotContain(devices, d => d.DeviceId == KnownFleet.WindowsId);
        }
    }

    [Fact]
    public void Get_NotSeenSince_LeavesOutADeviceWhoseTimeCannotBeReadAndNamesIt()
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId].SetRowField("last_check_in", "on a rainy day");

        InvocationResult result = Shell.Run("Get-KandjiDevice -NotSeenSince 30m").Succeeded();

        Assert.DoesNotContain(result.As<Device>(), d => d.DeviceId == KnownFleet.MacId);
        Assert.Contains(KnownFleet.MacSerial, Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("15.6.1", "15.6 15.5.9 14.99 9.0")]
    [InlineData("15.10", "15.6 15.6.1 15.9 15.5.9 14.99 9.0")]
    [InlineData("'15.10'", "15.6 15.6.1 15.9 15.5.9 14.99 9.0")]
    [InlineData("([version]'15.10')", "15.6 15.6.1 15.9 15.5.9 14.99 9.0")]
    [InlineData("15.6.0", "15.5.9 14.99 9.0")]
    [InlineData("15", "14.99 9.0")]
    public void Get_OSVersionBelow_ComparesAsNumbers(string limit, string versions)
    {
        string[] all = ["15.6", "15.6.1", "15.9", "15.10", "15.5.9", "14.99", "9.0", "24H2", ""];
        foreach ((SimulatedDevice device, int i) in Shell.Tenant.State.Devices.Select((device, i) => (device, i)))
            device.SetRowField("os_version", all[i % all.Length]);

        InvocationResult result = Shell.Run($"Get-KandjiDevice -OSVersionBelow {limit} -Verbose").Succeeded();

        Assert.Equal(versions.Split(' ').Order(), result.As<Device>().Select(d => d.OsVersion!).Distinct().Order());
        Assert.Contains(result.Verbose, line => line.Contains("have a version that is not a number"));
    }

    [Theory]
    [InlineData("24H2")]
    [InlineData("''")]
    [InlineData("'15.*'")]
    [InlineData("@('15.1', '15.2')")]
    [InlineData("$null")]
    [InlineData("(15.10)")]
    public void Get_OSVersionBelowWhatIsNoVersion_FailsBeforeAnythingIsSent(string limit)
    {
        InvocationResult result = Shell.Run($"Get-KandjiDevice -OSVersionBelow {limit}");

        Assert.NotNull(result.Error);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData($"Get-KandjiUser {KnownFleet.AdaEmail}")]
    [InlineData($"Get-KandjiBlueprint '{KnownFleet.EngineeringName}'")]
    [InlineData("Get-KandjiTag repair")]
    public void Detail_OfWhatHasDevices_NamesTheCommandThatReturnsThem(string source)
    {
        InvocationResult result = Shell.Run($"{source} | Get-KandjiDeviceDetail");

        Assert.Contains("Get-KandjiDevice takes it", result.Error.Exception.Message);
        Assert.Empty(result.Output);
    }
}
