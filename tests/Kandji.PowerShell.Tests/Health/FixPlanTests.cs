using Kandji.Automation.Health;
using Kandji.PowerShell.Cmdlets;
using Kandji.PowerShell.Plans;
using Kandji.Simulator.Health;

namespace Kandji.PowerShell.Tests.Health;

/// <summary>The planned changes of findings: what they would do, and that nothing is done.</summary>
public sealed class FixPlanTests : CommandTests
{
    private readonly TemporaryFolder _folder = new();

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

    [Theory]
    [InlineData("KH011", "POST /api/v1/devices/{device_id}/action/blankpush")]
    [InlineData("KH012", "POST /api/v1/devices/{device_id}/action/reinstallagent")]
    [InlineData("KH013", "POST /api/v1/devices/{device_id}/action/reinstallagent")]
    [InlineData("KH015", "PATCH /api/v1/devices/{device_id}")]
    public void FixPlan_IsTheChangeThatMendsTheFinding(string ruleId, string operation)
    {
        FleetFaults.All.Single(fault => fault.RuleId == ruleId).Seed(Shell.Tenant.State);

        List<Finding> findings = Shell.Run($"Test-KandjiFleet -Rule {ruleId}").Succeeded().As<Finding>();

        Assert.NotEmpty(findings);
        Assert.All(findings, finding =>
        {
            PlannedChange change = Assert.IsType<PlannedChange>(Assert.Single(finding.FixPlan));
            Assert.Equal((operation, finding.Subject.Id), (change.Step.Operation, change.Target.Id));
            Assert.False(change.IsDestructive);
            Assert.Null(change.Refusal);
        });
        // Not even a device is read again.
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
        Assert.DoesNotContain(Shell.Tenant.Log.Entries, entry => entry.Path.StartsWith("/api/v1/devices/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("KH010")]
    [InlineData("KH014")]
    [InlineData("KH001")]
    public void FixPlan_WhereTheModuleCanMakeNoChange_IsEmpty(string ruleId)
    {
        // A Windows device takes no blank push, a plan leaves serial numbers alone that are there twice, and nothing turns FileVault on.
        FleetFaults.All.Single(fault => fault.RuleId == ruleId).Seed(Shell.Tenant.State);

        Assert.Empty(Assert.Single(Shell.Run($"Test-KandjiFleet -Rule {ruleId}").Succeeded().As<Finding>()).FixPlan);
    }

    [Fact]
    public void FixPlan_IsTakenByExportKandjiPlan()
    {
        FleetFaults.All.Single(fault => fault.RuleId == "KH015").Seed(Shell.Tenant.State);
        Shell.Tenant.State.Devices[KnownFleet.MacId].AgentInstalled = false;

        var result = Shell.Run($"Test-KandjiFleet -Fast | ForEach-Object FixPlan | Export-KandjiPlan '{_folder.Path}/fix.kplan.json'");
        KandjiPlan plan = Assert.Single(result.Succeeded().As<KandjiPlan>());

        Assert.Equal((5, 0), (plan.StepCount, plan.RefusedCount));
        Assert.Equal(Shell.Session.Tenant, plan.Tenant);
    }

    [Fact]
    public void FixPlan_ThatIsApplied_MakesItsFindingGoAway()
    {
        const string ruleId = "KH015";
        FleetFaults.All.Single(fault => fault.RuleId == ruleId).Seed(Shell.Tenant.State);
        string path = Path.Combine(_folder.Path, "fix.kplan.json");
        Shell.Run($"Test-KandjiFleet -Rule {ruleId} | ForEach-Object FixPlan | Export-KandjiPlan '{path}'").Succeeded();

        Shell.Run($"Invoke-KandjiPlan '{path}' -Force").Succeeded();

        Assert.Empty(Shell.Run($"Test-KandjiFleet -Rule {ruleId}").Succeeded().Output);
    }

    [Fact]
    public void FixPlan_OfAReadOnlyTenant_CanBeMade()
    {
        Shell.Tenant.State.Devices[KnownFleet.MacId].AgentInstalled = false;

        Assert.Single(Shell.Run(
            "Connect-Kandji -Uri $uri -Token $token -ReadOnly | Out-Null; (Test-KandjiFleet -Rule KH012).FixPlan").Succeeded().Output);
    }
}
