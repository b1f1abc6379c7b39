using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Files;
using Kandji.Automation.Configuration.Sync;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>Files to a tenant: what is sent, in which order, and what stops it.</summary>
public sealed class ConfigurationImportTests
{
    private const string Script = "scripts/a/info.yaml";

    [Fact]
    public async Task Import_OfNewFiles_CreatesAllInOrder_AndWritesBackFourLines()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        WriteOneOfEach(bench);

        ConfigurationFileResult[] results =
            (await bench.ImportAsync()).Where(result => result.Outcome != ConfigurationOutcome.Left).ToArray();

        Assert.Equal(
            [
                "Created Tag T", "Created CustomScript A", "Created CustomProfile P", "Created CustomApp V", "Created InHouseApp I",
                "Created Blueprint B", "Updated Blueprint B", "Updated CustomProfile P",
            ],
            results.Select(result => $"{result.Outcome} {result.Kind} {result.Name}").Take(6)
                .Concat(results.Skip(6).Select(result => $"{result.Outcome} {result.Kind} {result.Name}").Order()));
        Assert.All(await bench.CompareAsync(), change => Assert.Matches("^NewRemote (SelfServiceCategory|BlueprintRouting) ", change));
        Assert.All(await bench.ImportAsync(), result => Assert.Equal(ConfigurationOutcome.Left, result.Outcome));
        string script = File.ReadAllText(Path.Combine(bench.Folder.Path, Script));
        SimulatedLibraryItem item = bench.Tenant.State.Library.Single(item => item.Name == "A");
        Assert.StartsWith($"# why it is there\nid: \"{item.Id}\"\nname: A  # kept\ncreated_at: \"", script, StringComparison.Ordinal);
        Assert.EndsWith("restart: true\n# the end\n", script, StringComparison.Ordinal);
        Assert.Equal("e2000000-0000-4000-8000-000000000002", (string?)item.Fields["self_service_category_id"]);
        SimulatedBlueprint blueprint = Assert.Single(bench.Tenant.State.Blueprints);
        Assert.Equal(["A", "P", "V"], blueprint.LibraryItems.Select(assigned => bench.Tenant.State.Library[assigned.ItemId].Name).Order());
        Assert.False(File.Exists(WriteIntents.GetPath(bench.Folder.Path)));
    }

    [Fact]
    public async Task Import_OfEdits_SendsWhatIsDifferent_AndClearsWhatWasTakenOut()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem script = bench.AddScript("S", remediation: "#!/bin/zsh\necho fix");
        SimulatedLibraryItem app = bench.AddApp("App");
        SimulatedLibraryItem profile = bench.AddProfile("P");
        app.Fields["preinstall_script"] = "#!/bin/zsh\necho before";
        foreach (SimulatedLibraryItem shown in new[] { script, app })
        {
            shown.Fields["show_in_self_service"] = true;
            shown.Fields["self_service_category_id"] = "e2000000-0000-4000-8000-000000000002";
            shown.Fields["self_service_recommended"] = true;
        }
        SimulatedBlueprint blueprint = bench.AddBlueprint("B", script, profile);
        SimulatedTag tag = bench.AddTag("Old");
        await bench.ExportAsync();
        File.Delete(Path.Combine(bench.Folder.Path, "scripts/S/remediation.zsh"));
        File.Delete(Path.Combine(bench.Folder.Path, "apps/App/preinstall.zsh"));
        foreach (string info in new[] { "scripts/S/info.plist", "apps/App/info.plist" })
        {
            RemovePlistKey(bench, info, "show_in_self_service");
            RemovePlistKey(bench, info, "self_service_category_id");
            RemovePlistKey(bench, info, "self_service_recommended");
        }
        RemovePlistKey(bench, "kandji/blueprints/B/info.plist", "description");
        bench.Edit("kandji/tags.plist", "<string>Old</string>", "<string>New</string>");
        bench.Edit("profiles/P/profile.mobileconfig", "<string>x</string>", "<string>y\ta\tb</string>");
        bench.Tenant.Log.Clear();

        IReadOnlyList<ConfigurationFileResult> results = await bench.ImportAsync();

        Assert.All(results, result => Assert.Equal(ConfigurationOutcome.Updated, result.Outcome));
        Assert.Equal(5, results.Count);
        Assert.Equal("", (string?)script.Fields["remediation_script"]);
        Assert.Equal("", (string?)app.Fields["preinstall_script"]);
        Assert.False((bool)script.Fields["show_in_self_service"]!);
        Assert.False((bool)app.Fields["show_in_self_service"]!);
        Assert.Equal("", blueprint.Description);
        Assert.Equal("New", tag.Name);
        Assert.Equal(5, bench.Tenant.Log.Entries.Count(entry => entry.Method is "PATCH"));
        Assert.DoesNotContain("\t", (string)profile.Fields["profile"]!);
        Assert.Empty(await bench.CompareAsync());
    }

    [Fact]
    public async Task Import_OfBlueprintItems_AssignsAndRemoves_ByIdAndByName()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem[] items = new[] { "A", "B", "C", "D" }.Select(name => bench.AddScript(name)).ToArray();
        SimulatedBlueprint blueprint = bench.AddBlueprint("B", items[0], items[1]);
        await bench.ExportAsync(
            new ConfigurationExportOptions { Format = Kandji.Automation.Configuration.Documents.ConfigurationFormat.Yaml });
        string path = Path.Combine(bench.Folder.Path, "kandji/blueprints/B/info.yaml");
        string[] lines = File.ReadAllLines(path);
        int at = Array.IndexOf(lines, "library_items:");
        File.WriteAllLines(path, lines.Take(at + 3).Concat(["  - C", "  - id: " + items[3].Id, "    node: n"]));

        Assert.Equal(["UpdatedLocal Blueprint B LibraryItems"], await bench.CompareAsync());
        bench.Edit("kandji/blueprints/B/info.yaml", "    node: n\n", "");
        await bench.ImportAsync();

        Assert.Equal(["A", "C", "D"], blueprint.LibraryItems.Select(item => bench.Tenant.State.Library[item.ItemId].Name).Order());
        Assert.Contains("  - C\n", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Empty(await bench.CompareAsync());
    }

    [Fact]
    public async Task Import_OfAnAssignmentMap_AssignsToEachNode_AndANodeIsNeverADifference()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem first = bench.AddScript("A"), second = bench.AddScript("B");
        SimulatedBlueprint map = bench.AddBlueprint("M");
        map.Type = "map";
        map.AssignmentNodes = ["one", "two"];
        map.LibraryItems = [(first.Id, "one")];
        await bench.ExportAsync(
            new ConfigurationExportOptions { Format = Kandji.Automation.Configuration.Documents.ConfigurationFormat.Yaml });
        string info = "kandji/blueprints/M/info.yaml";
        Assert.DoesNotContain("icon", File.ReadAllText(Path.Combine(bench.Folder.Path, info)), StringComparison.Ordinal);
        File.AppendAllText(
            Path.Combine(bench.Folder.Path, info), $"  - name: B\n    node: one\n  - id: {second.Id}\n    node: two\n");

        await bench.ImportAsync();

        Assert.Equal([(first.Id, "one"), (second.Id, "one"), (second.Id, "two")], map.LibraryItems);
        bench.Edit(info, "node: two", "node: three");
        Assert.Empty(await bench.CompareAsync());
        // An item that is taken away there is taken out of the file; the nodes that a person wrote stay with the others.
        map.LibraryItems = [(second.Id, "two")];
        await bench.ExportAsync();
        string text = File.ReadAllText(Path.Combine(bench.Folder.Path, info));
        Assert.DoesNotContain(first.Id, text, StringComparison.Ordinal);
        Assert.Contains("node: three", text, StringComparison.Ordinal);
        Assert.Empty(await bench.CompareAsync());
    }

    [Fact]
    public async Task Compare_WhereTheCategoriesCannotBeRead_SaysNothingOfThem()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem script = bench.AddScript("A");
        script.Fields["show_in_self_service"] = true;
        script.Fields["self_service_category_id"] = "e2000000-0000-4000-8000-000000000002";
        var scope = new ConfigurationScope([ConfigurationKind.CustomScript]);
        await bench.ExportAsync(scope: scope);
        bench.Edit("scripts/A/info.plist", "e2000000-0000-4000-8000-000000000002", "Büro");
        Assert.Empty(await bench.CompareAsync(scope));
        using var limited = bench.NewClient(token: bench.Tenant.CreateToken("List Custom Scripts"));

        Assert.Empty((await bench.OpenAsync(scope, client: limited)).Changes);

        bench.Edit("scripts/A/audit.zsh", "exit 0", "exit 3");
        using ConfigurationWorkspace workspace = await bench.OpenAsync(scope, client: limited);
        ConfigurationImport import = await ConfigurationImport.PlanAsync(
            workspace, new ConfigurationImportOptions { Force = true }, TimeProvider.System, ConfigurationBench.Token);
        Assert.Equal(["A"], import.Steps.Select(step => step.Change.Name));
        bench.Edit("scripts/A/info.plist", "every_day", "once");
        using ConfigurationWorkspace again = await bench.OpenAsync(scope, client: limited);
        import = await ConfigurationImport.PlanAsync(
            again, new ConfigurationImportOptions { Force = true }, TimeProvider.System, ConfigurationBench.Token);
        Assert.Contains("could not be read", Assert.Single(import.Refusals).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Export_OfParameters_KeepsThem_AndAnEditOfThemIsNotSent(int format)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        bench.AddBlueprint("B").Params["a"] = System.Text.Json.Nodes.JsonNode.Parse(
            "{\"on\": true, \"n\": 5, \"x\": 1.5, \"t\": \"yes: #\", \"none\": null, \"list\": [1, \"b\", {\"c\": []}], \"m\": {}}");
        await bench.ExportAsync(new ConfigurationExportOptions
        {
            Format = (Kandji.Automation.Configuration.Documents.ConfigurationFormat)format,
        });
        Assert.Empty(await bench.CompareAsync());
        string info = Path.GetRelativePath(
            bench.Folder.Path, Directory.GetFiles(Path.Combine(bench.Folder.Path, "kandji/blueprints/B"), "info.*").Single());
        bench.Edit(info, "1.5", "2.5");

        Assert.Equal(["UpdatedLocal Blueprint B Params"], await bench.CompareAsync());
        bench.Tenant.Log.Clear();
        Assert.Contains("cannot write", Assert.Single(await bench.ImportAsync()).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Tenant.Log.Entries, entry => entry.Method != "GET");
        await bench.ExportAsync(new ConfigurationExportOptions { Force = true });
        Assert.Empty(await bench.CompareAsync());
    }

    [Fact]
    public async Task Import_OfWhatTheServiceRefuses_LeavesNoIntent_AndSendsTheOthers()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        WriteScript(bench, "a", "name: A\n");
        WriteScript(bench, "b", "name: B\n");
        using ConfigurationWorkspace workspace = await bench.OpenForWritingAsync();
        ConfigurationImport import = await ConfigurationImport.PlanAsync(
            workspace, new ConfigurationImportOptions(), TimeProvider.System, ConfigurationBench.Token);
        using (bench.Tenant.Faults.Add(
            "POST /api/v1/library/custom-scripts", Simulator.Fault.Status(400, "{\"detail\": \"No.\"}"), times: 1))
        {
            await Assert.ThrowsAsync<Kandji.Client.Http.KandjiApiException>(
                () => import.ApplyAsync(import.Steps[0], ConfigurationBench.Token));
            Assert.False(File.Exists(WriteIntents.GetPath(bench.Folder.Path)));
            await import.ApplyAsync(import.Steps[1], ConfigurationBench.Token);
        }
        await import.FinishAsync(isWhole: true, ConfigurationBench.Token);

        Assert.Equal(["B"], bench.Tenant.State.Library.Select(item => item.Name));
    }

    [Fact]
    public async Task Import_WhoseOutcomeIsUnknown_LeavesItsIntent_AndTheNextRunAdoptsTheThing()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        WriteScript(bench, "a", "name: A\n");
        using (ConfigurationWorkspace workspace = await bench.OpenForWritingAsync())
        using (bench.Tenant.Faults.Add("POST /api/v1/library/custom-scripts", Simulator.Fault.ExecuteThenReset()))
        {
            ConfigurationImport import = await ConfigurationImport.PlanAsync(
                workspace, new ConfigurationImportOptions(), TimeProvider.System, ConfigurationBench.Token);
            var e = await Assert.ThrowsAsync<Kandji.Client.Http.KandjiApiException>(
                () => import.ApplyAsync(import.Steps[0], ConfigurationBench.Token));
            Assert.Equal(Kandji.Client.Http.KandjiErrorKind.OutcomeUnknown, e.Kind);
            await import.FinishAsync(isWhole: true, ConfigurationBench.Token);
        }
        Assert.True(File.Exists(WriteIntents.GetPath(bench.Folder.Path)));

        ConfigurationFileResult result = Assert.Single(
            await bench.ImportAsync(scope: new ConfigurationScope([ConfigurationKind.CustomScript])));

        Assert.Equal(ConfigurationOutcome.Adopted, result.Outcome);
        Assert.Single(bench.Tenant.State.Library);
        Assert.False(File.Exists(WriteIntents.GetPath(bench.Folder.Path)));
    }

    [Fact]
    public async Task Import_WithAConflict_StopsBeforeAnythingIsSent()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem both = bench.AddScript("Both"), mine = bench.AddScript("Mine"), theirs = bench.AddScript("Theirs");
        await bench.ExportAsync();
        both.Fields["script"] = "#!/bin/zsh\necho there";
        theirs.Fields["script"] = "#!/bin/zsh\necho there";
        bench.Edit("scripts/Both/audit.zsh", "exit 0", "exit 1");
        bench.Edit("scripts/Mine/audit.zsh", "exit 0", "exit 1");

        ConfigurationWorkspace workspace = await bench.OpenAsync();
        ConfigurationImport import = await ConfigurationImport.PlanAsync(
            workspace, new ConfigurationImportOptions(), TimeProvider.System, ConfigurationBench.Token);
        Assert.Equal(["Both"], import.Conflicts.Select(conflict => conflict.Name));

        await bench.ImportAsync(new ConfigurationImportOptions { OnConflict = ConflictPolicy.Skip });
        Assert.Equal(
            ["#!/bin/zsh\necho there", "#!/bin/zsh\nexit 1", "#!/bin/zsh\necho there"],
            new[] { both, mine, theirs }.Select(item => (string?)item.Fields["script"]));
        await bench.ImportAsync(new ConfigurationImportOptions { Force = true });
        Assert.Equal(
            ["#!/bin/zsh\nexit 1", "#!/bin/zsh\nexit 1", "#!/bin/zsh\nexit 0"],
            new[] { both, mine, theirs }.Select(item => (string?)item.Fields["script"]));
        Assert.Empty(await bench.CompareAsync());
    }

    [Fact]
    public async Task Import_OfAnUnknownKey_SendsNothingAtAll()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        WriteScript(bench, "good", "name: Good\n");
        WriteScript(bench, "bad", "name: Bad\nactve: true\n");

        ConfigurationWorkspace workspace = await bench.OpenAsync();
        ConfigurationImport import = await ConfigurationImport.PlanAsync(
            workspace, new ConfigurationImportOptions { Force = true }, TimeProvider.System, ConfigurationBench.Token);

        Assert.Contains("'active'", Assert.Single(import.Stopping).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string, string> Refused => new()
    {
        { "scripts", "name: X\nexecution_frequency: no_enforcement\n", "audit.zsh", "There is no Self Service category 'Utilities'" },
        { "scripts", "name: X\nself_service_category_id: Buro\n", "audit.zsh", "Did you mean 'Büro'?" },
        { "scripts", "name: X\nensure_blueprints:\n  - Nowhere\n", "audit.zsh", "'Nowhere'" },
        { "profiles", "name: X\nruns_on_mac: false\n", "p.mobileconfig", "at least one platform" },
        { "apps", App("package", "continuously_enforce"), "none.txt", "needs an audit script" },
        { "apps", App("package", "install_once"), "audit.zsh", "continuously_enforce' alone" },
        { "apps", App("zip", "install_once"), "none.txt", "needs 'unzip_location'" },
        { "apps", App("package", "install_once") + "unzip_location: /tmp\n", "none.txt", "'install_type: zip' alone" },
        { "apps", App("package", "install_once"), "none.txt", "is not in" },
        { "kandji/blueprints", "name: X\nlibrary_items:\n  - Nothing\n", "none.txt", "no library item 'Nothing'" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Import_OfWhatTheServiceWouldRefuse_SaysSoBefore_AndSendsTheOthers(
        string folder, string info, string text, string message)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        WriteScript(bench, "good", "name: Good\n");
        bench.Folder.Write($"{folder}/x/info.yaml", info);
        bench.Folder.Write(
            $"{folder}/x/{text}", text.EndsWith(".mobileconfig", StringComparison.Ordinal) ? "<plist><dict/></plist>" : "#!/bin/zsh\n");

        ConfigurationWorkspace workspace = await bench.OpenAsync();
        ConfigurationImport import = await ConfigurationImport.PlanAsync(
            workspace, new ConfigurationImportOptions(), TimeProvider.System, ConfigurationBench.Token);

        ConfigurationProblem refusal = Assert.Single(import.Refusals);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(bench.Folder.Path, folder, "x/info.yaml"), refusal.Path);
        Assert.Equal(["Good"], import.Steps.Select(step => step.Change.Name));
    }

    [Fact]
    public async Task Import_OfContradictingFiles_NamesBoth()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem script = bench.AddScript("S");
        bench.AddBlueprint("B");
        await bench.ExportAsync();
        bench.Edit(
            "scripts/S/info.plist", "</dict>\n</plist>", "<key>ensure_blueprints</key><array><string>B</string></array></dict>\n</plist>");

        ConfigurationWorkspace workspace = await bench.OpenAsync();

        ConfigurationProblem problem = Assert.Single(workspace.Problems);
        Assert.EndsWith("scripts/S/info.plist", problem.Path);
        Assert.Contains("kandji/blueprints/B/info.plist", problem.Message, StringComparison.Ordinal);
        Assert.Empty(workspace.Changes);
        // Where the blueprint's file says nothing of its items, the wish counts.
        RemovePlistKey(bench, "kandji/blueprints/B/info.plist", "library_items");
        await bench.ImportAsync();
        Assert.Equal(script.Id, Assert.Single(bench.Tenant.State.Blueprints.Single().LibraryItems).ItemId);
        Assert.Empty(await bench.CompareAsync());
    }

    [Fact]
    public async Task Import_OfWhatIsThereAlready_AdoptsIt_OrIsAConflict()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem same = bench.AddScript("Same"), other = bench.AddScript("Other");
        same.Fields["execution_frequency"] = "once";
        other.Fields["execution_frequency"] = "once";
        bench.AddScript("Twice");
        bench.AddScript("Twice");
        foreach ((string name, string text) in new[] { ("Same", "exit 0"), ("Other", "exit 7"), ("Twice", "exit 0") })
        {
            bench.Folder.Write($"scripts/{name}/info.yaml", $"name: {name}\nactive: true\n");
            bench.Folder.Write($"scripts/{name}/audit.sh", $"#!/bin/zsh\n{text}\n");
        }

        var scope = new ConfigurationScope([ConfigurationKind.CustomScript]);
        ConfigurationWorkspace workspace = await bench.OpenAsync(scope);
        Assert.Equal(["Conflict: custom script 'Other'"], workspace.Changes.Select(change => change.ToString()));
        Assert.Contains("2 custom scripts named 'Twice'", Assert.Single(workspace.Problems).Message, StringComparison.Ordinal);

        IReadOnlyList<ConfigurationFileResult> results = await bench.ImportAsync(
            new ConfigurationImportOptions { Force = true }, scope);

        Assert.Equal(["Adopted Same", "Updated Other"], results.Select(result => $"{result.Outcome} {result.Name}").Order());
        Assert.Equal(4, bench.Tenant.State.Library.Count);
        Assert.Contains(same.Id, File.ReadAllText(Path.Combine(bench.Folder.Path, "scripts/Same/info.yaml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new", "every_dy")]
    [InlineData("changed", "every_dy")]
    [InlineData("changed on both sides", "every_dy")]
    public async Task Import_OfAValueThatIsNone_SendsNothingAndNamesItsLine(string what, string value)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem script = bench.AddScript("A");
        await bench.ExportAsync();
        if (what == "new")
        {
            bench.Folder.Write("scripts/B/info.json", $$"""{"name": "B",{{"\n\n"}}"execution_frequency": "{{value}}"}""");
            bench.Folder.Write("scripts/B/audit.zsh", "#!/bin/zsh\nexit 0");
        }
        else
        {
            bench.Edit("scripts/A/info.plist", "every_day", value);
        }
        if (what == "changed on both sides")
            script.Fields["execution_frequency"] = "once";

        ConfigurationWorkspace workspace = await bench.OpenAsync();

        ConfigurationProblem problem = Assert.Single(workspace.Problems);
        Assert.Contains($"'{value}' is not a value of 'execution_frequency'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("'every_day'", problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Line > 1);
        Assert.Empty(workspace.Changes);
    }

    [Theory]
    [InlineData("nothing", null)]
    [InlineData("the name", ConfigurationFileChange.UpdatedLocal)]
    [InlineData("the tenant", ConfigurationFileChange.UpdatedRemote)]
    public async Task Compare_OfAValueThatTheServiceHasSinceThisModule_TakesItAsItIs(string changed, object? expected)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem script = bench.AddScript("A");
        script.Fields["execution_frequency"] = "every_hour";
        await bench.ExportAsync();
        if (changed == "the name")
            bench.Edit("scripts/A/info.plist", "<string>A</string>", "<string>B</string>");
        else if (changed == "the tenant")
            script.Fields["execution_frequency"] = "once";

        ConfigurationWorkspace workspace = await bench.OpenAsync();

        Assert.Empty(workspace.Problems);
        Assert.Equal((ConfigurationFileChange?)expected, workspace.Changes.SingleOrDefault()?.Change);
    }

    [Fact]
    public async Task Import_Prune_DeletesWhatTheFilesDoNotHave_WithinItsLimits()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync(isEmpty: false);
        bench.Tenant.State.Library.Clear();
        foreach (SimulatedBlueprint blueprint in bench.Tenant.State.Blueprints)
            blueprint.LibraryItems = [];
        foreach (int i in Enumerable.Range(0, 10))
            bench.AddScript("S" + i);
        SimulatedBlueprint empty = bench.AddBlueprint("Empty");
        SimulatedTag unused = bench.AddTag("Unused");
        await bench.ExportAsync();
        foreach (int i in Enumerable.Range(0, 4))
            Directory.Delete(Path.Combine(bench.Folder.Path, "scripts/S" + i), recursive: true);
        Directory.Delete(Path.Combine(bench.Folder.Path, "kandji/blueprints/Empty"), recursive: true);
        string inUse = bench.Tenant.State.Devices.First(device => device.Blueprint is not null).Blueprint.Name;
        Directory.Delete(Path.Combine(bench.Folder.Path, "kandji/blueprints", inUse), recursive: true);
        bench.AddScript("New there");
        ConfigurationScope scope = new([ConfigurationKind.CustomScript, ConfigurationKind.Blueprint]);
        var options = new ConfigurationImportOptions { Prune = true };

        IReadOnlyList<ConfigurationFileResult> results = await bench.ImportAsync(options, scope, allowRefusals: true);

        Assert.Equal(["Deleted Empty"], results.Where(result => result.Outcome == ConfigurationOutcome.Deleted)
            .Select(result => $"{result.Outcome} {result.Name}"));
        Assert.Equal(11, bench.Tenant.State.Library.Count);
        Assert.True(bench.Tenant.State.Blueprints.TryGet(bench.Tenant.State.Blueprints.Single(b => b.Name == inUse).Id, out _));
        await bench.ImportAsync(options with { Force = true }, scope, allowRefusals: true);
        Assert.Equal(11, bench.Tenant.State.Library.Count);
        await bench.ImportAsync(options with { MaxPrune = 5 }, scope, allowRefusals: true);
        Assert.Equal(6, bench.Tenant.State.Library.Count);
        Assert.False(bench.Tenant.State.Blueprints.TryGet(empty.Id, out _));
        Assert.True(bench.Tenant.State.Tags.TryGet(unused.Id, out _));
    }

    [Fact]
    public async Task Import_Prune_OfAKindWithoutFiles_DeletesNothing()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        bench.AddScript("A");
        bench.AddTag("T");
        await bench.ExportAsync();
        Directory.Delete(Path.Combine(bench.Folder.Path, "scripts"), recursive: true);
        File.WriteAllText(Path.Combine(bench.Folder.Path, "kandji/tags.plist"), "<plist><dict><key>tags</key><array/></dict></plist>");

        ConfigurationWorkspace workspace = await bench.OpenAsync(
            new ConfigurationScope([ConfigurationKind.CustomScript, ConfigurationKind.Tag]));
        ConfigurationImport import = await ConfigurationImport.PlanAsync(
            workspace, new ConfigurationImportOptions { Prune = true, Force = true, MaxPrune = 100 }, TimeProvider.System,
                ConfigurationBench.Token);

        Assert.Empty(import.Steps);
        Assert.All(import.Refusals, refusal => Assert.Contains("not managed", refusal.Message, StringComparison.Ordinal));
        Assert.Equal(2, import.Refusals.Count);
    }

    [Fact]
    public async Task Import_Prune_OfATagInUse_IsRefused()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync(isEmpty: false);
        await bench.ExportAsync(scope: new ConfigurationScope([ConfigurationKind.Tag]));
        SimulatedTag used = bench.Tenant.State.Tags.First(tag => bench.Tenant.State.Devices.Any(device => device.Tags.Contains(tag)));
        string path = Path.Combine(bench.Folder.Path, "kandji/tags.plist");
        string text = File.ReadAllText(path);
        int start = text.LastIndexOf("<dict>", text.IndexOf(used.Id, StringComparison.Ordinal), StringComparison.Ordinal);
        int end = text.IndexOf("</dict>", start, StringComparison.Ordinal) + "</dict>".Length;
        File.WriteAllText(path, text.Remove(start, end - start));

        ConfigurationWorkspace workspace = await bench.OpenAsync(new ConfigurationScope([ConfigurationKind.Tag]));
        ConfigurationImport import = await ConfigurationImport.PlanAsync(
            workspace, new ConfigurationImportOptions { Prune = true }, TimeProvider.System, ConfigurationBench.Token);

        Assert.Empty(import.Steps);
        Assert.Contains("has it", Assert.Single(import.Refusals).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ToTenant_CopiesByName_AndWritesNoFile()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        await using ConfigurationBench other = await ConfigurationBench.StartAsync();
        WriteOneOfEach(bench);
        await bench.ImportAsync();
        other.Tenant.State.SelfServiceCategories = new Dictionary<string, string> { ["e9000000-0000-4000-8000-000000000009"] = "Büro" };
        SimulatedLibraryItem there = other.AddScript("A", "#!/bin/zsh\nexit 9");
        Dictionary<string, string> files = bench.Folder.Snapshot();

        IReadOnlyList<ConfigurationFileResult> results = await bench.ImportAsync(mode: RepositoryMode.Copy, client: other.Client);

        Assert.Equal(files, bench.Folder.Snapshot());
        Assert.Contains(results, result => result is { Outcome: ConfigurationOutcome.Updated, Name: "A" });
        Assert.Equal("#!/bin/zsh\nexit 0", (string?)there.Fields["script"]);
        Assert.Equal("e9000000-0000-4000-8000-000000000009", (string?)there.Fields["self_service_category_id"]);
        Assert.Equal(["A", "P", "V"], other.Tenant.State.Blueprints.Single().LibraryItems
            .Select(item => other.Tenant.State.Library[item.ItemId].Name).Order());
        Assert.All(
            (await bench.OpenAsync(mode: RepositoryMode.Copy, client: other.Client)).Changes,
            change => Assert.True(change.Kind is ConfigurationKind.SelfServiceCategory or ConfigurationKind.BlueprintRouting));
        ConfigurationFileException e = await Assert.ThrowsAsync<ConfigurationFileException>(
            () => bench.OpenAsync(mode: RepositoryMode.Copy));
        Assert.Equal("KandjiOtherTenant", e.Problem.ErrorId);
    }

    [Fact]
    public async Task Import_OfAProfileWithOtherLineEnds_IsSentOnlyWithForce()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem profile = bench.AddProfile("P");
        await bench.ExportAsync();
        string path = Path.Combine(bench.Folder.Path, "profiles/P/profile.mobileconfig");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\n", "\r\n"));

        Assert.Contains("line ends", Assert.Single(await bench.ImportAsync()).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", (string)profile.Fields["profile"]!);
        await bench.ImportAsync(new ConfigurationImportOptions { Force = true });
        Assert.Contains("\r\n", (string)profile.Fields["profile"]!);
    }

    [Fact]
    public async Task Import_OfKeysThatTheServiceDoesNotAnswer_IsSentOnce_AndIsNoDifference()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        bench.AddProfile("P");
        await bench.ExportAsync();
        bench.Edit(
            "profiles/P/info.plist", "<key>runs_on_vision</key>",
            "<key>runs_on_windows</key>\n    <false/>\n    <key>runs_on_vision</key>");
        Assert.Empty(await bench.CompareAsync());
        bench.Edit("profiles/P/profile.mobileconfig", "<string>x", "<string>z");
        bench.Tenant.Log.Clear();

        await bench.ImportAsync();

        Assert.Single(bench.Tenant.Log.Entries, entry => entry.Method == "PATCH");
        Assert.False((bool)bench.Tenant.State.Library.Single().Fields["runs_on_windows"]!);
        Assert.Empty(await bench.CompareAsync());
    }

    [Fact]
    public async Task Import_OfAdeDefaults_SendsThem_AndIgnoresWhatCannotBeCreated()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync(isEmpty: false);
        await bench.ExportAsync();
        SimulatedAdeIntegration integration = bench.Tenant.State.AdeIntegrations.First();
        string info = Directory.GetFiles(Path.Combine(bench.Folder.Path, "kandji/ade"), "info.plist", SearchOption.AllDirectories)
            .First(file => File.ReadAllText(file).Contains(integration.Id, StringComparison.Ordinal));
        bench.Edit(Path.GetRelativePath(bench.Folder.Path, info), integration.Email, "new@example.com");

        await bench.ImportAsync();

        Assert.Equal("new@example.com", integration.Email);
        Assert.Empty(await bench.CompareAsync());
    }

    private static void WriteOneOfEach(ConfigurationBench bench)
    {
        string sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("installer"u8));
        bench.Folder.Write("kandji/tags.json", "{\"tags\": [{\"name\": \"T\"}]}");
        bench.Folder.Write(Script, "# why it is there\nname: A  # kept\nexecution_frequency: no_enforcement\n"
            + "self_service_category_id: büro\nrestart: true\n# the end\n");
        bench.Folder.Write("scripts/a/audit.zsh", "#!/bin/zsh\r\nexit 0\r\n");
        bench.Folder.Write("profiles/p/info.json", "{\"name\": \"P\", \"ensure_blueprints\": [\"B\"]}");
        bench.Folder.Write("profiles/p/x.mobileconfig", "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><dict/></plist>\n");
        bench.Folder.Write("apps/v/info.yaml", $"name: V\n{AppLines("zip", "continuously_enforce", sum)}unzip_location: /Applications\n");
        bench.Folder.Write("apps/v/audit.sh", "#!/bin/sh\nexit 1\n");
        bench.Folder.Write("payloads/vpn.zip", "installer");
        bench.Folder.Write("kandji/in-house-apps/i/info.yaml", $"name: I\nactive: true\nfile:\n  name: vpn.zip\n  sha256: \"{sum}\"\n");
        bench.Folder.Write("kandji/blueprints/b/info.yaml", "name: B\ndescription: All\nlibrary_items:\n  - A\n  - name: V\n  - P\n");
    }

    private static void WriteScript(ConfigurationBench bench, string folder, string info)
    {
        bench.Folder.Write($"scripts/{folder}/info.yaml", info);
        bench.Folder.Write($"scripts/{folder}/audit.zsh", "#!/bin/zsh\n");
    }

    private static string App(string type, string enforcement) => "name: X\n" + AppLines(type, enforcement, new string('a', 64));

    private static string AppLines(string type, string enforcement, string sum) =>
        $"install_type: {type}\ninstall_enforcement: {enforcement}\nfile:\n  name: vpn.zip\n  sha256: \"{sum}\"\n";

    private static void RemovePlistKey(ConfigurationBench bench, string relative, string key)
    {
        string path = Path.Combine(bench.Folder.Path, relative);
        InfoDocument document = InfoDocument.Read(path);
        Assert.NotNull(document.Root.Find(key));
        document.Set(root => root, [new KeyValuePair<string, object?>(key, null)], []);
        File.WriteAllBytes(path, document.ToBytes());
    }
}
