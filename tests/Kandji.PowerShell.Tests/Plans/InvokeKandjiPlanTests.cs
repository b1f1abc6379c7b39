using Kandji.Automation.Plans.Apply;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Plans;

/// <summary>Plans as they are applied at the prompt.</summary>
public sealed class InvokeKandjiPlanTests : CommandTests
{
    private readonly TemporaryFolder _folder = new();

    private string Plan => Path.Combine(_folder.Path, "q4.kplan.json");

    private SimulatedDevice[] Macs => Shell.Tenant.State.Devices
        .Where(device => device is { Platform: DevicePlatform.Mac, IsRemoved: false, MdmEnabled: true, IsLocked: false }).ToArray();

    private List<string> Changes =>
        Shell.Tenant.Log.Entries.Where(entry => entry.Method != "GET").Select(entry => $"{entry.Method} {entry.Path}").ToList();

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public void Invoke_AppliesWhatWasPlanned_AfterOneQuestion()
    {
        SimulatedDevice[] macs = Macs;
        MakePlan(macs);
        Assert.Empty(Changes);
        Shell.Host.Answers.Enqueue("Yes");

        List<PlanStepResult> results = Shell.Run($"Invoke-KandjiPlan '{Plan}'").Succeeded().As<PlanStepResult>();

        string question = Assert.Single(Shell.Host.Questions);
        Assert.Contains("Apply 4 changes of 'q4.kplan.json': 1 Lock (Mac), ", question);
        Assert.Contains("of everybody's hour", question);
        Assert.Equal([PlanStepOutcome.Done, PlanStepOutcome.Done, PlanStepOutcome.Done, PlanStepOutcome.Queued],
            results.OrderBy(result => result.Number).Select(result => result.Outcome));
        Assert.All(macs.Take(3), mac => Assert.Equal("Q4", mac.AssetTag));
        PlanStepResult locked = results.Single(result => result.Number == 4);
        Assert.Equal((macs[3].UnlockPin, macs[3].SerialNumber), (locked.UnlockPin, locked.SerialNumber));
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.DoesNotContain(macs[3].UnlockPin!, File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("No")]
    [InlineData("")]
    public void Invoke_WithoutAYes_SendsNothing(string answer)
    {
        MakePlan(Macs);
        Shell.Host.Answers.Enqueue(answer);

        Assert.Empty(Shell.Run($"Invoke-KandjiPlan '{Plan}'").Succeeded().Output);

        Assert.Empty(Changes);
        // Later it is as if nothing had been asked.
        Assert.Equal(4, Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force").Succeeded().Output.Count);
    }

    [Theory]
    [InlineData("Invoke-KandjiPlan '{0}'", null)]
    [InlineData("Invoke-KandjiPlan '{0}' -Confirm", null)]
    [InlineData("Invoke-KandjiPlan '{0}' -Force", "KandjiPlanChanged")]
    public void Invoke_ThatSentNothing_LeavesAPlanThatCanBeMadeAgain(string script, string? error)
    {
        SimulatedDevice[] macs = Macs;
        MakePlan(macs);
        if (error is not null)
            macs[0].AssetTag = "other";
        for (int i = 0; i < 5; i++)
            Shell.Host.Answers.Enqueue("No");
        InvocationResult run = Shell.Run(string.Format(null, script, Plan));
        Assert.Equal(error, run.Errors.LastOrDefault()?.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(Changes);

        // Nothing was applied, whoever asks.
        Shell.Run($"Undo-KandjiPlan '{Plan}' -Force").Failed("KandjiPlanNotApplied");
        Shell.Run($"Get-KandjiPlan '{Plan}' | Export-KandjiPlan '{Plan}.html' -As Certificate").Failed("KandjiPlanNotApplied");
        Shell.Run($"'{macs[4].SerialNumber}' | Set-KandjiDevice -AssetTag Q5 -AsPlan | Export-KandjiPlan '{Plan}' -Append").Succeeded();
        Shell.Run($"'{macs[4].SerialNumber}' | Set-KandjiDevice -AssetTag Q6 -AsPlan | Export-KandjiPlan '{Plan}' -Force").Succeeded();
        Shell.Run($"Approve-KandjiPlan '{Plan}' -WarningAction Ignore").Succeeded();
        Shell.Run($"Invoke-KandjiPlan '{Plan}' -WhatIf").Succeeded();
        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force").Succeeded();

        Assert.Equal("Q6", macs[4].AssetTag);
        Assert.Single(Changes);
        Shell.Run($"@() | Export-KandjiPlan '{Plan}' -Force").Failed("KandjiPlanInUse", "was applied");
    }

    [Fact]
    public void Invoke_OfTheRemovalOfANote_DoesNotAskAboutADevice()
    {
        SimulatedDevice mac = Macs[0];
        Shell.Run($"$note = New-KandjiDeviceNote {mac.SerialNumber} 'Lent'").Succeeded();
        Shell.Run($"$note | Remove-KandjiDeviceNote -AsPlan | Export-KandjiPlan '{Plan}'").Succeeded();
        Shell.Host.Answers.Enqueue("Yes");

        Shell.Run($"Invoke-KandjiPlan '{Plan}'").Succeeded();

        Assert.Contains("Apply 1 change of 'q4.kplan.json': 1 Remove note (Mac)?", Assert.Single(Shell.Host.Questions));
        Assert.DoesNotContain(mac.Record.Notes, note => note.Content.Contains("Lent"));
    }

    [Theory]
    [InlineData("POST /api/v1/devices/*/action/lock", 1)]
    [InlineData("GET /api/v1/devices/*/commands", 4)]
    public void Invoke_InWavesThatBreakOff_TellsWhatWasSent(string fault, int after)
    {
        SimulatedDevice[] macs = Macs;
        Shell.Run($"'{macs[0].SerialNumber}', '{macs[1].SerialNumber}' | Lock-KandjiDevice -AsPlan | Export-KandjiPlan '{Plan}'")
            .Succeeded();
        Shell.Tenant.Faults.Add(fault, Fault.Status(401), after: after);

        InvocationResult result = Shell.Run($"Invoke-KandjiPlan '{Plan}' -Wave 100% -WaveTimeout 30s -Force");

        Assert.Contains(result.Errors, error => error.FullyQualifiedErrorId.StartsWith("KandjiUnauthorized", StringComparison.Ordinal));
        SimulatedDevice[] locked = macs.Where(mac => mac.IsLocked).ToArray();
        Assert.NotEmpty(locked);
        Assert.Equal(
            locked.Select(mac => (mac.SerialNumber, mac.UnlockPin, PlanStepOutcome.Queued)),
            result.As<PlanStepResult>().Select(step => (step.SerialNumber!, step.UnlockPin, step.Outcome)));
    }

    [Fact]
    public void Invoke_InWaves_WaitsForADayAtMost()
    {
        MakePlan(Macs);

        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Wave 1 -WaveTimeout 25h -Force").Failed("KandjiInvalidArgument", "up to a day");
        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Wave 1 -WaveTimeout 1d -Force").Succeeded();
    }

    [Fact]
    public void Invoke_WhatIf_ShowsEachStepAndSendsNothing()
    {
        SimulatedDevice[] macs = Macs;
        MakePlan(macs);

        Assert.Empty(Shell.Run($"Invoke-KandjiPlan '{Plan}' -WhatIf").Succeeded().Output);

        Assert.Equal(4, Shell.Host.Lines.Count(line => line.StartsWith("What if:", StringComparison.Ordinal)));
        Assert.Contains(Shell.Host.Lines, line => line.Contains(macs[3].SerialNumber, StringComparison.Ordinal));
        Assert.Empty(Changes);
        Assert.Equal(["q4.kplan.json"], _folder.Names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-WhatIf")]
    public void Invoke_WhenDevicesChanged_NamesEachAndSendsNothing(string parameters)
    {
        SimulatedDevice[] macs = Macs;
        MakePlan(macs);
        macs[0].AssetTag = "other";
        Shell.Tenant.State.Devices.Remove(macs[3].Id);

        InvocationResult result = Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force {parameters}");

        ErrorRecord last = result.Errors[^1];
        Assert.Equal("KandjiPlanChanged", last.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("2 steps", last.Exception.Message);
        Assert.Contains("Nothing was sent", last.Exception.Message);
        PlanDifference[] differences = result.Errors.Select(error => error.TargetObject).OfType<PlanDifference>().ToArray();
        Assert.Equal([macs[0].SerialNumber, macs[3].SerialNumber], differences.Select(difference => difference.Target.SerialNumber));
        Assert.Equal(("asset_tag", "'other'"), (differences[0].Property, differences[0].Now));
        Assert.Empty(Changes);
    }

    [Fact]
    public void Invoke_WithSkipChanged_NamesWhatItLeavesOut()
    {
        SimulatedDevice[] macs = Macs;
        MakePlan(macs);
        macs[0].AssetTag = "other";

        List<PlanStepResult> results = Shell.Run($"Invoke-KandjiPlan '{Plan}' -SkipChanged -Force").Succeeded().As<PlanStepResult>();

        PlanStepResult skipped = results.Single(result => result.Outcome == PlanStepOutcome.Skipped);
        Assert.Equal(macs[0].SerialNumber, skipped.SerialNumber);
        Assert.Contains("'other'", skipped.Message);
        Assert.Equal(3, Changes.Count);
        Assert.Equal("other", macs[0].AssetTag);
    }

    [Fact]
    public void Invoke_OfAnEditedPlan_IsRefused_EvenWithForce()
    {
        MakePlan(Macs);
        File.WriteAllText(Plan, File.ReadAllText(Plan).Replace("\"Q4\"", "\"Q5\"", StringComparison.Ordinal));

        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force").Failed("KandjiEditedPlan", Plan);

        Assert.Empty(Changes);
    }

    [Fact]
    public void Invoke_WithApprovals_CountsThoseThatAreSignedByWhomItNames()
    {
        MakePlan(Macs);
        string run = $"Invoke-KandjiPlan '{Plan}' -RequireApproval 1 -Force -ApprovedBy ";
        Shell.Run("""
            $key = [System.Security.Cryptography.RSA]::Create(2048)
            $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
                'CN=Grace', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
            $cert = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(1))
            """).Succeeded();

        Shell.Run(run + "$cert").Failed("KandjiPlanNotApproved", "needs 1 approval, and 0 count");
        // Whoever made the plan runs this test, too.
        InvocationResult approved = Shell.Run($"Approve-KandjiPlan '{Plan}' -Certificate $cert -Comment 'As agreed'").Succeeded();
        var approval = Assert.IsType<PlanApproval>(Assert.Single(approved.Output).BaseObject);
        Assert.Equal(("CN=Grace", "As agreed", true), (approval.Subject, approval.Comment, approval.IsSigned));
        Assert.Contains("does not count", Assert.Single(approved.Warnings));
        Shell.Run(run + "$cert").Failed("KandjiPlanNotApproved", "who made a plan does not approve it");
        Shell.Run(run + "('0' * 40)").Failed("KandjiPlanNotApproved", "is none of -ApprovedBy");
        Shell.Run(run + "'grace'").Failed("KandjiInvalidArgument", "thumbprint");
        Assert.Empty(Changes);
        Assert.Equal(["q4.kplan.approvals.json", "q4.kplan.json"], _folder.Names.Order());
    }

    [Fact]
    public void Invoke_WithMaxFailure_EndsWithAnErrorAfterItsOutput()
    {
        MakePlan(Macs);
        Shell.Tenant.Faults.Add("PATCH /api/v1/devices/*", Fault.Status(400, "{\"error\":\"Not today\"}"));

        InvocationResult result = Shell.Run($"Invoke-KandjiPlan '{Plan}' -MaxFailure 1 -ThrottleLimit 1 -Force");

        Assert.Equal("KandjiPlanStopped", result.Errors[^1].FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("2 steps were not sent", result.Errors[^1].Exception.Message);
        Assert.Equal(2, result.As<PlanStepResult>().Count(step => step.Outcome == PlanStepOutcome.Refused));
        Assert.Equal(2, result.Errors.Count(error => error.FullyQualifiedErrorId.StartsWith("KandjiBadRequest", StringComparison.Ordinal)));
        Shell.Tenant.Faults.Clear();
        Assert.Equal(4, Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force").Succeeded().Output.Count);
    }

    [Fact]
    public void Invoke_InWaves_WaitsForTheDevices()
    {
        SimulatedDevice[] macs = Macs;
        string serials = $"'{macs[0].SerialNumber}', '{macs[1].SerialNumber}'";
        Shell.Run($"{serials} | Invoke-KandjiDeviceAction Restart -AsPlan | Export-KandjiPlan '{Plan}'").Succeeded();

        List<PlanStepResult> results =
            Shell.Run($"Invoke-KandjiPlan '{Plan}' -Wave 1, 100% -WaveTimeout 30s -Force").Succeeded().As<PlanStepResult>();

        Assert.Equal([PlanStepOutcome.Done, PlanStepOutcome.Done], results.Select(result => result.Outcome));
        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Wave 100%, 10% -Force").Failed("KandjiInvalidArgument", "-Wave");
    }

    [Fact]
    public void Invoke_InWavesWithADeviceThatIsOff_StopsAndGoesOnWhenItIsBack()
    {
        SimulatedDevice[] macs = Macs;
        string serials = string.Join("', '", macs.Take(3).Select(mac => mac.SerialNumber));
        Shell.Run($"'{serials}' | Invoke-KandjiDeviceAction Restart -AsPlan | Export-KandjiPlan '{Plan}'").Succeeded();
        macs[0].CommandProgress = CommandProgress.Never;
        string run = $"Invoke-KandjiPlan '{Plan}' -Wave 1, 100% -WaveTimeout 20s -MaxFailure 0 -Force";

        for (int i = 0; i < 2; i++)
        {
            InvocationResult stopped = Shell.Run(run);

            PlanStepResult off = Assert.Single(stopped.As<PlanStepResult>());
            Assert.Equal((1, PlanStepOutcome.Pending), (off.Number, off.Outcome));
            Assert.Contains("did not answer within 20 s; it may be off", off.Message);
            ErrorRecord error = Assert.Single(stopped.Errors);
            Assert.Equal("KandjiPlanStopped", error.FullyQualifiedErrorId.Split(',')[0]);
            Assert.Contains("1 device has not answered within 20 s. The next wave was not begun.", error.Exception.Message);
            Assert.Contains("2 steps were not sent.", error.Exception.Message);
            Assert.Equal("2 Open, 1 Queued", Shell.Run($"(Get-KandjiPlan '{Plan}').State").Succeeded().As<string>().Single());
        }
        Assert.Single(Changes);

        // The device is back: its restart is waited for, and not sent again.
        macs[0].Record.Commands.Single(command => command is { CommandType: "RestartDevice", IsOpen: true }).Status =
            CommandStatus.Completed;
        Assert.Equal(
            [(1, PlanStepOutcome.Done), (2, PlanStepOutcome.Done), (3, PlanStepOutcome.Done)],
            Shell.Run(run).Succeeded().As<PlanStepResult>().Select(result => (result.Number, result.Outcome)).Order());
        Assert.Equal(3, Changes.Count);
    }

    [Fact]
    public void Invoke_InWavesWhoseOutcomeCannotBeRead_DoesNotBlameTheDevices()
    {
        SimulatedDevice[] macs = Macs;
        Shell.Run($"'{macs[0].SerialNumber}', '{macs[1].SerialNumber}' | Restart-KandjiDevice -AsPlan | Export-KandjiPlan '{Plan}'")
            .Succeeded();
        Shell.Tenant.Faults.Add("GET /api/v1/devices/*/commands", Fault.Status(403), after: 2);

        InvocationResult result = Shell.Run($"Invoke-KandjiPlan '{Plan}' -Wave 1, 100% -WaveTimeout 20s -Force");

        Assert.Contains("The outcome cannot be read.", Assert.Single(result.As<PlanStepResult>()).Message);
        string message = result.Failed("KandjiPlanStopped").Error.Exception.Message;
        Assert.Contains("The outcome of 1 step is not known. The next wave was not begun.", message);
        Assert.DoesNotContain("20 s", message);
    }

    [Fact]
    public void Invoke_OfAnErase_TakesThePinThatNoFileHas()
    {
        SimulatedDevice mac = Macs[0];
        Shell.Run($"Invoke-KandjiDeviceAction {mac.SerialNumber} Erase -Pin 246810 -AsPlan | Export-KandjiPlan '{Plan}'").Succeeded();
        Assert.DoesNotContain("246810", File.ReadAllText(Plan));

        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force").Failed("KandjiPlanSecretMissing", "-Pin");
        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force -Pin 12").Failed("KandjiInvalidArgument", "six digits");
        Assert.Empty(Changes);
        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force -Pin 246810").Succeeded();

        Assert.Contains("246810", Shell.Tenant.Log.Entries[^1].Body);
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.DoesNotContain("246810", File.ReadAllText(file)));
    }

    [Fact]
    public void Invoke_WithAPinThatNoStepTakes_SaysSo()
    {
        MakePlan(Macs);

        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force -Pin 246810").Failed("KandjiInvalidArgument", "No step of the plan takes -Pin");

        Assert.Empty(Changes);
    }

    [Fact]
    public async Task Invoke_ThatIsStopped_GoesOnNextTime()
    {
        MakePlan(Macs);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Shell.Tenant.Faults.Add("PATCH /api/v1/devices/*", Fault.Before(_ => reached.TrySetResult()), times: 1, after: 1);
        Shell.Tenant.Faults.Add("PATCH /api/v1/devices/*", Fault.ExecuteThenHang(), times: 1, after: 1);
        (System.Management.Automation.PowerShell command, Task ended) = Shell.Start($"Invoke-KandjiPlan '{Plan}' -Force -ThrottleLimit 1");
        await reached.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        command.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => ended);
        command.Dispose();

        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force").Succeeded();

        Assert.Equal(4, Changes.Count);
        Assert.All(Macs.Take(3), mac => Assert.Equal("Q4", mac.AssetTag));
    }

    [Fact]
    public void Invoke_InATenantThatIsOpenForReadingOnly_IsRefused()
    {
        MakePlan(Macs);

        Shell.Run($"$s = Connect-Kandji $uri -Token $token -ReadOnly; Invoke-KandjiPlan '{Plan}' -Force -Session $s")
            .Failed("KandjiReadOnlyTenant");

        Assert.Empty(Changes);
    }

    [Fact]
    public void Undo_RestoresAndNamesWhatItCannot()
    {
        SimulatedDevice[] macs = Macs;
        string[] before = macs.Take(3).Select(mac => mac.AssetTag).ToArray();
        MakePlan(macs);
        Shell.Run($"Undo-KandjiPlan '{Plan}' -Force").Failed("KandjiPlanNotApplied");
        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force").Succeeded();
        Shell.Host.Answers.Enqueue("Yes");

        List<PlanStepResult> results = Shell.Run($"Undo-KandjiPlan '{Plan}'").Succeeded().As<PlanStepResult>();

        Assert.Contains("Undo 3 changes of 'q4.kplan.json'", Assert.Single(Shell.Host.Questions));
        Assert.Equal(3, results.Count(result => result.Outcome == PlanStepOutcome.Done));
        Assert.Contains("cannot be undone", results.Single(result => result.Outcome == PlanStepOutcome.Skipped).Message);
        Assert.Equal(before, macs.Take(3).Select(mac => mac.AssetTag));
        Assert.DoesNotContain(
            Shell.Run($"Undo-KandjiPlan '{Plan}' -Force").Succeeded().As<PlanStepResult>(),
            result => result.Outcome != PlanStepOutcome.Skipped);
    }

    [Fact]
    public void Undo_AsPlan_GivesAPlanThatRestores()
    {
        SimulatedDevice[] macs = Macs;
        string[] before = macs.Take(3).Select(mac => mac.AssetTag).ToArray();
        string back = Path.Combine(_folder.Path, "back.kplan.json");
        MakePlan(macs);
        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force").Succeeded();
        int changes = Changes.Count;

        Shell.Run($"Undo-KandjiPlan '{Plan}' -AsPlan -WarningAction SilentlyContinue | Export-KandjiPlan '{back}'").Succeeded();
        Assert.Equal(changes, Changes.Count);
        Shell.Run($"Invoke-KandjiPlan '{back}' -Force").Succeeded();
        Assert.Equal(before, macs.Take(3).Select(mac => mac.AssetTag));

        // And forth again.
        Shell.Run($"Undo-KandjiPlan '{back}' -Force").Succeeded();
        Assert.All(macs.Take(3), mac => Assert.Equal("Q4", mac.AssetTag));
    }

    // What makes something, and a change that somebody else makes of it later. Of a new in-house app the service tells no id.
    public static TheoryData<string, string> Makings => new()
    {
        { "New-KandjiBlueprint Stock -Description Spare", "Set-KandjiBlueprint Stock -Description 'In use'" },
        { "New-KandjiTag lease-2030", "Rename-KandjiTag lease-2030 lease-2031" },
        { "New-KandjiCustomScript Hello -Script '#!/bin/zsh'", "Set-KandjiCustomScript Hello -Script 'echo Hello'" },
        { "New-KandjiCustomScript Hello -Script '#!/bin/zsh'", "Set-KandjiCustomScript Hello -RemediationScript 'echo Hello'" },
        { "New-KandjiCustomProfile Dock -Content '<plist/>' -RunsOn Mac", "Set-KandjiCustomProfile Dock -Content '<plist> </plist>'" },
        { "New-KandjiCustomApp VPN -Path {0}/vpn.pkg", "Set-KandjiCustomApp VPN -PostinstallScript 'echo VPN'" },
        { "New-KandjiCustomApp VPN -Path {0}/vpn.pkg", "Set-KandjiCustomApp VPN -Path {0}/other.pkg" },
        {
            $"New-KandjiDeviceNote {KnownFleet.MacSerial} 'Lent.'",
            $"Get-KandjiDeviceNote {KnownFleet.MacSerial} | Where-Object Content -Like *Lent* | Set-KandjiDeviceNote -Content 'Ada has it.'"
        },
    };

    [Theory]
    [MemberData(nameof(Makings))]
    public void Undo_OfWhatWasMade_RemovesIt_UnlessOthersHaveChangedItSince(string make, string change)
    {
        _folder.Write("vpn.pkg", "an installer");
        _folder.Write("other.pkg", "another installer");
        change = change.Replace("{0}", _folder.Path, StringComparison.Ordinal);
        string plan = make.Replace("{0}", _folder.Path, StringComparison.Ordinal) + $" -AsPlan | Export-KandjiPlan '{Plan}'";
        Shell.Run($"{plan}; Invoke-KandjiPlan '{Plan}' -Force").Succeeded();
        PlanStepResult undone = Shell.Run($"Undo-KandjiPlan '{Plan}' -Force").Succeeded().As<PlanStepResult>().Single();
        Assert.Equal((PlanStepOutcome.Done, null), (undone.Outcome, undone.Message));
        Assert.StartsWith("DELETE ", Changes[^1]);

        Shell.Run($"Invoke-KandjiPlan '{Plan}' -Force; {change}").Succeeded();
        int changes = Changes.Count;
        InvocationResult refused = Shell.Run($"Undo-KandjiPlan '{Plan}' -Force");
        Assert.NotEmpty(refused.Errors);
        Assert.All(refused.Errors, error => Assert.StartsWith("KandjiPlanChanged", error.FullyQualifiedErrorId));
        Assert.Contains(refused.Errors, error => error.Exception.Message.Contains("was applied", StringComparison.Ordinal));
        Assert.Contains("since the plan was applied: ",
            Shell.Run($"Undo-KandjiPlan '{Plan}' -Force -SkipChanged").Succeeded().As<PlanStepResult>().Single().Message);
        Assert.Equal(changes, Changes.Count);
    }

    // Three changes of properties and a lock.
    private void MakePlan(SimulatedDevice[] macs)
    {
        string first = string.Join("', '", macs.Take(3).Select(mac => mac.SerialNumber));
        Shell.Run($"""
            '{first}' | Set-KandjiDevice -AssetTag Q4 -AsPlan | Export-KandjiPlan '{Plan}' | Out-Null
            '{macs[3].SerialNumber}' | Lock-KandjiDevice -AsPlan | Export-KandjiPlan '{Plan}' -Append | Out-Null
            """).Succeeded();
    }
}
