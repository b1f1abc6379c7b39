using Kandji.PowerShell.Tenant;

namespace Kandji.PowerShell.Tests.Tenant;

public sealed class TestKandjiPermissionTests : CommandTests
{
    private protected override Task<PowerShellSession> StartAsync() => PowerShellSession.StartAsync();

    [Fact]
    public void Test_WithALimitedToken_TellsGrantedFromDeniedAndChangesNothing()
    {
        Shell.Run(
            $"Connect-Kandji -Uri $uri -Token '{Shell.Tenant.CreateToken("Device list", "Device ID", "Update device")}'")
                .Succeeded();

        var permissions = Shell.Run("Test-KandjiPermission").Succeeded().As<KandjiPermission>();

        Assert.Equal(PermissionState.Granted, Of("Device list").State);
        Assert.Equal(PermissionState.Granted, Of("Device ID").State);
        Assert.Equal(PermissionState.Denied, Of("Blueprint list").State);
        Assert.Equal(PermissionState.Unknown, Of("Update device").State);
        Assert.Contains("Get-KandjiDevice", Of("Device list").NeededFor);
        Assert.All(Shell.Tenant.Log.Entries, request => Assert.Equal("GET", request.Method));

        KandjiPermission Of(string name) => permissions.First(p => p.Permission == name);
    }

    [Fact]
    public void Test_WhenAReadSharesThePermissionOfAChange_TellsAboutBoth()
    {
        Shell.Run($"Connect-Kandji -Uri $uri -Token '{Shell.Tenant.CreateToken("User ID")}'").Succeeded();

        KandjiPermission user = Assert.Single(Shell.Run("Test-KandjiPermission 'User ID'").Succeeded().As<KandjiPermission>());

        Assert.Equal(["DELETE", "GET"], user.Method);
        Assert.Equal(PermissionState.Granted, user.State);
    }

    [Fact]
    public async Task Test_OfEverything_KnowsACmdletForEachOperation()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var permissions = shell.Run("Test-KandjiPermission").Succeeded().As<KandjiPermission>();

        Assert.DoesNotContain(permissions, p => p.NeededFor.Length == 0);
        Assert.All(permissions.Where(p => p.Method.Contains("GET")), p => Assert.Equal(PermissionState.Granted, p.State));
    }

    [Fact]
    public async Task Test_ForASection_ShowsItsPermissions()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        var permissions = shell.Run("Test-KandjiPermission 'device actions*'").Succeeded().As<KandjiPermission>();

        Assert.Contains(permissions, p => p.Permission == "Erase device");
        Assert.All(permissions, p => Assert.Equal("Device Actions", p.Section));
    }

    [Fact]
    public async Task Test_ForANameThatIsNone_WritesOneError()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run("Test-KandjiPermission Nonsense").Failed("KandjiNotFound,Kandji.PowerShell.Tenant.TestKandjiPermission");
        Assert.Empty(shell.Tenant.Log.Entries);
    }

    [Fact]
    public void TestFor_WithoutASession_AsksNobody()
    {
        var permissions = Shell.Run("Test-KandjiPermission -For Remove-KandjiUser").Succeeded().As<KandjiPermission>();

        Assert.Empty(Shell.Tenant.Log.Entries);
        Assert.All(permissions, p => Assert.Equal(PermissionState.Unknown, p.State));
        Assert.Equal("always", permissions.Single(p => p.Permission == "User ID").Needed);
        Assert.Equal("with -UnassignDevices", permissions.Single(p => p.Permission == "Update device").Needed);
    }

    [Fact]
    public async Task TestFor_AScriptFile_CountsOnlyWhatTheScriptUses()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1");
        await File.WriteAllTextAsync(path, """
            Connect-Kandji acme
            function Restart-All { Get-KandjiDevice -Platform Mac | Kandji\invoke-kandjideviceaction -Action Restart -NotifyUser }
            Remove-KandjiUser 'left@example.com' -Force
            """, TestContext.Current.CancellationToken);
        try
        {
            var permissions = Shell.Run($"Test-KandjiPermission -For '{path}'").Succeeded().As<KandjiPermission>();

            Assert.Equal("always", permissions.Single(p => p.Permission == "Restart device").Needed);
            Assert.Equal(["Invoke-KandjiDeviceAction"], permissions.Single(p => p.Permission == "Restart device").NeededFor);
            Assert.Equal("always", permissions.Single(p => p.Permission == "Device list").Needed);
            Assert.DoesNotContain(permissions, p => p.Permission is "Erase device" or "Update device");
            Assert.DoesNotContain(permissions, p => p.Section == "Blueprints");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("Get-KandjiPrism device_information", "Device information")]
    [InlineData("Get-KandjiPrism 'Device information'", "Device information")]
    [InlineData("Invoke-KandjiDeviceAction C02XXXXXXX -Action Rest", "Restart device")]
    public void TestFor_AValueInAnotherSpellingThatTheCommandTakes_CountsItsPermission(string script, string permission)
    {
        var permissions = Shell.Run($"Test-KandjiPermission -For {{ {script} }}").Succeeded().As<KandjiPermission>();

        Assert.Equal("always", permissions.Single(p => p.Permission == permission).Needed);
        Assert.DoesNotContain(permissions, p => p.Permission is "Erase device" or "Cellular");
    }

    [Theory]
    [InlineData("Get-KandjiDeviceSecret C02XXXXXXX", "Get FileVault recovery key", "Get unlock PIN")]
    [InlineData("Import-Csv changes.csv | Set-KandjiDevice", "Blueprint list", "User list")]
    [InlineData("Get-KandjiDevice | Select-Object DeviceId, @{ n = 'blueprint'; e = { 'x' } } | Set-KandjiAdeDevice", "Blueprint list",
        "User list")]
    [InlineData("Add-KandjiBlueprintLibraryItem 'Engineering' 'VPN client'", "List Custom Apps", "List Custom Scripts")]
    public void TestFor_WhatIsCalledWithoutAParameterThatSaysSo_CountsItToo(string script, params string[] needed)
    {
        var permissions = Shell.Run($"Test-KandjiPermission -For {{ {script} }}").Succeeded().As<KandjiPermission>();

        Assert.Subset(permissions.Select(p => p.Permission).ToHashSet(), needed.ToHashSet());
        Assert.DoesNotContain(permissions, p => p.Needed!.Contains("with -", System.StringComparison.Ordinal));
    }

    [Fact]
    public void TestFor_ChangesOfDevicesFromACommand_CountsNoLookUpsOfRows()
    {
        var permissions = Shell.Run("Test-KandjiPermission -For { Get-KandjiDevice | Set-KandjiDevice -AssetTag x }")
            .Succeeded().As<KandjiPermission>();

        Assert.DoesNotContain(permissions, p => p.Permission is "Blueprint list" or "User list");
    }

    [Fact]
    public void TestFor_AScriptThatSplats_CountsWhatItMayUse()
    {
        var permissions = Shell.Run("Test-KandjiPermission -For { Remove-KandjiUser @arguments }").Succeeded()
            .As<KandjiPermission>();

        Assert.Equal("with -UnassignDevices", permissions.Single(p => p.Permission == "Update device").Needed);
    }

    [Theory]
    [InlineData("Invoke-KandjiApi /api/v1/devices", "Device list")]
    [InlineData("Kandji\\invoke-kandjiapi -Uri 'api/v1/devices?platform=Mac' -NoPaging", "Device list")]
    [InlineData(
        "Invoke-KandjiApi https://acme.api.kandji.io/api/v1/devices/f5a1cf2a-0000-4000-8000-000000000000/details", "Device details")]
    [InlineData("@{ name = 'x' } | Invoke-KandjiApi -Method post -Path '/api/v1/tags'", "Create Tag")]
    [InlineData("Invoke-KandjiApi /api/v1/devices/f5a1cf2a-0000-4000-8000-000000000000/action/erase POST -Body $body", "Erase device")]
    public void TestFor_ARequestByHandThatIsWrittenOut_CountsItsPermission(string script, string permission)
    {
        InvocationResult result = Shell.Run($"Test-KandjiPermission -For {{ {script} }}").Succeeded();

        KandjiPermission only = Assert.Single(result.As<KandjiPermission>());
        Assert.Equal(permission, only.Permission);
        Assert.Equal("always", only.Needed);
        Assert.Equal(["Invoke-KandjiApi"], only.NeededFor);
        Assert.Empty(result.Warnings);
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Theory]
    [InlineData("Invoke-KandjiApi $path", "its path is known only when it runs")]
    [InlineData("Invoke-KandjiApi \"/api/v1/devices/$id\"", "its path is known only when it runs")]
    [InlineData("Invoke-KandjiApi @arguments", "its path is known only when it runs")]
    [InlineData("Invoke-KandjiApi /api/v1/devices -Method $method", "its method is known only when it runs")]
    [InlineData("Invoke-KandjiApi -Path /api/v1/devices @arguments", "its method is known only when it runs")]
    [InlineData("Invoke-KandjiApi /api/v9/newest", "GET /api/v9/newest is not a known operation")]
    [InlineData("Invoke-KandjiApi /api/v1/devices DELETE", "DELETE /api/v1/devices is not a known operation")]
    [InlineData("Invoke-KandjiApi '/api/v1/devices/{device_id}'", "GET /api/v1/devices/{device_id} is not a known operation")]
    public void TestFor_ARequestByHandThatCannotBeKnown_WarnsOfItsLine(string script, string why)
    {
        InvocationResult result = Shell.Run($"Test-KandjiPermission -For {{\nGet-KandjiUser\n{script}\n}}")
            .Succeeded();

        Assert.Equal([$"Line 3: which permission Invoke-KandjiApi needs there cannot be told, because {why}."], result.Warnings);
        Assert.All(result.As<KandjiPermission>(), p => Assert.Equal(["Get-KandjiUser"], p.NeededFor));
    }

    [Fact]
    public void TestFor_AScriptFileWithBracketsInItsPath_IsThatFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("night [1].ps1", "Get-KandjiUser\n");

        Assert.Contains(Shell.Run($"Test-KandjiPermission -For '{path}'").Succeeded().As<KandjiPermission>(),
            permission => permission.Permission == "User list");
    }

    [Fact]
    public void TestFor_APipelineAsText_SaysToGiveItInBraces() =>
        Shell.Run("Test-KandjiPermission -For 'Get-KandjiDevice | Restart-KandjiDevice'").Failed("KandjiNotFound", "in braces");

    [Fact]
    public void TestFor_AScriptFileWithARequestThatCannotBeKnown_NamesTheFileToo()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("nightly.ps1", "Get-KandjiUser\nInvoke-KandjiApi /api/v1/devices\nInvoke-KandjiApi $path\n");

        InvocationResult result = Shell.Run($"Test-KandjiPermission -For '{path}'").Succeeded();

        Assert.StartsWith($"Line 3 of {path}: ", Assert.Single(result.Warnings));
        Assert.Contains(result.As<KandjiPermission>(), p => p.Permission == "Device list");
    }

    [Theory]
    [InlineData(". ./other.ps1", "./other.ps1")]
    [InlineData("& \"$PSScriptRoot/other.ps1\" -Fast", "\"$PSScriptRoot/other.ps1\"")]
    [InlineData(". (Join-Path $PSScriptRoot 'other.ps1')", "(Join-Path $PSScriptRoot 'other.ps1')")]
    public void TestFor_AScriptThatRunsAnother_SaysThatItDoesNotCountThat(string call, string named)
    {
        InvocationResult result = Shell.Run($"Test-KandjiPermission -For {{\nGet-KandjiUser\n{call}\n}}").Succeeded();

        Assert.Equal([$"Line 3: what {named} needs is not counted. Name that script with -For too."], result.Warnings);
    }

    [Fact]
    public void TestFor_RequestsByHandByName_SaysHowToAsk()
    {
        InvocationResult result = Shell.Run("Test-KandjiPermission -For Invoke-KandjiApi").Succeeded();

        Assert.Empty(result.Output);
        Assert.Contains("-For { Invoke-KandjiApi /api/v1/devices }", Assert.Single(result.Warnings));
    }

    [Fact]
    public void TestFor_SomethingUnknown_WritesOneErrorAndGoesOn()
    {
        InvocationResult result = Shell.Run("Test-KandjiPermission -For Get-Nothing, Get-KandjiUser")
            .Failed("KandjiNotFound,Kandji.PowerShell.Tenant.TestKandjiPermission");

        Assert.Contains(result.As<KandjiPermission>(), p => p.Permission == "User list");
    }

    [Fact]
    public void TestQuiet_SaysWhetherAnythingIsMissing()
    {
        Shell.Run($"Connect-Kandji -Uri $uri -Token '{Shell.Tenant.CreateToken("Device list")}'").Succeeded();

        Assert.True(Shell.Run("Test-KandjiPermission 'Device list' -Quiet").Succeeded().As<bool>().Single());
        Assert.False(Shell.Run("Test-KandjiPermission 'Device*' -Quiet").Succeeded().As<bool>().Single());
        // The permission for a change is unknown, which is not a permission known to be missing.
        Assert.True(Shell.Run("Test-KandjiPermission 'Erase device' -Quiet").Succeeded().As<bool>().Single());
    }

    [Fact]
    public void Error_WhenAPermissionIsMissing_PointsHere()
    {
        Shell.Run($"Connect-Kandji -Uri $uri -Token '{Shell.Tenant.CreateToken("Device list")}'").Succeeded();

        Assert.Contains("Test-KandjiPermission", Shell.Run("Get-KandjiUser").Error.Exception.Message);
    }

    [Theory]
    [InlineData("$c = 'Get-KandjiDevice'; & $c", "& $c")]
    [InlineData("& ('Get-' + 'KandjiDevice')", "known only when")]
    [InlineData(". $c", "known only when")]
    [InlineData("iex 'Get-KandjiDevice'", "iex")]
    [InlineData("Invoke-Expression $text", "Invoke-Expression")]
    [InlineData("Set-Alias gkd Get-KandjiDevice; gkd", "aliases are not followed")]
    [InlineData("New-Alias -Name gkd -Value Kandji\\Get-KandjiDevice", "aliases are not followed")]
    [InlineData("sal gkd $command", "aliases are not followed")]
    [InlineData("Import-Module ./helpers.psm1; Update-Fleet", "./helpers.psm1")]
    [InlineData("ipmo \"$PSScriptRoot/helpers.psd1\"", "helpers.psd1")]
    [InlineData("Start-Job -FilePath ./other.ps1", "./other.ps1")]
    [InlineData("pwsh -NoProfile -File other.ps1", "other.ps1")]
    public void TestFor_WhatCannotBeFollowed_NamesTheLine(string script, string said)
    {
        InvocationResult result = Shell.Run($"Test-KandjiPermission -For {{ {script} }}").Succeeded();

        string warning = Assert.Single(result.Warnings);
        Assert.StartsWith("Line 1", warning);
        Assert.Contains(said.Replace("& ", "", System.StringComparison.Ordinal), warning);
    }

    [Theory]
    [InlineData("using module ./helpers.psm1", "./helpers.psm1")]
    [InlineData("using module './helpers'", "./helpers")]
    [InlineData("using namespace System\nusing module .\\tools\\Fleet.psd1", "Fleet.psd1")]
    [InlineData("using module @{ ModuleName = './helpers.psm1'; ModuleVersion = '1.0' }", "./helpers.psm1")]
    [InlineData("#Requires -Modules ./helpers.psm1", "./helpers.psm1")]
    public void TestFor_AScriptThatLoadsAModuleFile_SaysThatItDoesNotCountThat(string head, string said)
    {
        using var folder = new TemporaryFolder();
        folder.Write("helpers.psm1", "function Update-Fleet { Get-KandjiUser }\n");
        string path = folder.Write("nightly.ps1", head + "\nGet-KandjiDevice; Update-Fleet\n");

        InvocationResult result = Shell.Run($"Test-KandjiPermission -For '{path}'").Succeeded();

        Assert.Contains(result.Warnings, warning => warning.StartsWith("Line ", StringComparison.Ordinal)
            && warning.Contains(said, StringComparison.Ordinal) && warning.Contains("is not counted", StringComparison.Ordinal));
        Assert.Contains(result.As<KandjiPermission>(), p => p.Permission == "Device list");
    }

    [Theory]
    [InlineData("using module Microsoft.PowerShell.Utility")]
    [InlineData("using namespace System.IO")]
    [InlineData("#Requires -Version 5.1")]
    [InlineData("#Requires -Modules Kandji")]
    public void TestFor_AScriptThatLoadsAnInstalledModule_WarnsOfNothing(string head)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("nightly.ps1", head + "\nGet-KandjiDevice\n");

        InvocationResult result = Shell.Run($"Test-KandjiPermission -For '{path}'").Succeeded();

        Assert.DoesNotContain(result.Warnings, warning => warning.Contains("is not counted", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("& { Get-KandjiDevice }")]
    [InlineData("& Get-KandjiDevice")]
    [InlineData("Set-Alias ll Get-ChildItem; Get-KandjiDevice")]
    [InlineData("Import-Module ./Kandji/Kandji.psd1; Get-KandjiDevice")]
    [InlineData("Import-Module Kandji; Get-KandjiDevice | Export-Csv devices.csv; Get-Content ./other.ps1")]
    public void TestFor_WhatCanBeFollowed_WarnsOfNothing(string script)
    {
        InvocationResult result = Shell.Run($"Test-KandjiPermission -For {{ {script} }}").Succeeded();

        Assert.Empty(result.Warnings);
        Assert.Contains(result.As<KandjiPermission>(), p => p.Permission == "Device list");
    }

    [Fact]
    public void TestFor_RemoveKandjiUser_NamesTheReadingOfDevices()
    {
        var permissions = Shell.Run("Test-KandjiPermission -For { Remove-KandjiUser 'left@example.com' }").Succeeded()
            .As<KandjiPermission>();

        Assert.Equal("to name the devices that a user still has",
            permissions.Single(p => p.Permission == "Device list").Needed);
    }

    [Theory]
    [InlineData("-For ./no-such-script.ps1", "KandjiNotFound")]
    [InlineData("-For Get-KandjiUser, Get-KandjiUsr", "KandjiNotFound")]
    [InlineData("'No such permission'", "KandjiNotFound")]
    public void TestQuiet_OfWhatIsNotThere_IsNotTrue(string parameters, string id)
    {
        Shell.Run($"Connect-Kandji -Uri $uri -Token '{Shell.Tenant.CreateToken("User list")}'").Succeeded();

        InvocationResult result = Shell.Run($"Test-KandjiPermission {parameters} -Quiet");

        Assert.StartsWith(id, result.Error.FullyQualifiedErrorId);
        Assert.False(Assert.Single(result.As<bool>()));
    }

    [Fact]
    public void TestQuiet_WithoutASession_IsAnError() =>
        Shell.Run("Test-KandjiPermission -For Get-KandjiUser -Quiet").Failed("KandjiNotConnected");
}
