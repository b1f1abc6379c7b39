using Kandji.Automation.Plans;
using Kandji.Automation.Plans.Apply;
using Kandji.Client.Devices.Actions;
using Kandji.Simulator;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Plans;

/// <summary>Plans that are applied, refused, resumed and undone, against a simulated tenant.</summary>
public sealed class PlanRunTests
{
    private static CancellationToken Token => PlanBench.Token;

    [Fact]
    public async Task Apply_SendsEachStepOnceAsListed()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        await bench.WriteAsync(
            PlanBench.SetAssetTag(macs[0], "A-1"), PlanBench.SetTags(macs[1], "loaner", "pool"),
            PlanBench.Act(macs[2], DeviceAction.BlankPush),
            PlanBench.Act(macs[3], DeviceAction.Lock), PlanBench.AddNote(macs[4], "Back on Monday"), PlanBench.AddTag("lease-2030"),
            PlanBench.Delete(macs[5]));

        List<PlanStepResult> results = await bench.ApplyAsync();

        Assert.Equal(Enumerable.Range(1, 7), results.Select(result => result.Number).Order());
        Assert.All(results, result => Assert.True(result.Outcome is PlanStepOutcome.Done or PlanStepOutcome.Queued, result.ToString()));
        Assert.Equal("A-1", macs[0].AssetTag);
        Assert.Equal(["loaner", "pool"], macs[1].Tags.Select(tag => tag.Name));
        Assert.True(macs[3].IsLocked);
        Assert.Equal(macs[3].UnlockPin, results.Single(result => result.Number == 4).UnlockPin);
        Assert.Contains(macs[4].Record.Notes, note => note.Content.Contains("Back on Monday"));
        Assert.False(bench.Tenant.State.Devices.TryGet(macs[5].Id, out _));
        Assert.Equal(7, bench.Changes.Count);
        Assert.DoesNotContain(macs[3].UnlockPin!, await File.ReadAllTextAsync(PlanFile.GetJournalPath(bench.PlanPath), Token));
    }

    [Fact]
    public async Task Apply_Again_SendsNothing()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        await bench.WriteAsync(PlanBench.SetAssetTag(macs[0], "A-1"), PlanBench.Act(macs[1], DeviceAction.Erase));
        await bench.ApplyAsync();

        Assert.Empty(await bench.ApplyAsync());

        Assert.Equal(2, bench.Changes.Count);
    }

    public static TheoryData<string> Changes => [
        "asset tag", "removed", "deleted", "re-enrolled", "same serial number twice", "serial number elsewhere", "enrolled again", "user",
        "blueprint", "same command",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Apply_WhenADeviceChangedSince_SendsNothingAndNamesIt(string change)
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        SimulatedDevice device = macs[0];
        await bench.WriteAsync(
            PlanBench.SetAssetTag(macs[1], "B"), PlanBench.SetAssetTag(device, "A"), PlanBench.Act(device, DeviceAction.Erase));
        Apply(bench, device, change);

        PlanException e = await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync());

        Assert.Equal("KandjiPlanChanged", e.Id);
        Assert.Contains(device.SerialNumber, e.Message);
        Assert.DoesNotContain(macs[1].SerialNumber, e.Message);
        Assert.Empty(bench.Changes);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Apply_WithSkipChanged_LeavesOutWhatChangedAndMakesTheRest(string change)
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        await bench.WriteAsync(PlanBench.SetAssetTag(macs[1], "B"), PlanBench.Act(macs[0], DeviceAction.Erase));
        bool isSeen = change != "asset tag";
        Apply(bench, macs[0], change);

        List<PlanStepResult> results = await bench.ApplyAsync(new PlanRunOptions { SkipChanged = true });

        Assert.Equal("B", macs[1].AssetTag);
        // An erase does not depend on the asset tag.
        Assert.Equal(isSeen ? PlanStepOutcome.Skipped : PlanStepOutcome.Queued, results.Single(result => result.Number == 2).Outcome);
        Assert.Equal(isSeen ? 1 : 2, bench.Changes.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Apply_OfAStepWhoseUserIsKnownByANumber_ReadsItsName(bool showsAnother)
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        bench.Tenant.State.DeviceUserIdsAreIntegers = true;
        SimulatedDevice device = Macs(bench).First(mac => mac.User is not null);
        SimulatedUser user = bench.Tenant.State.Users.First(user => user != device.User);
        await bench.WriteAsync(PlanBench.SetUserByNumber(device, user, showsAnother ? "somebody@example.com" : user.Email));

        if (showsAnother)
        {
            Assert.Contains(user.Email, (await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync())).Message);
            Assert.Empty(bench.Changes);
            return;
        }
        await bench.ApplyAsync();
        Assert.Single(bench.Changes);
    }

    [Theory]
    [InlineData("blueprint", "another's", false)]
    [InlineData("blueprint", "renamed", false)]
    [InlineData("blueprint", "deleted", false)]
    [InlineData("blueprint", "its own", true)]
    [InlineData("user", "another's", false)]
    [InlineData("user", "renamed", false)]
    [InlineData("user", "deleted", false)]
    [InlineData("user", "its own", true)]
    public async Task Apply_OfAStepThatShowsAnotherNameThanTheOneOfItsId_SendsNothing(string what, string name, bool isSent)
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        TenantState state = bench.Tenant.State;
        SimulatedDevice device = Macs(bench)[0];
        SimulatedBlueprint[] blueprints = state.Blueprints.Where(blueprint => blueprint != device.Blueprint).ToArray();
        SimulatedUser[] users = state.Users.Where(user => user != device.User && user.Email.Length > 0).ToArray();
        int shown = name == "another's" ? 1 : 0;
        await bench.WriteAsync(what == "blueprint"
            ? PlanBench.Move(device, blueprints[0], blueprints[shown].Name) : PlanBench.SetUser(device, users[0], users[shown].Email));
        switch (what, name)
        {
            case ("blueprint", "renamed"):
                blueprints[0].Name += " (old)";
                break;
            case ("blueprint", "deleted"):
                state.Blueprints.Remove(blueprints[0].Id);
                break;
            case ("user", "renamed"):
                users[0].Email = "new." + users[0].Email;
                break;
            case ("user", "deleted"):
                state.Users.Remove(users[0].Id);
                break;
        }

        if (isSent)
        {
            Assert.Equal(PlanStepOutcome.Done, Assert.Single(await bench.ApplyAsync()).Outcome);
            return;
        }
        PlanException e = await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync());

        Assert.Equal("KandjiPlanChanged", e.Id);
        Assert.Contains(what == "blueprint" ? blueprints[0].Id : users[0].Id, e.Message);
        Assert.Empty(bench.Changes);
    }

    private static void Apply(PlanBench bench, SimulatedDevice device, string change)
    {
        TenantState state = bench.Tenant.State;
        switch (change)
        {
            case "asset tag":
                device.AssetTag = "somebody else's";
                break;
            case "removed":
                device.IsRemoved = true;
                break;
            case "deleted":
                state.Devices.Remove(device.Id);
                break;
            case "re-enrolled":
                state.Devices.Remove(device.Id);
                state.Devices.Add(Copy(device, device.SerialNumber));
                break;
            case "same serial number twice":
                state.Devices.Add(Copy(device, device.SerialNumber));
                break;
            case "serial number elsewhere":
                state.Devices.Remove(device.Id);
                state.Devices.Add(new SimulatedDevice(device.Id, "OTHERSERIAL", device.Platform)
                {
                    Name = device.Name, Blueprint = device.Blueprint, AssetTag = device.AssetTag, LastEnrollment = device.LastEnrollment,
                    User = device.User,
                });
                break;
            case "enrolled again":
                device.LastEnrollment = device.LastEnrollment.AddDays(1);
                break;
            case "user":
                device.User = state.Users.First(user => user != device.User);
                break;
            case "blueprint":
                device.Blueprint = state.Blueprints.First(blueprint => blueprint != device.Blueprint);
                break;
            default:
                device.Record.Add(new SimulatedCommand
                {
                    Uuid = Guid.NewGuid().ToString(), CommandType = "EraseDevice", RequestType = "EraseDevice",
                    RequestedAt = DateTimeOffset.UtcNow.AddSeconds(2),
                });
                break;
        }
    }

    private static SimulatedDevice Copy(SimulatedDevice device, string serialNumber) =>
        new(Guid.NewGuid().ToString(), serialNumber, device.Platform) { Name = device.Name, Blueprint = device.Blueprint };

    [Fact]
    public async Task Apply_OfAnExpiredPlanOrAnotherTenants_SendsAndReadsNothing()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        PlanStep step = PlanBench.SetAssetTag(Macs(bench)[0], "A");
        Plan expired = bench.NewPlan([step], validUntil: DateTime.UtcNow.AddSeconds(-1));
        await PlanFile.WriteAsync(bench.PlanPath, expired, overwrite: true, Token);
        Assert.Equal("KandjiPlanExpired", (await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync())).Id);

        Plan made = bench.NewPlan([step]);
        var other = new Plan
        {
            Host = "globex.api.kandji.io", Tenant = "globex", MadeBy = made.MadeBy, MadeAt = made.MadeAt, ValidUntil = made.ValidUntil,
            Steps = made.Steps,
        };
        await PlanFile.WriteAsync(bench.PlanPath, other, overwrite: true, Token);
        PlanException e = await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync());
        Assert.Equal("KandjiOtherTenant", e.Id);
        Assert.Contains("globex.api.kandji.io", e.Message);

        await bench.WriteAsync();
        Assert.Equal("KandjiPlanEmpty", (await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync())).Id);
        Assert.Equal(0, bench.Tenant.Log.Count);
        Assert.False(File.Exists(PlanFile.GetJournalPath(bench.PlanPath)));
    }

    [Fact]
    public async Task Apply_OfAStepWhoseRequestGoesElsewhereThanItsTarget_IsRefused()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        PlanStep shown = PlanBench.Act(macs[0], DeviceAction.Erase), sent = PlanBench.Act(macs[1], DeviceAction.Erase);
        await bench.WriteAsync(shown);
        // Whoever makes it computes the hash as well.
        Plan plan = bench.NewPlan([new PlanStep
        {
            Action = shown.Action, Target = shown.Target, Operation = sent.Operation, PathArguments = sent.PathArguments, Body = sent.Body,
            IsDestructive = true, NoUndo = sent.NoUndo, Guard = shown.Guard,
        }]);
        await File.WriteAllTextAsync(bench.PlanPath, PlanText.Write(PlanFormat.ToValues(plan, PlanFile.ComputeHash(plan))), Token);

        Assert.Equal("KandjiInvalidPlan", (await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync())).Id);
        Assert.Empty(bench.Changes);
    }

    [Fact]
    public async Task Apply_OfAPlanWithAByteChangedAnywhere_SendsNothing()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        await bench.WriteAsync(PlanBench.SetAssetTag(Macs(bench)[0], "A"), PlanBench.Act(Macs(bench)[1], DeviceAction.Restart));
        byte[] whole = await File.ReadAllBytesAsync(bench.PlanPath, Token);
        int refused = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            await File.WriteAllBytesAsync(bench.PlanPath, changed, Token);
            try
            {
                PlanFile.Read(bench.PlanPath);
                Assert.True(whole[at] is (byte)' ' or (byte)'\n', $"byte {at} of '{(char)whole[at]}'");
            }
            catch (PlanException e)
            {
                Assert.Contains(bench.PlanPath, e.Message);
                refused++;
            }
        }
        Assert.True(refused > whole.Length / 2);
        Assert.Empty(bench.Changes);
    }

    [Fact]
    public async Task Apply_WithAJournalCutInHalf_SendsNothingAndNamesIt()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        await bench.WriteAsync(macs.Take(6).Select((mac, i) => PlanBench.SetAssetTag(mac, $"A{i}")));
        await bench.ApplyAsync();
        string journal = PlanFile.GetJournalPath(bench.PlanPath);
        byte[] whole = await File.ReadAllBytesAsync(journal, Token);
        int changes = bench.Changes.Count;
        foreach (byte[] half in new[] { whole[..(whole.Length / 2)], whole[(whole.Length / 2)..] })
        {
            await File.WriteAllBytesAsync(journal, half, Token);

            PlanException e = await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync());

            Assert.Equal("KandjiPlanJournalDamaged", e.Id);
            Assert.Contains(journal, e.Message);
            Assert.Equal(changes, bench.Changes.Count);
        }
    }

    [Fact]
    public async Task Apply_WhileAnotherRunDoes_IsRefused()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        await bench.WriteAsync(PlanBench.SetAssetTag(Macs(bench)[0], "A"));
        using PlanRun first = await bench.OpenAsync();

        PlanException e = await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync());

        Assert.Equal("KandjiPlanInUse", e.Id);
        Assert.Empty(bench.Changes);
        Assert.Equal("KandjiPlanInUse", (await Assert.ThrowsAsync<PlanException>(
            () => bench.OpenAsync(new PlanRunOptions { IsUndo = true }))).Id);
    }

    [Fact]
    public async Task Apply_OfARefusedStep_ReportsItAndSendsItAgainNextTime()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        await bench.WriteAsync(PlanBench.SetAssetTag(macs[0], "A"), PlanBench.SetAssetTag(macs[1], "B"));
        bench.Tenant.Faults.Add($"PATCH /api/v1/devices/{macs[0].Id}", Fault.Status(400, "{\"error\":\"Not today\"}"), times: 1);

        List<PlanStepResult> first = await bench.ApplyAsync();
        List<PlanStepResult> second = await bench.ApplyAsync();

        PlanStepResult refused = first.Single(result => result.Number == 1);
        Assert.Equal((PlanStepOutcome.Refused, "Not today"), (refused.Outcome, refused.Message));
        Assert.Equal([1], second.Select(result => result.Number));
        Assert.Equal("A", macs[0].AssetTag);
        Assert.Equal("B", macs[1].AssetTag);
    }

    [Fact]
    public async Task Apply_OfAPropertyThatNobodyAnswered_LooksAndFindsItDone()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        await bench.WriteAsync(PlanBench.SetAssetTag(macs[0], "A"), PlanBench.SetAssetTag(macs[1], "B"));
        bench.Tenant.Faults.Add($"PATCH /api/v1/devices/{macs[0].Id}", Fault.ExecuteThenReset(), times: 1);
        bench.Tenant.Faults.Add($"PATCH /api/v1/devices/{macs[1].Id}", Fault.ResetBeforeResponse(), times: 1);

        List<PlanStepResult> first = await bench.ApplyAsync();

        Assert.Equal(PlanStepOutcome.Done, first.Single(result => result.Number == 1).Outcome);
        Assert.Equal(PlanStepOutcome.Unknown, first.Single(result => result.Number == 2).Outcome);
        Assert.Equal([2], (await bench.ApplyAsync()).Select(result => result.Number));
        Assert.Equal("B", macs[1].AssetTag);
        Assert.Equal(3, bench.Changes.Count);
    }

    [Theory]
    [InlineData(DevicePlatform.Mac, true, PlanStepOutcome.Done)]
    [InlineData(DevicePlatform.Mac, false, PlanStepOutcome.Unknown)]
    [InlineData(DevicePlatform.Windows, true, PlanStepOutcome.Unknown)]
    [InlineData(DevicePlatform.Android, true, PlanStepOutcome.Unknown)]
    public async Task Apply_OfAnActionThatNobodyAnswered_IsNeverSentAgain(DevicePlatform platform, bool isExecuted, PlanStepOutcome outcome)
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        SimulatedDevice device = bench.Devices.First(one => one.Platform == platform);
        await bench.WriteAsync(PlanBench.Act(device, DeviceAction.Erase));
        bench.Tenant.Faults.Add("POST /api/v1/devices/*/action/erase", isExecuted ? Fault.ExecuteThenReset() : Fault.ResetBeforeResponse());

        List<PlanStepResult> first = await bench.ApplyAsync();
        List<PlanStepResult> second = await bench.ApplyAsync();

        Assert.Equal(outcome, Assert.Single(first).Outcome);
        if (outcome == PlanStepOutcome.Unknown)
            Assert.Equal((PlanStepOutcome.Unknown, "KandjiOutcomeUnknown"), Describe(Assert.Single(second)));
        else
            Assert.Empty(second);
        Assert.Single(bench.Changes);
    }

    [Fact]
    public async Task Apply_OfSomethingNewThatNobodyAnswered_IsFoundByItsName()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        await bench.WriteAsync(PlanBench.AddTag("lease-2030"), PlanBench.AddNote(Macs(bench)[0], "Hello"));
        bench.Tenant.Faults.Add("POST /api/v1/tags", Fault.ExecuteThenReset());
        bench.Tenant.Faults.Add("POST /api/v1/devices/*/notes", Fault.ExecuteThenReset());

        Assert.All(await bench.ApplyAsync(), result => Assert.Equal(PlanStepOutcome.Done, result.Outcome));

        Assert.Empty(await bench.ApplyAsync());
        bench.Tenant.Faults.Clear();
        Assert.All(
            await bench.ApplyAsync(new PlanRunOptions { IsUndo = true }), result => Assert.Equal(PlanStepOutcome.Done, result.Outcome));
        Assert.DoesNotContain(bench.Tenant.State.Tags, tag => tag.Name == "lease-2030");
    }

    [Fact]
    public async Task Apply_WhenADestructiveTargetChangesMeanwhile_StopsBeforeIt()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        await bench.WriteAsync(
            PlanBench.SetAssetTag(macs[0], "A"), PlanBench.Act(macs[1], DeviceAction.Erase), PlanBench.Act(macs[2], DeviceAction.Erase));
        SimulatedUser other = bench.Tenant.State.Users.First(user => user != macs[1].User);
        bench.Tenant.Faults.Add($"PATCH /api/v1/devices/{macs[0].Id}", Fault.Before(_ => macs[1].User = other));

        List<PlanStepResult> results = await bench.ApplyAsync();

        Assert.Equal((PlanStepOutcome.Skipped, "KandjiPlanChanged"), Describe(results.Single(result => result.Number == 2)));
        Assert.Contains(macs[1].SerialNumber, bench.End!.Stop);
        Assert.Equal(1, bench.End.Left);
        Assert.Single(bench.Changes);
    }

    [Fact]
    public async Task Apply_WhenAnEarlierStepOfTheDeviceWasNotMade_DestroysNothingOfIt()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        await bench.WriteAsync(
            PlanBench.AddNote(macs[0], "Escrowed"), PlanBench.Act(macs[0], DeviceAction.Erase), PlanBench.Act(macs[1], DeviceAction.Erase));
        bench.Tenant.Faults.Add("POST /api/v1/devices/*/notes", Fault.Status(403), times: 1);

        List<PlanStepResult> results = await bench.ApplyAsync();

        Assert.Equal([PlanStepOutcome.Refused, PlanStepOutcome.Skipped, PlanStepOutcome.Queued], results.Select(result => result.Outcome));
        Assert.Equal([PlanStepOutcome.Done, PlanStepOutcome.Queued], (await bench.ApplyAsync()).Select(result => result.Outcome));
        Assert.Equal((1, 1), (macs[0].EraseCount, macs[1].EraseCount));
    }

    [Fact]
    public async Task Apply_OfAMoveAndAnEraseOfOneDevice_TakesItsOwnMoveForNoChange()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        SimulatedDevice mac = Macs(bench)[0];
        await bench.WriteAsync(
            PlanBench.Move(mac, bench.Tenant.State.Blueprints.First(blueprint => blueprint != mac.Blueprint)),
            PlanBench.Act(mac, DeviceAction.Erase));

        Assert.Equal([PlanStepOutcome.Done, PlanStepOutcome.Queued], (await bench.ApplyAsync()).Select(result => result.Outcome));
        Assert.Equal(1, mac.EraseCount);
    }

    [Fact]
    public async Task Apply_AgainAfterTheOwnersStepWasRefused_TakesItsOwnLaterMoveForNoChange()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        SimulatedDevice mac = Macs(bench)[0];
        SimulatedBlueprint[] others = bench.Tenant.State.Blueprints.Where(blueprint => blueprint != mac.Blueprint).ToArray();
        await bench.WriteAsync(PlanBench.Act(mac, DeviceAction.Lock), PlanBench.Move(mac, others[0]));
        bench.Tenant.Faults.Add("POST /api/v1/devices/*/action/lock", Fault.Status(403), times: 1);
        Assert.Equal([PlanStepOutcome.Refused, PlanStepOutcome.Done], (await bench.ApplyAsync()).Select(result => result.Outcome));

        // Where somebody else moved it then, it is a changed one.
        mac.Blueprint = others[1];
        Assert.Equal("KandjiPlanChanged", (await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync())).Id);
        mac.Blueprint = others[0];
        Assert.Equal([PlanStepOutcome.Queued], (await bench.ApplyAsync()).Select(result => result.Outcome));
        Assert.True(mac.IsLocked);
    }

    [Theory]
    [InlineData("2", 3)]
    [InlineData("20%", 3)]
    [InlineData("0", 1)]
    public async Task Apply_WithMaxFailure_StopsWhenThereAreMore(string limit, int failures)
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        await bench.WriteAsync(Macs(bench).Take(10).Select((mac, i) => PlanBench.SetAssetTag(mac, $"A{i}")));
        bench.Tenant.Faults.Add("PATCH /api/v1/devices/*", Fault.Status(400));

        List<PlanStepResult> results = await bench.ApplyAsync(
            new PlanRunOptions { MaxFailure = FailureLimit.Parse(limit), ThrottleLimit = 1 });

        Assert.Equal(failures, results.Count);
        Assert.Equal(10 - failures, bench.End!.Left);
        Assert.Contains("-MaxFailure " + limit, bench.End.Stop);
    }

    [Fact]
    public async Task Apply_InWaves_WaitsForTheDevicesOfEach()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        macs[4].CommandProgress = CommandProgress.Fail();
        await bench.WriteAsync(macs.Take(10).Select(mac => PlanBench.Act(mac, DeviceAction.Restart)));
        var options = new PlanRunOptions
        {
            Waves = WaveList.Parse(["1", "45%", "100%"]), MaxFailure = FailureLimit.Parse("0"), WaveTimeout = TimeSpan.FromSeconds(30),
        };

        List<PlanStepResult> results = await bench.ApplyAsync(options);

        Assert.Equal(4, results.Count(result => result.Outcome == PlanStepOutcome.Done));
        PlanStepResult failed = results.Single(result => result.Outcome == PlanStepOutcome.Failed);
        Assert.Equal(5, failed.Number);
        Assert.Equal(5, bench.Changes.Count);
        Assert.Equal(5, bench.End!.Left);
        // What failed on the device is not sent again, and counts as before.
        Assert.Empty(await bench.ApplyAsync(options));
        Assert.Equal(5, (await bench.ApplyAsync(options with { MaxFailure = FailureLimit.Parse("1") })).Count);
    }

    [Fact]
    public async Task Apply_InWavesOfWhatNobodyAnswered_TellsOfEachStepOnce()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        macs[1].CommandProgress = CommandProgress.Never;
        await bench.WriteAsync(macs.Take(2).Select(mac => PlanBench.Act(mac, DeviceAction.Restart)));
        bench.Tenant.Faults.Add("POST /api/v1/devices/*/action/restart", Fault.ExecuteThenReset());
        bench.Tenant.Faults.Add("GET /api/v1/devices/*/commands", Fault.Status(403), after: 2);
        await bench.ApplyAsync();
        bench.Tenant.Faults.Clear();

        List<PlanStepResult> results = await bench.ApplyAsync(
            new PlanRunOptions { Waves = WaveList.Parse(["1", "100%"]), WaveTimeout = TimeSpan.FromSeconds(20) });

        Assert.Equal([(1, PlanStepOutcome.Done), (2, PlanStepOutcome.Pending)], results.Select(result => (result.Number, result.Outcome)));
        Assert.Equal(2, bench.Changes.Count);
    }

    [Fact]
    public async Task Apply_OfOneThingTwice_IsRefused()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        PlanStep erase = PlanBench.Act(Macs(bench)[0], DeviceAction.Erase);
        await bench.WriteAsync(erase, erase);

        Assert.Equal("KandjiDuplicateChange", (await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync())).Id);
        Assert.Empty(bench.Changes);
    }

    [Fact]
    public async Task Apply_InWaves_StopsAtDevicesThatAreOff_UnlessToldOtherwise()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        macs[0].CommandProgress = CommandProgress.Never;
        await bench.WriteAsync(macs.Take(4).Select(mac => PlanBench.Act(mac, DeviceAction.Restart)));
        var options = new PlanRunOptions { Waves = WaveList.Parse(["1", "3", "100%"]), WaveTimeout = TimeSpan.FromSeconds(20) };

        Assert.Equal(PlanStepOutcome.Pending, Assert.Single(await bench.ApplyAsync(options)).Outcome);
        Assert.Contains("not answered within 20 s", bench.End!.Stop);
        Assert.Single(bench.Changes);

        List<PlanStepResult> second = await bench.ApplyAsync(options with { IgnorePending = true });
        Assert.Equal(3, second.Count(result => result.Outcome == PlanStepOutcome.Done));
        Assert.Null(bench.End.Stop);
        Assert.Equal(4, bench.Changes.Count);
    }

    [Fact]
    public async Task Undo_RestoresWhatWasBefore_AndNamesWhatCannotBe()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        SimulatedTag tag = bench.Tenant.State.Tags.First(tag => tag.Name != "loaner");
        string name = tag.Name;
        string[] before = macs.Take(3).Select(Snapshot).ToArray();
        await bench.WriteAsync(
            PlanBench.SetAssetTag(macs[0], "A"), PlanBench.SetTags(macs[1], "loaner"),
            PlanBench.Move(macs[2], bench.Tenant.State.Blueprints.First(blueprint => blueprint != macs[2].Blueprint)),
            PlanBench.RenameTag(tag, "renamed"), PlanBench.Act(macs[3], DeviceAction.Restart));
        await bench.ApplyAsync();
        string[] applied = macs.Take(3).Select(Snapshot).ToArray();

        using (PlanRun run = await bench.OpenAsync(new PlanRunOptions { IsUndo = true }))
            Assert.Contains("cannot be undone", Assert.Single(run.NotUndone).Message);
        Assert.Equal(4, (await bench.ApplyAsync(new PlanRunOptions { IsUndo = true })).Count(r => r.Outcome == PlanStepOutcome.Done));

        Assert.Equal(before, macs.Take(3).Select(Snapshot));
        Assert.Equal(name, tag.Name);
        Assert.Empty(await bench.ApplyAsync(new PlanRunOptions { IsUndo = true }));
        // The restart was made, and is not made again.
        Assert.Equal(4, (await bench.ApplyAsync()).Count);
        Assert.Equal(applied, macs.Take(3).Select(Snapshot));
        Assert.Equal(4, (await bench.ApplyAsync(new PlanRunOptions { IsUndo = true })).Count);
        Assert.Equal(before, macs.Take(3).Select(Snapshot));
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(0)]
    [InlineData(30)]
    public async Task Apply_AfterItWasUndone_DoesNotTakeItsOwnCommandsForOthers_WhateverTheClockHere(int minutesOff)
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        SimulatedDevice phone = bench.Tenant.State.Devices[KnownFleet.PhoneId];
        var clock = new ClockThatIsOff(TimeSpan.FromMinutes(minutesOff));
        await bench.WriteAsync(PlanBench.Act(phone, DeviceAction.EnableLostMode, new PlanValues([new("Message", "Call us")])));
        await bench.ApplyAsync(clock: clock);
        await bench.ApplyAsync(new PlanRunOptions { IsUndo = true }, clock: clock);

        PlanStepResult again = Assert.Single(await bench.ApplyAsync(clock: clock));

        Assert.Equal(PlanStepOutcome.Queued, again.Outcome);
        Assert.Equal(3, bench.Changes.Count);
    }

    [Fact]
    public void Record_OfAStepThatWasUndone_HasTheServicesTime()
    {
        DateTime here = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc), service = here.AddMinutes(7);
        JournalEntry[] applied =
        [
            new() { Event = JournalEvent.Intent, Step = 1, Sequence = 1, Time = here },
            new() { Event = JournalEvent.Done, Step = 1, Sequence = 2 },
        ];

        PlanRecord record = PlanRecord.Read(applied,
        [
            new() { Event = JournalEvent.Run, Other = 2, Time = here },
            new() { Event = JournalEvent.Done, Step = 1, Time = here, ServiceTime = service },
        ]);

        Assert.Equal((PlanStepOutcome.Undone, (DateTime?)service), (record[1].Outcome, record[1].UndoneAt));
    }

    [Fact]
    public async Task Undo_DestroysWhatComesBeforeAStepThatIsLeftOut_AndNothingAfterIt()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        List<SimulatedDevice> macs = Macs(bench);
        await bench.WriteAsync(
            PlanBench.SetAssetTag(macs[0], "A"), PlanBench.AddNote(macs[0], "Made last"),
            PlanBench.AddNote(macs[1], "Made first"), PlanBench.SetAssetTag(macs[1], "A"));
        await bench.ApplyAsync();
        macs[0].AssetTag = macs[1].AssetTag = "somebody else's";

        List<PlanStepResult> results = await bench.ApplyAsync(new PlanRunOptions { IsUndo = true, SkipChanged = true });

        // The last step is undone first: the note of the first device, but not that of the second.
        Assert.Equal(
            [PlanStepOutcome.Skipped, PlanStepOutcome.Done, PlanStepOutcome.Skipped, PlanStepOutcome.Skipped],
            results.OrderBy(result => result.Number).Select(result => result.Outcome));
        Assert.DoesNotContain(macs[0].Record.Notes, note => note.Content.Contains("Made last"));
        Assert.Contains(macs[1].Record.Notes, note => note.Content.Contains("Made first"));
    }

    [Fact]
    public async Task Undo_OfWhatWasChangedAgain_SendsNothing()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        SimulatedDevice mac = Macs(bench)[0];
        await bench.WriteAsync(PlanBench.SetAssetTag(mac, "A"));
        await bench.ApplyAsync();
        mac.AssetTag = "somebody else's";

        PlanException e = await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync(new PlanRunOptions { IsUndo = true }));

        Assert.Equal("KandjiPlanChanged", e.Id);
        Assert.Single(bench.Changes);
    }

    [Fact]
    public async Task Undo_OfAPlanThatWasNotApplied_IsAnError()
    {
        await using PlanBench bench = await PlanBench.StartAsync();
        await bench.WriteAsync(PlanBench.SetAssetTag(Macs(bench)[0], "A"));

        PlanException e = await Assert.ThrowsAsync<PlanException>(() => bench.ApplyAsync(new PlanRunOptions { IsUndo = true }));

        Assert.Equal("KandjiPlanNotApplied", e.Id);
    }

    [Fact]
    public void Waves_CountFromTheFirstStep_AndRoundUp()
    {
        Assert.Equal([1, 4, 37], WaveList.Parse(["1", "10%", "100%"]).GetEnds(37));
        Assert.Equal([5, 5], WaveList.Parse(["10", "100%"]).GetEnds(5));
        Assert.Throws<FormatException>(() => WaveList.Parse(["50%", "10%"]).GetEnds(37));
        Assert.Throws<FormatException>(() => WaveList.Parse(["0"]));
        Assert.Throws<FormatException>(() => WaveList.Parse(["101%"]));
    }

    private static (PlanStepOutcome Outcome, string? Id) Describe(PlanStepResult result) =>
        (result.Outcome, (result.Failure as PlanException)?.Id);

    private sealed class ClockThatIsOff(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    private static string Snapshot(SimulatedDevice device) =>
        $"{device.AssetTag}|{device.Blueprint.Id}|{device.User?.Id}|{string.Join(',', device.Tags.Select(tag => tag.Name).Order())}";

    private static List<SimulatedDevice> Macs(PlanBench bench) =>
        bench.Devices.Where(device => device.Platform == DevicePlatform.Mac && !device.IsLocked).ToList();
}
