using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kandji.Automation.Health;
using Kandji.Automation.Health.Reports;
using Kandji.Simulator.Health;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Health;

public sealed class ExportKandjiReportTests : CommandTests
{
    // Markup, links, mentions, placeholders, formulas, controls, marks that turn text, halves of characters, what XML forbids.
    private static readonly string[] HostileNames =
    [
        "<script>alert(1)</script>", "a | b", "[click](http://evil.example/)", "@everyone #1 www.evil.example https://evil.example",
        "{0} {{1}}", "=cmd|' /C calc'!A0", "a\u202eb\u2066c", "a\u0001b\0c\u001b[31m", "]]>&amp;\"'", "**bold** `code` ~~no~~ $x$",
        "\ud800 half", "\ufffe none", "line\r\nbreak", "../../etc/passwd", "# heading", "- list",
    ];

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
    public void Sarif_OfFindings_IsWellFormedAndHasEach()
    {
        MakeHostile();
        Shell.Run("$f = Test-KandjiFleet -Fast; $f").Succeeded();

        JsonElement run = Assert.Single(Sarif("$f | Export-KandjiReport").GetProperty("runs").EnumerateArray());

        Assert.Equal(HostileNames.Length, run.GetProperty("results").GetArrayLength());
        JsonElement result = run.GetProperty("results")[0];
        Assert.Equal("KH012", result.GetProperty("ruleId").GetString());
        Assert.Equal("error", result.GetProperty("level").GetString());
        // What could not be looked at is no result.
        Assert.Equal(["KH009", "KH029", "KH030"],
            run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").EnumerateArray()
                .Select(notification => notification.GetProperty("associatedRule").GetProperty("id").GetString()));
        Assert.DoesNotContain("\u202e", run.GetRawText(), StringComparison.Ordinal);
        // In a message, brackets are links and braces are placeholders.
        string messages = string.Join("\n", run.GetProperty("results").EnumerateArray()
            .Select(one => one.GetProperty("message").GetProperty("text").GetString()));
        Assert.DoesNotContain("](http", messages, StringComparison.Ordinal);
        Assert.Contains("{{0}}", messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_Fingerprints_StayWhenNamesAndCountsChange()
    {
        State.Devices[KnownFleet.MacId].LastCheckIn = DateTimeOffset.UtcNow.AddDays(-40);
        string before = Fingerprints().Single();
        State.Devices[KnownFleet.MacId].Name = "Another name";
        State.Devices[KnownFleet.MacId].LastCheckIn = DateTimeOffset.UtcNow.AddDays(-50);
        State.Devices[KnownFleet.PhoneId].LastCheckIn = DateTimeOffset.UtcNow.AddDays(-50);

        List<string> after = Fingerprints();

        Assert.Equal(2, after.Distinct().Count());
        Assert.Contains(before, after);

        List<string> Fingerprints() => Sarif("Test-KandjiFleet -Rule KH010 | Export-KandjiReport").GetProperty("runs")[0]
            .GetProperty("results").EnumerateArray()
            .Select(result => result.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString()!).ToList();
    }

    [Fact]
    public void Sarif_OfMoreFindingsThanARunTakes_KeepsTheWorstAndCountsTheRest()
    {
        State.Devices[KnownFleet.MacId].AgentInstalled = false;
        Finding one = Assert.Single(Shell.Run("Test-KandjiFleet -Rule KH012").Succeeded().As<Finding>());
        List<Finding> many = Enumerable.Range(0, SarifWriter.MaxResults + 7).Select(number => new Finding
        {
            RuleId = one.RuleId, Severity = number < SarifWriter.MaxResults ? FindingSeverity.Low : FindingSeverity.Critical,
            Subject = new FindingSubject { Kind = FindingSubjectKind.Device, Id = $"{number}" }, Message = "It is so.", Origin = one.Origin,
        }).ToList();
        string path = Path.Combine(_folder.Path, "many.sarif");

        new SarifWriter().Write(
            new FleetReport { Tenants = [one.Report!.With(many)], MadeAt = DateTimeOffset.UtcNow, ModuleVersion = "1.0.0" },
            path, overwrite: true, TestContext.Current.CancellationToken);

        JsonElement run = CheckSarif(File.ReadAllText(path)).GetProperty("runs")[0];
        Assert.Equal(SarifWriter.MaxResults, run.GetProperty("results").GetArrayLength());
        Assert.Equal(7, run.GetProperty("results").EnumerateArray().Count(result => result.GetProperty("level").GetString() == "error"));
        Assert.Contains("7 findings are left out", run.GetProperty("invocations").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_HasAFailureForEachFindingAndACaseForEachRule()
    {
        MakeHostile();
        HealthyFleet.SetPrism(State.Devices[KnownFleet.FirstTwinId], "startup_settings", "sip", null);

        XElement suite = Assert.Single(JUnit("Export-KandjiReport -Fast").Elements("testsuite"));

        List<XElement> cases = suite.Elements("testcase").ToList();
        Assert.Equal(HostileNames.Length, cases.Count(one => one.Element("failure") is not null));
        // Three that -Fast leaves out, and the Mac without data.
        Assert.Equal(4, cases.Count(one => one.Element("skipped") is not null));
        string[] passed = [.. cases.Where(one => !one.HasElements).Select(one => one.Attribute("classname")!.Value.Split('.')[^1])];
        Assert.Contains("KH010", passed);
        Assert.DoesNotContain("KH012", passed);
        Assert.DoesNotContain("KH009", passed);
        Assert.Equal(cases.Count, (int)suite.Attribute("tests")!);
        Assert.Equal(HostileNames.Length, (int)suite.Attribute("failures")!);
        Assert.Equal(4, (int)suite.Attribute("skipped")!);
        Assert.Equal(
            cases.Count, cases.Select(one => (one.Attribute("classname")!.Value, one.Attribute("name")!.Value)).Distinct().Count());
    }

    [Fact]
    public void Markdown_ShowsNamesAsText()
    {
        MakeHostile();

        string text = Text("Export-KandjiReport -Fast -Title '<b>Q4</b> | report'", "fleet.md");

        Assert.StartsWith("# &lt;b&gt;Q4&lt;/b&gt; \\| report", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?<!\\)\]\(", text);
        Assert.DoesNotContain("@everyone", text, StringComparison.Ordinal);
        Assert.DoesNotContain("#1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("www.evil", text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        // Whatever is in a name, a row has its three cells.
        string[] rows = [.. text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))];
        Assert.Equal(HostileNames.Length, rows.Count(row => row.Contains("agent is not installed", StringComparison.Ordinal)));
        Assert.All(rows, row => Assert.InRange(Regex.Count(row, @"(?<!\\)\|"), 3, 4));
        Assert.All(HostileNames.Select((_, number) => $"C02HOSTILE{number:00}"),
            serial => Assert.Contains(serial, text, StringComparison.Ordinal));
        Assert.Contains("KH009 Recovery lock missing: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Formats_OfSoManyDevices_AreWhole(int count)
    {
        foreach (SimulatedDevice device in State.Devices.Skip(count).ToArray())
            State.Devices.Remove(device.Id);
        HealthyFleet.Mend(State);
        foreach (SimulatedDevice device in State.Devices)
            device.LastCheckIn = DateTimeOffset.UtcNow.AddDays(-99);

        JsonElement run = Sarif("Export-KandjiReport").GetProperty("runs")[0];
        XElement suite = JUnit("Export-KandjiReport").Element("testsuite")!;
        string text = Text("Export-KandjiReport", "fleet.md");

        Assert.Equal(count, run.GetProperty("results").GetArrayLength());
        Assert.Equal(count, (int)suite.Attribute("failures")!);
        Assert.Contains(count switch { 0 => "no devices", 1 => "1 device,", _ => "2 devices," }, text, StringComparison.Ordinal);
        Assert.Equal(count == 0, text.Contains("There are no findings.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Formats_OfSeveralTenants_HaveAPartForEach()
    {
        await using SimulatedTenant other = await SimulatedTenant.StartAsync(new SimulatorOptions { DeviceCount = 12 });
        Shell.Open(other, "b");
        Shell.Run("$a = Get-KandjiSession").Succeeded();
        HealthyFleet.Mend(other.State);
        State.Devices[KnownFleet.MacId].AgentInstalled = false;

        // The other has no finding, and is there all the same, also where findings come through the pipeline.
        string[] commands = ["Export-KandjiReport -Session $a, $b", "Test-KandjiFleet -Session $a, $b | Export-KandjiReport"];
        foreach (string command in commands)
        {
            JsonElement.ArrayEnumerator runs = Sarif(command).GetProperty("runs").EnumerateArray();
            Assert.Equal([0, 1], runs.Select(run => run.GetProperty("results").GetArrayLength()).Order());
            Assert.Equal(2, runs.Select(run => run.GetProperty("automationDetails").GetProperty("id").GetString()).Distinct().Count());
        }
    }

    [Theory]
    // Of other rules.
    [InlineData("Test-KandjiFleet -Rule KH012; Test-KandjiFleet -Rule KH010", 2, null)]
    // The same again: what was found counts once.
    [InlineData("Test-KandjiFleet -Rule KH010, KH012; Test-KandjiFleet -Rule KH010, KH012", 2, null)]
    // What was mended before the second is no finding any more.
    [InlineData("Test-KandjiFleet -Rule KH010, KH012; MEND; Test-KandjiFleet -Rule KH012, KH010", 1, null)]
    // Of other devices.
    [InlineData("Test-KandjiFleet MAC -Rule KH010, KH012; Test-KandjiFleet PHONE -Rule KH010, KH012", 3, null)]
    // A rule that was left out is asked later.
    [InlineData("Test-KandjiFleet -Fast -Rule KH009, KH012; Test-KandjiFleet -Rule KH009", 1, null)]
    [InlineData("Test-KandjiFleet -Rule KH009, KH012; Test-KandjiFleet -Fast -Rule KH009", 1, "KH009")]
    public void Formats_OfSeveralTestsOfOneTenant_HaveOnePart(string tests, int found, string? notEvaluated)
    {
        State.Devices[KnownFleet.MacId].AgentInstalled = false;
        State.Devices[KnownFleet.MacId].LastCheckIn = DateTimeOffset.UtcNow.AddDays(-40);
        if (tests.Contains("PHONE", StringComparison.Ordinal))
            State.Devices[KnownFleet.PhoneId].LastCheckIn = DateTimeOffset.UtcNow.AddDays(-40);
        tests = tests.Replace("MAC", KnownFleet.MacId, StringComparison.Ordinal)
            .Replace("PHONE", KnownFleet.PhoneId, StringComparison.Ordinal);
        Shell.Run("$f = @()").Succeeded();
        foreach (string step in tests.Split("; "))
        {
            if (step == "MEND")
                State.Devices[KnownFleet.MacId].AgentInstalled = true;
            else
                Shell.Run($"$f += @({step})").Succeeded();
        }

        JsonElement run = Assert.Single(Sarif("$f | Export-KandjiReport").GetProperty("runs").EnumerateArray());
        XElement suite = Assert.Single(JUnit("$f | Export-KandjiReport").Elements("testsuite"));
        string folder = Path.Combine(_folder.Path, "tables");
        Shell.Run($"$f | Export-KandjiReport '{folder}' -As Csv").Succeeded();

        Assert.Equal(found, run.GetProperty("results").GetArrayLength());
        Assert.Equal(notEvaluated is null ? [] : [notEvaluated], run.GetProperty("invocations")[0]
            .GetProperty("toolExecutionNotifications").EnumerateArray()
            .Where(notification => notification.GetProperty("level").GetString() == "warning")
            .Select(notification => notification.GetProperty("associatedRule").GetProperty("id").GetString()!));
        Assert.Equal(found, (int)suite.Attribute("failures")!);
        Assert.Equal(State.Devices.Count + 1, File.ReadLines(Path.Combine(folder, "devices.csv")).Count());
        Assert.Equal(found + 1, File.ReadLines(Path.Combine(folder, "findings.csv")).Count());
    }

    [Fact]
    public void Export_OfNoFindings_IsAReportOnlyIfTheTestCameToItsEnd()
    {
        Assert.Equal(0, Sarif("Test-KandjiFleet -Rule KH012 | Export-KandjiReport").GetProperty("runs")[0].GetProperty("results")
            .GetArrayLength());

        Shell.Run("Test-KandjiFleet -Policy ./not-there.psd1").Failed("KandjiNotFound");
        string path = Path.Combine(_folder.Path, "empty.md");
        Shell.Run($"@() | Export-KandjiReport '{path}'").Failed("KandjiNotEvaluated", "No report was written");
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void FailOn_WritesTheReportFirst()
    {
        State.Devices[KnownFleet.MacId].AgentInstalled = false;
        string path = Path.Combine(_folder.Path, "fleet.md");

        Shell.Run($"Test-KandjiFleet -Rule KH012 | Export-KandjiReport '{path}' -FailOn High").Failed("KandjiFindings");

        Assert.Contains("KH012", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Export_WhatIf_SendsAndWritesNothing()
    {
        string path = Path.Combine(_folder.Path, "fleet.md");

        Assert.Empty(Shell.Run($"Export-KandjiReport '{path}' -WhatIf").Succeeded().Output);

        Assert.False(File.Exists(path));
        Assert.Empty(Shell.Tenant.Log.Entries);
    }

    [Fact]
    public void Export_ToAFileThatIsThere_ReplacesItUnlessToldNotTo()
    {
        string path = _folder.Write("fleet.md", "before");

        Shell.Run($"Export-KandjiReport '{path}' -Rule KH010 -NoClobber").Failed("KandjiFileExists");
        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal(path, Shell.Run($"Export-KandjiReport '{path}' -Rule KH010").Succeeded().As<FileInfo>().Single().FullName);
        Assert.StartsWith("# Fleet report", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(["fleet.md"], _folder.Names);
    }

    [Fact]
    public void Export_ToAFolderOrAnUnknownEnding_IsToldTheFormat()
    {
        Shell.Run($"Export-KandjiReport '{_folder.Path}/x.unknown'").Failed("KandjiInvalidArgument", "-As");
        Shell.Run($"Export-KandjiReport '{_folder.Path}/nowhere/x.md'").Failed("KandjiNotFound");

        Assert.Equal("fleet.sarif",
            Shell.Run($"Export-KandjiReport '{_folder.Path}' -As Sarif -Rule KH010").Succeeded().As<FileInfo>().Single().Name);
    }

    [Fact]
    public void NewPolicy_WritesAFileThatTheTestTakesAndKeepsOneThatIsThere()
    {
        string path = Path.Combine(_folder.Path, "policy.psd1");

        Assert.Equal(path, Shell.Run($"New-KandjiPolicy '{path}'").Succeeded().As<FileInfo>().Single().FullName);
        Assert.Empty(Shell.Run($"Test-KandjiFleet -Policy '{path}'").Succeeded().Output);
        Shell.Run($"New-KandjiPolicy '{path}'").Failed("KandjiFileExists", "-Force");
        Shell.Run($"New-KandjiPolicy '{path}' -Force").Succeeded();
        Assert.Empty(Shell.Run($"New-KandjiPolicy '{path}2' -WhatIf").Succeeded().Output);
        Assert.Equal(["policy.psd1"], _folder.Names);
    }

    private void MakeHostile()
    {
        SimulatedDevice mac = State.Devices[KnownFleet.MacId];
        for (int number = 0; number < HostileNames.Length; number++)
        {
            SimulatedDevice device = State.Devices.Add(new SimulatedDevice(
                $"a1000000-0000-4000-8000-00000000e0{number:00}", $"C02HOSTILE{number:00}", DevicePlatform.Mac)
            {
                Blueprint = mac.Blueprint, Model = mac.Model, LastEnrollment = mac.LastEnrollment, FirstEnrollment = mac.FirstEnrollment,
            });
            HealthyFleet.Mend(device, DateTimeOffset.UtcNow);
            // JSON cannot carry half a character: the service would send its number.
            device.Name = HostileNames[number].Contains('\ud800', StringComparison.Ordinal) ? "half" : HostileNames[number];
            device.AgentInstalled = false;
        }
        State.LicensedDevices = State.Devices.Count * 2;
    }

    private string Text(string command, string name)
    {
        string path = Path.Combine(_folder.Path, name);
        Shell.Run($"{command} -Path '{path}'").Succeeded();
        return File.ReadAllText(path);
    }

    private XElement JUnit(string command) => XElement.Parse(Text(command, "fleet.xml"));

    private JsonElement Sarif(string command) => CheckSarif(Text(command, "fleet.sarif"));

    // What the schema asks for, of the parts that are written.
    private static JsonElement CheckSarif(string text)
    {
        JsonElement log = JsonDocument.Parse(text).RootElement;
        Keys(log, "$schema", "version", "runs");
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        foreach (JsonElement run in log.GetProperty("runs").EnumerateArray())
        {
            Keys(run, "tool", "automationDetails", "invocations", "results", "columnKind");
            JsonElement driver = run.GetProperty("tool").GetProperty("driver");
            Keys(driver, "name", "semanticVersion", "rules");
            string[] rules = [.. driver.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!)];
            Assert.Equal(rules.Distinct(), rules);
            foreach (JsonElement rule in driver.GetProperty("rules").EnumerateArray())
                Keys(rule, "id", "shortDescription", "fullDescription", "help", "defaultConfiguration", "properties");
            var fingerprints = new HashSet<string>();
            foreach (JsonElement result in run.GetProperty("results").EnumerateArray())
            {
                Keys(result, "ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints", "properties");
                Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()]);
                Assert.Contains(result.GetProperty("level").GetString(), new[] { "error", "warning", "note" });
                Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
                JsonElement location = Assert.Single(result.GetProperty("locations").EnumerateArray());
                Keys(location, "physicalLocation", "logicalLocations");
                JsonElement physical = location.GetProperty("physicalLocation");
                string uri = physical.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
                Assert.True(Uri.TryCreate(uri, UriKind.Relative, out _), uri);
                Assert.Equal(3, uri.Split('/', StringSplitOptions.RemoveEmptyEntries).Length);
                Assert.True(physical.GetProperty("region").GetProperty("startLine").GetInt32() >= 1);
                JsonElement logical = Assert.Single(location.GetProperty("logicalLocations").EnumerateArray());
                Keys(logical, "name", "fullyQualifiedName", "kind");
                Assert.True(fingerprints.Add(result.GetProperty("partialFingerprints").GetProperty("kandjiFinding/v1").GetString()!));
            }
        }
        return log;

        static void Keys(JsonElement element, params string[] allowed) =>
            Assert.Equal([], element.EnumerateObject().Select(property => property.Name).Except(allowed));
    }
}
