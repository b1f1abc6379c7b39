using System.Text.RegularExpressions;
using Kandji.Client.Http;
using Kandji.PowerShell.Tests.Help;

namespace Kandji.PowerShell.Tests.Shipping;

/// <summary>The lines that README.md shows run as written, and the lists of commands and of error ids are complete.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> Lines { get; } =
        [.. Blocks("Kandji for PowerShell").Concat(Blocks("Five things to do first")).Concat(Blocks("The ten most useful lines"))];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Line_OfTheReadme_RunsAsWritten(string line)
    {
        string folder = Directory.CreateTempSubdirectory("kandji-readme").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "changes.csv"),
                $"serial_number,asset_tag,blueprint_name,user_email,tags\n{KnownFleet.MacSerial},NW-99999,{KnownFleet.SalesName},,\n",
                TestContext.Current.CancellationToken);
            await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
            for (int i = 0; i < 5; i++)
                shell.Host.Answers.Enqueue("Yes");
            shell.Run(ExampleStubs.Script).Succeeded();
            shell.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{folder}')").Succeeded();
            long before = shell.Tenant.Log.Entries.Count;

            shell.Run(line.Replace("C02XXXXXXX", KnownFleet.MacSerial, StringComparison.Ordinal)).Succeeded();

            Assert.True(shell.Tenant.Log.Entries.Count > before, "It asked the service nothing.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ErrorIds_InTheGuide_AreThoseOfTheSource()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md")).ReplaceLineEndings("\n");
        string[] explained = Regex.Matches(page, @"^\| (.+?) \|", RegexOptions.Multiline)
            .SelectMany(row => Regex.Matches(row.Groups[1].Value, "`(Kandji\\w+)`")).Select(id => id.Groups[1].Value).ToArray();

        IEnumerable<string> written =
            new[] { "Kandji.PowerShell", "Kandji.Automation" }
            .SelectMany(folder => Directory.EnumerateFiles(
                Path.Combine(Repository.Root, "src", folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Where(line => !line.Contains("[Cmdlet(", StringComparison.Ordinal) && !line.Contains("///", StringComparison.Ordinal))
            .SelectMany(line => Regex.Matches(line, "\"(Kandji[A-Z]\\w*)\"").Select(id => id.Groups[1].Value));
        IEnumerable<string> made = Enum.GetNames<KandjiErrorKind>().Select(kind => "Kandji" + kind);

        Assert.Equal(written.Concat(made).Distinct().Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Commands_InTheReadme_AreAllThatThereAre_AndNoOthers()
    {
        // `Get-`, `Set-KandjiDevice` and `-App` stand for whole names; what is left are names that can be looked up.
        string[] named = Regex.Matches(Readme, @"\b[A-Z][a-z]+-Kandji[A-Za-z]+").Select(name => name.Value).Distinct().ToArray();

        Assert.Empty(named.Except(Commands.All.Select(command => command.Name)));
        string listed = Section("The commands");
        Assert.Empty(
            Commands.All.Where(
                command => !Regex.IsMatch(listed, $@"(-|\b){Regex.Escape(command.Noun)}`|`-{Regex.Escape(Tail(command.Noun))}`"))
                    .Select(command => command.Name));
    }

    private static string Tail(string noun) =>
        noun.Replace("KandjiDevice", "", StringComparison.Ordinal).Replace("KandjiVulnerability", "", StringComparison.Ordinal);

    private static IEnumerable<string> Blocks(string heading) =>
        Regex.Matches(Section(heading), "```powershell\n(.*?)```", RegexOptions.Singleline)
            .SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Select(line => Regex.Replace(line, " +# .*$", ""))
            .Where(line => line.Length > 0);

    private static string Section(string heading) =>
        Regex.Match(
            Readme, $"^#+ {Regex.Escape(heading)}\n(.*?)(?=^## |\\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
}
