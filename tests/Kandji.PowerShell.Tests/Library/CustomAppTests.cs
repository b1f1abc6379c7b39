using System.Security.Cryptography;
using Kandji.Client.Library;

namespace Kandji.PowerShell.Tests.Library;

public sealed class CustomAppTests : CommandTests
{
    [Fact]
    public void New_UploadsTheInstallerAndCreatesTheApp()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("VPN ‘6’.pkg", Bytes(700_000));

        InvocationResult result = Shell.Run("$input | New-KandjiCustomApp -Verbose", new FileInfo(path)).Succeeded();

        CustomApp app = Assert.Single(result.As<CustomApp>());
        Assert.Equal(("VPN ‘6’", "package", "install_once", 700_000L), (app.Name, app.InstallType, app.InstallEnforcement, app.FileSize));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), app.Sha256);
        Assert.Equal(
            ["/api/v1/library/custom-apps/upload", "/storage/northwind-library", "/api/v1/library/custom-apps"],
            Shell.Tenant.Log.Entries.Select(e => e.Path));
        Assert.DoesNotContain("Authorization", Shell.Tenant.Log.Entries[1].Headers.Keys);
        Assert.Contains(
            result.Progress, p => p.PercentComplete is > 0 and < 100 && p.Activity.Contains("VPN", StringComparison.Ordinal));
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void New_TellsNothingSecretOfTheUpload()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.pkg", Bytes(1000));

        InvocationResult result = Shell.Run(
            $"$DebugPreference = 'Continue'; New-KandjiCustomApp -Path '{path}' -PreinstallScript 'hunter2 & co' -Verbose").Succeeded();

        string key = Assert.Single(result.As<CustomApp>()).FileKey!;
        Assert.NotEmpty(result.Debug);
        foreach (string secret in Shell.Tenant.State.Store.FindForm(key)!.Where(f => f.Key is not ("key" or "x-amz-algorithm"))
            .Select(f => f.Value).Append("hunter2").Append("signature="))
            Assert.All(result.Debug.Concat(result.Verbose), text => Assert.DoesNotContain(secret, text));
    }

    [Fact]
    public void New_WhileTheServiceIsBusyWithTheFile_WaitsAndCreatesOnce()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.pkg", Bytes(1000));
        Shell.Tenant.State.BusyWithUploads = 6;
        int before = Shell.Tenant.State.Library.Count;

        InvocationResult result = Shell.Run($"New-KandjiCustomApp -Path '{path}' -Verbose").Succeeded();

        Assert.Single(result.As<CustomApp>());
        Assert.Equal(before + 1, Shell.Tenant.State.Library.Count);
        Assert.Equal(["1", "2", "4", "8", "15", "15"],
            result.Verbose.Where(v => v.StartsWith("Waiting", StringComparison.Ordinal)).Select(v => v.Split(' ')[1]));
    }

    [Fact]
    public async Task New_WhenTheServiceStaysBusy_FailsAfterHalfAnHour()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(
            new SimulatorOptions { DeviceCount = 0, Limits = new GatewayLimits { Enabled = false } });
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.pkg", Bytes(1000));
        shell.Tenant.State.BusyWithUploads = int.MaxValue;

        shell.Run($"New-KandjiCustomApp -Path '{path}'").Failed("KandjiServerError,Kandji.PowerShell.Library.NewKandjiCustomApp");
        Assert.InRange(shell.Tenant.Log.Entries.Count(e => e.Path == "/api/v1/library/custom-apps"), 100, 140);
    }

    [Fact]
    public void New_WhenTheOutcomeOfTheCreationIsUnknown_DoesNotRepeatIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.pkg", Bytes(1000));
        Shell.Tenant.Faults.Add("POST /api/v1/library/custom-apps", Fault.ExecuteThenReset());

        Shell.Run($"New-KandjiCustomApp -Path '{path}'").Failed("KandjiOutcomeUnknown,Kandji.PowerShell.Library.NewKandjiCustomApp");
        Assert.Single(Shell.Tenant.Log.Entries, e => e.Path == "/api/v1/library/custom-apps");
    }

    [Fact]
    public void New_WhenTheStoreRefuses_WritesItsWordsAndCreatesNothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.pkg", Bytes(1000));
        Shell.Tenant.State.Store.MaxFileSize = 10;

        InvocationResult result = Shell.Run($"New-KandjiCustomApp -Path '{path}'");

        Assert.Contains("EntityTooLarge", result.Error.Exception.Message);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Path == "/api/v1/library/custom-apps");
    }

    [Theory]
    [InlineData("a.zip", "", "UnzipLocation")]
    [InlineData("a.pkg", "-InstallEnforcement continuously_enforce", "AuditScript")]
    [InlineData("a.pkg", "-InstallEnforcement continuously_enforce -AuditScript ' '", "AuditScript")]
    [InlineData("a.pkg", "-AuditScript 'exit 1'", "ContinuouslyEnforce")]
    [InlineData("a.pkg", "-InstallEnforcement InstallOnce -AuditScript 'exit 1'", "ContinuouslyEnforce")]
    [InlineData("a.pkg", "-InstallEnforcement NoEnforcement", "SelfServiceCategory")]
    [InlineData("a.zip", "-UnzipLocation ''", "UnzipLocation")]
    [InlineData("a.pkg", "-UnzipLocation /Applications", "UnzipLocation")]
    [InlineData("a.zip", "-InstallType Image -UnzipLocation /Applications", "UnzipLocation")]
    [InlineData("a.exe", "", "InstallType")]
    [InlineData("none.pkg", "", "There is no file")]
    [InlineData("empty.pkg", "", "is empty")]
    public void New_WithWhatTheServiceWouldRefuse_UploadsNothing(string name, string parameters, string words)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.zip", Bytes(10));
        folder.Write("a.pkg", Bytes(10));
        folder.Write("a.exe", Bytes(10));
        folder.Write("empty.pkg", "");

        InvocationResult result = Shell.Run($"New-KandjiCustomApp -Path '{folder.Path}/{name}' {parameters}");

        Assert.Contains(words, result.Error.Exception.Message);
        Assert.Equal(0, Shell.Tenant.Log.Count);
    }

    [Fact]
    public void New_ForRowsOfWhichOneCannotBe_UploadsTheOthers()
    {
        using var folder = new TemporaryFolder();
        var files = new[] { "b.zip", "a.pkg" }.Select(name => new FileInfo(folder.Write(name, Bytes(10)))).ToArray();

        InvocationResult result = Shell.Run("$input | New-KandjiCustomApp", files);

        Assert.Contains("-UnzipLocation", result.Error.Exception.Message);
        Assert.Equal("a", Assert.Single(result.As<CustomApp>()).Name);
        Assert.Single(Shell.Tenant.Log.Entries, e => e.Path == "/api/v1/library/custom-apps/upload");
    }

    [Fact]
    public void New_WithoutEnforcementInSelfService_Succeeds()
    {
        using var folder = new TemporaryFolder();

        CustomApp app = Assert.Single(Shell.Run(
            $"New-KandjiCustomApp -Path '{folder.Write("a.pkg", Bytes(10))}' -InstallEnforcement NoEnforcement -SelfServiceCategory "
                + $"'{KnownFleet.ToolsCategoryName}'").Succeeded().As<CustomApp>());

        Assert.Equal(("no_enforcement", true), (app.InstallEnforcement, app.ShowInSelfService));
    }

    [Theory]
    [InlineData("", "-InstallEnforcement NoEnforcement", "SelfServiceCategory")]
    [InlineData("", "-ShowInSelfService $true", "SelfServiceCategory")]
    [InlineData(
        "install_enforcement=no_enforcement show_in_self_service=true self_service_category_id=e2000000", "-ShowInSelfService $false",
        "SelfServiceCategory")]
    [InlineData("", "-InstallEnforcement ContinuouslyEnforce", "AuditScript")]
    [InlineData("", "-AuditScript 'exit 1'", "ContinuouslyEnforce")]
    [InlineData("install_enforcement=continuously_enforce audit_script=x", "-AuditScript ''", "AuditScript")]
    [InlineData("install_enforcement=continuously_enforce audit_script=x", "-InstallEnforcement InstallOnce", "-AuditScript ''")]
    [InlineData("", "-InstallType Zip", "UnzipLocation")]
    [InlineData("", "-UnzipLocation /Applications", "unzip location")]
    [InlineData("install_type=zip unzip_location=/A", "-UnzipLocation ''", "UnzipLocation")]
    [InlineData("install_type=zip unzip_location=/A", "-Path a.pkg", "-UnzipLocation ''")]
    [InlineData("", "-Path a.zip", "UnzipLocation")]
    public void Set_WithWhatTheServiceWouldRefuseOfTheWholeItem_SendsNoChange(string state, string parameters, string words)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.pkg", Bytes(10));
        folder.Write("a.zip", Bytes(10));
        parameters = parameters.Replace("-Path ", $"-Path {folder.Path}/");
        Put(Shell, KnownFleet.CustomAppId, state);

        InvocationResult byName = Shell.Run(
            $"Set-KandjiCustomApp '{KnownFleet.CustomAppName}' {parameters}");
        InvocationResult piped = Shell.Run($"Get-KandjiCustomApp '{KnownFleet.CustomAppName}' | Set-KandjiCustomApp {parameters} -WhatIf");

        Assert.Contains(words, byName.Error.Exception.Message);
        Assert.Contains(words, piped.Error.Exception.Message);
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));
    }

    [Theory]
    [InlineData("install_enforcement=continuously_enforce audit_script=x", "-InstallEnforcement InstallOnce -AuditScript ''")]
    [InlineData("install_type=zip unzip_location=/A", "-Path a.pkg -UnzipLocation ''")]
    [InlineData("show_in_self_service=true self_service_category_id=e2000000", "-InstallEnforcement NoEnforcement")]
    [InlineData("install_enforcement=continuously_enforce audit_script=x", "-AuditScript 'exit 2'")]
    [InlineData("install_type=zip unzip_location=/A", "-Path a.zip")]
    public void Set_WithWhatTheWholeItemAllows_ChangesIt(string state, string parameters)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.pkg", Bytes(10));
        folder.Write("a.zip", Bytes(10));
        parameters = parameters.Replace("-Path ", $"-Path {folder.Path}/");
        Put(Shell, KnownFleet.CustomAppId, state);

        Shell.Run($"Set-KandjiCustomApp '{KnownFleet.CustomAppName}' {parameters}").Succeeded();

        Assert.Single(Shell.Tenant.Log.Entries, e => e.Method == "PATCH");
    }

    [Fact]
    public void Set_ForAnObjectOlderThanTheLastChange_GoesByTheItemAsItIs()
    {
        Shell.Run(
            $"$app = Get-KandjiCustomApp '{KnownFleet.CustomAppName}'; $app | Set-KandjiCustomApp -SelfServiceCategory "
                + $"'{KnownFleet.ToolsCategoryName}'; $app | Set-KandjiCustomApp -InstallEnforcement NoEnforcement").Succeeded();

        Assert.Equal(
            "no_enforcement", (string?)Shell.Tenant.State.Library[KnownFleet.CustomAppId].Fields["install_enforcement"]);
    }

    [Fact]
    public void Set_WithTheFileThatTheAppHas_UploadsNothingAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("same.pkg", Bytes(2000));
        Shell.Run($"Set-KandjiCustomApp '{KnownFleet.CustomAppName}' -Path '{path}'").Succeeded();
        Shell.Tenant.Log.Clear();

        InvocationResult same = Shell.Run($"Set-KandjiCustomApp '{KnownFleet.CustomAppName}' -Path '{path}'").Succeeded();
        Assert.Equal(KnownFleet.CustomAppId, Assert.Single(same.As<CustomApp>()).Id);
        Assert.Contains("was not uploaded. -Force", Assert.Single(same.Warnings));
        Assert.All(Shell.Tenant.Log.Entries, e => Assert.Equal("GET", e.Method));

        Shell.Run($"Set-KandjiCustomApp '{KnownFleet.CustomAppName}' -Path '{path}' -Restart $true").Succeeded();
        Assert.Equal("restart=true", Assert.Single(Shell.Tenant.Log.Entries, e => e.Method == "PATCH").Body);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, e => e.Method == "POST");

        InvocationResult forced = Shell.Run($"Set-KandjiCustomApp '{KnownFleet.CustomAppName}' -Path '{path}' -Force").Succeeded();
        Assert.Empty(forced.Warnings);
        Assert.Single(Shell.Tenant.Log.Entries, e => e.Path == "/api/v1/library/custom-apps/upload");
    }

    [Fact]
    public void Set_ForAnObjectWhoseFileWasReplacedSince_UploadsTheFileAgain()
    {
        using var folder = new TemporaryFolder();
        string first = folder.Write("first.pkg", Bytes(2000));
        string second = folder.Write("second.pkg", Bytes(3000));

        InvocationResult result = Shell.Run(
            $"$app = Set-KandjiCustomApp '{KnownFleet.CustomAppName}' -Path '{first}'; "
            + $"$null = $app | Set-KandjiCustomApp -Path '{second}'; "
            + $"$app | Set-KandjiCustomApp -Path '{first}'").Succeeded();

        Assert.Equal(2000, Assert.Single(result.As<CustomApp>()).FileSize);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Set_ForSeveralAppsOfWhichOneHasTheFile_UploadsItToTheOthers()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.pkg", Bytes(2000));
        Shell.Run($"$null = New-KandjiCustomApp First -Path '{path}'; "
            + $"$null = New-KandjiCustomApp Second -Path '{folder.Write("b.pkg", Bytes(9))}'")
            .Succeeded();
        Shell.Tenant.Log.Clear();

        InvocationResult result =
            Shell.Run($"'Second', 'First', '{KnownFleet.CustomAppName}' | Set-KandjiCustomApp -Path '{path}'").Succeeded();

        Assert.Equal(["Second", "First", KnownFleet.CustomAppName], result.As<CustomApp>().Select(app => app.Name!));
        Assert.Single(result.Warnings);
        Assert.Equal(2, Shell.Tenant.Log.Entries.Count(e => e.Method == "PATCH"));
    }

    [Theory]
    [InlineData("AuditScript", "-InstallEnforcement ContinuouslyEnforce")]
    [InlineData("PreinstallScript", "")]
    [InlineData("PostinstallScript", "")]
    public void Scripts_WithWindowsLineEnds_AreWarnedOfAsTextAndAsFiles(string parameter, string others)
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("a.zsh", "#!/bin/zsh\r\nexit 1\r\n");
        string installer = folder.Write("a.pkg", Bytes(10));

        InvocationResult text = Shell.Run(
            $"New-KandjiCustomApp -Path '{installer}' -{parameter} \"#!/bin/zsh`r`nexit 1\" {others}; "
                + $"Set-KandjiCustomApp '{KnownFleet.CustomAppName}' -{parameter} \"if true`r`nthen exit 1; fi\" {others}").Succeeded();
        InvocationResult file =
            Shell.Run($"Set-KandjiCustomApp '{KnownFleet.CustomAppName}' -{parameter}Path '{script}' {others}").Succeeded();

        Assert.Equal(2, text.Warnings.Count);
        Assert.All(text.Warnings, warning => Assert.Contains($"-{parameter} has Windows line endings", warning));
        Assert.Contains(script, Assert.Single(file.Warnings));
    }

    [Fact]
    public void New_WithLongScriptsFromFiles_SendsAllOfThem()
    {
        using var folder = new TemporaryFolder();
        string audit = "#!/bin/zsh\n" + string.Concat(Enumerable.Repeat("echo 'a=b&c + 🎒'\n", 4000));
        string installer = folder.Write("a.zip", Bytes(10));
        string script = folder.Write("audit.zsh", audit);

        CustomApp app = Assert.Single(Shell.Run(
            $"New-KandjiCustomApp 'Zeit & Raum' '{installer}' -UnzipLocation /Applications -InstallEnforcement continuously_enforce "
                + $"-AuditScriptPath '{script}' -PostinstallScript 'exit 0'")
            .Succeeded().As<CustomApp>());

        Assert.Equal(("Zeit & Raum", "zip", "/Applications", audit.Trim(), "exit 0"),
            (app.Name, app.InstallType, app.UnzipLocation, app.AuditScript, app.PostinstallScript));
    }

    [Fact]
    public void Set_WithAnInstaller_UploadsItFirst()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("new.dmg", Bytes(2000));

        CustomApp app = Assert.Single(Shell.Run($"Set-KandjiCustomApp '{KnownFleet.CustomAppName}' -Path '{path}'").Succeeded()
            .As<CustomApp>());

        Assert.Equal((KnownFleet.CustomAppId, "image", 2000L), (app.Id, app.InstallType, app.FileSize));
        Assert.NotNull(Shell.Tenant.State.Store.Find(app.FileKey!));
    }

    [Fact]
    public void Set_WithoutAnInstaller_SendsOnlyWhatIsGiven()
    {
        Shell.Run(
            $"Get-KandjiCustomApp '{KnownFleet.CustomAppName}' | Set-KandjiCustomApp -SelfServiceCategory "
                + $"'{KnownFleet.ToolsCategoryName}' -Restart $true").Succeeded();

        Assert.Equal(
            $"show_in_self_service=true&self_service_category_id={KnownFleet.ToolsCategoryId}&restart=true",
            Shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public void Set_WithEverything_SendsAllOfIt()
    {
        Shell.Run(
            $"Set-KandjiCustomApp {KnownFleet.CustomAppId} -Name N -InstallType zip -UnzipLocation /Applications -InstallEnforcement "
                + $"continuously_enforce "
            + "-AuditScript a -PreinstallScript b -PostinstallScript c -ShowInSelfService $false -Active $false -Restart $false")
            .Succeeded();

        Assert.Equal(
            "name=N&install_type=zip&install_enforcement=continuously_enforce"
                + "&unzip_location=%2FApplications&audit_script=a&preinstall_script=b&postinstall_script=c"
                + "&show_in_self_service=false&active=false&restart=false",
            Shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public void New_OfAnEmptyFile_IsNotPlanned()
    {
        using var folder = new TemporaryFolder();

        InvocationResult result = Shell.Run($"New-KandjiCustomApp A '{folder.Write("a.pkg", "")}' -AsPlan");

        Assert.StartsWith("KandjiFileError,", result.Error.FullyQualifiedErrorId);
        Assert.Contains("is empty", result.Error.Exception.Message);
    }

    private static void Put(PowerShellSession shell, string id, string state)
    {
        var fields = shell.Tenant.State.Library[id].Fields;
        foreach (string[] field in state.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')))
        {
            fields[field[0]] = field[1] switch
            {
                "true" or "false" => field[1] == "true",
                "e2000000" => KnownFleet.ToolsCategoryId,
                _ => field[1],
            };
        }
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(3).NextBytes(bytes);
        return bytes;
    }
}
