using Kandji.Automation.Plans;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Plans;

/// <summary>What -AsPlan does, in every command that changes something.</summary>
public sealed class AsPlanTests : CommandTests
{
    private const string Device = "PATCH /api/v1/devices/{device_id}";

    private readonly TemporaryFolder _folder = new();

    /// <summary>A script for each command, and the operations of the steps that it plans; none where the command refuses.</summary>
    public static TheoryData<string, string[]> Scripts => new()
    {
        { $"Set-KandjiDevice {KnownFleet.MacSerial} -Blueprint Sales -ClearUser -AddTag VIP", [Device] },
        { $"Move-KandjiDevice {KnownFleet.MacSerial}, {KnownFleet.LeaverMacSerial} {KnownFleet.SharedPadsId}", [Device, Device] },
        { $"Rename-KandjiDevice {KnownFleet.MacSerial} 'Desk 4'", ["POST /api/v1/devices/{device_id}/action/setname"] },
        { $"Remove-KandjiDevice {KnownFleet.MacSerial}", ["DELETE /api/v1/devices/{device_id}"] },
        { $"Restart-KandjiDevice {KnownFleet.MacSerial} -NotifyUser", ["POST /api/v1/devices/{device_id}/action/restart"] },
        { $"Lock-KandjiDevice {KnownFleet.MacSerial} -Message 'Call IT'", ["POST /api/v1/devices/{device_id}/action/lock"] },
        { $"Invoke-KandjiDeviceAction Erase {KnownFleet.MacSerial} -Pin 123456", ["POST /api/v1/devices/{device_id}/action/erase"] },
        { $"New-KandjiDeviceNote {KnownFleet.MacSerial} 'Lent.'", ["POST /api/v1/devices/{device_id}/notes"] },
        {
            $"(Get-KandjiDeviceNote {KnownFleet.MacSerial})[0] | Set-KandjiDeviceNote -Content 'Other.'",
            ["PATCH /api/v1/devices/{device_id}/notes/{note_id}"]
        },
        {
            $"(Get-KandjiDeviceNote {KnownFleet.MacSerial})[0] | Remove-KandjiDeviceNote",
            ["DELETE /api/v1/devices/{device_id}/notes/{note_id}"]
        },
        { $"Remove-KandjiUser {KnownFleet.IdleEmail}", ["DELETE /api/v1/users/{user_id}"] },
        { $"Remove-KandjiUser {KnownFleet.LeaverEmail} -UnassignDevices", [Device, Device, "DELETE /api/v1/users/{user_id}"] },
        { "New-KandjiBlueprint 'Stock'", ["POST /api/v1/blueprints"] },
        { "Set-KandjiBlueprint Sales -Description 'For sales.'", ["PATCH /api/v1/blueprints/{blueprint_id}"] },
        { "Remove-KandjiBlueprint Sales", ["DELETE /api/v1/blueprints/{blueprint_id}"] },
        {
            $"Add-KandjiBlueprintLibraryItem {KnownFleet.SalesId} -LibraryItem {KnownFleet.InHouseAppId}",
            ["POST /api/v1/blueprints/{blueprint_id}/assign-library-item"]
        },
        {
            $"(Get-KandjiBlueprintLibraryItem {KnownFleet.EngineeringId})[0] | Remove-KandjiBlueprintLibraryItem",
            ["POST /api/v1/blueprints/{blueprint_id}/remove-library-item"]
        },
        {
            "Set-KandjiBlueprintRouting -EnrollmentCodeActive (-not (Get-KandjiBlueprintRouting).EnrollmentCode.IsActive)",
            ["PATCH /api/v1/blueprint-routing/"]
        },
        { "New-KandjiTag lease-2030", ["POST /api/v1/tags"] },
        { $"Rename-KandjiTag {KnownFleet.PilotTagId} pilots", ["PATCH /api/v1/tags/{tag_id}"] },
        { $"Remove-KandjiTag {KnownFleet.PilotTagId}", ["DELETE /api/v1/tags/{tag_id}"] },
        { "New-KandjiCustomScript Hello -Script '#!/bin/zsh'", ["POST /api/v1/library/custom-scripts"] },
        {
            $"Set-KandjiCustomScript {KnownFleet.ScriptId} -Script '#!/bin/zsh' -Active $false",
            ["PATCH /api/v1/library/custom-scripts/{library_item_id}"]
        },
        { $"Remove-KandjiCustomScript {KnownFleet.ScriptId}", ["DELETE /api/v1/library/custom-scripts/{library_item_id}"] },
        { "New-KandjiCustomProfile Dock -Content '<plist/>' -RunsOn Mac", ["POST /api/v1/library/custom-profiles"] },
        {
            $"Set-KandjiCustomProfile {KnownFleet.WifiProfileId} -Content '<plist/>'",
            ["PATCH /api/v1/library/custom-profiles/{library_item_id}"]
        },
        { $"Remove-KandjiCustomProfile {KnownFleet.WifiProfileId}", ["DELETE /api/v1/library/custom-profiles/{library_item_id}"] },
        { "New-KandjiCustomApp VPN -Path {0}/vpn.pkg", ["POST /api/v1/library/custom-apps"] },
        { $"Set-KandjiCustomApp {KnownFleet.CustomAppId} -Path {{0}}/vpn.pkg", ["PATCH /api/v1/library/custom-apps/{library_item_id}"] },
        { $"Remove-KandjiCustomApp {KnownFleet.CustomAppId}", ["DELETE /api/v1/library/custom-apps/{library_item_id}"] },
        { "New-KandjiInHouseApp Rounds -Path {0}/rounds.ipa", ["POST /api/v1/library/ipa-apps"] },
        {
            $"Set-KandjiInHouseApp {KnownFleet.InHouseAppId} -Name 'Rounds 2'", ["PATCH /api/v1/library/ipa-apps/{library_item_id}"]
        },
        { $"Remove-KandjiInHouseApp {KnownFleet.InHouseAppId}", ["DELETE /api/v1/library/ipa-apps/{library_item_id}"] },
        {
            $"Set-KandjiAdeDevice {KnownFleet.NewMacSerial} -Blueprint Sales -User {KnownFleet.AdaEmail}",
            ["PATCH /api/v1/integrations/apple/ade/devices/{device_id}"]
        },
        {
            $"Set-KandjiAdeIntegration {KnownFleet.AdeIntegrationId} -Phone '+1 555 0100'",
            ["PATCH /api/v1/integrations/apple/ade/{ade_token_id}"]
        },
        { "New-KandjiAdeIntegration {0}/vpn.pkg -Blueprint Sales -Email a@example.com -Phone 1", [] },
        { $"Update-KandjiAdeIntegration {KnownFleet.AdeIntegrationId} {{0}}/vpn.pkg", [] },
        { $"Remove-KandjiAdeIntegration {KnownFleet.AdeIntegrationId}", [] },
        { "Invoke-KandjiApi /api/v1/tags -Method POST -Body @{ name = 'x' }", [] },
        { "Import-KandjiConfiguration {0}", [] },
        { "Sync-KandjiConfiguration {0}", [] },
    };

    public override async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await base.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void EveryCommand_PlansOrRefuses_AndSendsNoChange(string script, string[] operations)
    {
        _folder.Write("vpn.pkg", "an installer");
        _folder.Write("rounds.ipa", "an app");
        string whole = script.Replace("{0}", _folder.Path, StringComparison.Ordinal) + " -AsPlan";

        InvocationResult result = Shell.Run(whole);

        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
        Assert.Empty(Shell.Host.Questions);
        if (operations.Length == 0)
        {
            result.Failed("KandjiNotPlannable");
            Assert.Empty(Shell.Tenant.Log.Entries);
            return;
        }
        List<PlannedChange> changes = result.Succeeded().As<PlannedChange>();
        Assert.Equal(operations, changes.Select(change => change.Step.Operation));
        foreach (PlannedChange change in changes)
        {
            PlanOperation operation = PlanOperation.Find(change.Step.Operation)!;
            Assert.Equal(operation.IsDestructive, change.IsDestructive);
            Assert.Equal(operation.Kind, change.Target.Kind);
            Assert.NotEmpty(change.Target.ToString());
            Assert.NotEmpty(change.Action);
            Assert.Equal(
                operation.Properties.Where(change.After.ContainsKey), operation.Properties.Where(change.Before.ContainsKey));
            Assert.Equal(operation.Undo != PlanUndoKind.None && !change.Step.Files.Any(file => file.Path is not null && !operation.IsNew),
                change.CanUndo);
        }
    }

    [Fact]
    public void Scripts_AreOfEveryCommandThatChangesSomething()
    {
        string[] tested = Scripts.Select(row => row.Data.Item1.Split('|').Last().Trim().Split(' ')[0]).Distinct().Order().ToArray();
        string[] changing = CmdletOperations.AllCmdlets()
            .Where(cmdlet => CmdletOperations.MayChange(cmdlet.Type) || cmdlet.Name == "Invoke-KandjiApi")
            .Select(cmdlet => cmdlet.Name)
            .ToArray();

        Assert.Equal(changing, tested);
    }

    [Fact]
    public void Plan_OfADevice_HasWhatIsBeforeAndAfter()
    {
        PlannedChange change = Assert.Single(Shell.Run(
            $"Set-KandjiDevice {KnownFleet.MacSerial} -Blueprint Sales -User {KnownFleet.LeaverEmail} -ClearTag -AsPlan").Succeeded()
            .As<PlannedChange>());

        var device = Shell.Tenant.State.Devices[KnownFleet.MacId];
        Assert.Equal(device.Blueprint.Id, change.Before["blueprint_id"]);
        Assert.Equal(device.Blueprint.Name, change.Before["blueprint_name"]);
        Assert.Equal((KnownFleet.SalesId, "Sales"), (change.After["blueprint_id"], change.After["blueprint_name"]));
        Assert.Equal((KnownFleet.AdaId, KnownFleet.AdaEmail), (change.Before["user"], change.Before["user_email"]));
        Assert.Equal((KnownFleet.LeaverId, KnownFleet.LeaverEmail), (change.After["user"], change.After["user_email"]));
        Assert.Empty((IEnumerable<object?>)change.After["tags"]!);
        Assert.Equal(KnownFleet.AdaId, change.Step.Undo!.Body!["user"]);
        Assert.Equal(device.Blueprint.Id, change.Step.Undo.Body["blueprint_id"]);
        Assert.Equal(KnownFleet.MacSerial, change.SerialNumber);
        Assert.Contains($"Blueprint '{device.Blueprint.Name}' -> 'Sales'", change.Change, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OfAnOldObject_ComparesWithTheDeviceAsItIsNow()
    {
        Shell.Run($"$old = Get-KandjiDevice {KnownFleet.MacSerial}; Set-KandjiDevice $old -AssetTag now | Out-Null").Succeeded();
        Shell.Tenant.Log.Clear();

        PlannedChange change = Assert.Single(
            Shell.Run("$old | Set-KandjiDevice -AssetTag then -AsPlan").Succeeded().As<PlannedChange>());
        Assert.Equal(("now", "then"), (change.Before["asset_tag"], change.After["asset_tag"]));
        Assert.Empty(Shell.Run("$old | Set-KandjiDevice -AssetTag now -AsPlan").Succeeded().Output);
    }

    [Fact]
    public void Plan_OfAnAction_KeepsTheLastEnrollmentAndTheOwner()
    {
        PlannedChange erase = Assert.Single(Shell.Run(
            $"Invoke-KandjiDeviceAction Erase {KnownFleet.MacSerial} -Pin 123456 -AsPlan").Succeeded().As<PlannedChange>());

        Assert.Equal(["PIN"], erase.Step.Secrets);
        Assert.Null(erase.Step.Body!["PIN"]);
        Assert.DoesNotContain("123456", PlanText.Write(PlanFormat.ToValues(new Plan { Steps = new([erase.Step]) }, null)));
        Assert.True(erase.Step.Guard.HasOwner);
        Assert.Equal(KnownFleet.AdaId, erase.Step.Guard.UserId);
        Assert.NotNull(erase.Step.Guard.LastEnrollment);
        Assert.NotNull(erase.Step.Guard.ReadAt);
        Assert.Equal("Erase", erase.Change);
    }

    [Theory]
    [InlineData($"Invoke-KandjiDeviceAction ResetWorkProfilePasscode {KnownFleet.AndroidSerial} -NewPassword '123456'")]
    [InlineData("Set-KandjiBlueprint Sales -EnrollmentCode 123456")]
    [InlineData("Set-KandjiBlueprintRouting 123456")]
    [InlineData($"Get-KandjiCustomApp -Id {KnownFleet.CustomAppId} | New-KandjiCustomApp Copy")]
    public void Plan_OfWhatNeedsASecretOrAFileThatIsNotThere_IsRefused(string script)
    {
        InvocationResult result = Shell.Run(script + " -AsPlan").Failed("KandjiNotPlannable");

        Assert.NotNull(Assert.Single(result.As<PlannedChange>()).Refusal);
        Assert.DoesNotContain("123456", result.Error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Fact]
    public void Plan_OfATargetThatIsNotThere_IsARefusedChangeAndAnError()
    {
        InvocationResult result = Shell.Run($"'C02NOSUCH', '{KnownFleet.MacSerial}' | Set-KandjiDevice -AssetTag x -AsPlan")
            .Failed("KandjiNotFound", "C02NOSUCH");

        List<PlannedChange> changes = result.As<PlannedChange>();
        Assert.Equal([true, false], changes.Select(change => change.Refusal is not null));
        Assert.Equal(("C02NOSUCH", "Set-KandjiDevice"), (changes[0].Name, changes[0].Action));
        Assert.Contains("C02NOSUCH", changes[0].Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-KandjiDevice C02NOSUCH -AssetTag x -AsPlan", "Device")]
    [InlineData("Move-KandjiDevice C02NOSUCH -Blueprint Sales -AsPlan", "Device")]
    [InlineData("Rename-KandjiDevice C02NOSUCH -NewName x -AsPlan", "Device")]
    [InlineData("Remove-KandjiDevice C02NOSUCH -AsPlan", "Device")]
    [InlineData("Invoke-KandjiDeviceAction C02NOSUCH Erase -AsPlan", "Device")]
    [InlineData("Lock-KandjiDevice C02NOSUCH -AsPlan", "Device")]
    [InlineData("Restart-KandjiDevice C02NOSUCH -AsPlan", "Device")]
    [InlineData("New-KandjiDeviceNote C02NOSUCH 'x' -AsPlan", "Device")]
    [InlineData("Remove-KandjiUser nosuch@example.com -AsPlan", "User")]
    [InlineData("Set-KandjiBlueprint nosuch -NewName x -AsPlan", "Blueprint")]
    [InlineData("Remove-KandjiBlueprint nosuch -AsPlan", "Blueprint")]
    [InlineData("Add-KandjiBlueprintLibraryItem nosuch -LibraryItem x -AsPlan", "Blueprint")]
    [InlineData("Rename-KandjiTag nosuch -NewName x -AsPlan", "Tag")]
    [InlineData("Remove-KandjiTag nosuch -AsPlan", "Tag")]
    [InlineData("Set-KandjiCustomScript nosuch -NewName x -AsPlan", "CustomScript")]
    [InlineData("Remove-KandjiCustomProfile nosuch -AsPlan", "CustomProfile")]
    [InlineData("Remove-KandjiCustomApp nosuch -AsPlan", "CustomApp")]
    [InlineData("Remove-KandjiInHouseApp nosuch -AsPlan", "InHouseApp")]
    [InlineData("Set-KandjiAdeDevice C02NOSUCH -AssetTag x -AsPlan", "AdeDevice")]
    [InlineData("Set-KandjiAdeIntegration nosuch -Email x@example.com -AsPlan", "AdeIntegration")]
    [InlineData("New-KandjiOffboardingPlan nosuch@example.com", "User")]
    public void Plan_OfATargetThatIsNotThere_KnowsItsKind(string script, string kind)
    {
        InvocationResult result = Shell.Run(script);

        Assert.StartsWith("KandjiNotFound", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        PlannedChange change = Assert.Single(result.As<PlannedChange>());
        Assert.NotNull(change.Refusal);
        Assert.Equal(kind, change.Target.Kind.ToString());
    }

    [Fact]
    public void Plan_WithWait_IsRefused() =>
        Shell.Run($"Restart-KandjiDevice {KnownFleet.MacSerial} -AsPlan -Wait").Failed("KandjiInvalidArgument", "-Wait", "-AsPlan");

    [Theory]
    [InlineData("")]
    [InlineData(" -Confirm")]
    [InlineData(" -WhatIf")]
    [InlineData(" -Force")]
    public void Plan_AsksNothing(string switches)
    {
        Shell.Run($"$ConfirmPreference = 'Low'; Get-KandjiDevice -Platform Mac | Lock-KandjiDevice -AsPlan{switches}").Succeeded();

        Assert.Empty(Shell.Host.Questions);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Method != "GET");
    }

    [Fact]
    public void Plan_InATenantThatIsReadOnly_IsMade()
    {
        Shell.Run("Disconnect-Kandji; Connect-Kandji -Uri $uri -Token $token -ReadOnly | Out-Null").Succeeded();

        Assert.Single(Shell.Run($"Lock-KandjiDevice {KnownFleet.MacSerial} -AsPlan").Succeeded().Output);
        Shell.Run($"Lock-KandjiDevice {KnownFleet.MacSerial} -Force").Failed("KandjiReadOnlyTenant");
    }

    [Fact]
    public void Plan_OfManyDevices_ReadsTheListOnce()
    {
        Shell.Run("$devices = Get-KandjiDevice").Succeeded();
        Shell.Tenant.Log.Clear();
        int count = Shell.Tenant.State.Devices.Count();

        List<PlannedChange> changes = Shell.Run(
            "1..3 | ForEach-Object { $devices } | Set-KandjiDevice -AssetTag planned -AsPlan -ThrottleLimit 8").Succeeded()
            .As<PlannedChange>();

        Assert.Equal(3 * count, changes.Count);
        Assert.True(Shell.Tenant.Log.Count <= count + 1, $"{Shell.Tenant.Log.Count} requests");
    }

    [Fact]
    public void Plan_OfATextOfTheLibrary_KeepsItBesideTheStep()
    {
        PlannedChange change = Assert.Single(Shell.Run(
            $"Set-KandjiCustomScript {KnownFleet.ScriptId} -Script \"#!/bin/zsh`necho new\" -AsPlan").Succeeded().As<PlannedChange>());

        PlanUpload text = Assert.Single(change.Step.Files);
        Assert.Equal("script", text.Key);
        Assert.Contains("echo new", System.Text.Encoding.UTF8.GetString(change.Texts[text.Sha256]), StringComparison.Ordinal);
        Assert.Null(change.Step.Body!["script"]);
        Assert.StartsWith("sha256:", (string?)change.Before["script"], StringComparison.Ordinal);
        PlanUpload before = Assert.Single(change.Step.Undo!.Files);
        Assert.True(change.Texts.ContainsKey(before.Sha256));
        Assert.Equal("script changed", change.Change);
    }

    [Fact]
    public void Plan_OfAnInstaller_HasItsPathAndHash()
    {
        string path = _folder.Write("vpn.pkg", "an installer");

        PlannedChange change = Assert.Single(
            Shell.Run($"New-KandjiCustomApp VPN -Path '{path}' -AsPlan").Succeeded().As<PlannedChange>());

        PlanUpload installer = Assert.Single(change.Step.Files);
        Assert.Equal(("file_key", path, 12L), (installer.Key, installer.Path, installer.Bytes));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("an installer"u8)), installer.Sha256);
        Assert.Null(change.Step.Body!["file_key"]);
    }

    [Fact]
    public void Plan_OfWhatIsSoAlready_IsNothing()
    {
        Assert.Empty(Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -AssetTag {KnownFleet.MacAssetTag} -AsPlan").Succeeded().Output);
        Assert.Empty(Shell.Run("Set-KandjiBlueprint Sales -Name Sales -AsPlan").Succeeded().Output);
        Assert.Empty(Shell.Run($"Rename-KandjiTag {KnownFleet.PilotTagId} '{KnownFleet.PilotTagName}' -AsPlan").Succeeded().Output);
    }
}
