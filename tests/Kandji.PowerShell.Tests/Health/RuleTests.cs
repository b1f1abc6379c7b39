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

    [Theory]
    [InlineData(1, 1.5, "for more than 1 day; 1 day is allowed.")]
    [InlineData(1, 2.5, "for 2 days; 1 day is allowed.")]
    [InlineData(30, 30.5, "for more than 30 days; 30 days are allowed.")]
    [InlineData(30, 31.5, "for 31 days; 30 days are allowed.")]
    public void Test_OfASilentDevice_SaysALongerTimeThanIsAllowed(int allowed, double age, string words)
    {
        foreach (var device in Shell.Tenant.State.Devices)
            device.LastCheckIn = Now;
        Shell.Tenant.State.Devices[KnownFleet.WindowsId].LastCheckIn = Now.AddDays(-age);

        Finding finding = Assert.Single(
            Test($"Thresholds = @{{ SilentDays = {allowed} }}"),
            finding => finding.RuleId == "KH010" && finding.DeviceId == KnownFleet.WindowsId);

        Assert.EndsWith(words, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12.5, 12, "ends in 12 days.")]
    [InlineData(0.5, 0, "ends in 11 hours.")]
    [InlineData(0.02, 0, "ends in less than an hour.")]
    [InlineData(-0.02, 0, "ended less than an hour ago, and no device can enroll through it.")]
    [InlineData(-0.5, 0, "ended 12 hours ago, and no device can enroll through it.")]
    [InlineData(-31.5, -31, "ended 31 days ago, and no device can enroll through it.")]
    public void Test_OfAnEndingToken_SaysTheTimeThatIsLeftOrOver(double left, int daysLeft, string words)
    {
        Shell.Tenant.State.AdeIntegrations[KnownFleet.ExpiringAdeIntegrationId].ExpiresAt = Now.AddDays(left);

        Finding finding = Assert.Single(Test(""), finding => finding.RuleId == "KH024");

        Assert.EndsWith(words, finding.Message, StringComparison.Ordinal);
        Assert.Equal(daysLeft, finding.Evidence.Single(evidence => evidence.Name == "DaysLeft").Value);
        Assert.Equal(left <= 0 ? FindingSeverity.Critical : FindingSeverity.High, finding.Severity);
    }

    [Theory]
    [InlineData(0.5, "enrolled 12 hours ago and has never checked in.")]
    [InlineData(3.5, "enrolled 3 days ago and has never checked in.")]
    public void Test_OfADeviceThatNeverCheckedIn_SaysTheTimeSinceItEnrolled(double age, string words)
    {
        var device = Shell.Tenant.State.Devices[KnownFleet.MacId];
        (device.LastCheckIn, device.LastEnrollment) = (null, Now.AddDays(-age));

        Finding finding = Assert.Single(
            Test("Thresholds = @{ NeverCheckedInDays = 0 }"), finding => finding.RuleId == "KH011" && finding.DeviceId == KnownFleet.MacId);

        Assert.EndsWith(words, finding.Message, StringComparison.Ordinal);
    }

    private DateTimeOffset Now => Shell.Tenant.State.Clock.GetUtcNow();

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
