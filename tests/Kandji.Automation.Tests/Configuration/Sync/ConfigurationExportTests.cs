using Kandji.Automation.Configuration;
using Kandji.Automation.Configuration.Documents;
using Kandji.Automation.Configuration.Sync;

namespace Kandji.Automation.Tests.Configuration.Sync;

/// <summary>A tenant to files: what is written, and what is left alone.</summary>
public sealed class ConfigurationExportTests
{
    [Theory]
    [InlineData(ConfigurationFormat.Plist, false)]
    [InlineData(ConfigurationFormat.Json, false)]
    [InlineData(ConfigurationFormat.Yaml, true)]
    public async Task Export_OfAWholeTenant_IsReadWithoutADifference_AndTouchesNothingTheSecondTime(object format, bool omitsTexts)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync(isEmpty: false);
        bench.Tenant.State.ListsOmitTexts = omitsTexts;
        await bench.ExportAsync(new ConfigurationExportOptions { Format = (ConfigurationFormat)format, Installer = true });
        Dictionary<string, string> first = bench.Folder.Snapshot();
        Dictionary<string, DateTime> times = Times(bench);

        Assert.Empty(await bench.CompareAsync());
        IReadOnlyList<ConfigurationFileResult> again = await bench.ExportAsync(new ConfigurationExportOptions { Installer = true });

        Assert.Empty(again);
        Assert.Equal(first, bench.Folder.Snapshot());
        Assert.Equal(times, Times(bench));
        Assert.Contains(first.Keys, file => file.StartsWith("scripts/", StringComparison.Ordinal));
        Assert.Contains(first.Keys, file => file.StartsWith("kandji/blueprints/", StringComparison.Ordinal));
        Assert.Contains(first.Keys, file => file.EndsWith(".pkg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_WritesNoSecret()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync(isEmpty: false);
        string code = bench.Tenant.State.Blueprints.First().EnrollmentCode;
        await bench.ExportAsync();

        string all = string.Concat(bench.Folder.Snapshot().Values.Select(text =>
            System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(text))));
        Assert.DoesNotContain(bench.Tenant.Token, all, StringComparison.Ordinal);
        Assert.DoesNotContain(code, all, StringComparison.Ordinal);
        Assert.DoesNotContain("signature=", all, StringComparison.Ordinal);

        await bench.ExportAsync(new ConfigurationExportOptions { IncludeEnrollmentCode = true, Force = true });
        Assert.Empty(await bench.CompareAsync());
    }

    [Fact]
    public async Task Export_OfChanges_WritesTheseAlone_AndLeavesWhatWasEdited()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        var there = bench.AddScript("There");
        var here = bench.AddScript("Here");
        var both = bench.AddScript("Both");
        bench.AddScript("Same");
        await bench.ExportAsync();
        there.Fields["script"] = "#!/bin/zsh\necho there";
        both.Fields["script"] = "#!/bin/zsh\necho there";
        bench.Edit("scripts/Here/audit.zsh", "exit 0", "exit 1");
        bench.Edit("scripts/Both/audit.zsh", "exit 0", "exit 1");
        Directory.Delete(Path.Combine(bench.Folder.Path, "scripts/Same"), recursive: true);

        Assert.Equal(
            [
                "Conflict CustomScript Both Script", "UpdatedLocal CustomScript Here Script", "RemovedLocal CustomScript Same",
                "UpdatedRemote CustomScript There Script",
            ],
            await bench.CompareAsync());
        Assert.Equal(
            ["Left Both", "Left Here", "Left Same", "Written There"],
            (await bench.ExportAsync()).Select(result => $"{result.Outcome} {result.Name}").Order());
        Assert.Equal("#!/bin/zsh\necho there\n", File.ReadAllText(Path.Combine(bench.Folder.Path, "scripts/There/audit.zsh")));
        Assert.Equal(
            ["Written Both", "Written Here", "Written Same"],
            (await bench.ExportAsync(new ConfigurationExportOptions { Force = true })).Select(result => $"{result.Outcome} {result.Name}")
                .Order());
        Assert.Empty(await bench.CompareAsync());
        Assert.Equal("exit 0", File.ReadAllLines(Path.Combine(bench.Folder.Path, "scripts/Here/audit.zsh"))[1]);
    }

    [Fact]
    public async Task Export_OfDeletions_DeletesFilesOnlyWhenAsked_AndNotWhatWasEdited()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        var gone = bench.AddScript("Gone");
        var edited = bench.AddScript("Edited");
        var tag = bench.AddTag("Gone");
        bench.AddTag("Kept");
        await bench.ExportAsync();
        bench.Tenant.State.Library.Remove(gone.Id);
        bench.Tenant.State.Library.Remove(edited.Id);
        bench.Tenant.State.Tags.Remove(tag.Id);
        bench.Edit("scripts/Edited/audit.zsh", "exit 0", "exit 1");
        bench.Folder.Write("scripts/Gone/notes.txt", "mine");

        Assert.All(await bench.ExportAsync(), result => Assert.Equal(ConfigurationOutcome.Left, result.Outcome));
        Assert.Equal(
            ["FilesDeleted Gone", "FilesDeleted Gone", "Left Edited"],
            (await bench.ExportAsync(new ConfigurationExportOptions { Prune = true })).Select(result => $"{result.Outcome} {result.Name}")
                .Order());

        Assert.Equal(["RemovedRemote CustomScript Edited"], await bench.CompareAsync());
        Assert.Equal(["notes.txt"], Directory.GetFiles(Path.Combine(bench.Folder.Path, "scripts/Gone")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Export_WhatCannotBeRead_IsUnknown_AndItsFilesStay()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        bench.AddScript("A");
        bench.AddTag("T");
        await bench.ExportAsync();
        using var limited = bench.NewClient(token: bench.Tenant.CreateToken("Tag list", "List Self Service Categories"));
        var scope = new ConfigurationScope([ConfigurationKind.CustomScript, ConfigurationKind.Tag]);

        ConfigurationWorkspace workspace = await bench.OpenAsync(scope, client: limited);

        Assert.Equal([ConfigurationKind.CustomScript], workspace.Unknown.Select(unknown => unknown.Key));
        Assert.Empty(workspace.Changes);
        Assert.Empty(await bench.ExportAsync(new ConfigurationExportOptions { Prune = true, Force = true }, scope, limited));
        Assert.Empty(await bench.CompareAsync());
    }

    [Fact]
    public async Task Export_OfAMemberThatCannotBeReadHere_LeavesItsTwinAlone()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        bench.AddScript("Broken");
        bench.AddScript("Fine");
        await bench.ExportAsync();
        File.WriteAllText(Path.Combine(bench.Folder.Path, "scripts/Broken/info.plist"), "<plist>");
        bench.AddScript("New");

        ConfigurationWorkspace workspace = await bench.OpenAsync();

        Assert.Equal(["NewRemote: custom script 'New'"], workspace.Changes.Select(change => change.ToString()));
        Assert.Equal("scripts/Broken/info.plist", Path.GetRelativePath(bench.Folder.Path, Assert.Single(workspace.Problems).Path!));
    }

    [Fact]
    public async Task Export_EndedBetweenTwoFilesOfOneThing_IsNoConflictLater()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        var script = bench.AddScript("A", remediation: "#!/bin/zsh\necho 1");
        await bench.ExportAsync();
        script.Fields["script"] = "#!/bin/zsh\necho there";
        script.Fields["remediation_script"] = "#!/bin/zsh\necho there too";
        script.Fields["restart"] = true;
        string info = Path.Combine(bench.Folder.Path, "scripts/A/info.plist"), text = File.ReadAllText(info);
        using (ConfigurationWorkspace workspace = await bench.OpenForWritingAsync())
        {
            // Its texts are written first, and then the document is not, because somebody has changed it.
            var export = new ConfigurationExport(workspace, new ConfigurationExportOptions());
            File.WriteAllText(info, text + "<!-- changed -->\n");
            var e = await Assert.ThrowsAsync<Kandji.Automation.Configuration.Files.ConfigurationFileException>(
                () => export.ApplyAsync(export.Steps.Single(), ConfigurationBench.Token));
            Assert.Contains("was changed while", e.Message, StringComparison.Ordinal);
            File.WriteAllText(info, text);
        }
        Assert.Contains(
            "there too", File.ReadAllText(Path.Combine(bench.Folder.Path, "scripts/A/remediation.zsh")), StringComparison.Ordinal);

        Assert.Equal(["UpdatedRemote CustomScript A Restart"], await bench.CompareAsync());
        await bench.ExportAsync();
        Assert.Empty(await bench.CompareAsync());
        Assert.False(File.Exists(Kandji.Automation.Configuration.Files.WriteIntents.GetPath(bench.Folder.Path)));
    }

    [Theory]
    [InlineData("the rest")]
    [InlineData("another beginning")]
    [InlineData("more than there is")]
    public async Task Export_OfAnInstallerThatBreaksOff_GoesOnWhereItWas(string what)
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        string content = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i} "));
        bench.AddApp("Big", content);
        await bench.ExportAsync();
        var options = new ConfigurationExportOptions { Installer = true };
        using (bench.Tenant.Faults.Add("GET /storage/objects/*", Simulator.Fault.ResetDuringBody(100_000)))
        {
            using ConfigurationWorkspace workspace = await bench.OpenForWritingAsync();
            (_, IReadOnlyList<Kandji.Automation.Configuration.Files.ConfigurationProblem> problems) =
                await new ConfigurationExport(workspace, options).DownloadAsync(null, ConfigurationBench.Token);
            Assert.Contains("was not downloaded", Assert.Single(problems).Message, StringComparison.Ordinal);
        }
        string payloads = Path.Combine(bench.Folder.Path, "payloads");
        string partial = Assert.Single(Directory.GetFiles(payloads, "*.part"));
        if (what != "the rest")
            File.WriteAllText(partial, what == "another beginning" ? new string('x', 1_000) : content + content);
        bench.Tenant.Log.Clear();

        await bench.ExportAsync(options);

        string installer = Assert.Single(Directory.GetFiles(payloads), file => Path.GetFileName(file) != ".gitignore");
        Assert.Equal(content, File.ReadAllText(installer));
        Assert.StartsWith("bytes=", bench.Tenant.Log.Entries.First(entry => entry.Path.StartsWith("/storage", StringComparison.Ordinal))
            .Headers["Range"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_IsForOneAtATime_AndReadingIsForAll()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        bench.AddTag("T");
        using ConfigurationWorkspace writing = await bench.OpenForWritingAsync();

        using ConfigurationWorkspace reading = await bench.OpenAsync();
        var e = await Assert.ThrowsAsync<Kandji.Automation.Configuration.Files.ConfigurationFileException>(
            () => bench.OpenForWritingAsync());

        Assert.Equal("KandjiFileLocked", e.Problem.ErrorId);
        var export = new ConfigurationExport(reading, new ConfigurationExportOptions());
        await Assert.ThrowsAsync<InvalidOperationException>(() => export.ApplyAsync(export.Steps[0], ConfigurationBench.Token));
    }

    [Fact]
    public async Task Export_WhereAFolderCannotBeWritten_IsTheErrorOfThatThing_AndLeavesNothingHalf()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        bench.AddScript("A");
        bench.AddProfile("P");
        // A file stands where the folder is to be.
        string scripts = bench.Folder.Write("scripts", "");
        using ConfigurationWorkspace workspace = await bench.OpenForWritingAsync();
        var export = new ConfigurationExport(workspace, new ConfigurationExportOptions());

        await Assert.ThrowsAsync<Kandji.Automation.Configuration.Files.ConfigurationFileException>(
            () => export.ApplyAsync(export.Steps.Single(step => step.Change.Name == "A"), ConfigurationBench.Token));
        await export.ApplyAsync(export.Steps.Single(step => step.Change.Name == "P"), ConfigurationBench.Token);

        Assert.True(File.Exists(scripts));
        Assert.DoesNotContain(
            Directory.GetFileSystemEntries(Path.Combine(bench.Folder.Path, "kandji")), entry =>
                entry.Contains(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_OfANameThatAFormatCannotHold_IsTheErrorOfThatThing()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        bench.AddScript("A\u0001B");
        using ConfigurationWorkspace workspace = await bench.OpenForWritingAsync(
            new ConfigurationScope([ConfigurationKind.CustomScript]));
        var export = new ConfigurationExport(workspace, new ConfigurationExportOptions());

        var e = await Assert.ThrowsAsync<Kandji.Automation.Configuration.Files.ConfigurationFileException>(
            () => export.ApplyAsync(Assert.Single(export.Steps), ConfigurationBench.Token));

        Assert.Contains("U+0001", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(bench.Folder.Path, "scripts")));
    }

    [Fact]
    public async Task Export_OfAThingWithoutItsText_IsItsError_AndTheFileStays()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        var script = bench.AddScript("A");
        await bench.ExportAsync();
        script.Fields["script"] = "";
        script.Fields["restart"] = true;
        using ConfigurationWorkspace workspace = await bench.OpenForWritingAsync();
        var export = new ConfigurationExport(workspace, new ConfigurationExportOptions());

        var e = await Assert.ThrowsAsync<Kandji.Automation.Configuration.Files.ConfigurationFileException>(
            () => export.ApplyAsync(Assert.Single(export.Steps), ConfigurationBench.Token));

        Assert.Contains("no audit text", e.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(bench.Folder.Path, "scripts/A/audit.zsh")));
    }

    [Fact]
    public async Task Export_OfAnotherTenant_IsRefused()
    {
        await using ConfigurationBench bench = await ConfigurationBench.StartAsync();
        await using ConfigurationBench other = await ConfigurationBench.StartAsync();
        bench.AddTag("T");
        await bench.ExportAsync();

        var e = await Assert.ThrowsAsync<Kandji.Automation.Configuration.Files.ConfigurationFileException>(
            () => bench.OpenAsync(client: other.Client));

        Assert.Equal("KandjiOtherTenant", e.Problem.ErrorId);
    }

    private static Dictionary<string, DateTime> Times(ConfigurationBench bench) =>
        bench.Folder.Snapshot().Keys.ToDictionary(file => file, file => File.GetLastWriteTimeUtc(Path.Combine(bench.Folder.Path, file)));
}
