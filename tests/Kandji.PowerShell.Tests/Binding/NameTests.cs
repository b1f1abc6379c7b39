using System.Text.RegularExpressions;
using Kandji.Client.Blueprints;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Errors;
using Kandji.Simulator.State;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Names that look like patterns, and errors that list what to choose from.</summary>
public sealed class NameTests : CommandTests
{
    private const string BlueprintId = "b1000000-0000-4000-8000-0000000000e1";
    private const string TagId = "d1000000-0000-4000-8000-0000000000e1";

    public static readonly MatrixTheoryData<string, string> NamesAndCommands = new(
        ["a[b", "[Old] Macs", "Macs [2024", "100% *new*", "why?", "tick`tock", "a[b]c[d"],
        [
            "Get-KandjiBlueprint {0}", "Get-KandjiBlueprint -Name {0}", "Get-KandjiBlueprint {1}", "Get-KandjiBlueprint -Name {1}",
            "Get-KandjiTag {0}", "Get-KandjiTag {1}", "Get-KandjiBlueprint -Id {0}", "{0} | Get-KandjiBlueprint",
            "{1} | Get-KandjiBlueprint",
            "[pscustomobject]@{{ blueprint_name = {0} }} | Get-KandjiBlueprint", "Get-KandjiDevice -Blueprint {0}",
            "Get-KandjiDevice -Blueprint {1}", "Get-KandjiDevice -Tag {0}", "Get-KandjiDevice -Name {0}", "Get-KandjiDevice -Name {1}",
            "Get-KandjiDevice {0}", "Get-KandjiDevice {1}", "Get-KandjiDeviceStatus {0}", "Get-KandjiDeviceStatus {1}",
            "Move-KandjiDevice C02KN0WN0FV0 {0}", "Move-KandjiDevice C02KN0WN0FV0 -Blueprint {1}",
            "Set-KandjiDevice C02KN0WN0FV0 -Blueprint {0}", "Rename-KandjiTag {0} 'renamed'", "Rename-KandjiTag {1} 'renamed'",
            "Set-KandjiBlueprint {0} -Description 'x'", "Set-KandjiBlueprint -Blueprint {1} -Description 'x'",
        ]);

    [Theory]
    [MemberData(nameof(NamesAndCommands))]
    public void Name_ThatLooksLikeAPattern_IsFoundAsItIsAndEscaped(string name, string command)
    {
        var blueprint = new SimulatedBlueprint(BlueprintId, name);
        var tag = new SimulatedTag(TagId, name);
        Shell.Tenant.State.Blueprints.Add(blueprint);
        Shell.Tenant.State.Tags.Add(tag);
        SimulatedDevice mac = Shell.Tenant.State.Devices[KnownFleet.MacId];
        (mac.Name, mac.Blueprint, mac.Tags) = (name, blueprint, [tag]);
        string escaped = System.Management.Automation.WildcardPattern.Escape(name);

        InvocationResult result = Shell.Run(string.Format(command, $"'{name}'", $"'{escaped}'")).Succeeded();

        Assert.Single(result.Output);
    }

    [Theory]
    [InlineData("a[b*", "a[bc")]
    [InlineData("a[?", "a[b")]
    [InlineData("*[Old*", "the [Old ones")]
    [InlineData("a`[b*", "a[bc")]
    public void Pattern_WithABracketThatIsNotClosed_MatchesTheBracket(string pattern, string name)
    {
        Assert.True(WildcardFilter.IsPattern(pattern));
        Assert.True(WildcardFilter.Create([pattern])!.Matches(name));
        Assert.False(WildcardFilter.Create([pattern])!.Matches("abc"));
    }

    // One error for each kind of thing: a candidate a line, five at most, and then how many more.
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(12)]
    public void Ambiguity_OfMany_ListsFiveALineAndCountsTheRest(int count)
    {
        List<Blueprint> all = Enumerable.Range(0, count).Select(i => new Blueprint { Id = $"id{i}", Name = "Kiosk" }).ToList();

        ObjectException error = Assert.Throws<ObjectException>(
            () => UniqueMatch.ByName("kiosk", "blueprint", "blueprints", all, item => item.Name, item => item.Id));

        string[] lines = error.Message.Split('\n');
        Assert.Equal("KandjiAmbiguous", error.Id);
        Assert.Equal($"{count} blueprints are named 'kiosk':", lines[0]);
        Assert.Equal("Give the id.", lines[^1]);
        Assert.Equal(Enumerable.Range(0, Math.Min(count, 5)).Select(i => $"  'Kiosk' id id{i}"), lines[1..(Math.Min(count, 5) + 1)]);
        Assert.Equal(count > 5 ? [$"  and {count - 5} more"] : [], lines[(Math.Min(count, 5) + 1)..^1]);
    }

    [Fact]
    public void Candidate_WithALineBreakInItsName_StaysOnItsLine()
    {
        Blueprint[] all = [new() { Id = "1", Name = "x" }, new() { Id = "2\n  'x' id 3", Name = "x" }];

        ObjectException error = Assert.Throws<ObjectException>(
            () => UniqueMatch.ByName("x", "blueprint", "blueprints", all, item => item.Name, item => item.Id));

        Assert.Equal(4, error.Message.Split('\n').Length);
    }

    [Theory]
    [InlineData("Get-KandjiDeviceApp 'Front Desk'", "devices have the serial number or name 'Front Desk':", 2)]
    [InlineData("Set-KandjiDevice 'Front Desk' -AssetTag x", "'Front Desk' is the name of 2 devices:", 2)]
    [InlineData("Set-KandjiBlueprint Kiosk -Description x", "blueprints are named 'Kiosk':", 2)]
    [InlineData("Set-KandjiCustomScript 'Set wallpaper' -Active $false", "custom scripts are named 'Set wallpaper':", 2)]
    [InlineData("Add-KandjiBlueprintLibraryItem Sales 'Set wallpaper'", "library items are named 'Set wallpaper':", 2)]
    [InlineData("Remove-KandjiTag LOAN -Force", "tags are named 'LOAN':", 7)]
    [InlineData("Remove-KandjiUser twice@example.com -Force", "users have the e-mail address 'twice@example.com':", 6)]
    public void Command_OfAnAmbiguousName_ListsACandidateALine(string command, string first, int count)
    {
        for (int i = 0; i < 7; i++)
            Shell.Tenant.State.Tags.Add(new SimulatedTag($"d1000000-0000-4000-8000-00000000009{i}", i % 2 == 0 ? "Loan" : "loan"));
        for (int i = 0; i < 6; i++)
            Shell.Tenant.State.Users.Add(new SimulatedUser($"c1000000-0000-4000-8000-00000000009{i}", $"Twin {i}", "twice@example.com"));

        InvocationResult result = Shell.Run(command);

        string[] lines = result.Error.Exception.Message.Split('\n');
        Assert.EndsWith(first, lines[0]);
        Assert.Equal(Math.Min(count, 5) + (count > 5 ? 1 : 0), lines.Count(line => line.StartsWith("  ", StringComparison.Ordinal)));
        Assert.Equal(count > 5 ? $"  and {count - 5} more" : null, lines.FirstOrDefault(line => line.EndsWith(" more")));
        if (first.Contains("Front Desk"))
            Assert.Equal(2, lines.Count(line => Regex.IsMatch(line, @"\), .*Mac.*, .*(@| to nobody).*, last check-in ")));
        Assert.All(Shell.Tenant.Log.Entries, entry => Assert.Equal("GET", entry.Method));
    }

    [Theory]
    [InlineData("ada@exmaple.com", "ada@example.com")]
    [InlineData("ade@example.com", null)]
    [InlineData("lefft@example.com", "left@example.com")]
    [InlineData("left@other.example.net", "left@example.com")]
    [InlineData("Ada Angström", "ada@example.com")]
    [InlineData("archive@example.com", "archived@example.com")]
    public void User_OfAMistypedAddress_ShowsTheSimilarOnes(string typed, string? similar)
    {
        string message = Shell.Run($"Set-KandjiDevice {KnownFleet.MacSerial} -User '{typed}'").Error.Exception.Message;

        Assert.StartsWith($"No user has the e-mail address '{typed}'.", message);
        if (similar is not null)
            Assert.Contains($"({similar})", message);
        Assert.InRange(message.Split('\n').Length, 1, 7);
    }
}
