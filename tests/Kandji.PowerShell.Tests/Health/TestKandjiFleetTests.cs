using Kandji.Automation.Health;
using Kandji.Simulator.Health;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Health;

public sealed class TestKandjiFleetTests : CommandTests
{
    private readonly TemporaryFolder _folder = new();

    private TenantState State => Shell.Tenant.State;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        HealthyFleet.Mend(State);
    }

    public override async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public void Test_WithATokenThatMayNothing_EvaluatesNothingAndSaysWhy()
    {
        Shell.Use(Shell.Tenant.CreateToken());

        List<Finding> findings = Run("Test-KandjiFleet");

        // All but those that need a policy.
        Assert.Equal(
            HealthRules.All.Where(rule => rule.IsAsked is null).Select(rule => rule.Id), findings.Select(f => f.RuleId).Order());
        Assert.All(findings, finding => Assert.Equal(FindingState.NotEvaluated, finding.State));
        Assert.Contains("Device list", findings.Single(finding => finding.RuleId == "KH010").Message, StringComparison.Ordinal);
        Assert.Contains("Licensing", findings.Single(finding => finding.RuleId == "KH016").Message, StringComparison.Ordinal);
        Assert.Contains("List audit events", findings.Single(finding => finding.RuleId == "KH031").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_WithoutOnePermission_EvaluatesTheOthers()
    {
        State.Devices[KnownFleet.MacId].FileVaultEnabled = false;
        Shell.Use(Shell.Tenant.CreateToken("Device list", "FileVault"));

        List<Finding> findings = Run("Test-KandjiFleet -Rule KH001, KH005, KH010");

        Assert.Equal(["KH001 Found", "KH005 NotEvaluated"], findings.Select(finding => $"{finding.RuleId} {finding.State}").Order());
    }

    [Fact]
    public void Test_WhoseListBreaksOff_IsNotEvaluatedAndNotFound()
    {
        foreach (SimulatedDevice device in State.Devices)
            device.FileVaultEnabled = device.Platform == DevicePlatform.Mac ? false : null;
        Shell.Tenant.Faults.Add("/api/v1/prism/filevault", Fault.Status(500));

        List<Finding> findings = Run("Test-KandjiFleet -Rule KH001");

        Assert.Equal(FindingState.NotEvaluated, Assert.Single(findings).State);
    }

    [Fact]
    public void Test_Fast_SendsNoRequestForEachThing()
    {
        List<Finding> findings = Run("Test-KandjiFleet -Fast");

        Assert.Equal(["KH009", "KH029", "KH030"], findings.Select(finding => finding.RuleId).Order());
        Assert.All(findings, finding => Assert.Contains("-Fast", finding.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Path.EndsWith("/details", StringComparison.Ordinal)
            || entry.Path.EndsWith("/list-library-items", StringComparison.Ordinal)
            || entry.Path.EndsWith("/status", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public void Test_WithMaxRequest_SendsNoMoreAndSaysWhatIsLeftOut(int most)
    {
        List<Finding> findings = Run($"Test-KandjiFleet -MaxRequest {most}");

        Assert.InRange(Shell.Tenant.Log.Entries.Count, 0, most);
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Equal(FindingState.NotEvaluated, finding.State));
        Assert.Contains(findings, finding => finding.Message.Contains("-MaxRequest", StringComparison.Ordinal));
    }

    [Fact]
    public void Test_OfWhichAPartWasRead_FindsThereAndSaysThatTheRestIsUnknown()
    {
        foreach (SimulatedDevice device in State.Devices.Where(device => device.Platform == DevicePlatform.Mac))
            device.EditDetails = details => details["recovery_information"]!["recovery_lock_enabled"] = false;

        List<Finding> findings = Run("Test-KandjiFleet -Rule KH009 -MaxRequest 6");

        Assert.Equal(4, findings.Count(finding => finding.State == FindingState.Found));
        Finding rest = Assert.Single(findings, finding => finding.State == FindingState.NotEvaluated);
        Assert.Contains("4 of ", rest.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_WhenTheHourIsNearlyGone_LeavesItToOthers()
    {
        (Shell.Tenant.Limits.PerHour, Shell.Tenant.Limits.PerSecond) = (100, 1000);
        Shell.Tenant.Limits.Enabled = true;
        Shell.Tenant.SpendAsAnotherClient(60);

        List<Finding> findings = Run("Test-KandjiFleet -Rule KH009");

        Assert.Contains("is for others", Assert.Single(findings, finding => finding.State == FindingState.NotEvaluated).Message,
            StringComparison.Ordinal);
        Assert.InRange(Shell.Tenant.Log.Entries.Count, 15, 25);
    }

    [Fact]
    public void Test_OfADeviceWithoutData_CountsItApart()
    {
        HealthyFleet.SetPrism(State.Devices[KnownFleet.MacId], "startup_settings", "secure_boot_level", null);
        HealthyFleet.SetPrism(State.Devices[KnownFleet.FirstTwinId], "startup_settings", "secure_boot_level", "a word of tomorrow");

        Finding finding = Assert.Single(Run("Test-KandjiFleet -Rule KH008"));

        Assert.Equal((FindingState.Unknown, FindingSeverity.Info), (finding.State, finding.Severity));
        Assert.Contains("2 devices", finding.Message, StringComparison.Ordinal);
        Assert.Contains(KnownFleet.MacSerial, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_SaysBeforehandWhatItCosts()
    {
        IReadOnlyList<string> lines = Shell.Run("Test-KandjiFleet -Verbose").Succeeded().Verbose;

        string told = Assert.Single(lines, line => line.Contains("more are needed", StringComparison.Ordinal));
        Assert.Contains("for the details of the Macs", told, StringComparison.Ordinal);
        int details = lines.ToList().FindIndex(line => line.Contains("/details", StringComparison.Ordinal));
        Assert.InRange(lines.ToList().IndexOf(told), 0, details - 1);
    }

    [Fact]
    public void Test_OfDevices_AsksOnlyRulesAboutThem()
    {
        State.Devices[KnownFleet.MacId].AgentInstalled = false;
        State.Devices[KnownFleet.FirstTwinId].AgentInstalled = false;
        State.LicensedDevices = 1;

        Finding finding = Assert.Single(Run($"Get-KandjiDevice {KnownFleet.MacSerial} | Test-KandjiFleet"));

        Assert.Equal(("KH012", KnownFleet.MacId), (finding.RuleId, finding.Subject.Id));
        Assert.Equal(KnownFleet.MacSerial, finding.SerialNumber);
    }

    [Fact]
    public void Test_OfNoDevices_TestsNothing()
    {
        State.Devices[KnownFleet.MacId].AgentInstalled = false;

        Assert.Empty(Run("@() | Test-KandjiFleet"));
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Finding_IsTakenForItsDeviceByOtherCommands()
    {
        State.Devices[KnownFleet.MacId].AgentInstalled = false;

        Assert.Equal(
            [KnownFleet.MacName],
            Shell.Run("Test-KandjiFleet -Rule KH012 | Get-KandjiDevice | ForEach-Object DeviceName").Succeeded().As<string>());
    }

    [Theory]
    [InlineData("-Rule KH09", "no rule 'KH09'")]
    [InlineData("-Exclude XX*", "no rule 'XX*'")]
    public void Test_WithARuleThatIsNotThere_IsAnError(string arguments, string words) =>
        Shell.Run($"Test-KandjiFleet {arguments}").Failed("KandjiInvalidArgument", words);

    [Fact]
    public void Policy_ChangesSeveritiesAndTurnsRulesOff()
    {
        State.Devices[KnownFleet.MacId].AgentInstalled = false;
        State.Devices[KnownFleet.MacId].FileVaultEnabled = false;

        Finding finding = Assert.Single(RunWith("Severities = @{ KH012 = 'Info'; KH001 = 'Off' }"));

        Assert.Equal(("KH012", FindingSeverity.Info), (finding.RuleId, finding.Severity));
    }

    // What is not due yet is of little weight, whatever it will be of when it is.
    [Theory]
    [InlineData("High", "2999-12-31", FindingSeverity.Low)]
    [InlineData("Critical", "2999-12-31", FindingSeverity.Low)]
    [InlineData("Info", "2999-12-31", FindingSeverity.Info)]
    [InlineData("Critical", "2020-12-31", FindingSeverity.Critical)]
    public void Policy_WithASeverityForAMinimumOS_HasItFromTheDeadlineOn(string own, string deadline, FindingSeverity severity)
    {
        Finding finding = RunWith(
            $"Severities = @{{ KH018 = '{own}' }}; MinimumOS = @{{ Mac = @{{ Version = '99'; Deadline = '{deadline}' }} }}")
            .First(found => found.RuleId == "KH018");

        Assert.Equal(severity, finding.Severity);
        Assert.Equal(
            severity == FindingSeverity.Critical ? new DateTime(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc) : null,
            finding.Since?.ToUniversalTime());
    }

    [Fact]
    public void Policy_WithAnExclusion_LeavesTheSubjectOutUntilItEnds()
    {
        State.Devices[KnownFleet.MacId].AgentInstalled = false;
        State.Devices[KnownFleet.FirstTwinId].AgentInstalled = false;
        // A device's own name is no way out of a rule.
        string Exclusion(string subject, string until)
        {
            // A typographic quote ends text in PowerShell too.
            subject = subject.Replace("’", "’’", StringComparison.Ordinal);
            return $"Exclusions = @( @{{ Rule = 'KH012'; Subject = '{subject}'; Reason = 'Spare'; Until = '{until}' }} )";
        }

        Assert.Equal([KnownFleet.FirstTwinId],
            RunWith(Exclusion(KnownFleet.MacSerial.ToLowerInvariant(), "2999-12-31")).Select(finding => finding.Subject.Id));
        Assert.Equal(2, RunWith(Exclusion(KnownFleet.MacName, "2999-12-31")).Count);
        Assert.Equal(
            ["KH012", "KH012", "KH032"],
            RunWith(Exclusion(KnownFleet.MacSerial, "2020-01-01")).Select(finding => finding.RuleId).Order());
    }

    [Fact]
    public void Policy_WithARuleOfItsOwn_FindsWhatMeetsIt()
    {
        foreach (SimulatedDevice device in State.Devices)
            device.AssetTag = "NW-1";
        State.Devices[KnownFleet.MacId].AssetTag = "";
        const string rules = """
            Rules = @(
                @{ Id = 'NW001'; Title = 'No asset tag'; Severity = 'Critical'; Kind = 'Device'; Property = 'AssetTag'; Operator = 'Empty' }
                @{ Id = 'NW002'; Title = 'Old'; Kind = 'Profile'; Property = 'Name'; Operator = 'Eq'; Value = 'Firewall'; Fix = 'N' }
            )
            """;

        List<Finding> findings = RunWith(rules);

        Assert.Equal(["NW001", "NW002"], findings.Select(finding => finding.RuleId));
        Assert.Equal((KnownFleet.MacId, FindingSeverity.Critical), (findings[0].Subject.Id, findings[0].Severity));
        Assert.Equal((FindingSubjectKind.CustomProfile, "N"), (findings[1].Subject.Kind, findings[1].Fix));
    }

    [Fact]
    public void Policy_ThatCannotBeUsed_EndsBeforeAnythingIsSent()
    {
        Shell.Run($"Test-KandjiFleet -Policy '{_folder.Write("policy.psd1", "@{ Schema = 1\nFoo = 2 }")}'")
            .Failed("KandjiPolicyError", "line 2", "no key 'Foo'");
        Shell.Run("Test-KandjiFleet -Policy ./not-there.psd1").Failed("KandjiNotFound");
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void FailOn_EndsWithAnErrorAfterAllOutput()
    {
        State.Devices[KnownFleet.MacId].AgentInstalled = false;

        var result = Shell.Run("Test-KandjiFleet -Rule KH012 -FailOn High");

        Assert.Single(result.Output);
        result.Failed("KandjiFindings", "There is 1 finding of severity High or worse: 1 High.");
        // It ends the pipeline: what comes after the command in it sees no end.
        Assert.Empty(Shell.Run("Test-KandjiFleet -Rule KH012 -FailOn High | Measure-Object").Output);
        Shell.Run("Test-KandjiFleet -Rule KH012 -FailOn Critical").Succeeded();
    }

    [Theory]
    [InlineData("'nosuch'")]
    [InlineData($"'nosuch', '{KnownFleet.MacId}'")]
    public void FailOn_WhereADeviceWasNotFound_IsAnErrorToo(string devices)
    {
        InvocationResult result = Shell.Run($"{devices} | Test-KandjiFleet -Rule KH001 -FailOn High");

        Assert.Equal(["KandjiNotFound", "KandjiNotEvaluated"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Contains("1 device was not found, and not tested.", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Single(Shell.Run($"{devices} | Test-KandjiFleet -Rule KH001").Errors);
    }

    [Fact]
    public void FailOn_WhereARuleCouldNotLook_HasAnErrorOfItsOwn()
    {
        var result = Shell.Run("Test-KandjiFleet -Rule KH029, KH030 -Fast -FailOn High");

        Assert.Equal(2, result.Output.Count);
        result.Failed("KandjiNotEvaluated", "1 rule of severity High or worse");
        Shell.Run("Test-KandjiFleet -Rule KH030 -Fast -FailOn High").Succeeded();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Test_OfSoManyDevices_IsWhole(int count)
    {
        foreach (SimulatedDevice device in State.Devices.Skip(count).ToArray())
            State.Devices.Remove(device.Id);
        HealthyFleet.Mend(State);

        Assert.Empty(Run("Test-KandjiFleet"));
    }

    [Fact]
    public void Test_OfAnEmptyTenant_IsWhole()
    {
        State.Devices.Clear();
        State.Blueprints.Clear();
        State.Users.Clear();
        State.Library.Clear();
        State.AdeDevices.Clear();
        State.AdeIntegrations.Clear();
        State.Vulnerabilities.Clear();
        State.AuditEvents.Clear();

        Assert.Empty(Run("Test-KandjiFleet"));
    }

    [Fact]
    public async Task Test_OfSeveralTenants_TellsThemApart()
    {
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 12 });
        Shell.Open(other, "b");
        Shell.Run("$a = Get-KandjiSession").Succeeded();
        HealthyFleet.Mend(other.State);
        State.Devices[KnownFleet.MacId].AgentInstalled = false;
        other.State.Devices[KnownFleet.MacId].FileVaultEnabled = false;

        List<Finding> findings = Run("Test-KandjiFleet -Session $a, $b -Rule KH001, KH012");

        Assert.Equal(
            [(Shell.Tenant.BaseAddress.Authority, "KH012"), (other.BaseAddress.Authority, "KH001")],
            findings.Select(finding => (finding.Tenant!, finding.RuleId)).OrderByDescending(pair => pair.RuleId));
        Assert.NotEqual(findings[0].Identity, findings[1].Identity);
        other.RevokeToken(other.Token);
        var result = Shell.Run("Test-KandjiFleet -Session $a, $b -Rule KH001, KH012 -FailOn Critical");
        Assert.Equal(
            ["KandjiUnauthorized", "KandjiNotEvaluated"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal("KH012", ((Finding)Assert.Single(result.Output).BaseObject).RuleId);
    }

    [Fact]
    public void Show_FitsEightyColumns()
    {
        State.Devices[KnownFleet.MacId].AgentInstalled = false;

        string screen = Shell.Show("Test-KandjiFleet -Rule KH012, KH009 -Fast");

        Assert.Contains("KH012", screen, StringComparison.Ordinal);
        Assert.Contains("High", screen, StringComparison.Ordinal);
        Assert.All(screen.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    private List<Finding> Run(string script) => Shell.Run(script).Succeeded().As<Finding>();

    private List<Finding> RunWith(string policy) =>
        Run($"Test-KandjiFleet -Policy '{_folder.Write("policy.psd1", $"@{{\n    Schema = 1\n    {policy}\n}}\n")}'");
}
