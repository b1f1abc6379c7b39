using Kandji.Automation.Configuration.Sync;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Configuration;

/// <summary>The tenant to files, both ways at once, and new repositories.</summary>
public sealed class ExportKandjiConfigurationTests : ConfigurationTests
{
    [Fact]
    public void Export_OfAnUnchangedTenant_TouchesNothing()
    {
        DateTime before = File.GetLastWriteTimeUtc(ScriptFile), state = File.GetLastWriteTimeUtc(Path.Combine(Repo, "kandji/state.json"));

        Assert.Empty(Shell.Run("Export-KandjiConfiguration $repo").Succeeded().Output);

        Assert.Equal((before, state),
            (File.GetLastWriteTimeUtc(ScriptFile), File.GetLastWriteTimeUtc(Path.Combine(Repo, "kandji/state.json"))));
        AssertNothingWasSent();
    }

    [Fact]
    public void Export_OfAChange_WritesItAndLeavesWhatWasEditedHere()
    {
        RemoteScript.Fields["active"] = false;
        string edited = Path.Combine(Repo, "scripts", KnownFleet.TwiceScriptName, "audit.zsh");
        File.AppendAllText(edited, "echo mine\n");

        List<ConfigurationFileResult> results = Shell.Run("Export-KandjiConfiguration $repo").Succeeded().As<ConfigurationFileResult>();

        Assert.Equal(
            [$"Left CustomScript {KnownFleet.TwiceScriptName}", $"Written CustomScript {KnownFleet.ScriptName}"],
            results.Select(Line).Order(StringComparer.Ordinal));
        Assert.Contains("echo mine", File.ReadAllText(edited));

        Shell.Run("Export-KandjiConfiguration $repo -Force").Succeeded();
        Assert.DoesNotContain("echo mine", File.ReadAllText(edited));
        Assert.Empty(Compare());
    }

    [Fact]
    public void Export_WithWhatIf_ShowsTheContentAndWritesNothing()
    {
        RemoteScript.Fields["script"] = "#!/bin/zsh\necho theirs\n";
        string before = File.ReadAllText(ScriptFile);

        Assert.Empty(Shell.Run("Export-KandjiConfiguration $repo -WhatIf").Succeeded().Output);
        Shell.Run($"Export-KandjiConfiguration '{Parent}/other' -WhatIf").Succeeded();

        Assert.Equal(before, File.ReadAllText(ScriptFile));
        Assert.Contains(Shell.Host.Lines, line => line.Contains("    +echo theirs", StringComparison.Ordinal));
        Assert.Contains(Shell.Host.Lines, line => line.Contains("Create a configuration repository", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(Parent, "other")));
    }

    [Fact]
    public void Export_WithPrune_DeletesTheFilesOfWhatWasDeletedThere()
    {
        Shell.Tenant.State.Library.Remove(KnownFleet.ScriptId);

        Assert.Equal($"Left CustomScript {KnownFleet.ScriptName}", Line(Assert.Single(
            Shell.Run("Export-KandjiConfiguration $repo -Kind Script").Succeeded().As<ConfigurationFileResult>())));
        Assert.True(File.Exists(ScriptFile));
        Assert.Equal($"FilesDeleted CustomScript {KnownFleet.ScriptName}", Line(Assert.Single(
            Shell.Run("Export-KandjiConfiguration $repo -Kind Script -Prune").Succeeded().As<ConfigurationFileResult>())));
        Assert.False(Directory.Exists(Path.GetDirectoryName(ScriptFile)));
    }

    [Theory]
    [InlineData("Yaml", "info.yaml")]
    [InlineData("Json", "info.json")]
    [InlineData("Plist", "info.plist")]
    public void Export_InAFormat_RoundTrips(string format, string file)
    {
        Shell.Run($"$repo = '{Parent}/new'; Export-KandjiConfiguration $repo -Format {format}").Succeeded();

        Assert.True(File.Exists(Path.Combine(Parent, "new", "scripts", KnownFleet.ScriptName, file)));
        Assert.Empty(Compare());
        Assert.Empty(Shell.Run("Import-KandjiConfiguration $repo -Force; Sync-KandjiConfiguration $repo").Succeeded().Output);
        AssertNothingWasSent();
    }

    [Fact]
    public void Export_WithInstaller_FetchesIt()
    {
        Shell.Run("Export-KandjiConfiguration $repo -Kind App -Installer").Succeeded();

        Assert.Contains(
            Directory.EnumerateFiles(Path.Combine(Repo, "payloads")), file => !file.EndsWith(".gitignore", StringComparison.Ordinal));
        Assert.Empty(Shell.Run("Export-KandjiConfiguration $repo -Kind App -Installer").Succeeded().Output);
    }

    [Fact]
    public void EnrollmentCodes_AreWrittenOnlyWhereThatIsAskedFor()
    {
        string code = Shell.Tenant.State.Blueprints[KnownFleet.EngineeringId].EnrollmentCode;
        string Files() => string.Join("\n", Directory.EnumerateFiles(Parent, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith(".lock", StringComparison.Ordinal)).Select(File.ReadAllText));

        Assert.DoesNotContain(code, Files());
        Assert.DoesNotContain(Shell.Tenant.Token, Files());
        Shell.Run($"Export-KandjiConfiguration '{Parent}/codes' -IncludeEnrollmentCode").Succeeded();
        Assert.Contains(code, Files());
    }

    [Theory]
    [InlineData("acme [1]")]
    [InlineData("./acme [1]/scripts")]
    [InlineData("~/acme [1]")]
    public void Path_IsResolvedAsPowerShellDoes(string path)
    {
        Shell.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{Parent}'); "
            + $"$ExecutionContext.SessionState.Provider.GetOne('FileSystem').Home = '{Parent}'").Succeeded();
        foreach (string parameter in new[] { "", "-Path ", "-LiteralPath " })
            Shell.Run($"Compare-KandjiConfiguration {parameter}'{path}' -ErrorOnDifference").Succeeded();
    }

    [Theory]
    [InlineData("Compare")]
    [InlineData("Import")]
    [InlineData("Sync")]
    public void Command_OnAFolderThatIsNoRepository_SaysSoAndSendsNothing(string verb)
    {
        Directory.CreateDirectory(Path.Combine(Parent, "plain", ".git"));

        Shell.Run($"{verb}-KandjiConfiguration '{Parent}/plain'").Failed("KandjiConfigurationNotFound", "New-KandjiConfiguration");
        Shell.Run($"{verb}-KandjiConfiguration").Failed("KandjiInvalidArgument", "No repository is given");
        Shell.Run($"{verb}-KandjiConfiguration Env:/x").Failed("KandjiFileError");

        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Export_ToAFolderWithOtherThings_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(Parent, "plain", ".git"));
        File.WriteAllText(Path.Combine(Parent, "plain", "thesis.txt"), "x");

        Shell.Run($"Export-KandjiConfiguration '{Parent}/plain'").Failed("KandjiInvalidConfigurationFile", "not empty", "thesis.txt");

        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void Export_ToARepositoryOfTheVendorsTool_KeepsGitFromTheLock()
    {
        string folder = Path.Combine(Parent, "vendor");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, ".iructl"), "");

        Shell.Run($"Export-KandjiConfiguration '{folder}' -Kind Tag").Succeeded();

        Assert.Contains("\n/.lock\n", File.ReadAllText(Path.Combine(folder, "kandji", ".gitignore")));
        Assert.False(File.Exists(Path.Combine(Repo, "kandji", ".gitignore")));
    }

    [Fact]
    public void Sync_TakesBothSides()
    {
        EditScript();
        Shell.Tenant.State.Library[KnownFleet.FirstTwiceScriptId].Fields["active"] = false;

        List<ConfigurationFileResult> results = Shell.Run("Sync-KandjiConfiguration $repo").Succeeded().As<ConfigurationFileResult>();

        Assert.Equal(
            [$"Updated CustomScript {KnownFleet.ScriptName}", $"Written CustomScript {KnownFleet.TwiceScriptName}"], results.Select(Line));
        Assert.Empty(Compare());
    }

    [Theory]
    [InlineData("Local", "echo mine")]
    [InlineData("Remote", "echo theirs")]
    [InlineData("Skip", null)]
    public void Sync_OfAConflict_GoesByOnConflict(string policy, string? winner)
    {
        EditScript("echo mine");
        RemoteScript.Fields["script"] = "#!/bin/zsh\necho theirs\n";
        Assert.Contains(
            "1 conflict, named before. Compare-KandjiConfiguration shows what is different; -OnConflict says which side is taken.",
            Shell.Run("Sync-KandjiConfiguration $repo").Errors[^1].Exception.Message);
        AssertNothingWasSent();
        Shell.Run($"Sync-KandjiConfiguration $repo -OnConflict {policy} -WhatIf").Succeeded();
        AssertNothingWasSent();
        Assert.Contains("echo mine", File.ReadAllText(ScriptFile));

        List<ConfigurationFileResult> results =
            Shell.Run($"Sync-KandjiConfiguration $repo -OnConflict {policy}").Succeeded().As<ConfigurationFileResult>();

        Assert.Equal(
            winner is null ? ConfigurationOutcome.Left
                : policy == "Local" ? ConfigurationOutcome.Updated : ConfigurationOutcome.Written,
            Assert.Single(results).Outcome);
        Assert.Contains(winner ?? "echo mine", File.ReadAllText(ScriptFile));
        Assert.Contains(winner ?? "echo theirs", (string)RemoteScript.Fields["script"]!);
        Assert.Equal(winner is null ? 1 : 0, Compare().Count);
    }

    // A file that was written by hand, and something of its name that somebody made in the browser.
    [Theory]
    [InlineData("Local", "echo mine")]
    [InlineData("Remote", "echo theirs")]
    [InlineData("Skip", null)]
    public void Sync_OfTwoNewThingsOfOneName_GoesByOnConflict(string policy, string? winner)
    {
        WriteNewScript("Twin", "#!/bin/zsh\necho mine\n");
        string file = Path.Combine(Repo, "scripts", "Twin", "audit.zsh");
        var twin = new SimulatedLibraryItem("f0000000-0000-4000-8000-00000000cccc", LibraryItemKind.CustomScript, "Twin");
        twin.Fields["execution_frequency"] = "once";
        twin.Fields["script"] = "#!/bin/zsh\necho theirs\n";
        Shell.Tenant.State.Library.Add(twin);

        // The second run finds what the first one left.
        foreach (int _ in Enumerable.Range(0, 2))
        {
            Shell.Run($"Sync-KandjiConfiguration $repo -OnConflict {policy}").Succeeded();
            Assert.Contains(winner ?? "echo mine", File.ReadAllText(file));
            Assert.Contains(winner ?? "echo theirs", (string)twin.Fields["script"]!);
        }

        Assert.Equal(
            winner is null ? [ConfigurationFileChange.Conflict] : [], Compare().Select(difference => difference.Change).Distinct());
    }

    [Theory]
    [InlineData("payloads", "-Installer")]
    [InlineData("kandji/.lock-holder", "")]
    [InlineData("kandji/tags.plist", "")]
    public void Export_ThroughALink_IsAnError_AndWritesNothingThere(string link, string parameter)
    {
        string path = Path.Combine(Repo, link), elsewhere = Path.Combine(Parent, "elsewhere");
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        File.Delete(path);
        bool isFolder = link == "payloads";
        if (isFolder)
            Directory.CreateDirectory(elsewhere);
        else
            File.WriteAllText(elsewhere, "mine");
        File.CreateSymbolicLink(path, elsewhere);

        InvocationResult result = Shell.Run("Export-KandjiConfiguration $repo -Force " + parameter);

        Assert.StartsWith("KandjiInvalidConfigurationFile", result.Errors[^1].FullyQualifiedErrorId);
        Assert.Contains("Links are not followed", result.Errors[^1].Exception.Message);
        if (isFolder)
            Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
        else
            Assert.Equal("mine", File.ReadAllText(elsewhere));
    }

    [Fact]
    public void New_MakesARepository_WithoutASession()
    {
        Shell.Run("Disconnect-Kandji").Succeeded();

        DirectoryInfo folder = Assert.Single(
            Shell.Run($"New-KandjiConfiguration '{Parent}/fresh' -Uri globex.api.eu.kandji.io").Succeeded().As<DirectoryInfo>());

        Assert.Equal("tenant_url: 'https://globex.api.eu.kandji.io'\n", File.ReadAllText(Path.Combine(folder.FullName, ".iructl")));
        Assert.True(File.Exists(Path.Combine(folder.FullName, "README.md")));
        Shell.Run($"New-KandjiConfiguration '{Parent}/fresh'").Failed("KandjiInvalidConfigurationFile", "already");
        Shell.Run($"New-KandjiConfiguration '{Parent}/other' -Uri ' '").Failed("KandjiInvalidArgument");
        Shell.Run($"New-KandjiConfiguration '{Parent}/other' -WhatIf").Succeeded();
        Assert.False(Directory.Exists(Path.Combine(Parent, "other")));
    }
}
