using Kandji.Client.Tenant;
using Kandji.PowerShell.Reports;

namespace Kandji.PowerShell.Tests.Reports;

/// <summary>
/// Reports and sums over answers that hold no data: an error, or what is not known is said to be not known. No data is not health.
/// </summary>
public sealed class ReportsWithoutDataTests : CommandTests
{
    private static readonly string[] NoLists =
        ["", "null", "{}", "5", "true", "\"down\"", "[null]", "[5]", "[\"x\"]", "[[]]", """{"error":"down"}""", """{"results":null}""",
            "<p>down</p>"];

    // The categories that say how devices are.
    private static readonly string[] Categories = ["Platform", "OS", "Blueprint", "State", "LastSeen"];

    public static TheoryData<string, string> Lists => new(NoLists.SelectMany(answer => Categories.Select(category => (category, answer))));

    public static TheoryData<string> Licenses =>
    [
        "", "null", "[]", "5", "\"down\"", "{}", """{"error":"down"}""", """{"counts":null,"limits":null}""",
        """{"counts":{},"limits":{}}""",
        """{"counts":[],"limits":[]}""", """{"counts":{"computers_count":null,"macos_count":""}}""",
        """{"counts":{"computers_count":"many"},"limits":{"max_devices":"all"},"tenantOverLicenseLimit":"perhaps"}""", "<p>down</p>",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public void Summary_OfWhatIsNoListOfDevices_IsAnErrorAndNoCount(string category, string answer)
    {
        Shell.Tenant.Faults.Add("GET /api/v1/devices", Fault.Status(200, answer));

        InvocationResult result = Shell.Run($"Get-KandjiFleetSummary {category}");

        Assert.Empty(result.Output);
        Assert.Matches("^Kandji(InvalidResponse|IncompleteList),", result.Error.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("Platform", "\"platform\"")]
    [InlineData("OS", "\"os_version\"")]
    [InlineData("State", "\"mdm_enabled\"")]
    public void Summary_OfDevicesThatDoNotSay_CountsThemAsUnknown(string category, string field)
    {
        Shell.Tenant.Faults.Add("GET /api/v1/devices",
            Fault.RewriteBody(body => body.Replace(field, "\"gone\"", StringComparison.Ordinal)));

        var counts = Shell.Run($"Get-KandjiFleetSummary {category}").Succeeded().As<FleetCount>();

        Assert.All(counts.Where(count => count.Name is not ("Removed" or "Missing")), count => Assert.Contains("unknown", count.Name));
        Assert.Equal(60, counts.Sum(count => count.Count));
    }

    [Theory]
    [MemberData(nameof(Licenses))]
    public void License_WithoutCounts_IsAnErrorOrLeavesThemOpen(string answer)
    {
        Shell.Tenant.Faults.Add("GET /api/v1/settings/licensing", Fault.Status(200, answer));

        InvocationResult result = Shell.Run("Get-KandjiLicense");

        foreach (License license in result.As<License>())
        {
            Assert.Null(license.Counts?.ComputersCount);
            Assert.Null(license.Counts?.MacosCount);
            Assert.Null(license.Limits?.MaxDevices);
            Assert.Null(license.TenantOverLicenseLimit);
            string table = Shell.Show("Get-KandjiLicense");
            Assert.DoesNotContain("%", table, StringComparison.Ordinal);
            Assert.DoesNotContain(" 0", table, StringComparison.Ordinal);
        }
        if (result.Output.Count == 0)
            Assert.StartsWith("KandjiInvalidResponse,", result.Error.FullyQualifiedErrorId);

        InvocationResult sum = Shell.Run("Get-KandjiFleetSummary License");
        Assert.All(sum.As<FleetCount>(), count => Assert.Null(count.Count));
        Assert.All(sum.As<FleetCount>(), count => Assert.Null(count.Share));
    }
}
