using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Kandji.Client.Library;
using Kandji.PowerShell.Tests.Engine;
using Kandji.Simulator;
using Xunit;

namespace Kandji.PowerShell.Tests.Library;

public sealed class CustomAppTests
{
    [Fact]
    public async Task New_UploadsTheInstallerAndCreatesTheApp()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        string path = folder.Write("VPN ‘6’.pkg", Bytes(700_000));

        InvocationResult result = shell.Run("$input | New-KandjiCustomApp -Verbose", new FileInfo(path)).Succeeded();

        CustomApp app = Assert.Single(result.As<CustomApp>());
        Assert.Equal(("VPN ‘6’", "package", "install_once", 700_000L), (app.Name, app.InstallType, app.InstallEnforcement, app.FileSize));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), app.Sha256);
        Assert.Equal(
            ["/api/v1/library/custom-apps/upload", "/storage/northwind-library", "/api/v1/library/custom-apps"],
            shell.Tenant.Log.Entries.Select(e => e.Path));
        Assert.DoesNotContain("Authorization", shell.Tenant.Log.Entries[1].Headers.Keys);
        Assert.Contains(
            result.Progress, p => p.PercentComplete is > 0 and < 100 && p.Activity.Contains("VPN", StringComparison.Ordinal));
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public async Task New_TellsNothingSecretOfTheUpload()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.pkg", Bytes(1000));

        InvocationResult result = shell.Run(
            $"$DebugPreference = 'Continue'; New-KandjiCustomApp -Path '{path}' -PreinstallScript 'hunter2 & co' -Verbose").Succeeded();

        string key = Assert.Single(result.As<CustomApp>()).FileKey!;
        Assert.NotEmpty(result.Debug);
        foreach (string secret in shell.Tenant.State.Store.FindForm(key)!.Where(f => f.Key is not ("key" or "x-amz-algorithm"))
            .Select(f => f.Value).Append("hunter2").Append("signature="))
            Assert.All(result.Debug.Concat(result.Verbose), text => Assert.DoesNotContain(secret, text));
    }

    [Fact]
    public async Task New_WhileTheServiceIsBusyWithTheFile_WaitsAndCreatesOnce()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.pkg", Bytes(1000));
        shell.Tenant.State.BusyWithUploads = 6;
        int before = shell.Tenant.State.Library.Count;

        InvocationResult result = shell.Run($"New-KandjiCustomApp -Path '{path}' -Verbose").Succeeded();

        Assert.Single(result.As<CustomApp>());
        Assert.Equal(before + 1, shell.Tenant.State.Library.Count);
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

        InvocationResult result = shell.Run($"New-KandjiCustomApp -Path '{path}'");

        Assert.Equal("KandjiServerError,Kandji.PowerShell.Library.NewKandjiCustomApp", result.Error.FullyQualifiedErrorId);
        Assert.InRange(shell.Tenant.Log.Entries.Count(e => e.Path == "/api/v1/library/custom-apps"), 100, 140);
    }

    [Fact]
    public async Task New_WhenTheOutcomeOfTheCreationIsUnknown_DoesNotRepeatIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.pkg", Bytes(1000));
        shell.Tenant.Faults.Add("POST /api/v1/library/custom-apps", Fault.ExecuteThenReset());

        InvocationResult result = shell.Run($"New-KandjiCustomApp -Path '{path}'");

        Assert.Equal("KandjiOutcomeUnknown,Kandji.PowerShell.Library.NewKandjiCustomApp", result.Error.FullyQualifiedErrorId);
        Assert.Single(shell.Tenant.Log.Entries, e => e.Path == "/api/v1/library/custom-apps");
    }

    [Fact]
    public async Task New_WhenTheStoreRefuses_WritesItsWordsAndCreatesNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.pkg", Bytes(1000));
        shell.Tenant.State.Store.MaxFileSize = 10;

        InvocationResult result = shell.Run($"New-KandjiCustomApp -Path '{path}'");

        Assert.Contains("EntityTooLarge", result.Error.Exception.Message);
        Assert.DoesNotContain(shell.Tenant.Log.Entries, e => e.Path == "/api/v1/library/custom-apps");
    }

    [Theory]
    [InlineData("a.zip", "", "UnzipLocation")]
    [InlineData("a.pkg", "-InstallEnforcement continuously_enforce", "AuditScript")]
    [InlineData("a.exe", "", "InstallType")]
    [InlineData("none.pkg", "", "There is no file")]
    [InlineData("empty.pkg", "", "is empty")]
    public async Task New_WithWhatTheServiceWouldRefuse_UploadsNothing(string name, string parameters, string words)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        folder.Write("a.zip", Bytes(10));
        folder.Write("a.pkg", Bytes(10));
        folder.Write("a.exe", Bytes(10));
        folder.Write("empty.pkg", "");

        InvocationResult result = shell.Run($"New-KandjiCustomApp -Path '{folder.Path}/{name}' {parameters}");

        Assert.Contains(words, result.Error.Exception.Message);
        Assert.Equal(0, shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task New_WithLongScriptsFromFiles_SendsAllOfThem()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        string audit = "#!/bin/zsh\n" + string.Concat(Enumerable.Repeat("echo 'a=b&c + 🎒'\n", 4000));
        string installer = folder.Write("a.zip", Bytes(10));
        string script = folder.Write("audit.zsh", audit);

        CustomApp app = Assert.Single(shell.Run(
            $"New-KandjiCustomApp 'Zeit & Raum' '{installer}' -UnzipLocation /Applications -InstallEnforcement continuously_enforce "
                + $"-AuditScriptPath '{script}' -PostinstallScript 'exit 0'")
            .Succeeded().As<CustomApp>());

        Assert.Equal(("Zeit & Raum", "zip", "/Applications", audit, "exit 0"),
            (app.Name, app.InstallType, app.UnzipLocation, app.AuditScript, app.PostinstallScript));
    }

    [Fact]
    public async Task New_WithWhatIf_UploadsNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();

        shell.Run($"New-KandjiCustomApp -Path '{folder.Write("a.pkg", Bytes(10))}' -WhatIf").Succeeded();

        Assert.Equal(0, shell.Tenant.Log.Count);
    }

    [Fact]
    public async Task Set_WithAnInstaller_UploadsItFirst()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        using var folder = new TemporaryFolder();
        string path = folder.Write("new.dmg", Bytes(2000));

        CustomApp app = Assert.Single(shell.Run($"Set-KandjiCustomApp '{KnownFleet.CustomAppName}' -Path '{path}'").Succeeded()
            .As<CustomApp>());

        Assert.Equal((KnownFleet.CustomAppId, "image", 2000L), (app.Id, app.InstallType, app.FileSize));
        Assert.NotNull(shell.Tenant.State.Store.Find(app.FileKey!));
    }

    [Fact]
    public async Task Set_WithoutAnInstaller_SendsOnlyWhatIsGiven()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run(
            $"Get-KandjiCustomApp '{KnownFleet.CustomAppName}' | Set-KandjiCustomApp -SelfServiceCategory "
                + $"'{KnownFleet.ToolsCategoryName}' -Restart $true").Succeeded();

        Assert.Equal(
            $"show_in_self_service=true&self_service_category_id={KnownFleet.ToolsCategoryId}&restart=true",
            shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public async Task Set_WithEverything_SendsAllOfIt()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run(
            $"Set-KandjiCustomApp {KnownFleet.CustomAppId} -Name N -InstallType zip -UnzipLocation /Applications -InstallEnforcement "
                + $"continuously_enforce "
            + "-AuditScript a -PreinstallScript b -PostinstallScript c -ShowInSelfService $false -Active $false -Restart $false")
            .Succeeded();

        Assert.Equal(
            "name=N&install_type=zip&install_enforcement=continuously_enforce&unzip_location=%2FApplications&audit_script=a&preinstall_script=b&postinstall_script=c"
                + "&show_in_self_service=false&active=false&restart=false",
            shell.Tenant.Log.Entries.Single(e => e.Method == "PATCH").Body);
    }

    [Fact]
    public async Task Remove_WithWhatIf_DeletesNothing()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run($"Remove-KandjiCustomApp '{KnownFleet.CustomAppName}' -Force -WhatIf").Succeeded();
        Assert.True(shell.Tenant.State.Library.TryGet(KnownFleet.CustomAppId, out _));

        shell.Run($"Remove-KandjiCustomApp '{KnownFleet.CustomAppName}' -Force").Succeeded();
        Assert.False(shell.Tenant.State.Library.TryGet(KnownFleet.CustomAppId, out _));
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(3).NextBytes(bytes);
        return bytes;
    }
}
