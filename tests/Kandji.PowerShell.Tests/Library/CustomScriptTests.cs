using System.Text;
using Kandji.Client.Library;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Library;

public sealed class CustomScriptTests : CommandTests
{
    [Fact]
    public void Get_WithoutParameters_ListsAllPagesWithTheScripts()
    {
        Shell.Tenant.State.PageSizes.Page = 1;

        var scripts = Shell.Run("Get-KandjiCustomScript").Succeeded().As<CustomScript>();

        Assert.Equal([KnownFleet.ScriptId, KnownFleet.FirstTwiceScriptId, KnownFleet.SecondTwiceScriptId], scripts.Select(s => s.Id!));
        Assert.StartsWith("#!/bin/zsh\n", scripts[0].Script);
        Assert.Equal(("every_day", true, false), (scripts[0].ExecutionFrequency, scripts[0].Active, scripts[0].Restart));
    }

    [Fact]
    public void Get_ByNameOrId_FindsThemOrWritesOneErrorEach()
    {
        InvocationResult byName = Shell.Run("Get-KandjiCustomScript 'clean TEMP folders', 'set*', nothing");
        InvocationResult byId = Shell.Run($"'{KnownFleet.CustomAppId}', '{KnownFleet.ScriptId}' | Get-KandjiCustomScript");

        Assert.Equal(3, byName.Output.Count);
        Assert.Equal("KandjiNotFound,Kandji.PowerShell.Library.GetKandjiCustomScript", byName.Error.FullyQualifiedErrorId);
        Assert.Equal(KnownFleet.ScriptId, Assert.Single(byId.As<CustomScript>()).Id);
        Assert.Equal("KandjiNotFound,Kandji.PowerShell.Library.GetKandjiCustomScript", byId.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void New_FromFilesOnThePipeline_NamesEachAfterItsFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Größe [1].v2.zsh", "#!/bin/zsh\necho “hi”\n");
        folder.Write("b.zsh", "\ufeff#!/bin/zsh\n");

        var scripts = Shell.Run(
            "$input | New-KandjiCustomScript -ExecutionFrequency Every_Day -Active $false",
            new System.IO.FileInfo(folder.Path + "/Größe [1].v2.zsh"), new System.IO.FileInfo(folder.Path + "/b.zsh")).Succeeded()
                .As<CustomScript>();

        Assert.Equal(["Größe [1].v2", "b"], scripts.Select(s => s.Name!));
        Assert.Equal(["#!/bin/zsh\necho “hi”", "#!/bin/zsh"], scripts.Select(s => s.Script!));
        Assert.All(scripts, s => Assert.Equal(("every_day", false), (s.ExecutionFrequency, s.Active)));
    }

    [Fact]
    public void New_FromAFileOfWindowsPowerShell_SendsItsText()
    {
        using var folder = new TemporaryFolder();
        string path =
            folder.Write("a.zsh", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("#!/bin/zsh\r\necho hi\r\n")).ToArray());

        InvocationResult result = Shell.Run($"New-KandjiCustomScript -Path '{path}'").Succeeded();

        Assert.Equal("#!/bin/zsh\r\necho hi", Assert.Single(result.As<CustomScript>()).Script);
        Assert.Contains("LF line endings", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("New-KandjiCustomScript A -Script \"echo a`r`necho b\"", "-Script")]
    [InlineData("New-KandjiCustomScript A -Script 'a' -RemediationScript \"#!/bin/zsh`r`necho b\"", "-RemediationScript")]
    [InlineData($"Set-KandjiCustomScript {KnownFleet.ScriptId}, {KnownFleet.FirstTwiceScriptId} -Script \"echo a`r`necho b\"", "-Script")]
    [InlineData($"Set-KandjiCustomScript {KnownFleet.ScriptId} -RemediationScript \"echo a`r`necho b\"", "-RemediationScript")]
    public void Text_WithWindowsLineEnds_IsWarnedOfOnce(string command, string parameter)
    {
        InvocationResult result = Shell.Run(command).Succeeded();

        Assert.Contains($"The script of {parameter} has Windows line endings", Assert.Single(result.Warnings));
    }

    [Fact]
    public void New_WithoutEnforcementOutsideSelfService_SendsNothing()
    {
        InvocationResult result = Shell.Run("New-KandjiCustomScript A -Script 'exit 0' -ExecutionFrequency NoEnforcement");

        Assert.Contains("-SelfServiceCategory", result.Error.Exception.Message);
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void New_ForAScriptOfSelfServiceOnThePipeline_KeepsItsCategory()
    {
        Shell.Run(
            $"Set-KandjiCustomScript {KnownFleet.ScriptId} -ExecutionFrequency NoEnforcement -SelfServiceCategory "
                + $"'{KnownFleet.ToolsCategoryName}'").Succeeded();
        Shell.Tenant.Log.Clear();

        CustomScript copy = Assert.Single(
            Shell.Run($"Get-KandjiCustomScript -Id {KnownFleet.ScriptId} | New-KandjiCustomScript Copy").Succeeded().As<CustomScript>());
        Assert.Equal(("no_enforcement", true, KnownFleet.ToolsCategoryId),
            (copy.ExecutionFrequency, copy.ShowInSelfService, copy.SelfServiceCategoryId));

        CustomScript other = Assert.Single(Shell.Run(
            $"Get-KandjiCustomScript -Id {KnownFleet.ScriptId} | New-KandjiCustomScript Other -SelfServiceCategory 'Security & VPN'")
            .Succeeded().As<CustomScript>());
        Assert.NotEqual(KnownFleet.ToolsCategoryId, other.SelfServiceCategoryId);
    }

    [Theory]
    [InlineData("-ExecutionFrequency NoEnforcement")]
    [InlineData("-ShowInSelfService $true")]
    [InlineData("-ExecutionFrequency NoEnforcement -ShowInSelfService $false")]
    public void Set_WithWhatTheServiceWouldRefuseOfTheWholeItem_SendsNoChange(string parameters)
    {
        InvocationResult byId = Shell.Run($"Set-KandjiCustomScript {KnownFleet.ScriptId} {parameters}");
        InvocationResult piped = Shell.Run($"Get-KandjiCustomScript '{KnownFleet.ScriptName}' | Set-KandjiCustomScript {parameters}");

        Assert.Contains("-SelfServiceCategory", byId.Error.Exception.Message);
        Assert.Contains("-SelfServiceCategory", piped.Error.Exception.Message);
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Fact]
    public void Set_OfANameForAScriptThatBreaksARuleAlready_ChangesIt()
    {
        Shell.Tenant.Faults.Add(
            "GET /api/v1/library/custom-scripts",
            Fault.RewriteBody(body => body.Replace("every_day", "no_enforcement")));

        Shell.Run($"Set-KandjiCustomScript '{KnownFleet.ScriptName}' -Name New").Succeeded();

        Assert.Equal("New", Shell.Tenant.State.Library[KnownFleet.ScriptId].Name);
    }

    [Fact]
    public void New_FromAFileThatIsMissingOrNoText_SendsNothing()
    {
        using var folder = new TemporaryFolder();
        string binary = folder.Write("a.zsh", [0xC3, 0x28, 0xFF]);

        Shell.Run($"New-KandjiCustomScript -Path '{folder.Path}/none.zsh'").Failed("KandjiNotFound");
        Shell.Run($"New-KandjiCustomScript -Path '{binary}'").Failed("KandjiFileError");
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void New_FromAFileOnADriveThatIsNotThere_WritesOneErrorAndGoesOn()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.zsh", "echo hi"u8.ToArray());

        InvocationResult result = Shell.Run(
            $"[pscustomobject]@{{ Path = 'nodrive:/a.zsh' }}, [pscustomobject]@{{ Path = '{path}' }} | New-KandjiCustomScript")
            .Failed("KandjiFileError", "nodrive");

        Assert.Equal("echo hi", Assert.Single(result.As<CustomScript>()).Script);
    }

    [Fact]
    public void New_FromText_WithRemediationAndSelfService_SendsAllOfIt()
    {
        CustomScript script = Assert.Single(Shell.Run(
            $"New-KandjiCustomScript Hello -Script 'echo hi' -RemediationScript 'echo ho' -SelfServiceCategory "
                + $"{KnownFleet.ToolsCategoryName} -SelfServiceRecommended $true -Restart $true")
            .Succeeded().As<CustomScript>());

        Assert.Equal(
            ("echo hi", "echo ho", "once", true), (script.Script, script.RemediationScript, script.ExecutionFrequency, script.Restart));
        Assert.Equal((true, KnownFleet.ToolsCategoryId, true),
            (script.ShowInSelfService, script.SelfServiceCategoryId, script.SelfServiceRecommended));
    }

    [Fact]
    public void New_ForAScriptOnThePipeline_CopiesIt()
    {
        Shell.Run($"Set-KandjiCustomScript -CustomScript {KnownFleet.ScriptId} -RemediationScript 'echo mend' -Restart $true")
            .Succeeded();

        CustomScript copy = Assert.Single(
            Shell.Run($"Get-KandjiCustomScript -Id {KnownFleet.ScriptId} | New-KandjiCustomScript 'Copy' -Active $false")
                .Succeeded().As<CustomScript>());

        var original = Shell.Tenant.State.Library[KnownFleet.ScriptId];
        Assert.NotEqual(original.Id, copy.Id);
        Assert.Equal(("Copy", (string?)original.Fields["script"], "every_day", false),
            (copy.Name, copy.Script, copy.ExecutionFrequency, copy.Active));
        Assert.Equal(("echo mend", true), (copy.RemediationScript, copy.Restart));
    }

    [Fact]
    public void Set_ByName_SendsOnlyWhatIsGiven()
    {
        Shell.Run($"Set-KandjiCustomScript '{KnownFleet.ScriptName}' -Script 'echo new' -RemediationScript ''").Succeeded();

        Assert.Equal("""{"script":"echo new","remediation_script":""}""",
            Shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public void Set_ForScriptsOnThePipeline_ReadsNothingAgain()
    {
        Shell.Run(
            $"Get-KandjiCustomScript '{KnownFleet.TwiceScriptName}' | Set-KandjiCustomScript -Name 'Wallpaper' -ExecutionFrequency "
                + $"every_15_min").Succeeded();

        Assert.Equal(["GET", "PATCH", "PATCH"], Shell.Tenant.Log.Entries.Select(e => e.Method));
        Assert.Equal(
            "every_15_min", (string?)Shell.Tenant.State.Library[KnownFleet.SecondTwiceScriptId].Fields["execution_frequency"]);
    }

    [Fact]
    public void Set_WhenSeveralHaveTheName_ChangesNone()
    {
        InvocationResult result = Shell.Run($"Set-KandjiCustomScript '{KnownFleet.TwiceScriptName}' -Active $false")
            .Failed("KandjiAmbiguous,Kandji.PowerShell.Library.SetKandjiCustomScript");

        Assert.StartsWith("2 custom scripts are named", result.Error.Exception.Message);
    }

    [Theory]
    [InlineData("", "Nothing to change")]
    [InlineData("-Script a -Path b", "exclude each other")]
    [InlineData("-RemediationScript a -RemediationScriptPath b", "exclude each other")]
    [InlineData("-SelfServiceCategory Nowhere", "No Self Service category is named 'Nowhere'")]
    public void Set_WithParametersThatCannotBe_SendsNoChange(string parameters, string words)
    {
        InvocationResult result = Shell.Run($"Set-KandjiCustomScript {KnownFleet.ScriptId} {parameters}");

        Assert.Contains(words, result.Error.Exception.Message);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Method == "PATCH");
    }

    [Fact]
    public void New_FromRowsWithNamesAndPaths_TakesTheNamesFromThem()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.zsh", "#!/bin/zsh\n");

        var scripts = Shell.Run(
            $"[pscustomobject]@{{ name = 'First'; path = '{path}' }}, [pscustomobject]@{{ path = '{path}' }} | New-KandjiCustomScript; "
                + $"New-KandjiCustomScript 'a.zsh' -Path '{path}'")
            .Succeeded().As<CustomScript>();

        Assert.Equal(["First", "a", "a.zsh"], scripts.Select(s => s.Name!));
    }

    [Theory]
    [InlineData("Get-KandjiPrism Apps -First 1")]
    [InlineData("Get-KandjiTag")]
    [InlineData("Get-KandjiUser ada*")]
    public void Remove_ForAnObjectThatIsNoLibraryItem_RefusesItWhateverItsName(string other)
    {
        Shell.Run($"$global:others = {other}").Succeeded();
        Shell.Tenant.Log.Clear();

        InvocationResult result = Shell.Run("$others | Remove-KandjiCustomScript -Force");

        Assert.All(
            result.Errors, error => Assert.StartsWith("ParameterArgumentTransformationError,", error.FullyQualifiedErrorId));
        Assert.NotEmpty(result.Errors);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Set_ForAnItemOfAnotherKind_SaysSo()
    {
        Shell.Run("Get-KandjiCustomApp | Set-KandjiCustomScript -Active $false")
            .Failed("KandjiWrongKind,Kandji.PowerShell.Library.SetKandjiCustomScript");
    }

    [Fact]
    public void Remove_AsksNamingTheScriptAndItsId()
    {
        Shell.Host.Answers.Enqueue("No");
        Shell.Host.Answers.Enqueue("Yes");

        Shell.Run($"Get-KandjiCustomScript '{KnownFleet.TwiceScriptName}' | Remove-KandjiCustomScript").Succeeded();

        Assert.Contains(KnownFleet.FirstTwiceScriptId, Shell.Host.Questions[0]);
        Assert.True(Shell.Tenant.State.Library.TryGet(KnownFleet.FirstTwiceScriptId, out _));
        Assert.False(Shell.Tenant.State.Library.TryGet(KnownFleet.SecondTwiceScriptId, out _));
    }

    [Fact]
    public void Remove_WhenItIsGoneAlready_WritesOneErrorAndGoesOn()
    {
        Shell.Run($"'e0000000-0000-4000-8000-000000000000', '{KnownFleet.ScriptName}' | Remove-KandjiCustomScript -Force")
            .Failed("KandjiNotFound,Kandji.PowerShell.Library.RemoveKandjiCustomScript");
        Assert.DoesNotContain(
            Shell.Tenant.State.Library, i => i.Kind == LibraryItemKind.CustomScript && i.Name == KnownFleet.ScriptName);
    }

    [Fact]
    public void Debug_ShowsNoScript()
    {
        InvocationResult result = Shell.Run(
            "$DebugPreference = 'Continue'; New-KandjiCustomScript Hello -Script 'curl -u api:hunter2' -RemediationScript 'hunter2'")
                .Succeeded();

        Assert.NotEmpty(result.Debug);
        Assert.All(result.Debug.Concat(result.Verbose), text => Assert.DoesNotContain("hunter2", text));
    }

    [Theory]
    [InlineData($"Set-KandjiCustomScript {KnownFleet.ScriptId} -Path $file")]
    [InlineData($"Set-KandjiCustomScript {KnownFleet.ScriptId} -RemediationScriptPath $file")]
    [InlineData($"Set-KandjiCustomApp {KnownFleet.CustomAppId} -PreinstallScriptPath $file")]
    [InlineData($"Set-KandjiCustomApp {KnownFleet.CustomAppId} -PostinstallScriptPath $file")]
    [InlineData($"Set-KandjiCustomApp {KnownFleet.CustomAppId} -AuditScriptPath $file")]
    [InlineData("New-KandjiCustomScript -Path $file")]
    public void Change_WithAFileThatHasNothingToRun_SendsNothing(string command)
    {
        using var folder = new TemporaryFolder();
        byte[][] contents = [[0xEF, 0xBB, 0xBF], "\n \r\n"u8.ToArray(), [0xFF, 0xFE, 0x0D, 0, 0x0A, 0], [0x23, 0, 0x21, 0]];
        for (int i = 0; i < contents.Length; i++)
        {
            string path = folder.Write($"{i}.sh", contents[i]);

            InvocationResult result = Shell.Run($"$file = '{path}'; {command}");

            Assert.StartsWith("KandjiFileError,", result.Error.FullyQualifiedErrorId);
            Assert.Contains(i == 3 ? "not text" : "is empty", result.Error.Exception.Message);
        }
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Theory]
    [InlineData($"Set-KandjiCustomScript {KnownFleet.ScriptId} -Script ' '")]
    [InlineData($"Set-KandjiCustomScript {KnownFleet.ScriptId} -RemediationScript \"`n\"")]
    [InlineData($"Set-KandjiCustomApp {KnownFleet.CustomAppId} -PostinstallScript \"`r`n\"")]
    [InlineData("New-KandjiCustomScript A -Script \" `n\"")]
    public void Change_WithBlankText_SendsNothing(string command)
    {
        Shell.Run(command).Failed("KandjiInvalidArgument", "is blank");

        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Fact]
    public void New_FromARowWithoutAScript_SendsNothing()
    {
        Shell.Run("[pscustomobject]@{ Name = 'A' } | New-KandjiCustomScript").Failed("KandjiInvalidArgument", "'A'", "without its text");

        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("New-KandjiCustomScript", ".zshrc", "echo hi")]
    [InlineData("New-KandjiCustomProfile", ".mobileconfig", "<plist version=\"1.0\"><dict/></plist>")]
    public void New_FromAFileWhoseNameBeginsWithItsDot_TakesAllOfTheName(string command, string name, string content)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write(name, content);

        PSObject item = Assert.Single(Shell.Run($"{command} -Path '{path}'").Succeeded().Output);

        Assert.Equal(name, item.Properties["Name"].Value);
    }
}
