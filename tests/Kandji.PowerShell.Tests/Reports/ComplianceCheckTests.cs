using Kandji.PowerShell.Reports;

namespace Kandji.PowerShell.Tests.Reports;

/// <summary>The parts that -Check reads, their cost in requests, and the message about the cost beforehand.</summary>
public sealed class ComplianceCheckTests : CommandTests
{
    [Theory]
    [InlineData("Os", 0)]
    [InlineData("CheckIn", 0)]
    [InlineData("Os, CheckIn", 0)]
    [InlineData("FileVault", 1)]
    [InlineData("os, filevault, checkin", 1)]
    public void Check_OfWhatListsTell_SendsNoRequestForADevice(string checks, int filteredLists)
    {
        string[] inputs =
        [
            "Get-KandjiComplianceReport", $"Get-KandjiComplianceReport '{KnownFleet.MacSerial}', '{KnownFleet.PhoneSerial}'",
            $"Get-KandjiComplianceReport {KnownFleet.MacId}",
        ];

        foreach (string input in inputs)
        {
            int before = Shell.Tenant.Log.Entries.Count;
            var reports = Shell.Run($"{input} -Check {checks}").Succeeded().As<ComplianceReport>();

            Assert.NotEmpty(reports);
            var sent = Shell.Tenant.Log.Entries.Skip(before).ToList();
            Assert.All(sent, entry => Assert.Equal("/api/v1/devices", entry.Path));
            Assert.Equal(filteredLists, sent.Select(entry => entry.Query).Count(query =>
                query.Contains("filevault_enabled=", StringComparison.Ordinal) && !query.Contains("offset=", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Check_WithoutLibraryItems_CallsNothingCompliantAndClaimsNoCounts()
    {
        var all = Shell.Run("Get-KandjiComplianceReport").Succeeded().As<ComplianceReport>();

        var reports = Shell.Run("Get-KandjiComplianceReport -Check Os, FileVault, CheckIn").Succeeded().As<ComplianceReport>();

        Assert.All(reports, report =>
        {
            ComplianceReport whole = all.Single(other => other.DeviceId == report.DeviceId);
            Assert.NotEqual(true, report.IsCompliant);
            Assert.Equal("LibraryItems; Parameters", report.NotChecked);
            Assert.Null(report.FailingItemCount);
            Assert.Null(report.PendingItemCount);
            Assert.Null(report.UnknownItemCount);
            Assert.Null(report.FailingParameterCount);
            Assert.Null(report.PendingParameterCount);
            Assert.Null(report.UnknownParameterCount);
            Assert.Null(report.PassingShare);
            Assert.Equal(whole.OsBehind, report.OsBehind);
            Assert.Equal(whole.FileVaultEnabled, report.FileVaultEnabled);
            Assert.Equal(whole.DaysSinceCheckIn, report.DaysSinceCheckIn);
            Assert.Equal(
                whole.Problems.Split("; ").Where(problem => problem.Length > 0 && !problem.EndsWith(" failing", StringComparison.Ordinal)),
                report.Problems.Split("; ").Where(problem => problem.Length > 0));
        });
        Assert.Contains(reports, report => report.ProblemCount > 0);
        Assert.Contains(reports, report => report.ProblemCount == 0 && report.IsCompliant is null);
        Assert.All(all, report => Assert.Equal("", report.NotChecked));
    }

    [Theory]
    [InlineData("LibraryItems")]
    [InlineData("Parameters")]
    [InlineData("FileVault")]
    [InlineData("Os")]
    [InlineData("CheckIn")]
    public void Check_OfOne_FindsItsProblemsAndNoOthers(string check)
    {
        var reports = Shell.Run($"Get-KandjiComplianceReport -Check {check} -StaleAfterDays 3").Succeeded().As<ComplianceReport>();

        string word = check switch
        {
            "LibraryItems" => "library item", "Parameters" => "parameter", "FileVault" => "FileVault off", "Os" => "OS behind", _ => "seen",
        };
        Assert.Contains(reports, report => report.Problems.Contains(word, StringComparison.Ordinal));
        Assert.All(reports, report =>
        {
            Assert.InRange(report.ProblemCount, 0, 1);
            Assert.True(report.ProblemCount == 0 || report.Problems.Contains(word, StringComparison.Ordinal), report.Problems);
            Assert.NotEqual(true, report.IsCompliant);
        });
    }

    [Fact]
    public async Task Check_OfFileVault_WhenTheServiceIgnoresTheFilter_SaysUnknown()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync(new SimulatorOptions { DeviceCount = 61 });
        string all = System.Text.Json.JsonSerializer.Serialize(shell.Run("Invoke-KandjiApi /api/v1/devices").Succeeded().Output
            .Select(device => device.Properties.ToDictionary(p => p.Name, p => p.Value as string)));
        foreach (string value in new[] { "true", "false" })
        {
            shell.Tenant.Faults.Add(
                RequestMatch.Where(e => e.Query.Contains("filevault_enabled=" + value, StringComparison.Ordinal)), Fault.Status(200, all));
        }

        var reports = shell.Run("Get-KandjiComplianceReport -Check FileVault").Succeeded().As<ComplianceReport>();

        Assert.Contains(reports, report => report.Platform == "Mac");
        Assert.All(reports.Where(report => report.Platform == "Mac"), report =>
        {
            Assert.Null(report.FileVaultEnabled);
            Assert.Equal("FileVault", report.Unknown);
        });
    }

    [Theory]
    [InlineData("Get-KandjiComplianceReport -Verbose", "60 requests, one for each device: 1 % of the 10,000")]
    [InlineData("Get-KandjiComplianceReport -Check Parameters -Verbose", "60 requests, one for each device: 1 % of the 10,000")]
    public void Report_OfFewDevices_TellsItsCostBeforeItBegins(string script, string cost)
    {
        InvocationResult result = Shell.Run(script).Succeeded();

        int told = result.Verbose.ToList().FindIndex(line => line.StartsWith(cost, StringComparison.Ordinal));
        Assert.True(told >= 0, string.Join('\n', result.Verbose));
        Assert.DoesNotContain(result.Verbose.Take(told), line => line.Contains("/status", StringComparison.Ordinal));
        Assert.Contains("-Check Os, FileVault, CheckIn needs none", result.Verbose[told]);
        Assert.Empty(result.Warnings);
    }
}
