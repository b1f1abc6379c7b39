using Kandji.Client.Prism;

namespace Kandji.PowerShell.Tests.Prism;

public sealed class PrismViewTests : CommandTests
{
    public static TheoryData<string> Commands =>
    [
        "Measure-KandjiPrism",
        "Get-KandjiThreat",
        "Get-KandjiDevice -Platform Mac | Get-KandjiBehavioralDetection",
        "Get-KandjiVulnerability",
        "Get-KandjiVulnerability -Severity Critical | Get-KandjiVulnerabilityDevice",
        "Get-KandjiVulnerability -Severity Critical | Get-KandjiVulnerabilitySoftware",
        "Get-KandjiVulnerabilityDetection",
        .. Array.ConvertAll(Enum.GetNames<PrismCategory>(), category => "Get-KandjiPrism " + category),
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Table_FitsEightyColumns(string command)
    {
        string[] lines = Shell.Show(command).Split('\n');

        // The list view, for what has no table, has names and values.
        Assert.Contains(
            lines, line => line.StartsWith("----", StringComparison.Ordinal) || line.Contains("---- ", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= 80, line));
    }

    [Theory]
    [InlineData("Get-KandjiPrism Apps -SortBy Dev",
        "DeviceBasedVpp DeviceFamily DeviceId DeviceName DeviceUserEmail DeviceUserId DeviceUserName DeveloperName")]
    [InlineData("Get-KandjiPrism Apps -Platform i", "iPhone iPad")]
    public void Completion_OfAPrismParameter_KnowsTheCategorysNames(string typed, string completions)
    {
        string found = Shell.Run($"(TabExpansion2 '{typed}' {typed.Length}).CompletionMatches.CompletionText -join ' '")
            .Succeeded().Output[0].ToString();

        Assert.Equal(completions.Split(' ').Length, found.Split(' ').Length);
        Assert.All(completions.Split(' '), name => Assert.Contains(name, found));
    }
}
