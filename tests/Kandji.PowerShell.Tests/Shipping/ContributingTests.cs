using System.Text.RegularExpressions;

namespace Kandji.PowerShell.Tests.Shipping;

/// <summary>CONTRIBUTING.md and SECURITY.md describe the repository as it is.</summary>
public sealed class ContributingTests
{
    [Theory]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("SECURITY.md")]
    public void Paths_ThatTheGuideNames_Exist(string guide)
    {
        string[] paths = Regex.Matches(Read(guide), @"`((?:src|tests|tools|module|docs|\.github)/[\w./-]+)`")
            .Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path + " does not exist."));
    }

    [Fact]
    public void Code_InTheWorkedExample_IsTheRepositorys()
    {
        int blocks = 0;
        foreach (Match block in Regex.Matches(Read("CONTRIBUTING.md"), @"`([\w./]+\.cs)`:\s+```csharp\n(.*?)```", RegexOptions.Singleline))
        {
            blocks++;
            HashSet<string> lines = Read(block.Groups[1].Value).Split('\n').Select(line => line.Trim()).ToHashSet();
            foreach (string line in block.Groups[2].Value.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
                Assert.True(lines.Contains(line), $"{block.Groups[1].Value} has no line '{line}'.");
        }
        Assert.Equal(16, blocks);
    }

    [Fact]
    public void Differences_BetweenTheTargets_AreWhereTheGuideSays()
    {
        string src = Path.Combine(Repository.Root, "src");
        string[] differing = Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(
                file => !file.Contains("/obj/", System.StringComparison.Ordinal)
                    && Regex.IsMatch(Read(file), "^#if !?NET", RegexOptions.Multiline))
            .ToArray();

        string guide = Read("CONTRIBUTING.md");
        Assert.All(differing, file => Assert.Contains("`" + file + "`", guide));
        Assert.Equal(12, differing.Length);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n");
}
