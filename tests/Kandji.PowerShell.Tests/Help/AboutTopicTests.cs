using System.Text.RegularExpressions;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Help;

public sealed partial class AboutTopicTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "module", "en-US");

    public static TheoryData<string> Topics { get; } =
    [
        "about_Kandji", "about_Kandji_Sessions", "about_Kandji_Tenants", "about_Kandji_Safety", "about_Kandji_RateLimits",
        "about_Kandji_Objects",
    ];

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topic_IsLaidOutAsGetHelpReadsIt(string topic)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, topic + ".help.txt"));

        Assert.Equal(["TOPIC", "    " + topic, "", "SHORT DESCRIPTION"], lines.Take(4));
        Assert.Contains("LONG DESCRIPTION", lines);
        Assert.All(lines, line => Assert.True(line.Length < 80, line));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topic_NamesOnlyWhatThereIs(string topic)
    {
        string text = File.ReadAllText(Path.Combine(Folder, topic + ".help.txt"));
        var cmdlets = CmdletOperations.AllCmdlets().Select(cmdlet => cmdlet.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.Empty(CommandName().Matches(text).Select(match => match.Value).Where(name => !cmdlets.Contains(name)).Distinct());
        Assert.Empty(TopicName().Matches(text).Select(match => match.Value)
            .Where(name => !File.Exists(Path.Combine(Folder, name + ".help.txt"))).Distinct());
    }

    [Fact]
    public async Task Topic_IsFoundByGetHelp()
    {
        await using PowerShellSession shell = await PowerShellSession.StartAsync();

        foreach (string topic in Topics.Select(row => row.Data))
            Assert.Contains(topic, shell.Run("Get-Help " + topic).Succeeded().Output.Single().ToString());
    }

    [GeneratedRegex(@"\b[A-Z][a-z]+-Kandji[A-Za-z]*")]
    private static partial Regex CommandName();

    [GeneratedRegex(@"\babout_Kandji[A-Za-z_]*")]
    private static partial Regex TopicName();
}
