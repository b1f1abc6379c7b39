using System.Text.RegularExpressions;
using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Sync;
using Kandji.Client.Enrollment;
using Kandji.Client.Library;
using Kandji.Client.Raw;
using Kandji.PowerShell.Configuration;
using Kandji.PowerShell.Permissions;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Configuration;

/// <summary>Files to the tenant.</summary>
public sealed class ImportKandjiConfigurationTests : ConfigurationTests
{
    [Fact]
    public void Import_OfWhatWasExported_SendsNothingAndWritesNothing()
    {
        Dictionary<string, DateTime> times = Times();

        Assert.Empty(Shell.Run("Import-KandjiConfiguration $repo").Succeeded().Output);

        AssertNothingWasSent();
        Assert.Equal(times, Times());
    }

    [Fact]
    public void Import_OfAnEditedFile_ShowsItSendsItAndIsThenTheSame()
    {
        EditScript();
        ConfigurationFileDifference difference = Assert.Single(Compare());
        Assert.Equal((ConfigurationFileChange.UpdatedLocal, "Script", ScriptFile.Replace("audit.zsh", "info.plist")),
            (difference.Change, difference.Property, difference.Path!));
        Assert.Contains("+echo added", difference.Lines!);

        Assert.Empty(Shell.Run("Import-KandjiConfiguration $repo -WhatIf").Succeeded().Output);

        AssertNothingWasSent();
        string shown = string.Join("\n", Shell.Host.Lines);
        Assert.Contains(
            $"What if: Performing the operation \"Change Script\" on target \"custom script '{KnownFleet.ScriptName}'\".", shown);
        Assert.Contains("    +echo added", shown);
        Assert.Single(Compare());

        ConfigurationFileResult result =
            Assert.Single(Shell.Run("Import-KandjiConfiguration $repo").Succeeded().As<ConfigurationFileResult>());

        Assert.Equal($"Updated CustomScript {KnownFleet.ScriptName}", Line(result));
        Assert.Equal(["PATCH /api/v1/library/custom-scripts/" + KnownFleet.ScriptId], Sent);
        Assert.EndsWith("echo added", ((string)RemoteScript.Fields["script"]!).Trim(), StringComparison.Ordinal);
        Assert.Empty(Compare("-ErrorOnDifference"));
    }

    [Fact]
    public void Compare_AndWhatIf_CallASwitchThatIsOffFalse()
    {
        string file = Path.Combine(Repo, "scripts", KnownFleet.ScriptName, "info.plist");
        string text = File.ReadAllText(file);
        File.WriteAllText(file, Regex.Replace(text, @"<key>active</key>\s*<true/>", ""));
        Assert.NotEqual(text, File.ReadAllText(file));

        ConfigurationFileDifference difference = Assert.Single(Compare());
        Assert.Equal(("Active", false, true), (difference.Property, difference.Local, difference.Remote));
        Shell.Run("Import-KandjiConfiguration $repo -WhatIf").Succeeded();
        Assert.Contains(Shell.Host.Lines, line => line.EndsWith("\n  Active: True -> False", StringComparison.Ordinal));
    }

    [Fact]
    public void Import_OfSomethingNew_CreatesItOnceAndEndsWithTheFilesToCommit()
    {
        WriteNewScript();

        InvocationResult result = Shell.Run("Import-KandjiConfiguration $repo -InformationVariable told; $told");

        Assert.Equal("Created CustomScript Fresh", Line((ConfigurationFileResult)result.Succeeded().Output[0].BaseObject));
        string list = result.Output[1].ToString();
        Assert.Contains("Commit them", list);
        Assert.Contains("\n  kandji/state.json\n  scripts/Fresh/info.json", list);
        SimulatedLibraryItem created = Shell.Tenant.State.Library.Single(item => item.Name == "Fresh");
        Assert.Contains(created.Id, File.ReadAllText(Path.Combine(Repo, "scripts/Fresh/info.json")));
        Assert.Empty(Shell.Run("Import-KandjiConfiguration $repo").Succeeded().Output);
        Assert.Single(Sent);
    }

    [Fact]
    public void Import_WithWhatIf_ShowsTheContentOfSomethingNew()
    {
        WriteNewScript(text: "#!/bin/zsh\nprintf '\\e[2J\u001b[31m\u202e'\n");

        Shell.Run("Import-KandjiConfiguration $repo -WhatIf").Succeeded();

        string shown = string.Join("\n", Shell.Host.Lines);
        Assert.Contains("\"Create\" on target \"custom script 'Fresh'\"", shown);
        Assert.Contains("  ExecutionFrequency: once\n  Script:\n    @@ -0,0 +1,2 @@\n    +#!/bin/zsh\n    +printf", shown);
        Assert.DoesNotContain('\u001b', shown);
        Assert.DoesNotContain('\u202e', shown);
        AssertNothingWasSent();
        Assert.DoesNotContain("\"id\"", File.ReadAllText(Path.Combine(Repo, "scripts/Fresh/info.json")));
    }

    [Fact]
    public void Import_OfAConflict_StopsBeforeAnythingIsSentAndNamesIt()
    {
        EditScript();
        RemoteScript.Fields["script"] = "#!/bin/zsh\necho theirs\n";
        WriteNewScript();

        foreach (string parameters in new[] { "", "-WhatIf" })
        {
            InvocationResult result = Shell.Run("Import-KandjiConfiguration $repo " + parameters);

            Assert.Equal(2, result.Errors.Count);
            Assert.All(result.Errors, error =>
                Assert.StartsWith("KandjiConfigurationConflict", error.FullyQualifiedErrorId, StringComparison.Ordinal));
            Assert.Contains(
                $"custom script '{KnownFleet.ScriptName}' (scripts/{KnownFleet.ScriptName}/info.plist)",
                result.Errors[0].Exception.Message);
            Assert.Contains("Nothing was sent because of 1 conflict", result.Errors[1].Exception.Message);
            Assert.EndsWith(": Script.", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        }
        AssertNothingWasSent();

        Assert.Equal(
            [$"Updated CustomScript {KnownFleet.ScriptName}", "Created CustomScript Fresh"],
            Shell.Run("Import-KandjiConfiguration $repo -Force").Succeeded().As<ConfigurationFileResult>().Select(Line)
                .OrderDescending(StringComparer.Ordinal));
        Assert.Empty(Compare());
    }

    [Fact]
    public void Import_LeavesWhatWasChangedOrDeletedThere_AndSaysWhy()
    {
        RemoteScript.Fields["active"] = false;
        Shell.Tenant.State.Library.Remove(KnownFleet.FirstTwiceScriptId);
        Directory.Delete(Path.Combine(Repo, "profiles", KnownFleet.WifiProfileName), recursive: true);
        Shell.Tenant.State.Tags.Add(new SimulatedTag("f0000000-0000-4000-8000-00000000aaaa", "theirs"));

        List<ConfigurationFileResult> left = Shell.Run("Import-KandjiConfiguration $repo -Kind Script, Profile, Tag").Succeeded()
            .As<ConfigurationFileResult>();

        AssertNothingWasSent();
        Assert.All(left, result => Assert.Equal(ConfigurationOutcome.Left, result.Outcome));
        Assert.Equal(
            [
                (ConfigurationFileChange.NewRemote, "theirs"), (ConfigurationFileChange.RemovedLocal, KnownFleet.WifiProfileName),
                (ConfigurationFileChange.RemovedRemote, KnownFleet.TwiceScriptName),
                (ConfigurationFileChange.UpdatedRemote, KnownFleet.ScriptName),
            ],
            left.Select(result => (result.Change!.Value, result.Name)).OrderBy(pair => pair.Item1.ToString(), StringComparer.Ordinal));
        Assert.All(left, result => Assert.NotEmpty(result.Reason!));
    }

    [Fact]
    public void Prune_AsksOnceWithCountsAndNamesBeforeAnythingIsSent()
    {
        AddTags("old a", "old b");
        WriteNewScript();
        Shell.Host.Answers.Enqueue("No");

        List<ConfigurationFileResult> results =
            Shell.Run("Import-KandjiConfiguration $repo -Kind Tag, Script -Prune").Succeeded().As<ConfigurationFileResult>();

        string question = Assert.Single(Shell.Host.Questions);
        Assert.Contains("Delete 2 things: 2 Tag?", question);
        Assert.Contains("\n  tag 'old a'\n  tag 'old b'", question);
        // No to the deletions is no to nothing else.
        Assert.Equal(["Created CustomScript Fresh"], results.Select(Line));
        Assert.DoesNotContain(Sent, request => request.StartsWith("DELETE", StringComparison.Ordinal));

        Shell.Host.Answers.Enqueue("Yes");
        Assert.Equal(
            ["Deleted Tag old a", "Deleted Tag old b"],
            Shell.Run("Import-KandjiConfiguration $repo -Kind Tag, Script -Prune").Succeeded().As<ConfigurationFileResult>().Select(Line));
        Assert.Equal(2, Shell.Host.Questions.Count);
        Assert.Empty(Compare());
    }

    [Theory]
    [InlineData("-Force", true)]
    [InlineData("-Confirm:$false", true)]
    [InlineData("-WhatIf", false)]
    public void Prune_ThatNeedNotAsk_AsksNothing(string parameter, bool deletes)
    {
        AddTags("old a");

        Shell.Run("Import-KandjiConfiguration $repo -Kind Tag -Prune " + parameter).Succeeded();

        Assert.Empty(Shell.Host.Questions);
        Assert.Equal(deletes, Shell.Tenant.State.Tags.All(tag => tag.Name != "old a"));
        Assert.Equal(
            !deletes, Shell.Host.Lines.Exists(line => line.Contains("\"Delete\" on target \"tag 'old a'", StringComparison.Ordinal)));
    }

    // Whether something is in use cannot be looked up: that keeps it, and is no reason not to send the rest.
    [Theory]
    [InlineData("Tag", "/api/v1/devices")]
    [InlineData("Blueprint", "/api/v1/blueprints/*")]
    public void Prune_OfWhatCannotBeLookedUp_LeavesItAndSendsTheOthers(string kind, string path)
    {
        EditScript();
        Shell.Tenant.State.Tags.Add(new SimulatedTag("f0000000-0000-4000-8000-00000000dddd", "Unused"));
        Shell.Tenant.State.Blueprints.Add(new SimulatedBlueprint("f0000000-0000-4000-8000-00000000eeee", "Unused"));
        Shell.Tenant.Faults.Add("GET " + path, Fault.Status(403));

        InvocationResult result = Shell.Run($"Import-KandjiConfiguration $repo -Kind {kind}, Script -Prune -Force");

        Assert.Contains("Unused", Assert.Single(result.Errors).Exception.Message);
        Assert.Equal(["PATCH /api/v1/library/custom-scripts/" + KnownFleet.ScriptId], Sent);
    }

    [Fact]
    public void Prune_WithNobodyToAsk_EndsBeforeAnythingIsSent()
    {
        AddTags("old a");
        WriteNewScript();

        Shell.Run("Import-KandjiConfiguration $repo -Kind Tag, Script -Prune").Failed("KandjiConfirmationNeeded");

        AssertNothingWasSent();
    }

    [Theory]
    [InlineData("-Prune", "-Prune requires -Kind")]
    [InlineData("-Kind Tag -MaxPrune 9", "-MaxPrune requires -Prune")]
    [InlineData("-Kind Device", "AdeIntegration")]
    public void Import_OfParametersThatDoNotGoTogether_SendsNothing(string parameters, string words)
    {
        ErrorRecord error = Shell.Run("Import-KandjiConfiguration $repo " + parameters).Error;

        Assert.Contains(words, error.Exception.Message);
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Prune_OfMuchOfAKind_IsRefusedUntilMaxPruneSaysSo()
    {
        AddTags("a", "b", "c", "d");

        Shell.Run("Import-KandjiConfiguration $repo -Kind Tag -Prune -Force")
            .Failed("KandjiPruneRefused", "would lose 4 of", "-MaxPrune 4");
        AssertNothingWasSent();

        Assert.Equal(4, Shell.Run("Import-KandjiConfiguration $repo -Kind Tag -Prune -MaxPrune 4 -Force").Succeeded().Output.Count);
    }

    [Fact]
    public void Import_WithAFileThatIsBroken_TellsItAndSendsTheOthers()
    {
        Write("scripts/Broken/info.plist", "<plist><dict>");
        Write("scripts/Silent/info.json", """{"name": "Silent"}""");
        EditScript();

        InvocationResult result = Shell.Run("Import-KandjiConfiguration $repo");

        Assert.Equal([$"Updated CustomScript {KnownFleet.ScriptName}"], result.As<ConfigurationFileResult>().Select(Line));
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error =>
            Assert.StartsWith("KandjiInvalidConfigurationFile", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Contains(
            result.Errors, error => error.Exception.Message.Contains(Path.Combine("Broken", "info.plist"), StringComparison.Ordinal));
        Assert.Null(result.Terminating);

        Shell.Run("Import-KandjiConfiguration $repo -ErrorAction Stop").Failed("KandjiInvalidConfigurationFile");
    }

    [Fact]
    public void Import_WithAKeyThatIsNotKnown_SendsNothing()
    {
        WriteNewScript();
        Write("scripts/Odd/info.json", "{\n  \"name\": \"Odd\",\n  \"actve\": true\n}");
        Write("scripts/Odd/audit.zsh", "exit 0\n");

        InvocationResult result = Shell.Run("Import-KandjiConfiguration $repo");

        Assert.Contains("Nothing was sent because of 1 file", result.Errors[^1].Exception.Message);
        Assert.Contains(result.Errors, error => error.Exception.Message.Contains("line 3", StringComparison.Ordinal)
            && error.Exception.Message.Contains("'active'", StringComparison.Ordinal));
        AssertNothingWasSent();
    }

    [Fact]
    public void Import_OfAKindThatCannotBeRead_SaysSoAndSendsTheOthers()
    {
        EditScript();
        Shell.Tenant.Faults.Add("GET /api/v1/tags", Fault.Status(403));

        InvocationResult result = Shell.Run("Import-KandjiConfiguration $repo");

        Assert.StartsWith("KandjiForbidden", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("The tags could not be read", result.Error.ToString());
        Assert.Equal(ConfigurationKind.Tag, result.Error.TargetObject);
        Assert.Equal([$"Updated CustomScript {KnownFleet.ScriptName}"], result.As<ConfigurationFileResult>().Select(Line));
        Assert.Contains(
            "1 thing could not be compared",
            Shell.Run("Compare-KandjiConfiguration $repo -ErrorOnDifference").Errors[^1].Exception.Message);
    }

    [Fact]
    public void Import_ThatTheServiceRefusesForOne_NamesItAndSendsTheOthers()
    {
        WriteNewScript("A");
        WriteNewScript("B");
        Shell.Tenant.Faults.Add("POST /api/v1/library/custom-scripts", Fault.Status(400, """{"detail":"No."}"""), times: 1);

        InvocationResult result = Shell.Run("Import-KandjiConfiguration $repo");

        Assert.StartsWith("KandjiBadRequest", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("custom script 'A': No.", result.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Created CustomScript B"], result.As<ConfigurationFileResult>().Select(Line));
        Assert.Equal(
            ["Created CustomScript A"],
            Shell.Run("Import-KandjiConfiguration $repo").Succeeded().As<ConfigurationFileResult>().Select(Line));
    }

    [Fact]
    public async Task Import_ThatIsStopped_GoesOnWhenItRunsAgain()
    {
        for (int i = 0; i < 5; i++)
            WriteNewScript("Script " + i);
        using var arrived = new ManualResetEventSlim();
        using var answer = new ManualResetEventSlim();
        int count = 0;
        Shell.Tenant.Faults.Add("POST /**", Fault.Before(_ =>
        {
            if (Interlocked.Increment(ref count) != 3)
                return;
            arrived.Set();
            answer.Wait(TimeSpan.FromSeconds(30));
        }));
        (System.Management.Automation.PowerShell command, Task ended) = Shell.Start("Import-KandjiConfiguration $repo");
        Assert.True(arrived.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Task stopping = Task.Run(command.Stop, TestContext.Current.CancellationToken);
        while (command.InvocationStateInfo.State == PSInvocationState.Running)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        answer.Set();
        await stopping;
        await Assert.ThrowsAnyAsync<PipelineStoppedException>(() => ended);
        Assert.True(count < 5, "It went on after it was stopped.");
        Assert.Contains(Shell.Host.Lines, line => line.Contains($"custom script 'Script {count - 1}'", StringComparison.Ordinal));
        Shell.Tenant.Faults.Clear();

        Shell.Run("Import-KandjiConfiguration $repo").Succeeded();

        Assert.Equal(
            Enumerable.Range(0, 5).Select(i => "Script " + i),
            Shell.Tenant.State.Library.Select(item => item.Name).Where(name => name.StartsWith("Script ", StringComparison.Ordinal))
                .Order());
        Assert.Empty(Compare());
        command.Dispose();
    }

    [Fact]
    public void Import_ToTheRepositorysOwnTenantAsACopy_OrToAnother_IsRefused()
    {
        Shell.Run("Import-KandjiConfiguration $repo -ToTenant").Failed("KandjiOtherTenant", "Leave -ToTenant out");
        File.WriteAllText(Path.Combine(Repo, ".iructl"), "tenant_url: acme.api.kandji.io\n");
        foreach (string verb in new[] { "Import", "Sync", "Export" })
            Shell.Run($"{verb}-KandjiConfiguration $repo").Failed("KandjiOtherTenant", "acme.api.kandji.io");

        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Import_ToAnotherTenant_MatchesByNameAndWritesNoFile()
    {
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });
        Shell.Open(other, "b");
        // The same names with other ids, and one thing that is missing.
        other.State.Library.Clear();
        other.State.Blueprints.Clear();
        other.State.Tags.Clear();
        other.State.Tags.Add(new SimulatedTag("f0000000-0000-4000-8000-00000000aaaa", KnownFleet.PilotTagName));
        other.State.Library.Add(
            new SimulatedLibraryItem("f0000000-0000-4000-8000-00000000bbbb", LibraryItemKind.CustomScript, KnownFleet.ScriptName));
        other.State.Library["f0000000-0000-4000-8000-00000000bbbb"].Fields["script"] = "#!/bin/zsh\necho other\n";
        Dictionary<string, DateTime> times = Times();

        InvocationResult result = Shell.Run(
            $"Import-KandjiConfiguration $repo -ToTenant -Session $b -Kind Script, Tag -Name '{KnownFleet.ScriptName}', '*pilot*', repair");

        Assert.Equal(
            ["Created Tag repair", $"Updated CustomScript {KnownFleet.ScriptName}"],
            result.Succeeded().As<ConfigurationFileResult>().Select(Line));
        Assert.Equal(
            (string)RemoteScript.Fields["script"]!, (string)other.State.Library["f0000000-0000-4000-8000-00000000bbbb"].Fields["script"]!);
        Assert.Equal(times, Times());
        Assert.Equal(0, Shell.Tenant.Log.Count);
        Shell.Run("Compare-KandjiConfiguration $repo -Session $b -Kind Script, Tag -Name Clean*, repair -ErrorOnDifference").Succeeded();
    }

    [Theory]
    [InlineData("Import")]
    [InlineData("Sync")]
    [InlineData("Export")]
    [InlineData("Compare")]
    public async Task Command_WithTwoSessions_IsRefused(string verb)
    {
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });
        Shell.Open(other, "b");

        Shell.Run($"{verb}-KandjiConfiguration $repo -Session *").Failed("KandjiInvalidArgument", "one tenant at a time", "names 2");

        Assert.Equal(0, Shell.Tenant.Log.Count + other.Log.Count);
        Shell.Run($"{verb}-KandjiConfiguration $repo").Succeeded();
        Assert.Equal(0, other.Log.Count);
    }

    [Fact]
    public void Commands_InAReadOnlyTenant_ReadAndDoNotChange()
    {
        EditScript();
        Shell.Run("$null = Connect-Kandji -Uri $uri -Token $token -ReadOnly").Succeeded();
        Shell.Tenant.Log.Clear();

        Shell.Run("Import-KandjiConfiguration $repo").Failed("KandjiReadOnlyTenant");
        Shell.Run("Sync-KandjiConfiguration $repo").Failed("KandjiReadOnlyTenant");
        Assert.Equal(0, Shell.Tenant.Log.Count);

        Assert.Single(Shell.Run("Compare-KandjiConfiguration $repo").Succeeded().Output);
        Assert.Single(Shell.Run("Export-KandjiConfiguration $repo").Succeeded().Output);
        Shell.Run("Import-KandjiConfiguration $repo -WhatIf").Succeeded();
        AssertNothingWasSent();
    }

    [Fact]
    public void Import_WhileAnotherProgramWrites_IsRefusedBeforeItReads()
    {
        using var held = Automation.Configuration.Files.RepositoryLock.Take(Repo, DateTimeOffset.UtcNow);

        foreach (string verb in new[] { "Import", "Sync", "Export" })
            Shell.Run($"{verb}-KandjiConfiguration $repo").Failed("KandjiFileLocked", "since");
        Assert.Equal(0, Shell.Tenant.Log.Count);

        // A command that writes nothing need not wait.
        Shell.Run("Compare-KandjiConfiguration $repo; Import-KandjiConfiguration $repo -WhatIf").Succeeded();
    }

    [Fact]
    public void Results_GoThroughThePipeline()
    {
        WriteNewScript();
        EditScript();

        List<string> paths = Shell.Run("Import-KandjiConfiguration $repo | Where-Object Outcome -eq Created | ForEach-Object Path")
            .Succeeded().As<string>();

        Assert.Equal([Path.Combine(Repo, "scripts", "Fresh", "info.json")], paths);
        Assert.Equal(2, Sent.Count);
    }

    [Fact]
    public void Import_WithConfirm_AsksAboutEachWithItsContent()
    {
        EditScript();
        Shell.Host.Answers.Enqueue("No");

        Assert.Empty(Shell.Run("Import-KandjiConfiguration $repo -Confirm").Succeeded().Output);

        Assert.Contains("+echo added", Assert.Single(Shell.Host.Questions));
        AssertNothingWasSent();
    }

    [Fact]
    public void Import_WithVerbose_TellsTheRequests()
    {
        EditScript();

        InvocationResult result = Shell.Run("Import-KandjiConfiguration $repo -Verbose").Succeeded();

        Assert.Contains(result.Verbose, line => line.StartsWith("GET /api/v1/tags", StringComparison.Ordinal));
        Assert.Contains(
            result.Verbose,
            line => line.StartsWith($"PATCH /api/v1/library/custom-scripts/{KnownFleet.ScriptId}: 200", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Import-KandjiConfiguration $repo")]
    [InlineData("Import-KandjiConfiguration $repo -WhatIf")]
    public void Import_OfAnItemOfAMapWithoutItsNode_IsRefusedBeforeItIsSent(string command)
    {
        string file = Directory.GetFiles(Path.Combine(Repo, "kandji", "blueprints"), "info.plist", SearchOption.AllDirectories)
            .First(path => File.ReadAllText(path).Contains("<string>map</string>", StringComparison.Ordinal));
        string text = File.ReadAllText(file);
        string Added(string node) => text.Contains("<array/>", StringComparison.Ordinal)
            ? text.Replace("<array/>", $"<array><dict><key>id</key><string>{KnownFleet.FirstTwiceScriptId}</string>{node}</dict></array>",
                StringComparison.Ordinal)
            : Regex.Replace(text, "</array>", $"<dict><key>id</key><string>{KnownFleet.FirstTwiceScriptId}</string>{node}</dict></array>");
        File.WriteAllText(file, Added(""));

        Shell.Run(command).Failed("KandjiInvalidConfigurationFile", "at one of its nodes", "Nothing of it was sent");

        AssertNothingWasSent();
        File.WriteAllText(file, Added("<key>node</key><string>any</string>"));
        Shell.Run("Import-KandjiConfiguration $repo -WhatIf").Succeeded();
    }

    [Fact]
    public void Requests_AreThoseThatThePermissionsSay()
    {
        // Everything is created again, then changed, then deleted.
        Shell.Run("$null = Export-KandjiConfiguration $repo -Installer").Succeeded();
        AssertDeclared<ExportKandjiConfiguration>();
        Shell.Tenant.State.Devices.Clear();
        Shell.Tenant.State.Tags.Clear();
        // The others tell what there is of the vendor's items.
        Shell.Tenant.State.Blueprints.Remove(KnownFleet.SalesId);
        foreach (string path in new[] { "scripts", "profiles", "apps", "kandji/in-house-apps" }.SelectMany(
            kind => Directory.GetFiles(Path.Combine(Repo, kind), "info.plist", SearchOption.AllDirectories)))
            Shell.Tenant.State.Library.Remove(Regex.Match(File.ReadAllText(path), @"<key>id</key>\s*<string>([^<]*)").Groups[1].Value);
        HashSet<string> left = [.. Shell.Tenant.State.Library.Select(item => item.Id)];
        foreach (SimulatedBlueprint blueprint in Shell.Tenant.State.Blueprints)
            blueprint.LibraryItems = [.. blueprint.LibraryItems.Where(item => left.Contains(item.ItemId))];
        // A map takes nothing without a node, which is told; the others are whole.
        Shell.Run("$null = Import-KandjiConfiguration $repo -Force -InformationAction Ignore")
            .Failed("KandjiInvalidConfigurationFile", "names none for");
        foreach (SimulatedLibraryItem item in Shell.Tenant.State.Library)
            item.Fields["active"] = false;
        foreach (SimulatedBlueprint blueprint in Shell.Tenant.State.Blueprints)
        {
            string more = Shell.Tenant.State.Library.First(item => !blueprint.LibraryItems.Contains((item.Id, null))).Id;
            (blueprint.Description, blueprint.LibraryItems) = ("theirs", [.. blueprint.LibraryItems.Skip(1), (more, null)]);
        }
        foreach (SimulatedTag tag in Shell.Tenant.State.Tags)
            tag.Name += "!";
        Shell.Run("$null = Import-KandjiConfiguration $repo -Force -ErrorAction SilentlyContinue -InformationAction Ignore");
        Shell.Tenant.State.Tags.Add(new SimulatedTag("f0000000-0000-4000-8000-00000000aaaa", "theirs"));
        // What a blueprint's file names is not deleted.
        foreach (string path in Directory.GetFiles(Path.Combine(Repo, "kandji", "blueprints"), "info.plist", SearchOption.AllDirectories))
            File.WriteAllText(path, Regex.Replace(File.ReadAllText(path), @"(<key>library_items</key>\s*)<array>.*?</array>", "$1<array/>",
                RegexOptions.Singleline));
        foreach ((string kind, string folder) in new[]
        {
            ("Script", "scripts"), ("Profile", "profiles"), ("App", "apps"), ("InHouseApp", "kandji/in-house-apps"),
            ("Blueprint", "kandji/blueprints"), ("Tag", ""),
        })
        {
            string[] members = folder.Length == 0 ? [] : Directory.GetDirectories(Path.Combine(Repo, folder));
            // A kind of which nothing is left is not managed.
            if (members.Length == 1)
                CopyAsNew(members[0], kind);
            if (members.Length > 0)
                Directory.Delete(members[0], recursive: true);
            Shell.Run($"$null = Import-KandjiConfiguration $repo -Kind {kind} -Prune -MaxPrune 99 -Force -ErrorAction SilentlyContinue");
        }

        HashSet<string> sent = AssertDeclared<ImportKandjiConfiguration>();
        string[] rare =
        [
            // Only where a list lacks the text, or an answer the item; the last where the defaults of enrollment differ.
            nameof(LibraryOperations.GetCustomScript), nameof(LibraryOperations.GetCustomProfile), nameof(LibraryOperations.GetCustomApp),
            nameof(EnrollmentOperations.Update),
        ];
        Assert.Empty(CmdletOperations.For(typeof(ImportKandjiConfiguration)).Select(declared => declared.Operation.ToString())
            .Except(sent)
            .Except(rare.Select(name => (name == nameof(EnrollmentOperations.Update)
                ? EnrollmentOperations.Update
                : new KandjiOperationAttribute(typeof(LibraryOperations), name).Operations.Single()).ToString())));
    }

    // All that was sent is among what Test-KandjiPermission -For says.
    private HashSet<string> AssertDeclared<T>()
    {
        HashSet<string> declared = [.. CmdletOperations.For(typeof(T)).Select(operation => operation.Operation.ToString())];
        HashSet<string> sent = [.. Shell.Tenant.Log.Entries.Where(request => request.Permission is not null)
            .Select(request => RawOperations.FindKnown(request.Method, request.Path)!.ToString())];
        Assert.Empty(sent.Except(declared));
        return sent;
    }

    private void CopyAsNew(string member, string name)
    {
        foreach (string file in Directory.GetFiles(member))
        {
            string text = Regex.Replace(
                File.ReadAllText(file), @"<key>(id|sync_hash|created_at|updated_at)</key>\s*<(string|date)>[^<]*</\2>", "");
            Write(Path.Combine(Path.GetRelativePath(Repo, member) + " copy", Path.GetFileName(file)),
                Regex.Replace(text, @"(<key>name</key>\s*<string>)[^<]*", "$1A new " + name));
        }
    }

    [Fact]
    public void Name_WithoutWildcardsThatNothingHas_IsAnError()
    {
        Shell.Run($"Import-KandjiConfiguration $repo -Kind Script -Name '{KnownFleet.ScriptName}', 'Clean temp', 'x*'")
            .Failed("KandjiNotFound", "'Clean temp'", KnownFleet.ScriptName);
    }

    private void AddTags(params string[] names)
    {
        foreach ((string name, int i) in names.Select((name, i) => (name, i)))
            Shell.Tenant.State.Tags.Add(new SimulatedTag($"f0000000-0000-4000-8000-00000000aa{i:d2}", name));
    }

    private Dictionary<string, DateTime> Times() => Directory.EnumerateFiles(Repo, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).StartsWith(".lock", StringComparison.Ordinal))
        .ToDictionary(file => file, File.GetLastWriteTimeUtc);
}
