using Kandji.Automation.Configuration;
using Kandji.Client.Library;
using Kandji.PowerShell.Configuration;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Configuration;

/// <summary>Two tenants ($a, the default, and $b) that are the same until a test changes one.</summary>
public sealed class CompareKandjiTenantTests : CommandTests
{
    private SimulatedTenant _other = null!;

    private protected override Task<PowerShellSession> StartAsync() =>
        PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 3 });

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 3 });
        Shell.Open(_other, "b");
        Shell.Run("$a = Get-KandjiSession").Succeeded();
        // Two of one name, which a test of its own has.
        foreach (SimulatedTenant tenant in new[] { Shell.Tenant, _other })
        {
            tenant.State.Library.Remove(KnownFleet.SecondTwiceScriptId);
            tenant.State.Blueprints[KnownFleet.SecondTwiceId].Name = "Another kiosk";
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public void Compare_OfEqualTenants_ReturnsNothingAndChangesNothing()
    {
        InvocationResult result = Shell.Run("Compare-KandjiTenant $a $b -ErrorOnDifference").Succeeded();

        Assert.Empty(result.Output);
        Assert.DoesNotContain(Shell.Tenant.Log.Entries.Concat(_other.Log.Entries), entry => entry.Method != "GET");
    }

    [Fact]
    public void Compare_OfNamesInAnotherUnicodeForm_FindsThemEqual()
    {
        foreach ((SimulatedTenant tenant, string name) in new[] { (Shell.Tenant, "Café"), (_other, "Cafe\u0301") })
        {
            tenant.State.Library[KnownFleet.WifiProfileId].Name = name;
            tenant.State.Tags.Add(new SimulatedTag("f0000000-0000-4000-8000-00000000aaaa", name));
        }

        Assert.Empty(Compare("$a $b"));
        Assert.Empty(Shell.Run("Compare-KandjiTenant $a $b -PassThru").Succeeded().Output);
    }

    [Fact]
    public void Compare_ReturnsWhatOnlyOneHas()
    {
        Shell.Tenant.State.Tags.Add(new SimulatedTag("f0000000-0000-4000-8000-00000000aaaa", "only a"));
        _other.State.Library.Remove(KnownFleet.InHouseAppId);
        Shell.Tenant.State.Library.Remove(KnownFleet.WifiProfileId);
        Unassign(KnownFleet.InHouseAppId, KnownFleet.WifiProfileId);

        List<ConfigurationDifference> differences = Compare("$a $b");

        Assert.Equal(
            [
                (ConfigurationKind.Tag, "only a", ConfigurationChange.OnlyHere),
                (ConfigurationKind.CustomProfile, KnownFleet.WifiProfileName, ConfigurationChange.OnlyThere),
                (ConfigurationKind.InHouseApp, KnownFleet.InHouseAppName, ConfigurationChange.OnlyHere),
            ],
            differences.Select(difference => (difference.Kind, difference.Name, difference.Change)));
        Assert.All(differences, difference => Assert.Equal(
            (Shell.Tenant.BaseAddress.Authority, _other.BaseAddress.Authority), (difference.Tenant, difference.OtherTenant)));
    }

    [Fact]
    public void Compare_OfAScript_ReturnsEachPropertyAndTheLines()
    {
        SimulatedLibraryItem script = _other.State.Library[KnownFleet.ScriptId];
        script.Fields["script"] = "#!/bin/zsh\r\nfind /private/tmp -mindepth 1 -mtime +9 -delete\r\n";
        script.Fields["active"] = false;
        script.Fields["updated_at"] = "2031-01-01T00:00:00Z";

        List<ConfigurationDifference> differences = Compare("$a $b -Kind Script");

        Assert.Equal(["Active", "Script"], differences.Select(difference => difference.Property));
        Assert.Equal((true, false), ((bool)differences[0].Value!, (bool)differences[0].OtherValue!));
        Assert.Null(differences[0].Lines);
        Assert.Equal(
            ["@@ -1,2 +1,2 @@", " #!/bin/zsh", "-find /private/tmp -mindepth 1 -mtime +7 -delete",
                "+find /private/tmp -mindepth 1 -mtime +9 -delete"],
            differences[1].Lines!);
    }

    [Fact]
    public void Compare_OfCategoriesWithOtherIds_GoesByTheirNames()
    {
        const string otherId = "e2000000-0000-4000-8000-0000000000aa";
        _other.State.SelfServiceCategories =
            _other.State.SelfServiceCategories.ToDictionary(
                pair => pair.Key == KnownFleet.ToolsCategoryId ? otherId : pair.Key, pair => pair.Value);
        foreach ((SimulatedTenant tenant, string id) in new[] { (Shell.Tenant, KnownFleet.ToolsCategoryId), (_other, otherId) })
        {
            tenant.State.Library[KnownFleet.ScriptId].Fields["show_in_self_service"] = true;
            tenant.State.Library[KnownFleet.ScriptId].Fields["self_service_category_id"] = id;
        }
        Assert.Empty(Compare("$a $b"));

        _other.State.SelfServiceCategories = new Dictionary<string, string> { [otherId] = "Others" };
        ConfigurationDifference difference = Assert.Single(Compare("$a $b -Kind Script"));
        Assert.Equal(
            ("SelfServiceCategory", KnownFleet.ToolsCategoryName, "Others"),
            (difference.Property, difference.Value, difference.OtherValue));
    }

    [Fact]
    public void Compare_OfABlueprint_GoesByTheNamesOfItsItems()
    {
        SimulatedBlueprint blueprint = _other.State.Blueprints[KnownFleet.EngineeringId];
        blueprint.LibraryItems = [.. blueprint.LibraryItems.Reverse()];
        Assert.Empty(Compare("$a $b"));

        blueprint.LibraryItems = [.. blueprint.LibraryItems.Where(item => item.ItemId != KnownFleet.ScriptId)];
        ConfigurationDifference difference = Assert.Single(Compare("$a $b -Kind Blueprint"));

        Assert.Equal((KnownFleet.EngineeringName, "LibraryItems"), (difference.Name, difference.Property));
        Assert.Equal([KnownFleet.ScriptName], ((string[])difference.Value!).Except((string[])difference.OtherValue!));
    }

    [Fact]
    public void Compare_OfANameThatIsThereTwice_IsAnErrorAndNoDifference()
    {
        _other.State.Tags.Add(new SimulatedTag("f0000000-0000-4000-8000-00000000aaaa", "only b"));
        Shell.Tenant.State.Library.Add(
            new SimulatedLibraryItem("f0000000-0000-4000-8000-00000000bbbb", LibraryItemKind.CustomScript, KnownFleet.ScriptName));

        InvocationResult result = Shell.Run("Compare-KandjiTenant $a $b").Failed("KandjiAmbiguous", $"named '{KnownFleet.ScriptName}'");

        Assert.Equal("only b", Assert.Single(result.As<ConfigurationDifference>()).Name);
    }

    [Theory]
    [InlineData("Tag", "/api/v1/tags")]
    [InlineData("SelfServiceCategory", "/api/v1/self-service/categories")]
    [InlineData("CustomScript", "/api/v1/library/custom-scripts")]
    [InlineData("CustomProfile", "/api/v1/library/custom-profiles")]
    [InlineData("CustomApp", "/api/v1/library/custom-apps")]
    [InlineData("InHouseApp", "/api/v1/library/ipa-apps")]
    [InlineData("Blueprint", "/api/v1/blueprints")]
    [InlineData("BlueprintRouting", "/api/v1/blueprint-routing*")]
    [InlineData("AdeIntegration", "/api/v1/integrations/apple/ade*")]
    public void Compare_OfAKindThatCannotBeRead_SaysNothingAboutIt(string kind, string path)
    {
        Shell.Tenant.State.Tags.Add(new SimulatedTag("f0000000-0000-4000-8000-00000000aaaa", "only a"));
        foreach (Fault fault in new[] { Fault.Status(403), Fault.TruncatedJson() })
        {
            using IDisposable broken = _other.Faults.Add("GET " + path, fault);

            InvocationResult result = Shell.Run("Compare-KandjiTenant $a $b");

            ErrorRecord error = Assert.Single(result.Errors);
            Assert.Contains($"{_other.BaseAddress.Authority}: The ", error.ToString());
            Assert.Contains("were not compared", error.ToString());
            Assert.Equal(kind, error.TargetObject?.ToString());
            Assert.Equal(kind == "Tag" ? [] : ["only a"], result.As<ConfigurationDifference>().Select(difference => difference.Name));

            InvocationResult failing = Shell.Run($"Compare-KandjiTenant $a $b -Kind {kind} -ErrorOnDifference");
            Assert.StartsWith("KandjiDifference", failing.Errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains("could not be compared", failing.Errors[^1].Exception.Message);
        }
    }

    [Fact]
    public void Compare_OfABlueprintWhoseItemsCannotBeRead_SaysNothingAboutBlueprints()
    {
        _other.State.Blueprints[KnownFleet.EngineeringId].LibraryItems = [];
        _other.Faults.Add($"GET /api/v1/blueprints/{KnownFleet.SharedPadsId}/list-library-items", Fault.Status(403));

        InvocationResult result = Shell.Run("Compare-KandjiTenant $a $b");

        Assert.Empty(result.Output);
        Assert.StartsWith("KandjiForbidden", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_WithErrorOnDifference_EndsWithAnErrorAfterAllOutput()
    {
        _other.State.Tags.Add(new SimulatedTag("f0000000-0000-4000-8000-00000000aaaa", "only b"));
        _other.State.Library[KnownFleet.ScriptId].Fields["active"] = false;

        InvocationResult result = Shell.Run("Compare-KandjiTenant $a $b -ErrorOnDifference");

        Assert.Equal(2, result.Output.Count);
        Assert.StartsWith("KandjiDifference", result.Errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("2 differences", result.Errors[^1].Exception.Message);
    }

    [Fact]
    public void Compare_WithPassThru_PipesWhatIsMissingToTheOther()
    {
        _other.State.Library.Remove(KnownFleet.ScriptId);
        _other.State.Library.Remove(KnownFleet.CustomAppId);
        Shell.Tenant.State.Library.Remove(KnownFleet.FirstTwiceScriptId);

        CustomScript copy = Assert.Single(Shell.Run(
            "Compare-KandjiTenant $a $b -Kind Script -PassThru | New-KandjiCustomScript -Session $b").Succeeded().As<CustomScript>());
        Assert.Equal(KnownFleet.ScriptName, copy.Name);
        Shell.Run("Compare-KandjiTenant $a $b -Kind App -PassThru | New-KandjiCustomApp -Session $b").Succeeded();

        ConfigurationDifference left = Assert.Single(Compare("$a $b -Kind Script, App"));
        Assert.Equal((KnownFleet.TwiceScriptName, ConfigurationChange.OnlyThere), (left.Name, left.Change));
    }

    [Fact]
    public void Compare_WithPassThru_IsAnErrorAboutWhatTheApiCannotCreate()
    {
        const string id = "e2000000-0000-4000-8000-0000000000bb";
        Shell.Tenant.State.SelfServiceCategories =
            new Dictionary<string, string>(Shell.Tenant.State.SelfServiceCategories) { [id] = "Only a" };
        foreach (SimulatedAdeIntegration integration in _other.State.AdeIntegrations.ToList())
            _other.State.AdeIntegrations.Remove(integration.Id);

        InvocationResult result = Shell.Run("Compare-KandjiTenant $a $b -PassThru");

        Assert.Empty(result.Output);
        Assert.Null(result.Terminating);
        Assert.Equal(1 + Shell.Tenant.State.AdeIntegrations.Count, result.Errors.Count);
        Assert.All(result.Errors, error =>
            Assert.StartsWith("KandjiNotCopied", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Contains("'Only a', one of the Self Service categories", result.Errors[0].ToString());
        Assert.IsType<SelfServiceCategory>(result.Errors[0].TargetObject);
    }

    [Fact]
    public async Task Compare_ThatTakesLong_ShowsHowFarItIs()
    {
        // Nothing but the clock of the progress bar, which is the system's, tells that it takes long.
        using var shown = new ManualResetEventSlim();
        _other.Faults.Add("GET /api/v1/tags", Fault.Before(_ => shown.Wait(TimeSpan.FromSeconds(30))), times: 1);
        (System.Management.Automation.PowerShell command, Task<PSDataCollection<PSObject>> ended) =
            Shell.Start("Compare-KandjiTenant $a $b");
        command.Streams.Progress.DataAdded += (_, _) => shown.Set();

        Assert.Empty(await ended);

        Assert.True(shown.IsSet);
        ProgressRecord[] records = [.. command.Streams.Progress];
        Assert.Contains($"{Shell.Tenant.BaseAddress.Authority} and {_other.BaseAddress.Authority}", records[0].Activity);
        Assert.Matches(@"^\d+ of \d+ done", records[0].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
        command.Dispose();
    }

    [Theory]
    [InlineData("Compare-KandjiTenant $a $a", "Both sides are the tenant")]
    [InlineData("Compare-KandjiTenant $a nobody", "No session with 'nobody' is open")]
    [InlineData("Compare-KandjiTenant $a $b -Kind Device", "SelfServiceCategory")]
    [InlineData("Compare-KandjiTenant $a $b -Kind 3", "SelfServiceCategory")]
    [InlineData("Compare-KandjiTenant * $b", "-Tenant")]
    public void Compare_OfWhatCannotBeCompared_SendsNothing(string command, string words)
    {
        InvocationResult result = Shell.Run(command);

        ErrorRecord error = result.Terminating ?? result.Error;
        Assert.Contains(words.TrimStart('-'), error.Exception.Message);
        Assert.Equal(0, Shell.Tenant.Log.Count + _other.Log.Count);
    }

    // The values that the parameter takes and the kinds that can be compared are written in two places.
    [Fact]
    public void Kind_TakesEveryKindThatCanBeCompared()
    {
        IEnumerable<string> taken = typeof(CompareKandjiTenant).GetProperty(nameof(CompareKandjiTenant.Kind))!
            .GetCustomAttributes(typeof(ValidateSetAttribute), false).Cast<ValidateSetAttribute>().Single().ValidValues;

        Assert.Equal(ConfigurationKinds.Comparable.Select(kind => kind.ToString()).Concat(ConfigurationKinds.Aliases.Keys), taken);
        Assert.Equal(
            ConfigurationKinds.Comparable.Order(), taken.Select(ConfigurationKinds.Parse).Distinct().Order());
    }

    [Fact]
    public void Compare_ReadsBothAtTheSameTime()
    {
        var order = new List<string>();
        foreach ((SimulatedTenant tenant, string name) in new[] { (Shell.Tenant, "a"), (_other, "b") })
        {
            tenant.Faults.Add(RequestMatch.Any, Fault.Before(_ =>
            {
                lock (order)
                    order.Add(name);
            }));
            tenant.Latency = TimeSpan.FromMilliseconds(50);
        }

        Shell.Run("Compare-KandjiTenant $a $b").Succeeded();

        Assert.True(order.IndexOf("b") < order.LastIndexOf("a") && order.IndexOf("a") < order.LastIndexOf("b"), string.Join("", order));
    }

    [Fact]
    public void Compare_ShowsATable()
    {
        _other.State.Library[KnownFleet.ScriptId].Fields["active"] = false;

        string table = Shell.Show("Compare-KandjiTenant $a $b");

        Assert.Matches($"{KnownFleet.ScriptName} +CustomScript +Different +Active", table);
        Assert.All(table.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    private List<ConfigurationDifference> Compare(string arguments) =>
        Shell.Run("Compare-KandjiTenant " + arguments).Succeeded().As<ConfigurationDifference>();

    private void Unassign(params string[] items)
    {
        foreach (SimulatedBlueprint blueprint in Shell.Tenant.State.Blueprints.Concat(_other.State.Blueprints))
            blueprint.LibraryItems = [.. blueprint.LibraryItems.Where(item => !items.Contains(item.ItemId))];
    }
}
