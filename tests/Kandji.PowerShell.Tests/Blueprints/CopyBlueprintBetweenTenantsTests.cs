using Kandji.Client.Blueprints;
using Kandji.PowerShell.Sessions;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Blueprints;

/// <summary>Copies of blueprints from one tenant ($a, the default) to another ($b), where everything has the same ids and names.</summary>
public sealed class CopyBlueprintBetweenTenantsTests : IAsyncLifetime
{
    private const string Copy = "Get-KandjiBlueprint -Id $id -Session $a | New-KandjiBlueprint Copied -Session $b";
    private const string OtherScriptId = "f0000000-0000-4000-8000-00000000aaaa";
    private const string OtherProfileId = "f0000000-0000-4000-8000-00000000bbbb";
    private const string AutoAppId = "f0000000-0000-4000-8000-00000000cccc";

    private PowerShellSession _shell = null!;
    private SimulatedTenant _other = null!;
    private KandjiSession _otherSession = null!;

    private SimulatedBlueprint Original => _shell.Tenant.State.Blueprints[KnownFleet.EngineeringId];

    public async ValueTask InitializeAsync()
    {
        _shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 3 });
        _other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 3 });
        _otherSession = _shell.Open(_other, "b");
        _shell.Run($"$a = Get-KandjiSession; $id = '{KnownFleet.EngineeringId}'").Succeeded();
        Original.LibraryItems = [(KnownFleet.ScriptId, null), (KnownFleet.WifiProfileId, null)];
        Original.Description = "Laptops – für \"alle\"";
        Original.Icon = "ss-laptop";
        Original.Color = "aqua-500";
    }

    public async ValueTask DisposeAsync()
    {
        await _shell.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public void Blueprint_IsCopiedWithItsItemsByName()
    {
        // Another id in the other tenant, and the original's id for something else there.
        Rename(_other, KnownFleet.ScriptId, "Something else");
        Put(_other, OtherScriptId, LibraryItemKind.CustomScript, KnownFleet.ScriptName);

        Blueprint copy = Assert.Single(_shell.Run(Copy).Succeeded().As<Blueprint>());

        SimulatedBlueprint made = _other.State.Blueprints[copy.Id!];
        Assert.Equal(
            ("Copied", Original.Description, "ss-laptop", "aqua-500", "classic", false),
            (made.Name, made.Description, made.Icon, made.Color, made.Type, made.EnrollmentCodeIsActive));
        Assert.Equal([(OtherScriptId, null), (KnownFleet.WifiProfileId, null)], made.LibraryItems);
        Assert.NotEqual(Original.EnrollmentCode, made.EnrollmentCode);
        Assert.Equal(_other.BaseAddress.Authority, copy.Tenant);
        AssertOnlyReads(_shell.Tenant);
    }

    [Fact]
    public void Blueprints_ThatTheOtherLacks_ArePipedFromTheComparison()
    {
        foreach (SimulatedTenant tenant in new[] { _shell.Tenant, _other })
        {
            tenant.State.Library.Remove(KnownFleet.SecondTwiceScriptId);
            tenant.State.Blueprints[KnownFleet.SecondTwiceId].Name = "Another kiosk";
        }
        _other.State.Blueprints.Remove(KnownFleet.EngineeringId);

        Blueprint copy = Assert.Single(_shell.Run(
            "Compare-KandjiTenant $a $b -Kind Blueprint -PassThru | New-KandjiBlueprint -Session $b").Succeeded().As<Blueprint>());

        Assert.Equal(KnownFleet.EngineeringName, copy.Name);
        Assert.Empty(_shell.Run("Compare-KandjiTenant $a $b -Kind Blueprint").Succeeded().Output);
    }

    [Fact]
    public void Item_OfAKindThatIsNotListed_IsFoundAmongTheItemsOfBlueprints()
    {
        Put(_shell.Tenant, AutoAppId, LibraryItemKind.Other, "Firefox");
        Original.LibraryItems = [(AutoAppId, null)];
        // A custom app of the same name is something else.
        Put(_other, OtherScriptId, LibraryItemKind.CustomApp, "Firefox");
        Assert.Contains("has a library item named 'Firefox'", Refused(Copy, "KandjiNotFound"));

        const string id = "f0000000-0000-4000-8000-00000000dddd";
        Put(_other, id, LibraryItemKind.Other, "Firefox");
        foreach (SimulatedBlueprint blueprint in _other.State.Blueprints.Take(2))
            blueprint.LibraryItems = [.. blueprint.LibraryItems, (id, null)];

        Blueprint copy = Assert.Single(_shell.Run(Copy).Succeeded().As<Blueprint>());
        Assert.Equal([(id, null)], _other.State.Blueprints[copy.Id!].LibraryItems);
    }

    [Fact]
    public void Items_ThatTheOtherLacks_AreOneErrorThatNamesThemAndNothingIsSent()
    {
        _other.State.Library.Remove(KnownFleet.ScriptId);
        _other.State.Library.Remove(KnownFleet.WifiProfileId);

        string message = Refused(Copy, "KandjiNotFound");

        Assert.Contains($"has no custom script named '{KnownFleet.ScriptName}'", message);
        Assert.Contains($"has no custom profile named '{KnownFleet.WifiProfileName}'", message);
        Assert.Contains("Compare-KandjiTenant", message);
    }

    [Fact]
    public void Item_ThatIsThereTwice_IsAnErrorThatNamesItAndNothingIsSent()
    {
        Put(_other, OtherScriptId, LibraryItemKind.CustomScript, KnownFleet.ScriptName);
        Assert.Contains($"has 2 custom scripts named '{KnownFleet.ScriptName}'", Refused(Copy, "KandjiAmbiguous"));

        _other.State.Library.Remove(OtherScriptId);
        Put(_shell.Tenant, OtherScriptId, LibraryItemKind.CustomScript, KnownFleet.ScriptName);
        Original.LibraryItems = [.. Original.LibraryItems, (OtherScriptId, null)];
        Assert.Contains($"has 2 custom scripts named '{KnownFleet.ScriptName}' in it", Refused(Copy, "KandjiAmbiguous"));
    }

    [Fact]
    public void Item_OfTheSameNameAndAnotherKind_IsNoOther()
    {
        Put(_other, OtherProfileId, LibraryItemKind.CustomProfile, KnownFleet.ScriptName);

        Blueprint copy = Assert.Single(_shell.Run(Copy).Succeeded().As<Blueprint>());

        Assert.DoesNotContain(_other.State.Blueprints[copy.Id!].LibraryItems, item => item.ItemId == OtherProfileId);
    }

    [Fact]
    public void List_ThatCannotBeRead_IsAnErrorAndNothingIsSent()
    {
        foreach (string path in new[] { "custom-scripts", "custom-profiles", "custom-apps", "ipa-apps" })
        {
            foreach (SimulatedTenant tenant in new[] { _shell.Tenant, _other })
            {
                using IDisposable broken = tenant.Faults.Add("GET /api/v1/library/" + path, Fault.Status(403));
                Refused(Copy, "KandjiForbidden");
            }
        }
    }

    [Fact]
    public void AssignmentMap_IsRefusedUnlessAnIncompleteCopyIsAllowed()
    {
        _shell.Run($"$id = '{KnownFleet.SharedPadsId}'").Succeeded();
        Assert.Contains("-AllowIncomplete", Refused(Copy, "KandjiInvalidArgument"));

        InvocationResult result = _shell.Run(Copy + " -AllowIncomplete").Succeeded();

        Blueprint copy = Assert.Single(result.As<Blueprint>());
        Assert.Contains("is an assignment map", Assert.Single(result.Warnings));
        SimulatedBlueprint made = _other.State.Blueprints[copy.Id!];
        Assert.Equal("map", made.Type);
        Assert.Equal(
            _shell.Tenant.State.Blueprints[KnownFleet.SharedPadsId].LibraryItems.Select(item => item.ItemId).Distinct(),
            made.LibraryItems.Select(item => item.ItemId));
    }

    [Fact]
    public void Parameters_AreRefusedUnlessAnIncompleteCopyIsAllowed()
    {
        Original.Params["a1b2"] = new System.Text.Json.Nodes.JsonObject { ["enforced"] = true };
        Assert.Contains("params", Refused(Copy, "KandjiInvalidArgument"));

        InvocationResult result = _shell.Run(Copy + " -AllowIncomplete").Succeeded();

        Assert.Contains("params", Assert.Single(result.Warnings));
        Assert.Single(result.Output);
    }

    [Fact]
    public void WhatIf_NamesTheBlueprintItsItemsAndTheTenantAndSendsNothing()
    {
        _shell.Run(Copy + " -WhatIf").Succeeded();

        string line = Assert.Single(_shell.Host.Lines, line => line.StartsWith("What if", StringComparison.Ordinal));
        Assert.All(
            ["Copied", KnownFleet.EngineeringName, KnownFleet.ScriptName, KnownFleet.WifiProfileName, _other.BaseAddress.Authority],
            word => Assert.Contains(word, line));
        AssertOnlyReads(_other);
    }

    [Theory]
    [InlineData("Continue")]
    [InlineData("Stop")]
    public void Item_ThatCannotBeAdded_IsAnErrorThatNamesItAndTheBlueprintIsWritten(string preference)
    {
        _other.Faults.Add("POST /api/v1/blueprints/*/assign-library-item", Fault.Status(400), times: 1);

        InvocationResult result = _shell.Run($"{Copy} -ErrorAction {preference}");

        Blueprint copy = Assert.Single(result.As<Blueprint>());
        ErrorRecord error = result.Terminating ?? Assert.Single(result.Errors);
        Assert.Contains($"'Copied' was created without the library item '{KnownFleet.ScriptName}'", error.ToString());
        Assert.Equal(copy.Id, Assert.IsType<Blueprint>(error.TargetObject).Id);
        Assert.Equal([(KnownFleet.WifiProfileId, null)], _other.State.Blueprints[copy.Id!].LibraryItems);
    }

    [Fact]
    public void Token_ThatDiesAfterTheCreate_IsAnErrorThatNamesWhatIsMissingAndTheBlueprintIsWritten()
    {
        _other.Faults.Add("POST /api/v1/blueprints/*/assign-library-item", Fault.Status(401));

        InvocationResult result = _shell.Run(Copy);

        Assert.Single(result.As<Blueprint>());
        ErrorRecord error = result.Terminating ?? Assert.Single(result.Errors);
        Assert.StartsWith("KandjiUnauthorized", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"library items '{KnownFleet.ScriptName}', '{KnownFleet.WifiProfileName}'", error.ToString());
        Assert.Single(_other.Log.Entries, entry => entry.Path.EndsWith("/assign-library-item", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_WhileItemsAreAdded_TellsThatTheBlueprintWasCreated()
    {
        using var arrived = new SemaphoreSlim(0);
        _other.Faults.Add("POST /api/v1/blueprints/*/assign-library-item", Fault.Before(_ => arrived.Release()));
        _other.Faults.Add("POST /api/v1/blueprints/*/assign-library-item", Fault.Hang());
        (System.Management.Automation.PowerShell command, Task<PSDataCollection<PSObject>> ended) = _shell.Start(Copy);
        Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        await command.StopAsync(null, null);

        await Assert.ThrowsAsync<PipelineStoppedException>(() => ended);
        UnansweredChange[] changes = [.. _otherSession.UnansweredChanges];
        Assert.Equal([ChangeOutcome.Completed, ChangeOutcome.Unknown], changes.Select(change => change.Outcome));
        Assert.Equal("Copied", Assert.IsType<Blueprint>(changes[0].Result).Name);
        Assert.Contains(KnownFleet.ScriptName, changes[1].Action);
        command.Dispose();
    }

    [Fact]
    public void Blueprint_OfTheSameTenant_IsCopiedByTheServiceUnderAnotherName()
    {
        Blueprint copy = Assert.Single(_shell.Run("Get-KandjiBlueprint -Id $id | New-KandjiBlueprint Copied").Succeeded().As<Blueprint>());

        Assert.Equal(Original.LibraryItems, _shell.Tenant.State.Blueprints[copy.Id!].LibraryItems);
        Assert.Contains("source.type=blueprint", Assert.Single(_shell.Tenant.Log.Entries, entry => entry.Method == "POST").Body);
        Assert.Contains(
            "-Name", _shell.Run("Get-KandjiBlueprint -Id $id | New-KandjiBlueprint").Error.Exception.Message);
        Assert.Equal(0, _other.Log.Count);
    }

    [Fact]
    public void CopyFrom_OfAnotherTenant_SaysToPipeIt()
    {
        string message = Refused("New-KandjiBlueprint Copied -CopyFrom (Get-KandjiBlueprint -Id $id -Session $a) -Session $b",
            "KandjiOtherTenant");

        Assert.Contains("| New-KandjiBlueprint -Session", message);
    }

    [Fact]
    public void Blueprint_OfATenantThatIsNotOpenAnyMore_IsAnErrorAndNothingIsSent()
    {
        _shell.Run("$blueprint = Get-KandjiBlueprint -Id $id -Session $a; Disconnect-Kandji $a").Succeeded();

        Assert.Contains("no session is open", Refused("$blueprint | New-KandjiBlueprint Copied -Session $b", "KandjiOtherTenant"));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Name = 'Row' } | New-KandjiBlueprint Copied -Session $b")]
    [InlineData("@{ Name = 'Row'; Id = 'x' } | New-KandjiBlueprint Copied -Session $b")]
    [InlineData("Get-KandjiTag -Session $a | New-KandjiBlueprint Copied -Session $b")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize("
        + "(Get-KandjiBlueprint -Id $id))) | New-KandjiBlueprint Copied -Session $b")]
    public void Input_ThatIsNoBlueprint_MakesNone(string command)
    {
        InvocationResult result = _shell.Run(command);

        Assert.NotEmpty(result.Errors);
        Assert.Empty(result.Output);
        AssertOnlyReads(_other);
    }

    private string Refused(string command, string id)
    {
        InvocationResult result = _shell.Run(command);

        ErrorRecord error = result.Terminating ?? Assert.Single(result.Errors);
        Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        AssertOnlyReads(_other);
        AssertOnlyReads(_shell.Tenant);
        return error.ToString();
    }

    private static void AssertOnlyReads(SimulatedTenant tenant) =>
        Assert.DoesNotContain(tenant.Log.Entries, entry => entry.Method != "GET");

    private static void Put(SimulatedTenant tenant, string id, LibraryItemKind kind, string name) =>
        tenant.State.Library.Add(new SimulatedLibraryItem(id, kind, name));

    private static void Rename(SimulatedTenant tenant, string id, string name) => tenant.State.Library[id].Name = name;
}
