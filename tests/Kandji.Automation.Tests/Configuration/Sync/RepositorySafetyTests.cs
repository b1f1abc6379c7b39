using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Configuration.Files;
using Kandji.Automation.Configuration.Sync;
using Kandji.Automation.Tests.Configuration.Files;
using Kandji.Simulator.State;

namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>Accidents in a repository, and what they must not delete or overwrite on either side.</summary>
public sealed class RepositorySafetyTests
{
    private static readonly ConfigurationScope Scripts = new([ConfigurationKind.CustomScript]);

    [Theory]
    [InlineData("X")]
    [InlineData("x")]
    public async Task Prune_OfAThingThatWasMadeAgain_LeavesIt_WhereTheFilesHaveItByName(string name)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem first = bench.AddScript("X");
        bench.AddScript("Y");
        await bench.ExportAsync();
        bench.Tenant.State.Library.Remove(first.Id);
        SimulatedLibraryItem again = bench.AddScript(name, "#!/bin/zsh\necho better");

        ConfigurationWorkspace workspace = await bench.OpenAsync(Scripts);
        ConfigurationImport import = await PlanAsync(workspace, new ConfigurationImportOptions { Prune = true });

        Assert.Empty(import.Steps);
        Assert.Contains("scripts/X/info.plist", Assert.Single(import.Refusals).Message, StringComparison.Ordinal);
        Assert.Equal(2, import.Left.Count);
        // Where the files win, it is created first.
        await bench.ImportAsync(new ConfigurationImportOptions { Prune = true, Force = true }, Scripts);
        Assert.False(bench.Tenant.State.Library.TryGet(again.Id, out _));
        Assert.Equal(["X", "Y"], bench.Tenant.State.Library.Select(item => item.Name).Order());
    }

    [Fact]
    public async Task Prune_OfAThingThatWasMadeAgain_LeavesIt_WhereTheFilesOneIsNotCreated()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem first = bench.AddScript("X");
        await bench.ExportAsync();
        bench.Tenant.State.Library.Remove(first.Id);
        SimulatedLibraryItem again = bench.AddScript("X", "#!/bin/zsh\necho better");
        using ConfigurationWorkspace workspace = await bench.OpenForWritingAsync(Scripts);
        ConfigurationImport import = await PlanAsync(workspace, new ConfigurationImportOptions { Prune = true, Force = true });
        Assert.Equal([ConfigurationStepType.Create, ConfigurationStepType.Delete], import.Steps.Select(step => step.Type));

        ConfigurationFileException e = await Assert.ThrowsAsync<ConfigurationFileException>(
            () => import.ApplyAsync(import.Steps[1], ConfigurationBench.Token));

        Assert.Equal("KandjiPruneRefused", e.Problem.ErrorId);
        Assert.True(bench.Tenant.State.Library.TryGet(again.Id, out _));
    }

    [Fact]
    public async Task Prune_OfAThingThatWasMadeAgain_LeavesIt_WhereTheFilesOneHasAValueThatIsNone()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem first = bench.AddScript("X");
        bench.AddScript("Y");
        await bench.ExportAsync();
        bench.Tenant.State.Library.Remove(first.Id);
        bench.AddScript("X", "#!/bin/zsh\necho better");
        bench.Edit("scripts/X/info.plist", "every_day", "every_dy");

        ConfigurationWorkspace workspace = await bench.OpenAsync(Scripts);
        ConfigurationImport import = await PlanAsync(workspace, new ConfigurationImportOptions { Prune = true });

        Assert.Contains("every_dy", Assert.Single(workspace.Problems).Message, StringComparison.Ordinal);
        Assert.Empty(import.Steps);
        Assert.Contains("nothing of them is deleted", Assert.Single(import.Refusals).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("script of a blueprint", "kandji/blueprints/Sales/info.plist")]
    [InlineData("blueprint of a script", "scripts/Y/info.plist")]
    [InlineData("blueprint of an integration", "kandji/ade/")]
    public async Task Prune_OfAThingThatAnotherFileNames_LeavesIt(string what, string file)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync(isEmpty: what != "blueprint of an integration");
        SimulatedLibraryItem script = bench.AddScript("X");
        bench.AddScript("Y");
        SimulatedBlueprint blueprint = bench.AddBlueprint("Sales", what == "script of a blueprint" ? [script] : []);
        bench.AddBlueprint("Other");
        if (what == "blueprint of an integration")
            bench.Tenant.State.AdeIntegrations.First().Blueprint = blueprint;
        await bench.ExportAsync();
        if (what == "blueprint of a script")
            bench.Edit("scripts/Y/info.plist", "</dict>", "<key>ensure_blueprints</key><array><string>Sales</string></array></dict>");
        string folder = what == "script of a blueprint" ? "scripts/X" : "kandji/blueprints/Sales";
        Directory.Delete(Path.Combine(bench.Folder.Path, folder), recursive: true);
        var scope = new ConfigurationScope(
            [what == "script of a blueprint" ? ConfigurationKind.CustomScript : ConfigurationKind.Blueprint]);

        ConfigurationImport import = await PlanAsync(await bench.OpenAsync(scope), new ConfigurationImportOptions { Prune = true });

        Assert.Empty(import.Steps);
        ConfigurationProblem refusal = Assert.Single(import.Refusals);
        Assert.Equal("KandjiPruneRefused", refusal.ErrorId);
        Assert.Contains($"{file}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("names it", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit.zsh")]
    [InlineData("remediation.zsh")]
    public async Task AFolderWithoutItsInfoFile_IsAnError_AndNeitherDeletedThereNorWrittenAgain(string kept)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem script = bench.AddScript("X", remediation: "#!/bin/zsh\necho fix");
        bench.AddScript("Y");
        await bench.ExportAsync();
        foreach (string file in Directory.GetFiles(Path.Combine(bench.Folder.Path, "scripts/X")))
        {
            if (Path.GetFileName(file) != kept)
                File.Delete(file);
        }
        Dictionary<string, string> files = bench.Folder.Snapshot();

        ConfigurationWorkspace workspace = await bench.OpenAsync(Scripts);
        ConfigurationImport import = await PlanAsync(workspace, new ConfigurationImportOptions { Prune = true, Force = true });

        Assert.Empty(workspace.Changes);
        Assert.Contains("info file", Assert.Single(workspace.Problems).Message, StringComparison.Ordinal);
        Assert.Empty(import.Steps);
        Assert.Empty(await bench.ExportAsync(new ConfigurationExportOptions { Prune = true, Force = true }, Scripts));
        Assert.Equal(files.Keys.Order(), bench.Folder.Snapshot().Keys.Order());
        // What neither side has any more is nobody's business.
        bench.Tenant.State.Library.Remove(script.Id);
        Assert.Empty(await bench.CompareAsync(Scripts));
    }

    [Theory]
    [InlineData("scripts/X/audit.zsh", false)]
    [InlineData("scripts/X/remediation.zsh", false)]
    [InlineData("scripts/X/audit.zsh", true)]
    [InlineData("scripts/X/remediation.zsh", true)]
    [InlineData("scripts/X/info.plist", true)]
    [InlineData("kandji/blueprints/X/info.plist", true)]
    public async Task Export_OfAFileThatIsEditedMeanwhile_IsAnError_AndTheEditStays(string file, bool isDeleted)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem script = bench.AddScript("X", remediation: "#!/bin/zsh\necho fix");
        SimulatedBlueprint blueprint = bench.AddBlueprint("X");
        await bench.ExportAsync();
        if (isDeleted)
        {
            bench.Tenant.State.Library.Remove(script.Id);
            bench.Tenant.State.Blueprints.Remove(blueprint.Id);
        }
        else
        {
            script.Fields["script"] = "#!/bin/zsh\necho there";
            script.Fields["remediation_script"] = "#!/bin/zsh\necho there too";
        }
        using ConfigurationWorkspace workspace = await bench.OpenForWritingAsync();
        var export = new ConfigurationExport(workspace, new ConfigurationExportOptions { Prune = true });
        string path = Path.Combine(bench.Folder.Path, file), text = File.ReadAllText(path);
        // While the question is open.
        File.WriteAllText(path, text + "# mine\n");
        Dictionary<string, string> files = bench.Folder.Snapshot();

        ConfigurationStep step = export.Steps.Single(step => file.StartsWith(step.Change.Local!.Schema.Folder, StringComparison.Ordinal));
        ConfigurationFileException e = await Assert.ThrowsAsync<ConfigurationFileException>(
            () => export.ApplyAsync(step, ConfigurationBench.Token));

        Assert.Contains("was changed while the command ran", e.Message, StringComparison.Ordinal);
        Assert.Equal(files, bench.Folder.Snapshot());
    }

    [Fact]
    public async Task Export_OfATextThatIsMadeMeanwhile_IsAnError_AndItStays()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem script = bench.AddScript("X");
        await bench.ExportAsync();
        script.Fields["remediation_script"] = "#!/bin/zsh\necho there";
        using ConfigurationWorkspace workspace = await bench.OpenForWritingAsync();
        var export = new ConfigurationExport(workspace, new ConfigurationExportOptions());
        bench.Folder.Write("scripts/X/remediation.zsh", "#!/bin/zsh\necho mine\n");

        await Assert.ThrowsAsync<ConfigurationFileException>(() => export.ApplyAsync(export.Steps.Single(), ConfigurationBench.Token));

        Assert.Contains(
            "mine", File.ReadAllText(Path.Combine(bench.Folder.Path, "scripts/X/remediation.zsh")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_OfTwoFilesOfOneName_IsAnError_AlsoWhereTheTenantHasNone()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        await using ConfigurationBench other = await ConfigurationBench.StartAsync();
        bench.AddScript("X", "#!/bin/zsh\necho 1");
        bench.AddScript("X", "#!/bin/zsh\necho 2");
        await bench.ExportAsync();

        ConfigurationWorkspace workspace = await bench.OpenAsync(Scripts, RepositoryMode.Copy, other.Client);

        Assert.Empty(workspace.Changes);
        Assert.Equal(2, workspace.Problems.Count);
        Assert.All(workspace.Problems, problem => Assert.Equal("KandjiAmbiguous", problem.ErrorId));
    }

    [Theory]
    [InlineData("<plist>")]
    [InlineData("<plist><dict><key>id</key><string>{0}</string><key>name</key><string>X</string><key>active</key><string>x</string></dict>"
        + "</plist>")]
    public async Task Copy_OfAFileThatCannotBeRead_SaysNothingOfItsTwin(string text)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        await using ConfigurationBench other = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem script = bench.AddScript("X");
        await bench.ExportAsync();
        File.WriteAllText(
            Path.Combine(bench.Folder.Path, "scripts/X/info.plist"), text.Replace("{0}", script.Id, StringComparison.Ordinal));
        other.AddScript("X");

        ConfigurationWorkspace workspace = await bench.OpenAsync(Scripts, RepositoryMode.Copy, other.Client);

        Assert.Empty(workspace.Changes);
        Assert.Single(workspace.Problems);
    }

    [Theory]
    [InlineData("What?")]
    [InlineData("a:b|c<d>e*\"f\"")]
    [InlineData("back\\slash")]
    [InlineData("tab\tbell\a")]
    public async Task Export_OfAnInstallerWithANameThatNotEveryPlatformHas_IsReadAgain(string name)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        bench.AddApp(name).Fields["created_at"] = null;

        await bench.ExportAsync(new ConfigurationExportOptions { Installer = true, Format = ConfigurationFormat.Json });

        Assert.Empty(await bench.CompareAsync());
        Assert.Single(
            Directory.GetFiles(Path.Combine(bench.Folder.Path, "payloads")), file => file.EndsWith(".pkg", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("payloads", "")]
    [InlineData("big/payloads", "payload_dir: big/payloads\n")]
    public async Task Export_OfInstallersToALinkedFolder_IsRefused(string folder, string settings)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        using var elsewhere = new TemporaryFolder();
        bench.AddApp("App");
        await bench.ExportAsync();
        bench.Folder.Write(".iructl", settings);
        string link = Path.Combine(bench.Folder.Path, folder.Split('/')[0]);
        if (Directory.Exists(link))
            Directory.Delete(link, recursive: true);
        Directory.CreateSymbolicLink(link, elsewhere.Path);

        ConfigurationFileException e = await Assert.ThrowsAsync<ConfigurationFileException>(
            () => bench.ExportAsync(new ConfigurationExportOptions { Installer = true }));

        Assert.Contains("Links are not followed", e.Message, StringComparison.Ordinal);
        Assert.Empty(elsewhere.Snapshot());
    }

    [Fact]
    public async Task Export_OfAnInstallerWhoseBeginningIsALink_IsItsError_AndWhatItLeadsToStays()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        SimulatedLibraryItem app = bench.AddApp("App");
        await bench.ExportAsync();
        string sum = (string)app.Fields["sha256"]!, elsewhere = bench.Folder.Write("elsewhere.txt", "mine");
        bench.Folder.Write("payloads/.gitignore", "*\n");
        File.CreateSymbolicLink(Path.Combine(bench.Folder.Path, $"payloads/App_{sum[..8]}.pkg.{sum[..8]}.part"), elsewhere);
        using ConfigurationWorkspace workspace = await bench.OpenForWritingAsync();
        var export = new ConfigurationExport(workspace, new ConfigurationExportOptions { Installer = true });

        (_, IReadOnlyList<ConfigurationProblem> problems) = await export.DownloadAsync(null, ConfigurationBench.Token);

        Assert.Contains("link", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(elsewhere));
    }

    // Whose a repository is stands in its settings or in its state. Where neither says so, its ids do.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARepositoryThatDoesNotSayWhoseItIs_IsRefused_WhereTheTenantKnowsNoneOfItsThings(bool hasOne)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        await using ConfigurationBench other = await ConfigurationBench.StartAsync();
        bench.AddScript("X");
        SimulatedLibraryItem known = bench.AddScript("Y");
        await bench.ExportAsync();
        File.Delete(Path.Combine(bench.Folder.Path, "kandji/state.json"));
        other.AddScript("X");
        other.AddScript("Z");
        Dictionary<string, string> files = bench.Folder.Snapshot();
        if (hasOne)
        {
            other.Tenant.State.Library.Add(known);
            await bench.OpenAsync(Scripts, client: other.Client);
            return;
        }

        ConfigurationFileException e = await Assert.ThrowsAsync<ConfigurationFileException>(() => bench.ImportAsync(
            new ConfigurationImportOptions { Prune = true, Force = true }, Scripts, client: other.Client));

        Assert.Equal("KandjiOtherTenant", e.Problem.ErrorId);
        Assert.Contains("tenant_url", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConfigurationFileException>(() => bench.ExportAsync(client: other.Client));
        Assert.Equal(files, bench.Folder.Snapshot());
        Assert.DoesNotContain(other.Tenant.Log.Entries, entry => entry.Method != "GET");
        // Comparing does no harm.
        await bench.OpenAsync(Scripts, RepositoryMode.Either, other.Client);
    }

    private static Task<ConfigurationImport> PlanAsync(ConfigurationWorkspace workspace, ConfigurationImportOptions options) =>
        ConfigurationImport.PlanAsync(workspace, options, TimeProvider.System, ConfigurationBench.Token);
}
