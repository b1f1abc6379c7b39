using System.Text;

namespace Kandji.Help;

/// <summary>Writes help as pages for reading on the web: one for each cmdlet, and a list of them.</summary>
internal static class MarkdownWriter
{
    /// <summary>The pages: file names and contents.</summary>
    public static IReadOnlyDictionary<string, string> Pages(IReadOnlyList<CommandHelp> commands)
    {
        var pages = commands.ToDictionary(command => command.Name + ".md", Page, StringComparer.Ordinal);
        pages["README.md"] = Index(commands);
        return pages;
    }

    /// <summary>Writes the pages to a folder and deletes those of cmdlets that are gone.</summary>
    public static void Write(IReadOnlyList<CommandHelp> commands, string folder)
    {
        Directory.CreateDirectory(folder);
        IReadOnlyDictionary<string, string> pages = Pages(commands);
        foreach (string stale in Directory.GetFiles(folder, "*.md").Where(file => !pages.ContainsKey(Path.GetFileName(file))))
            File.Delete(stale);
        foreach ((string name, string text) in pages)
            File.WriteAllText(Path.Combine(folder, name), text);
    }

    private static string Index(IReadOnlyList<CommandHelp> commands)
    {
        var page = new StringBuilder("# Commands\n\n");
        page.Append("Generated from the documentation comments in the source of the cmdlets, as Get-Help's pages are. ");
        page.Append("`dotnet run --project tools/Kandji.Help -- docs docs/commands` writes them anew.\n");
        foreach (IGrouping<string, CommandHelp> area in commands.GroupBy(command => command.Type.Namespace!.Split('.')[^1])
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Append($"\n## {area.Key}\n\n| command | |\n| --- | --- |\n");
            foreach (CommandHelp command in area)
                page.Append(
                    $"| [{command.Name}]({command.Name}.md) | "
                        + $"{string.Join(" ", command.Synopsis.Select(paragraph => paragraph.Markdown))} |\n");
        }
        return page.ToString();
    }

    private static string Page(CommandHelp command)
    {
        var page = new StringBuilder();
        page.Append($"# {command.Name}\n\n");
        Paragraphs(page, command.Synopsis);

        page.Append("## Syntax\n\n```powershell\n");
        page.Append(string.Join("\n\n", command.Syntax.Select(syntax => SyntaxLine(command, syntax))));
        page.Append("\n```\n\n## Description\n\n");
        Paragraphs(page, command.Description);

        page.Append("## Examples\n\n");
        foreach (ExampleHelp example in command.Examples)
        {
            page.Append($"### {example.Title}\n\n```powershell\n{example.Code}\n```\n\n");
            Paragraphs(page, example.Remarks);
        }

        page.Append("## Parameters\n\n");
        foreach (ParameterHelp parameter in command.Parameters)
            Parameter(page, parameter);
        page.Append(
            "The [common "
                + "parameters](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_commonparameters) work "
                + "too.\n\n");

        page.Append("## Inputs\n\n");
        if (command.Inputs.Count == 0)
            page.Append("None.\n\n");
        foreach (InputHelp input in command.Inputs)
        {
            page.Append($"### {input.TypeName}\n\n");
            Paragraphs(page, input.Description);
        }

        page.Append("## Outputs\n\n");
        foreach (OutputHelp output in command.Outputs)
        {
            page.Append($"### {output.TypeName}\n\n");
            Paragraphs(page, output.Description);
            Members(page, output.Members, 0);
            if (output.Members.Count > 0)
                page.Append('\n');
        }

        page.Append("## Permissions\n\n");
        if (command.NoOperation is { } reason)
            page.Append(reason).Append("\n\n");
        else
        {
            page.Append("What it calls, and what must be ticked for it in Settings > Access > API tokens.\n\n");
            page.Append("| operation | section | permission | needed |\n| --- | --- | --- | --- |\n");
            foreach (OperationHelp operation in command.Operations)
                page.Append($"| `{operation.Operation}` | {operation.Section} | {operation.Permission} | {operation.When} |\n");
            page.Append('\n');
        }

        page.Append("## Related\n\n");
        foreach (string link in command.Related)
            page.Append(
                link.StartsWith("about_", StringComparison.Ordinal) ? $"- [{link}](../../module/en-US/{link}.help.txt)\n"
                    : link.StartsWith("https://", StringComparison.Ordinal) ? $"- <{link}>\n" : $"- [{link}]({link}.md)\n");
        return page.ToString();
    }

    private static string SyntaxLine(CommandHelp command, SyntaxHelp syntax)
    {
        var lines = new List<string> { command.Name };
        foreach (ParameterHelp parameter in syntax.Parameters)
        {
            string name = "-" + parameter.Name;
            if (parameter.Position is not null)
                name = $"[{name}]";
            string word = parameter.IsSwitch ? name
                : parameter.AcceptedValues.Count is > 0 and <= 12
                ? $"{name} {{{string.Join(" | ", parameter.AcceptedValues.Select(value => value.Value))}}}"
                : $"{name} <{parameter.TypeName}>";
            word = parameter.IsMandatory ? word : $"[{word}]";
            if (lines[^1].Length + word.Length > 100)
                lines.Add("    " + word);
            else
                lines[^1] += " " + word;
        }
        return string.Join("\n", lines);
    }

    private static void Parameter(StringBuilder page, ParameterHelp parameter)
    {
        page.Append($"### -{parameter.Name}\n\n");
        if (Sentences.OnlyWith(parameter) is { } only)
            page.Append(only).Append("\n\n");
        Paragraphs(page, parameter.Description);
        bool inList = false;
        foreach (string line in Sentences.Values(parameter))
        {
            inList = line.StartsWith("- ", StringComparison.Ordinal);
            page.Append(line).Append(inList ? "\n" : "\n\n");
        }
        if (inList)
            page.Append('\n');

        page.Append("| | |\n| --- | --- |\n");
        page.Append($"| type | {parameter.TypeName} |\n");
        if (parameter.Aliases.Count > 0)
            page.Append($"| aliases | {string.Join(", ", parameter.Aliases)} |\n");
        if (parameter.Sets.Count > 0)
            page.Append($"| parameter sets | {string.Join(", ", parameter.Sets)} |\n");
        page.Append($"| required | {(parameter.IsMandatory ? "yes" : "no")} |\n");
        page.Append($"| position | {parameter.Position?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "named"} |\n");
        if (parameter.Default is { } value)
            page.Append($"| default | {value} |\n");
        page.Append($"| from the pipeline | {Sentences.Pipeline(parameter)} |\n");
        page.Append($"| wildcards | {(parameter.HasWildcards ? "yes" : "no")} |\n\n");
    }

    private static void Members(StringBuilder page, IReadOnlyList<MemberHelp> members, int depth)
    {
        foreach (MemberHelp member in members)
        {
            page.Append(' ', depth * 2);
            page.Append(
                $"- `{member.Name}` ({member.TypeName.Replace("[]", "\\[]", StringComparison.Ordinal)}): "
                    + $"{string.Join(" ", member.Description.Select(paragraph => paragraph.Markdown))}\n");
            Members(page, member.Members, depth + 1);
        }
    }

    private static void Paragraphs(StringBuilder page, IReadOnlyList<Paragraph> paragraphs)
    {
        for (int i = 0; i < paragraphs.Count; i++)
        {
            bool inList = IsItem(paragraphs[i]) && i + 1 < paragraphs.Count && IsItem(paragraphs[i + 1]);
            page.Append(paragraphs[i].Markdown).Append(inList ? "\n" : "\n\n");
        }
    }

    private static bool IsItem(Paragraph paragraph) => paragraph.Plain.StartsWith("- ", StringComparison.Ordinal);
}
