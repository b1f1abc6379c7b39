using Kandji.Help;

namespace Kandji.PowerShell.Tests.Help;

public sealed class HelpContentTests
{
    public static TheoryData<string> Names => Commands.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_OfACmdlet_LeavesNothingOut(string name) => Assert.Empty(Problems(Commands.Named(name)));

    [Fact]
    public void Help_OfAnActionsParameters_SaysWithWhichActionsTheyAreThere()
    {
        ParameterHelp pin = Assert.Single(Commands.Named("Invoke-KandjiDeviceAction").Parameters, p => p.Name == "Pin");

        Assert.Equal(["-Action Erase"], pin.OnlyWith);
    }

    [Fact]
    public void Pages_InTheRepository_AreWhatTheSourceSays()
    {
        string folder = Path.Combine(Repository.Root, "docs", "commands");
        IReadOnlyDictionary<string, string> pages = MarkdownWriter.Pages(Commands.All);

        var stale = pages.Where(
            page => !File.Exists(Path.Combine(folder, page.Key))
                || File.ReadAllText(Path.Combine(folder, page.Key)).Replace("\r", "", StringComparison.Ordinal) != page.Value)
            .Select(page => page.Key)
            .Concat(Directory.GetFiles(folder, "*.md").Select(file => Path.GetFileName(file)!).Where(file => !pages.ContainsKey(file)))
            .ToList();

        Assert.True(stale.Count == 0,
            $"{string.Join(", ", stale)}: write them with 'dotnet run --project tools/Kandji.Help -- docs docs/commands' and commit them.");
    }

    private static List<string> Problems(CommandHelp command)
    {
        var problems = new List<string>();
        void Expect(bool fine, string problem)
        {
            if (!fine)
                problems.Add(problem);
        }
        Expect(command.Synopsis.Count == 1, "The synopsis is not one paragraph.");
        Expect(command.Synopsis.All(paragraph => paragraph.Plain.EndsWith('.')), "The synopsis is no sentence.");
        Expect(command.Description.Count > 0, "There is no description.");
        Expect(command.Examples.Count >= 2, $"There are {command.Examples.Count} examples, not two.");
        foreach (ExampleHelp example in command.Examples)
        {
            Expect(example.Title.Length > 0, "An example has no title: " + example.Code);
            Expect(example.Code.Contains(command.Name, StringComparison.OrdinalIgnoreCase),
                "An example does not use the command: " + example.Code);
        }
        foreach (ParameterHelp parameter in command.Parameters)
            Expect(parameter.Description.Any(paragraph => paragraph.Plain.Length > 0), $"-{parameter.Name} is not described.");
        Expect(command.Outputs.Count > 0, "What is written is not declared.");
        foreach (OutputHelp output in command.Outputs.Where(output => output.TypeName.StartsWith("Kandji.", StringComparison.Ordinal)))
        {
            Expect(output.Description.Count > 0, output.TypeName + " is not described.");
            foreach (string member in Undescribed(output.Members, output.TypeName))
                problems.Add(member + " is not described.");
        }
        Expect(command.NoOperation is null == command.Operations.Count > 0,
            "[KandjiOperation] or [NoFixedOperation]: one must say what the command calls.");
        return problems;
    }

    private static IEnumerable<string> Undescribed(IEnumerable<MemberHelp> members, string path) =>
        members.SelectMany(
            member => (member.Description.Count == 0 ? [path + "." + member.Name] : Array.Empty<string>()).Concat(
                Undescribed(member.Members, path + "." + member.Name)));
}
