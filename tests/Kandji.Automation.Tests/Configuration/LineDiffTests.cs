using System.Globalization;
using System.Text.RegularExpressions;
using Kandji.Automation.Configuration;

namespace Kandji.Automation.Tests.Configuration;

public sealed class LineDiffTests
{
    private const int Seed = 20261128;

    [Theory]
    [InlineData("", "a", "@@ -0,0 +1,1 @@|+a")]
    [InlineData("a", "", "@@ -1,1 +0,0 @@|-a")]
    [InlineData("a\nb\nc", "a\nx\nc", "@@ -1,3 +1,3 @@| a|-b|+x| c")]
    [InlineData("1\n2\n3\n4\n5", "1\n2\n3\n4\n5\n6", "@@ -3,3 +3,4 @@| 3| 4| 5|+6")]
    [InlineData("a\r\nb", "a\nb", "\\ Only the line breaks are different.")]
    [InlineData("same", "same", "")]
    public void Unified_ShowsTheLines(string from, string to, string expected) =>
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), LineDiff.Unified(from, to));

    [Fact]
    public void Unified_OfChangesFarApart_HasAHunkForEach()
    {
        string[] lines = Enumerable.Range(1, 40).Select(n => n.ToString(CultureInfo.InvariantCulture)).ToArray();
        string[] changed = (string[])lines.Clone();
        (changed[4], changed[30]) = ("five", "thirty-one");

        string[] diff = LineDiff.Unified(string.Join('\n', lines), string.Join('\n', changed));

        Assert.Equal(["@@ -2,7 +2,7 @@", "@@ -28,7 +28,7 @@"], diff.Where(line => line[0] == '@'));
    }

    [Fact]
    public void Unified_OfRandomTexts_MakesTheOneOfTheOther()
    {
        var random = new Random(Seed);
        for (int i = 0; i < 2000; i++)
        {
            string[] from = Text(random), to = Edit(from, random);

            string[] diff = LineDiff.Unified(string.Join('\n', from), string.Join('\n', to));

            Assert.True(to.SequenceEqual(Apply(from, diff)), $"Seed {Seed}, text {i}:\n{string.Join('\n', diff)}");
        }
    }

    [Fact]
    public void Unified_OfTextsWithFewChanges_HasNoMoreThanThose()
    {
        string[] from = Enumerable.Range(0, 5000).Select(n => "line " + n).ToArray();
        string[] to = [.. from.Take(100), "new", .. from.Skip(100).Take(4000), .. from.Skip(4101)];

        string[] diff = LineDiff.Unified(string.Join('\n', from), string.Join('\n', to));

        Assert.Equal(["+new", "-line 4100"], diff.Where(line => line[0] is '+' or '-'));
    }

    [Fact]
    public void Unified_OfLargeTextsWithNothingInCommon_IsBounded()
    {
        string[] from = Enumerable.Range(0, 20_000).Select(n => "a" + n).ToArray();
        string[] to = Enumerable.Range(0, 20_000).Select(n => "b" + n).ToArray();

        string[] diff = LineDiff.Unified(string.Join('\n', from), string.Join('\n', to));

        Assert.Equal(40_001, diff.Length);
        Assert.Equal(to, Apply(from, diff));
    }

    private static string[] Text(Random random) =>
        Enumerable.Range(0, random.Next(0, 30)).Select(_ => "l" + random.Next(0, 6)).ToArray();

    private static string[] Edit(string[] text, Random random)
    {
        List<string> lines = [.. text];
        for (int i = random.Next(0, 8); i > 0; i--)
        {
            if (lines.Count > 0 && random.Next(2) == 0)
                lines.RemoveAt(random.Next(lines.Count));
            else
                lines.Insert(random.Next(lines.Count + 1), "l" + random.Next(0, 6));
        }
        return [.. lines];
    }

    // As the tool patch does, by the numbers of the hunks.
    private static List<string> Apply(string[] from, string[] diff)
    {
        var to = new List<string>();
        int at = 0;
        foreach (string line in diff)
        {
            if (Regex.Match(line, "^@@ -([0-9]+),([0-9]+) ") is { Success: true } hunk)
            {
                int start = int.Parse(hunk.Groups[1].Value, CultureInfo.InvariantCulture) - (hunk.Groups[2].Value == "0" ? 0 : 1);
                while (at < start)
                    to.Add(from[at++]);
            }
            else if (line[0] == '+')
            {
                to.Add(line[1..]);
            }
            else
            {
                Assert.Equal(line[1..], from[at]);
                if (line[0] == ' ')
                    to.Add(from[at]);
                at++;
            }
        }
        to.AddRange(from[at..]);
        return to;
    }
}
