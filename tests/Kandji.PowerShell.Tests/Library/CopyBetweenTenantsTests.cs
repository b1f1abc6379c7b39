using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Kandji.Client.Library;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Library;

/// <summary>
/// Copies of library items from one tenant ($a, the default) to another ($b), where everything has the same ids and names.
/// </summary>
public sealed class CopyBetweenTenantsTests : CommandTests
{
    private const string CopyApp = $"Get-KandjiCustomApp '{KnownFleet.CustomAppName}' -Session $a | New-KandjiCustomApp Copied -Session $b";
    private const string CopyInHouseApp =
        $"Get-KandjiInHouseApp '{KnownFleet.InHouseAppName}' -Session $a | New-KandjiInHouseApp Copied -Session $b";

    private readonly OwnClock _clock = new();
    // In the name of the installers, so that the temporary files of this test are known among those of others.
    private readonly string _mark = "own" + Guid.NewGuid().ToString("N");
    private SimulatedTenant _other = null!;

    private protected override Task<PowerShellSession> StartAsync() =>
        PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 5, Clock = _clock });

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 5 });
        Shell.Open(_other, "b");
        foreach (string id in new[] { KnownFleet.CustomAppId, KnownFleet.InHouseAppId })
        {
            SimulatedLibraryItem item = Shell.Tenant.State.Library[id];
            byte[] content = Shell.Tenant.State.Store.Find((string)item.Fields["file_key"]!)!;
            item.Fields["file_key"] = $"companies/northwind/{_mark}_0f04055b.pkg";
            if (id == KnownFleet.InHouseAppId)
                item.Fields["file_key"] = $"companies/northwind/{_mark}_0f04055b.ipa";
            Shell.Tenant.State.Store.Put((string)item.Fields["file_key"]!, content);
        }
        Shell.Run("$a = Get-KandjiSession").Succeeded();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [InlineData(CopyApp, KnownFleet.CustomAppId)]
    [InlineData(CopyInHouseApp, KnownFleet.InHouseAppId)]
    public void App_IsCopiedWithItsInstaller(string command, string id)
    {
        byte[] content = RandomNumberGenerator.GetBytes(300_000);
        Give(id, content);

        InvocationResult result = Shell.Run(command + " -Verbose").Succeeded();

        SimulatedLibraryItem copy = Copied();
        Assert.NotEqual(id, copy.Id);
        Assert.Equal(content, _other.State.Store.Find((string)copy.Fields["file_key"]!));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), (string?)copy.Fields["sha256"]);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
        Assert.Contains(result.Progress, record => record.Activity.StartsWith("Downloading", StringComparison.Ordinal));
        Assert.Contains(result.Progress, record => record.Activity.StartsWith("Uploading", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Verbose, text => text.Contains("signature", StringComparison.Ordinal));
        Assert.All(
            Shell.Tenant.Log.Entries.Where(entry => entry.Path.StartsWith("/storage", StringComparison.Ordinal)),
            entry => Assert.DoesNotContain("Authorization", entry.Headers.Keys));
    }

    [Theory]
    [InlineData(CopyApp)]
    [InlineData(CopyInHouseApp)]
    public void App_WhatIf_FetchesNothing(string command)
    {
        Shell.Run(command + " -WhatIf").Succeeded();

        Assert.DoesNotContain(
            Shell.Tenant.Log.Entries, entry => entry.Path.StartsWith("/storage", StringComparison.Ordinal));
        Assert.Equal(0, _other.Log.Count);
        AssertNothingIsLeft();
    }

    [Fact]
    public void App_IsCopiedWithEverySetting()
    {
        Put(KnownFleet.CustomAppId, new JsonObject
        {
            ["install_type"] = "zip", ["unzip_location"] = "/Applications", ["install_enforcement"] = "continuously_enforce",
            ["audit_script"] = "#!/bin/sh\nexit 1", ["preinstall_script"] = "exit 2", ["postinstall_script"] = "exit 3",
            ["restart"] = true, ["active"] = false, ["show_in_self_service"] = true,
            ["self_service_category_id"] = KnownFleet.ToolsCategoryId, ["self_service_recommended"] = true,
        });

        CustomApp copy = Assert.Single(Shell.Run(CopyApp).Succeeded().As<CustomApp>());

        Assert.Equal(
            ("zip", "/Applications", "continuously_enforce", "#!/bin/sh\nexit 1", "exit 2", "exit 3", true, false, true,
                KnownFleet.ToolsCategoryId, true),
            (copy.InstallType, copy.UnzipLocation, copy.InstallEnforcement, copy.AuditScript, copy.PreinstallScript,
                copy.PostinstallScript, copy.Restart, copy.Active, copy.ShowInSelfService, copy.SelfServiceCategoryId,
                copy.SelfServiceRecommended));
    }

    [Fact]
    public void App_OtherParametersTakePrecedence()
    {
        Put(KnownFleet.CustomAppId, new JsonObject
        {
            ["install_enforcement"] = "continuously_enforce", ["audit_script"] = "exit 1", ["active"] = true,
            ["show_in_self_service"] = true, ["self_service_category_id"] = "e2000000-0000-4000-8000-0000000000ff",
        });

        CustomApp copy = Assert.Single(Shell.Run(
            CopyApp + " -InstallEnforcement InstallOnce -AuditScript '' -Active $false "
                + $"-SelfServiceCategory '{KnownFleet.ToolsCategoryName}'")
            .Succeeded().As<CustomApp>());

        Assert.Equal(
            ("install_once", "", false, KnownFleet.ToolsCategoryId),
            (copy.InstallEnforcement, copy.AuditScript, copy.Active, copy.SelfServiceCategoryId));
    }

    [Theory]
    [InlineData(KnownFleet.CustomAppId, CopyApp)]
    [InlineData(
        KnownFleet.ScriptId, $"Get-KandjiCustomScript '{KnownFleet.ScriptName}' -Session $a | New-KandjiCustomScript Copied -Session $b")]
    public void Item_GetsTheCategoryOfTheSameName(string id, string command)
    {
        var ids = new Dictionary<string, string> { ["e2000000-0000-4000-8000-0000000000aa"] = KnownFleet.ToolsCategoryName };
        _other.State.SelfServiceCategories = ids;
        Put(id, new JsonObject { ["show_in_self_service"] = true, ["self_service_category_id"] = KnownFleet.ToolsCategoryId });

        Shell.Run(command).Succeeded();

        Assert.Equal(ids.Keys.Single(), (string?)Copied().Fields["self_service_category_id"]);
    }

    [Theory]
    [InlineData(KnownFleet.CustomAppId, CopyApp)]
    [InlineData(
        KnownFleet.ScriptId, $"Get-KandjiCustomScript '{KnownFleet.ScriptName}' -Session $a | New-KandjiCustomScript Copied -Session $b")]
    public void Item_WhoseCategoryTheOtherLacks_IsAnErrorThatNamesIt(string id, string command)
    {
        _other.State.SelfServiceCategories = new Dictionary<string, string>();
        Put(id, new JsonObject { ["show_in_self_service"] = true, ["self_service_category_id"] = KnownFleet.ToolsCategoryId });

        Shell.Run(command).Failed("KandjiNotFound", $"'{KnownFleet.ToolsCategoryName}'");
        AssertNothingIsLeft();
    }

    [Fact]
    public void Script_InSelfServiceOfATenantThatIsClosed_IsAnErrorThatSaysWhatToDo()
    {
        Put(KnownFleet.ScriptId,
            new JsonObject { ["show_in_self_service"] = true, ["self_service_category_id"] = KnownFleet.ToolsCategoryId });

        InvocationResult result = Shell.Run(
            $"$script = Get-KandjiCustomScript '{KnownFleet.ScriptName}' -Session $a; Disconnect-Kandji $a; "
                + "$script | New-KandjiCustomScript Copied -Session $b");

        Assert.Contains("Run Connect-Kandji first, or give -SelfServiceCategory", result.Error.Exception.Message);
        AssertNothingIsLeft();
    }

    [Fact]
    public void Script_OfTheSameTenant_KeepsItsCategory()
    {
        Put(KnownFleet.ScriptId,
            new JsonObject { ["show_in_self_service"] = true, ["self_service_category_id"] = KnownFleet.ToolsCategoryId });

        CustomScript copy = Assert.Single(Shell.Run(
            $"Get-KandjiCustomScript '{KnownFleet.ScriptName}' | New-KandjiCustomScript Copied").Succeeded().As<CustomScript>());

        Assert.Equal((true, KnownFleet.ToolsCategoryId), (copy.ShowInSelfService, copy.SelfServiceCategoryId));
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Path == "/api/v1/self-service/categories");
    }

    [Fact]
    public void Profile_WithAnIdentifierOfItsOwn_IsAnErrorThatNamesIt()
    {
        Put(KnownFleet.WifiProfileId, new JsonObject { ["mdm_identifier"] = "com.example.wifi" });

        InvocationResult result = Shell.Run(
            $"Get-KandjiCustomProfile '{KnownFleet.WifiProfileName}' -Session $a | New-KandjiCustomProfile Copied -Session $b");

        Assert.Contains("mdm_identifier 'com.example.wifi'", result.Error.Exception.Message);
        AssertNothingIsLeft();
    }

    [Fact]
    public void InHouseApp_OnAPlatformThatCannotBeGiven_IsAnErrorThatNamesIt()
    {
        Put(KnownFleet.InHouseAppId, new JsonObject { ["runs_on_mac"] = true });

        Assert.Contains("Mac", Shell.Run(CopyInHouseApp).Error.Exception.Message);
        AssertNothingIsLeft();

        Shell.Run(CopyInHouseApp + " -RunsOn iPad").Succeeded();
        Assert.Equal((true, false), ((bool)Copied().Fields["runs_on_ipad"]!, (bool)Copied().Fields["runs_on_iphone"]!));
    }

    [Theory]
    [InlineData("Get-KandjiTag -Session $a | New-KandjiTag -Session $b")]
    [InlineData(
        $"Get-KandjiCustomProfile '{KnownFleet.WifiProfileName}' -Session $a | New-KandjiCustomProfile -Session $b")]
    [InlineData($"Get-KandjiCustomApp '{KnownFleet.CustomAppName}' -Session $a | New-KandjiCustomApp -Session $b")]
    public void Copy_KeepsTheName(string command)
    {
        foreach (SimulatedTag tag in _other.State.Tags.ToArray())
            _other.State.Tags.Remove(tag.Id);

        InvocationResult result = Shell.Run(command).Succeeded();

        Assert.Equal(
            Shell.Run(command.Split('|')[0]).Output.Select(item => item.Properties["Name"].Value),
            result.Output.Select(item => item.Properties["Name"].Value));
        Assert.All(result.Output, item => Assert.Equal(_other.BaseAddress.Authority, item.Properties["Tenant"].Value));
    }

    [Theory]
    [InlineData(CopyApp)]
    [InlineData(CopyInHouseApp)]
    public void App_WhoseLinkHasExpired_IsReadAgain(string command)
    {
        string[] parts = command.Split(" | ");
        Shell.Run($"$app = {parts[0]}").Succeeded();
        _clock.Advance(TimeSpan.FromHours(2));

        Shell.Run($"$app | {parts[1]}").Succeeded();

        Assert.NotNull(Copied());
    }

    [Theory]
    [InlineData(CopyApp)]
    [InlineData(CopyInHouseApp)]
    public void App_OfATenantThatIsClosed_IsCopiedWhileItsLinkIsValid(string command)
    {
        string[] parts = command.Split(" | ");
        Shell.Run($"$app = {parts[0]}; Disconnect-Kandji $a; $app | {parts[1]}").Succeeded();

        Assert.NotNull(Copied());
    }

    [Theory]
    [InlineData(CopyApp)]
    [InlineData(CopyInHouseApp)]
    public void App_OfATenantThatIsClosed_WhoseLinkHasExpired_SaysWhatToDo(string command)
    {
        string[] parts = command.Split(" | ");
        Shell.Run($"$app = {parts[0]}; Disconnect-Kandji $a").Succeeded();
        _clock.Advance(TimeSpan.FromHours(2));

        Shell.Run($"$app | {parts[1]}").Failed("KandjiOtherTenant", "Request has expired", "Run Connect-Kandji first");
        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData(CopyApp, KnownFleet.CustomAppId)]
    [InlineData(CopyInHouseApp, KnownFleet.InHouseAppId)]
    public void App_WhoseInstallerHasAnotherSum_IsNotUploaded(string command, string id)
    {
        Put(id, new JsonObject { ["sha256"] = new string('0', 64) });

        Shell.Run(command).Failed("KandjiInvalidResponse", new string('0', 64));
        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData(CopyApp, KnownFleet.CustomAppId)]
    [InlineData(CopyInHouseApp, KnownFleet.InHouseAppId)]
    public void App_ThatWasGivenAnotherInstallerSince_IsNotCopied(string command, string id)
    {
        string[] parts = command.Split(" | ");
        Shell.Run($"$app = {parts[0]}").Succeeded();
        Give(id, [1, 2, 3]);

        Shell.Run($"$app | {parts[1]}").Failed("KandjiInstallerChanged");
        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData(CopyApp, KnownFleet.CustomAppId)]
    [InlineData(CopyInHouseApp, KnownFleet.InHouseAppId)]
    public void App_WhoseSumIsNotKnown_IsCopiedAndSaidSo(string command, string id)
    {
        Put(id, new JsonObject { ["sha256"] = null });

        InvocationResult result = Shell.Run(command + " -Verbose").Succeeded();

        Assert.Contains(result.Verbose, text => text.Contains("cannot be checked", StringComparison.Ordinal));
        Assert.NotNull(Copied());
    }

    [Theory]
    [InlineData(CopyApp)]
    [InlineData(CopyInHouseApp)]
    public void App_WhoseDownloadBreaksOffOnce_IsCopied(string command)
    {
        Shell.Tenant.Faults.Add("GET /storage/objects/*", Fault.ResetDuringBody(1000), times: 1);

        Shell.Run(command).Succeeded();

        Assert.Equal(2, Shell.Tenant.Log.Entries.Count(entry => entry.Path.StartsWith("/storage", StringComparison.Ordinal)));
        Assert.NotNull(Copied());
    }

    [Theory]
    [InlineData(CopyApp)]
    [InlineData(CopyInHouseApp)]
    public void App_WhoseDownloadKeepsBreakingOff_IsNotUploaded(string command)
    {
        Shell.Tenant.Faults.Add("GET /storage/objects/*", Fault.ResetDuringBody(1000));

        Shell.Run(command).Failed("KandjiNoAnswer");
        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData(CopyApp, "/storage/objects/*", false)]
    [InlineData(CopyInHouseApp, "/storage/objects/*", false)]
    [InlineData(CopyApp, "/storage/northwind-library", true)]
    [InlineData(CopyInHouseApp, "/storage/northwind-library", true)]
    public async Task App_WhenTheCommandIsStopped_LeavesNoFile(string command, string path, bool isUpload)
    {
        SimulatedTenant tenant = isUpload ? _other : Shell.Tenant;
        tenant.Faults.Add((isUpload ? "POST " : "GET ") + path, Fault.Hang());
        (System.Management.Automation.PowerShell running, Task<PSDataCollection<PSObject>> ended) = Shell.Start(command);
        using (running)
        {
            while (!tenant.Log.Entries.Any(entry => entry.Path.StartsWith("/storage", StringComparison.Ordinal)))
                await Task.Delay(10, TestContext.Current.CancellationToken);

            await running.StopAsync(null, null);
            await Assert.ThrowsAsync<PipelineStoppedException>(() => ended);
        }

        Assert.DoesNotContain(_other.State.Library, item => item.Name == "Copied");
        Assert.Empty(Leftovers());
    }

    [Fact]
    public void Apps_OfWhichOneCannotBeCopied_AreCopiedAllTheSame()
    {
        Put(KnownFleet.CustomAppId, new JsonObject { ["sha256"] = new string('0', 64) });

        InvocationResult result = Shell.Run(
            $"$bad, $good = Get-KandjiCustomApp -Session $a, $b; $bad, $good | New-KandjiCustomApp Copied -Session $b");

        Assert.Single(result.Errors);
        Assert.NotNull(Copied());
    }

    [Fact]
    public async Task App_IsCopiedToSeveralTenants()
    {
        await using SimulatedTenant third = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 0 });
        Shell.Open(third, "c");

        Shell.Run(CopyApp + ", $c").Succeeded();

        Assert.Single(third.State.Library, item => item.Name == "Copied");
        Assert.NotNull(Copied());
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
        Assert.Empty(Leftovers());
    }

    [Theory]
    [InlineData("companies/x/library/custom_apps/vpn-client_7d21ab90.pkg", "vpn-client.pkg")]
    [InlineData("companies/x/vpn_client_2.dmg", "vpn_client_2.dmg")]
    [InlineData("..", "installer.pkg")]
    [InlineData("a/../..\\..\\x.zip", "x.zip")]
    [InlineData("a/x\0y\u0007:?*.zip", "xy.zip")]
    [InlineData("a/", "installer.pkg")]
    [InlineData("a/noextension", "noextension.pkg")]
    [InlineData(null, "installer.pkg")]
    public void InstallerName_IsThatOfTheUploadAndNeverAPath(string? key, string expected) =>
        Assert.Equal(expected, Kandji.PowerShell.Library.InstallerName.Create(new CustomApp { FileKey = key }, ".pkg"));

    private SimulatedLibraryItem Copied() => Assert.Single(_other.State.Library, item => item.Name == "Copied");

    private void AssertNothingIsLeft()
    {
        Assert.DoesNotContain(_other.Log.Entries, entry => entry.Method != "GET");
        Assert.DoesNotContain(_other.State.Library, item => item.Name == "Copied");
        Assert.Empty(Leftovers());
    }

    private string[] Leftovers() =>
        Directory.GetFiles(
            Path.GetTempPath(), $"*{_mark}*",
            new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = true });

    private void Give(string id, byte[] content)
    {
        SimulatedLibraryItem item = Shell.Tenant.State.Library[id];
        Shell.Tenant.State.Store.Put((string)item.Fields["file_key"]!, content);
        Put(id, new JsonObject { ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)) });
    }

    private void Put(string id, JsonObject fields)
    {
        foreach ((string name, JsonNode? value) in fields)
            Shell.Tenant.State.Library[id].Fields[name] = value?.DeepClone();
    }

    private sealed class OwnClock : TimeProvider
    {
        private TimeSpan _ahead;

        public void Advance(TimeSpan time) => _ahead += time;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;
    }
}
