using Kandji.Automation.Configuration;
using Kandji.Automation.Plans;
using Kandji.Client.Model;

namespace Kandji.Automation.Tests.Plans;

public sealed class PlanWordsTests
{
    [Fact]
    public void Count_IsByKindAndPlatform()
    {
        PlanStep[] steps =
        [
            .. Enumerable.Range(0, 31).Select(i => Move(i, "Mac")),
            .. Enumerable.Range(31, 6).Select(i => Action(i, "iPad", "Erase", "erase")),
        ];

        Assert.Equal(
            "37 changes on 37 devices (31 Mac, 6 iPad): 31 Blueprint 'Sales' -> 'Engineering', 6 Erase", PlanWords.Count(steps));
    }

    [Fact]
    public void Count_OfManyDifferentChanges_NamesThePropertiesAlone()
    {
        PlanStep[] steps = [.. Enumerable.Range(0, 7).Select(i => Tag(i)), Action(0, "Mac", "Rename to 'x'", "setname"), Refused()];

        Assert.Equal(
            "8 changes on 7 devices (7 Mac): 7 Asset tag, 1 Rename to; 1 could not be planned", PlanWords.Count(steps));
    }

    [Fact]
    public void Count_WithoutChanges_SaysSo()
    {
        Assert.Equal("No changes", PlanWords.Count([]));
        Assert.Equal("No changes; 1 could not be planned", PlanWords.Count([Refused()]));
    }

    [Theory]
    [InlineData("POST /api/v1/devices/{device_id}/action/erase", ConfigurationKind.Device, "Erase")]
    [InlineData("POST /api/v1/devices/{device_id}/action/lock", ConfigurationKind.Device, "Lock")]
    [InlineData("DELETE /api/v1/devices/{device_id}", ConfigurationKind.Device, "Remove device")]
    [InlineData("DELETE /api/v1/devices/{device_id}/notes/{note_id}", ConfigurationKind.Device, "Remove note")]
    [InlineData("DELETE /api/v1/users/{user_id}", ConfigurationKind.User, "Remove user")]
    public void Describe_OfWhatDestroys_SaysWhatIsSent_WhateverThePlanCallsIt(string operation, ConfigurationKind kind, string words)
    {
        var step = new PlanStep
        {
            Action = "Blank push", Operation = operation, IsDestructive = true, Target = new PlanTarget { Kind = kind, Id = "1" },
        };

        Assert.Equal(words, PlanWords.Describe(step));
        Assert.EndsWith(": 1 " + words, PlanWords.Count([step]));
    }

    [Fact]
    public void Duplicates_AreTwoChangesOfOneThing()
    {
        Assert.Null(PlanDuplicates.Find([Move(1, "Mac"), Tag(1), Action(1, "Mac", "Erase", "erase"), Move(2, "Mac")]));
        Assert.Contains("Steps 1 and 2", PlanDuplicates.Find([Numbered(Move(1, "Mac"), 1), Numbered(Move(1, "Mac"), 2)]));
        Assert.Contains("'Erase'",
            PlanDuplicates.Find([Action(1, "Mac", "Erase", "erase"), Action(1, "Mac", "Erase", "erase")]));
    }

    [Fact]
    public void Markdown_LetsNoNamePoseAsAnythingElse()
    {
        const string evil = "x | y ` @team #1 [a](http://evil.example) <img src=x> \n# Heading \u202E";
        var plan = new Plan
        {
            Host = "acme.api.kandji.io", Tenant = "acme", MadeBy = "ada@laptop", MadeAt = PlanSamples.MadeAt,
            ValidUntil = PlanSamples.MadeAt.AddDays(1), Comment = evil, Commands = ["Set-KandjiDevice"],
            Steps = new ObjectList<PlanStep>(
            [
                new PlanStep
                {
                    Number = 1, Action = evil, Operation = "POST /api/v1/devices/{device_id}/action/restart", PathArguments = ["a"],
                    NoUndo = "no", Body = PlanValues.Parse("{}"u8.ToArray()),
                    Target = new PlanTarget { Kind = ConfigurationKind.Device, Name = evil, SerialNumber = "C1", User = evil },
                },
            ]),
        };

        string[] lines = PlanMarkdown.Write(plan).Split('\n');

        string row = Assert.Single(lines, line => line.StartsWith("| 1 ", StringComparison.Ordinal));
        string shown = PlanMarkdown.Code(evil);
        Assert.StartsWith("``x \\| y ` @team", shown, StringComparison.Ordinal);
        Assert.Equal($"| 1 | {shown} | {shown} | `C1` | {shown} | no | no |", row);
        // Of every line, what is outside code has nothing of the name.
        foreach (string line in lines)
        {
            string outside = System.Text.RegularExpressions.Regex.Replace(line, "(`+).*?(?<!`)\\1(?!`)", "");
            Assert.DoesNotContain("evil", outside, StringComparison.Ordinal);
            Assert.DoesNotContain("@", outside, StringComparison.Ordinal);
            Assert.DoesNotContain('\u202E', line);
        }
        Assert.Single(lines, line => line.StartsWith('#'));
    }

    [Theory]
    [InlineData("plain", "`plain`")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("`", "`` ` ``")]
    [InlineData("a``b", "```a``b```")]
    public void Code_ChoosesAFenceThatTheTextDoesNotHave(string? text, string code) => Assert.Equal(code, PlanMarkdown.Code(text));

    private static PlanStep Move(int device, string platform) => new()
    {
        Action = "Set blueprint 'Engineering'",
        Operation = "PATCH /api/v1/devices/{device_id}",
        PathArguments = [$"id{device}"],
        Target = Device(device, platform),
        Before = PlanSamples.Values(("blueprint_id", "1"), ("blueprint_name", "Sales")),
        After = PlanSamples.Values(("blueprint_id", "2"), ("blueprint_name", "Engineering")),
    };

    private static PlanStep Tag(int device) => new()
    {
        Action = $"Set asset tag '{device}'",
        Operation = "PATCH /api/v1/devices/{device_id}",
        PathArguments = [$"id{device}"],
        Target = Device(device, "Mac"),
        Before = PlanSamples.Values(("asset_tag", null)),
        After = PlanSamples.Values(("asset_tag", $"NW-{device}")),
    };

    private static PlanStep Action(int device, string platform, string action, string name) => new()
    {
        Action = action,
        Operation = $"POST /api/v1/devices/{{device_id}}/action/{name}",
        PathArguments = [$"id{device}"],
        Target = Device(device, platform),
    };

    private static PlanStep Refused() => new()
    {
        Action = "Set-KandjiDevice", Refusal = "No device.", Target = new PlanTarget { Kind = ConfigurationKind.Device, Name = "C0" },
    };

    private static PlanStep Numbered(PlanStep step, int number) => step.WithNumber(number);

    private static PlanTarget Device(int device, string platform) => new()
    {
        Kind = ConfigurationKind.Device, Id = $"id{device}", SerialNumber = $"C{device}", Name = $"Mac {device}", Platform = platform,
    };
}
