using System.Globalization;
using System.Text.Json.Nodes;
using Kandji.Automation.Configuration;
using Kandji.Automation.Inventory;
using Kandji.Client.Blueprints;
using Kandji.Client.Devices;
using Kandji.Client.Users;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Inventory;

public sealed class InventoryTests : CommandTests
{
    private readonly TemporaryFolder _folder = new();

    private string Store => Path.Combine(_folder.Path, "acme.inventory");

    private static SimulatedDevice Mac(PowerShellSession shell) => shell.Tenant.State.Devices[KnownFleet.MacId];

    [Fact]
    public void Sync_FirstRun_ReturnsEverythingAsAddedUntilItIsTaken()
    {
        var first = Sync().As<InventoryChange>();
        var second = Sync().As<InventoryChange>();
        Shell.Run($"Complete-KandjiInventory '{Store}'").Succeeded();

        Assert.Equal(Shell.Tenant.State.Devices.Count, first.Count);
        Assert.Equal(first.Select(change => change.Id), second.Select(change => change.Id));
        Assert.Empty(Sync().Output);
        InventoryChange mac = Assert.Single(first, change => change.ObjectId == KnownFleet.MacId);
        Assert.Equal((InventoryChangeType.Added, ConfigurationKind.Device), (mac.Change, mac.Kind));
        Assert.Equal(Mac(Shell).SerialNumber, mac.SerialNumber);
        Assert.Equal(Mac(Shell).Name, ((Device)mac.Object!).DeviceName);
        Assert.Equal(Shell.Session.Tenant, mac.Tenant);
    }

    [Fact]
    public void Sync_AfterAChange_HasPropertyAndBothValuesInTheTypesOfTheObject()
    {
        Sync("-Baseline");
        SimulatedUser user = Shell.Tenant.State.Users.First(user => user != Mac(Shell).User);
        string? before = Mac(Shell).User?.Email;
        Mac(Shell).User = user;
        Mac(Shell).Tags = [Shell.Tenant.State.Tags.First()];
        Mac(Shell).LastEnrollment = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Mac(Shell).SetRowField("field_of_tomorrow", "x");

        var changes = Sync().As<InventoryChange>().ToDictionary(change => change.Property!);

        Assert.Equal(before, ((DeviceUser?)changes["User"].Before)?.Email);
        Assert.Equal(user.Email, ((DeviceUser)changes["User"].After!).Email);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).ToLocalTime(), changes["LastEnrollment"].After);
        Assert.Equal(Shell.Tenant.State.Tags.First().Name, changes["Tags"].After!.ToString());
        Assert.Equal(3, changes.Count);
    }

    [Fact]
    public void Sync_ChangesOfAFieldThatNoClassKnows_HaveItsNameInPascalCase()
    {
        Mac(Shell).SetRowField("field_of_tomorrow", "x");
        Sync("-Baseline");
        Mac(Shell).SetRowField("field_of_tomorrow", "y");

        InventoryChange change = Assert.Single(Sync().As<InventoryChange>());

        Assert.Equal(("FieldOfTomorrow", "x", "y"), (change.Property, change.Before, change.After));
        Assert.Equal("y", Shell.Run($"(Get-KandjiInventory '{Store}' | Where-Object DeviceId -eq {KnownFleet.MacId}).FieldOfTomorrow")
            .Succeeded().As<string>().Single());
    }

    [Fact]
    public void Sync_WhenTheNextCommandDies_LosesNothing()
    {
        InvocationResult died = Shell.Run($"Sync-KandjiInventory '{Store}' | ForEach-Object {{ throw 'receiver is down' }}");

        Assert.NotNull(died.Terminating);
        Assert.Equal(Shell.Tenant.State.Devices.Count, Sync().Output.Count);
    }

    // What comes next may take as long as several runs of another job, of which each deletes what is older than the one before.
    [Theory]
    [InlineData("Get-KandjiInventory {0} -Kind User, Device")]
    [InlineData("Get-KandjiInventory {0} -Kind User, Device -At 2099-01-01")]
    [InlineData("Sync-KandjiInventory {0} -Kind User, Device")]
    public void Command_WhosePipelineIsOvertakenByOtherRuns_ReturnsEverything(string command)
    {
        Shell.Run($"$null = Sync-KandjiInventory '{Store}' -Kind User, Device").Succeeded();
        string script = command.Replace("{0}", $"'{Store}'", StringComparison.Ordinal);

        List<object?> all = Shell.Run($"$isFirst = $true; {script} | ForEach-Object {{ if ($isFirst) {{ $isFirst = $false; "
            + $"1..3 | ForEach-Object {{ $null = Sync-KandjiInventory '{Store}' -Kind User, Device }} }}; $_ }}").Succeeded().Output
            .Select(one => one?.BaseObject).ToList();

        Assert.Equal(Shell.Tenant.State.Users.Count + Shell.Tenant.State.Devices.Count, all.Count);
    }

    [Fact]
    public void Sync_PipedToComplete_TakesWhatItWrites()
    {
        Shell.Run($"Sync-KandjiInventory '{Store}' | Complete-KandjiInventory '{Store}'").Succeeded();

        Assert.Empty(Sync().Output);
    }

    [Fact]
    public void Complete_SomeIds_LeavesTheOthers()
    {
        var changes = Sync().As<InventoryChange>();

        Shell.Run($"Complete-KandjiInventory '{Store}' -Id {changes[0].Id}, {changes[2].Id}").Succeeded();
        Shell.Run($"Complete-KandjiInventory '{Store}' -Id {changes[0].Id}").Succeeded();
        InvocationResult unknown = Shell.Run($"Complete-KandjiInventory '{Store}' -Id nosuch");

        Assert.Equal("KandjiNotFound,Kandji.PowerShell.Inventory.CompleteKandjiInventory", unknown.Error.FullyQualifiedErrorId);
        Assert.Equal(changes.Select(c => c.Id).Where((_, at) => at is not (0 or 2)), Sync().As<InventoryChange>().Select(c => c.Id));
    }

    [Fact]
    public void Complete_WithAnEmptyPipelineOrWhatIf_TakesNothing()
    {
        int count = Sync().Output.Count;
        Shell.Run($"@() | Complete-KandjiInventory '{Store}'").Succeeded();
        Shell.Run($"Complete-KandjiInventory '{Store}' -WhatIf").Succeeded();

        Assert.Equal(count, Sync().Output.Count);
    }

    [Fact]
    public void Sync_AutoComplete_TakesUnlessThePipelineWasStopped()
    {
        Shell.Run($"Sync-KandjiInventory '{Store}' -AutoComplete | ForEach-Object {{ throw 'enough' }}");
        int left = Sync("-AutoComplete").Output.Count;

        Assert.Equal(Shell.Tenant.State.Devices.Count, left);
        Assert.Empty(Sync().Output);
    }

    [Fact]
    public void Sync_WithoutPermissionForOneKind_ComparesTheOthers()
    {
        Shell.Use(Shell.Tenant.CreateToken("Device list", "Tag list"));

        InvocationResult result = Shell.Run($"Sync-KandjiInventory '{Store}' -Kind Device, User, Tag");

        Assert.StartsWith("KandjiForbidden", result.Error.FullyQualifiedErrorId);
        Assert.Contains("User list", result.Error.Exception.Message);
        Assert.Equal([ConfigurationKind.Tag, ConfigurationKind.Device], result.As<InventoryChange>().Select(c => c.Kind).Distinct());
    }

    [Fact]
    public void Sync_WithADeadToken_EndsTheCommand()
    {
        Shell.Tenant.RevokeToken(Shell.Tenant.Token);

        InvocationResult result = Shell.Run($"Sync-KandjiInventory '{Store}' -Kind Device, User; 'after'");

        Assert.StartsWith("KandjiUnauthorized", result.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Sync_WhenAThirdIsMissing_IsAnErrorOnceAcceptedWithMaxRemoved()
    {
        Sync("-Baseline");
        foreach (SimulatedDevice device in Shell.Tenant.State.Devices.Take(20).ToArray())
            Shell.Tenant.State.Devices.Remove(device.Id);

        InvocationResult refused = Shell.Run($"Sync-KandjiInventory '{Store}'");
        var accepted = Sync("-MaxRemoved 100%").As<InventoryChange>();

        Assert.StartsWith("KandjiTooManyRemoved", refused.Error.FullyQualifiedErrorId);
        Assert.Empty(refused.Output);
        Assert.Equal(20, accepted.Count(change => change.Change == InventoryChangeType.Removed));
        InvocationResult wrong = Shell.Run($"Sync-KandjiInventory '{Store}' -MaxRemoved many");
        Assert.StartsWith("KandjiInvalidArgument", wrong.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task Sync_WithTheStoreOfAnotherTenant_IsAnErrorBeforeAnythingIsRead()
    {
        Sync();
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 5 });
        Shell.Open(other, "globex");

        InvocationResult result = Shell.Run($"Sync-KandjiInventory '{Store}' -Session $globex");

        Assert.StartsWith("KandjiOtherTenant", result.Error.FullyQualifiedErrorId);
        Assert.Equal(0, other.Log.Count);
    }

    [Fact]
    public void Get_Objects_AreTypedKnowTheirTenantAndTime()
    {
        Sync("-Kind Device, User, Blueprint, Tag, AdeDevice");

        int sent = Shell.Tenant.Log.Count;
        var objects = Shell.Run($"Get-KandjiInventory '{Store}' -Kind Device, User, Blueprint").Succeeded();

        Assert.Equal(sent, Shell.Tenant.Log.Count);
        Assert.Equal(Shell.Tenant.State.Devices.Count, objects.Output.Count(o => o.BaseObject is Device));
        Assert.Equal(Shell.Tenant.State.Users.Count, objects.Output.Count(o => o.BaseObject is User));
        Assert.Equal(Shell.Tenant.State.Blueprints.Count, objects.Output.Count(o => o.BaseObject is Blueprint));
        Assert.All(objects.Output, o => Assert.Equal(Shell.Session.Tenant, o.Properties["Tenant"].Value));
        Assert.All(objects.Output, o => Assert.IsType<DateTime>(o.Properties["AsOf"].Value));
    }

    [Fact]
    public void Get_PipedIntoACommandThatReads_WorksLikeAFreshObject()
    {
        Sync();

        var details = Shell.Run($"Get-KandjiInventory '{Store}' | Where-Object DeviceId -eq {KnownFleet.MacId} | Get-KandjiDeviceDetail")
            .Succeeded();

        Assert.Equal(KnownFleet.MacId, details.Output.Single().Properties["DeviceId"].Value);
    }

    [Fact]
    public void Get_PipedIntoACommandThatChanges_ReadsTheDeviceAgainFirst()
    {
        Sync();
        Mac(Shell).Name = "Renamed since";

        InvocationResult result = Shell.Run($"Get-KandjiInventory '{Store}' | Where-Object DeviceId -eq {KnownFleet.MacId} | "
            + "Restart-KandjiDevice -Confirm:$false");

        result.Succeeded();
        Assert.Contains(Shell.Tenant.Log.Entries, entry => entry.Method == "GET" && entry.Path == "/api/v1/devices/" + KnownFleet.MacId);
        Assert.Equal("Renamed since", result.Succeeded().Output.Single().Properties["DeviceName"].Value);
    }

    [Fact]
    public void Get_PipedIntoACommandThatChangesWhenTheDeviceIsGone_IsAnErrorAndNothingIsSent()
    {
        Sync();
        Shell.Tenant.State.Devices.Remove(KnownFleet.MacId);

        InvocationResult result = Shell.Run($"Get-KandjiInventory '{Store}' | Where-Object DeviceId -eq {KnownFleet.MacId} | "
            + "Remove-KandjiDevice -Force");

        Assert.StartsWith("KandjiNotFound", result.Error.FullyQualifiedErrorId);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Fact]
    public void Get_AtATime_ReturnsTheObjectsAsTheyWere()
    {
        Sync("-Baseline");
        string name = Mac(Shell).Name;
        string gone = Shell.Tenant.State.Devices.First(device => device.Id != KnownFleet.MacId).Id;
        DateTime then = Later();
        Mac(Shell).Name = "Another";
        SimulatedDevice removed = Shell.Tenant.State.Devices[gone];
        Shell.Tenant.State.Devices.Remove(gone);
        Sync();
        Mac(Shell).Name = "And another";
        Later();
        Sync();

        var before = Shell.Run($"Get-KandjiInventory '{Store}' -At '{then:o}'").Succeeded().As<Device>();
        var now = Shell.Run($"Get-KandjiInventory '{Store}'").Succeeded().As<Device>();

        Assert.Equal(name, before.Single(device => device.DeviceId == KnownFleet.MacId).DeviceName);
        Assert.Contains(before, device => device.SerialNumber == removed.SerialNumber);
        Assert.Equal("And another", now.Single(device => device.DeviceId == KnownFleet.MacId).DeviceName);
        Assert.DoesNotContain(now, device => device.DeviceId == gone);
        Assert.StartsWith("KandjiNotFound", Shell.Run($"Get-KandjiInventory '{Store}' -At 30d").Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Get_History_ReturnsEverythingThatHappenedToADeviceInOrder()
    {
        Sync("-AutoComplete");
        SimulatedDevice mac = Mac(Shell);
        mac.AssetTag = "A-1";
        Sync("-AutoComplete");
        mac.AssetTag = "A-2";
        Sync("-AutoComplete");

        string serial = mac.SerialNumber.ToLowerInvariant();
        var history = Shell.Run($"Get-KandjiInventory '{Store}' -History {serial}").Succeeded().As<InventoryChange>();

        Assert.Equal([InventoryChangeType.Added, InventoryChangeType.Changed, InventoryChangeType.Changed], history.Select(c => c.Change));
        Assert.Equal("A-2", history[2].After);
        Assert.StartsWith("KandjiNotFound", Shell.Run($"Get-KandjiInventory '{Store}' -History NOSUCH").Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Get_WhereThereIsNoInventory_SaysWhatMakesOne()
    {
        InvocationResult result = Shell.Run($"Get-KandjiInventory '{Store}'");

        Assert.StartsWith("KandjiNotFound", result.Error.FullyQualifiedErrorId);
        Assert.Contains("Sync-KandjiInventory", result.Error.Exception.Message);
        Assert.False(Directory.Exists(Store));
    }

    [Fact]
    public void Sync_Path_IsRelativeToPowerShellsLocation()
    {
        Shell.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{_folder.Path}'); "
            + "Sync-KandjiInventory './a [b].inventory' -Baseline").Succeeded();

        Assert.True(File.Exists(Path.Combine(_folder.Path, "a [b].inventory", "inventory.json")));
    }

    [Fact]
    public void Sync_Detail_ReadsWhatIsNewOrHasCheckedInWithinItsShare()
    {
        Sync("-Baseline -Detail -MaxRequest 10");
        int first = DetailRequests();
        InvocationResult second = Sync("-Detail -MaxRequest 1000");
        int all = DetailRequests();
        Mac(Shell).LastCheckIn = DateTimeOffset.UtcNow;
        Mac(Shell).EditDetails = details => details["general"]!["last_user"] = "captain";
        InvocationResult third = Sync("-Detail");

        Assert.Equal(10, first);
        Assert.Equal(Shell.Tenant.State.Devices.Count, all);
        Assert.Empty(second.Output);
        Assert.Equal(all + 1, DetailRequests());
        InventoryChange change = Assert.Single(third.As<InventoryChange>());
        Assert.Equal(("Detail.General.LastUser", "captain"), (change.Property, change.After));
        InvocationResult kept = Shell.Run(
            $"(Get-KandjiInventory '{Store}' -Detail | Where-Object DeviceId -eq {KnownFleet.MacId}).General");
        Assert.Equal("captain", kept.Succeeded().Output.Single().Properties["LastUser"].Value);
    }

    [Fact]
    public void Sync_DetailWithMoreThanItsShare_SaysHowManyAreLeft()
    {
        InvocationResult result = Sync("-Baseline -Detail -MaxRequest 10");

        Assert.Contains($"{Shell.Tenant.State.Devices.Count - 10} more", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData(null, 5000)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(4001, 2000)]
    public void Sync_Detail_TakesHalfOfWhatIsLeftOfTheHour(int? left, int share) => Assert.Equal(share, DetailSync.GetShare(left));

    [Fact]
    public void Sync_Full_ReadsAllDetailsAgainAndFindsTheSame()
    {
        Sync("-Baseline -Detail");
        int before = DetailRequests();

        InvocationResult result = Sync("-Detail -Full");

        Assert.Equal(before * 2, DetailRequests());
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Help_NamesEachPropertyThatAlwaysMoves()
    {
        string description = string.Join("\n", Help.Commands.Named("Sync-KandjiInventory").Description.Select(p => p.Plain));

        foreach (InventoryKind kind in InventoryKind.All)
        {
            Assert.All(kind.VolatileFields,
                field => Assert.Contains(Client.Json.ApiName.ToPascalCase(field), description, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Device", "Get-KandjiDevice")]
    [InlineData("Device", "Get-KandjiDeviceApp")]
    [InlineData("Device", "Get-KandjiDeviceActivity")]
    [InlineData("Device", "Set-KandjiDevice -AssetTag A-9 -Confirm:$false")]
    [InlineData("Device", "Rename-KandjiDevice -NewName 'Front Desk 9' -Confirm:$false")]
    [InlineData("Device", "Invoke-KandjiDeviceAction -Action BlankPush -Confirm:$false")]
    [InlineData("Device", "New-KandjiDeviceNote -Content 'On loan'")]
    [InlineData("User", "Get-KandjiUser")]
    [InlineData("Blueprint", "Get-KandjiBlueprint")]
    [InlineData("Blueprint", "Set-KandjiBlueprint -Description 'New' -Confirm:$false")]
    [InlineData("Tag", "Rename-KandjiTag -NewName 'tag-9' -Confirm:$false")]
    [InlineData("AdeDevice", "Set-KandjiAdeDevice -AssetTag A-9 -Confirm:$false")]
    public void Get_PipedIntoACommandForItsKind_WorksLikeAFreshObject(string kind, string command)
    {
        Sync("-Kind Device, User, Blueprint, Tag, AdeDevice -Baseline");
        string one = $"(Get-KandjiInventory '{Store}' -Kind {kind} | Where-Object {{ -not $_.Platform -or $_.Platform -eq 'Mac' }})[0]";

        Assert.NotEmpty(Shell.Run($"{one} | {command}").Succeeded().Output);
    }

    // What was read before counts, so that a tenant whose hour is always used up gets on.
    [Theory]
    [InlineData(403, "KandjiForbidden")]
    [InlineData(401, "KandjiUnauthorized")]
    public void Sync_DetailsThatEndInTheMiddle_KeepsWhatWasReadAndReadsTheRestNext(int status, string id)
    {
        InvocationResult ended;
        using (Shell.Tenant.Faults.Add("GET /api/v1/devices/*/details", Fault.Status(status, """{"detail":"No."}"""), after: 12))
            ended = Shell.Run($"Sync-KandjiInventory '{Store}' -Baseline -Detail");
        int before = DetailRequests();
        InvocationResult rest = Sync("-Detail");

        // Those under way at the same time may be given up.
        string told = Assert.Single(ended.Warnings, warning => warning.Contains("devices were read.", StringComparison.Ordinal));
        int read = int.Parse(told.Split(' ')[3], CultureInfo.InvariantCulture);
        Assert.InRange(read, 5, 12);
        Assert.StartsWith(id, (ended.Terminating ?? ended.Error).FullyQualifiedErrorId);
        Assert.Equal(Shell.Tenant.State.Devices.Count - read, DetailRequests() - before);
        Assert.DoesNotContain(rest.Warnings, warning => warning.Contains("were read.", StringComparison.Ordinal));
        Assert.Equal(Shell.Tenant.State.Devices.Count, Shell.Run($"Get-KandjiInventory '{Store}' -Detail").Succeeded().Output.Count);
    }

    [Fact]
    public void Sync_DetailsOfWhichNoneCouldBeRead_IsAnErrorAndTheInventoryHasNone()
    {
        Shell.Use(Shell.Tenant.CreateToken("Device list"));

        InvocationResult result = Shell.Run($"Sync-KandjiInventory '{Store}' -Baseline -Detail");

        Assert.StartsWith("KandjiForbidden", result.Error.FullyQualifiedErrorId);
        Assert.StartsWith("KandjiNotFound", Shell.Run($"Get-KandjiInventory '{Store}' -Detail").Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Sync_DetailsOfDevicesWhoseIdsAreNumbers_ReadsThem()
    {
        Shell.Tenant.Faults.Add("GET /api/v1/devices", Fault.RewriteBody(body =>
            body.Replace($"\"{KnownFleet.MacId}\"", "4711", StringComparison.Ordinal)));
        Shell.Tenant.Faults.Add("GET /api/v1/devices/4711/details", Fault.Replace(_ => (200, """{"general":{"os_version":"15.9"}}""")));

        Sync("-Baseline -Detail");

        Assert.Equal("15.9", Shell.Run($"(Get-KandjiInventory '{Store}' -Detail | Where-Object DeviceId -eq 4711).General.OsVersion")
            .Succeeded().As<string>().Single());
    }

    [Theory]
    [InlineData("serial")]
    [InlineData("old")]
    [InlineData("new")]
    public void Get_HistoryOfADeviceThatEnrolledAgain_HasAllUnderEachOfItsNames(string by)
    {
        Sync("-Detail -AutoComplete");
        Mac(Shell).EditDetails = details => details["general"]!["last_user"] = "captain";
        Mac(Shell).LastCheckIn = Mac(Shell).LastCheckIn!.Value.AddHours(1);
        Sync("-Detail -AutoComplete");
        const string newId = "f1000000-0000-4000-8000-00000000abcd";
        Shell.Tenant.Faults.Add("GET /api/v1/devices", Fault.RewriteBody(body =>
            body.Replace(KnownFleet.MacId, newId, StringComparison.Ordinal)));
        Sync("-AutoComplete");
        string name = by switch { "serial" => Mac(Shell).SerialNumber, "old" => KnownFleet.MacId, _ => newId };

        var history = Shell.Run($"Get-KandjiInventory '{Store}' -History {name}").Succeeded().As<InventoryChange>();

        Assert.Equal(
            ["Added ", "Changed Detail.General.LastUser", "Reenrolled "],
            history.Select(change => $"{change.Change} {change.Property}"));
    }

    [Fact]
    public void Sync_DetailOfADeviceThatFails_KeepsWhatWasKnownAndTriesAgain()
    {
        using (Shell.Tenant.Faults.Add($"GET /api/v1/devices/{KnownFleet.MacId}/details", Fault.Status(404, """{"detail":"Gone."}""")))
            Assert.Contains(Sync("-Baseline -Detail").Warnings, warning => warning.Contains("Gone."));
        int before = DetailRequests();
        Sync("-Detail");

        Assert.Equal(before + 1, DetailRequests());
    }

    [Fact]
    public void Sync_WhenAFieldIsNew_SaysSoOnce()
    {
        Sync("-Baseline");
        foreach (SimulatedDevice device in Shell.Tenant.State.Devices)
            device.SetRowField("colour", JsonValue.Create("blue"));

        Assert.Contains("colour", Assert.Single(Sync().Warnings));
        Assert.Empty(Sync().Warnings);
    }

    [Fact]
    public void Table_FitsEightyColumns()
    {
        Sync("-Baseline");
        Mac(Shell).Name = "A name that is much longer than a column of a table can be, whatever it says";
        Mac(Shell).AssetTag = "A-1";

        string table = Shell.Show($"Sync-KandjiInventory '{Store}'");

        Assert.Contains("AssetTag", table);
        Assert.All(table.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    private InvocationResult Sync(string parameters = "") => Shell.Run($"Sync-KandjiInventory '{Store}' {parameters}").Succeeded();

    private int DetailRequests() => Shell.Tenant.Log.Entries.Count(entry => entry.Path.EndsWith("/details", StringComparison.Ordinal));

    // Runs that follow each other at once are a moment apart.
    private static DateTime Later()
    {
        Thread.Sleep(20);
        DateTime now = DateTime.Now;
        Thread.Sleep(20);
        return now;
    }
}
