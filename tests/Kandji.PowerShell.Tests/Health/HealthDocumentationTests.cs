using System.Globalization;
using System.Text;
using Kandji.Automation.Health;

namespace Kandji.PowerShell.Tests.Health;

/// <summary>docs/health.md has a part about each rule, as the table of rules has it.</summary>
public sealed class HealthDocumentationTests
{
    private const string Heading = "## The rules\n";

    private static string File => Path.Combine(Repository.Root, "docs", "health.md");

    [Fact]
    public void Documentation_HasEveryRuleAsTheTableHasIt()
    {
        string text = System.IO.File.ReadAllText(File).ReplaceLineEndings("\n");
        int rules = text.IndexOf(Heading, StringComparison.Ordinal);
        Assert.True(rules > 0);
        string expected = text[..rules] + Describe();
        if (Environment.GetEnvironmentVariable("KANDJI_WRITE_SURFACE") == "1")
            System.IO.File.WriteAllText(File, expected);

        Assert.True(
            expected == System.IO.File.ReadAllText(File).ReplaceLineEndings("\n"),
            "docs/health.md differs from the table of rules. Run this test once with KANDJI_WRITE_SURFACE=1.");
    }

    [Fact]
    public void Readme_NamesTheNumberOfRules() => Assert.Contains(
        string.Create(CultureInfo.InvariantCulture, $"asks {HealthRules.All.Count} rules"),
        System.IO.File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);

    private static string Describe()
    {
        var text = new StringBuilder(Heading);
        text.Append("\nThe tables are written from the table of rules in the code. An id never changes its meaning.\n");
        foreach (HealthRule rule in HealthRules.All)
        {
            string cost = string.Join("; ", rule.AllSources.Select(
                source => $"{FleetSources.Name(source)}: {FleetSources.DescribeCost(source)}"));
            bool isSlow = rule.AllSources.Any(FleetSources.IsSlow);
            text.Append(CultureInfo.InvariantCulture, $"\n### {rule.Id} {rule.Title}\n\n{rule.Description}\n\n");
            text.Append("| | |\n| --- | --- |\n");
            text.Append(CultureInfo.InvariantCulture, $"| Severity | {rule.Severity} |\n");
            text.Append(CultureInfo.InvariantCulture, $"| Cost | {(cost.Length == 0 ? "nothing" : cost)} |\n");
            text.Append(CultureInfo.InvariantCulture, $"| With `-Fast` | {(isSlow ? "not evaluated" : "evaluated")} |\n");
            text.Append(CultureInfo.InvariantCulture, $"| Fix | {rule.Fix} |\n");
            if (rule.Repair != FindingRepair.None)
                text.Append(CultureInfo.InvariantCulture, $"| `FixPlan` | {Describe(rule.Repair)} |\n");
        }
        return text.ToString();
    }

    private static string Describe(FindingRepair repair) => repair switch
    {
        FindingRepair.BlankPush => "a blank push, to Apple devices",
        FindingRepair.ReinstallAgent => "reinstalls the agent",
        FindingRepair.Unassign => "assigns the device to nobody",
        _ => throw new ArgumentOutOfRangeException(nameof(repair)),
    };
}
