using System.Text.Json.Nodes;
using Kandji.Automation.Health;
using Kandji.Simulator.Health;

namespace Kandji.PowerShell.Tests.Health;

/// <summary>Every rule: a fault that is seeded on known things is found on exactly these, and nothing is found without it.</summary>
public sealed class RuleTests : CommandTests
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Rules { get; } = new(FleetFaults.All.Select(fault => fault.RuleId));

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        HealthyFleet.Mend(Shell.Tenant.State);
    }

    public override async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public void Table_HasAFaultForEachRuleAndIdsInOrder()
    {
        Assert.Equal(HealthRules.All.Select(rule => rule.Id), FleetFaults.All.Select(fault => fault.RuleId));
        Assert.Equal(Enumerable.Range(1, HealthRules.All.Count).Select(number => $"KH{number:000}"), HealthRules.All.Select(r => r.Id));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Test_WithAFault_FindsExactlyTheThingsThatHaveIt(string ruleId)
    {
        FleetFault fault = FleetFaults.All.Single(fault => fault.RuleId == ruleId);
        IReadOnlyList<string> expected = fault.Seed(Shell.Tenant.State);

        List<Finding> findings = Test(fault);

        Assert.Equal([], findings.Where(finding => finding.State != FindingState.Found).Select(finding => finding.Message));
        Assert.Equal(
            expected.Select(id => id.Replace("{host}", Shell.Session.Identity.Host, StringComparison.Ordinal)).Order(),
            findings.Where(finding => finding.RuleId == ruleId).Select(finding => finding.Subject.Id).Order());
        Assert.Equal([], findings.Where(finding => finding.RuleId != ruleId).Select(finding => finding.ToString()));
        Assert.All(findings, finding =>
        {
            Assert.Equal(Shell.Session.Tenant, finding.Tenant);
            Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
            Assert.NotEmpty(finding.Evidence);
            Assert.NotEmpty(finding.Fix);
            if (finding.DeviceId is { } id)
                Assert.Contains(Shell.Tenant.State.Devices[id].SerialNumber, finding.Subject.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Test_OfAHealthyFleet_FindsNothing() =>
        Assert.Equal([], Test(FleetFaults.All[0]).Select(finding => finding.ToString()));

    // Whether Prism has an application's name with its extension or without, and however the policy writes it.
    [Theory]
    [InlineData("Torrent.app", "Torrent")]
    [InlineData("Torrent.app", "Torrent.app")]
    [InlineData("Torrent", "Torrent")]
    [InlineData("Torrent", "Torrent.app")]
    public void Test_OfAForbiddenAppByName_FindsItWithAndWithoutTheExtension(string asked, string installed)
    {
        var record = Shell.Tenant.State.Devices[KnownFleet.MacId].Record;
        var app = (JsonObject)record.Apps[0].DeepClone();
        foreach (string key in app.Select(field => field.Key).Where(key => key.EndsWith("name", StringComparison.Ordinal)).ToArray())
            app[key] = installed;
        app["bundle_id"] = "com.example.torrent";
        record.Apps = [.. record.Apps, app];

        List<Finding> findings = Test($"ForbiddenApps = @( @{{ Name = '{asked}' }} )");

        Assert.Equal([KnownFleet.MacId], findings.Where(finding => finding.RuleId == "KH021").Select(finding => finding.DeviceId));
    }

    private List<Finding> Test(FleetFault fault) => Test(fault.Policy ?? "");

    private List<Finding> Test(string settings)
    {
        string policy = Path.Combine(_folder.Path, "policy.psd1");
        File.WriteAllText(policy, $"@{{\n    Schema = 1\n    {settings}\n}}\n");
        return Shell.Run($"Test-KandjiFleet -Policy '{policy}'").Succeeded().As<Finding>();
    }
}
