namespace Kandji.Help;

/// <summary>The sentences that both kinds of output share.</summary>
internal static class Sentences
{
    /// <summary>When a parameter is there at all; null when it always is.</summary>
    public static string? OnlyWith(ParameterHelp parameter) =>
        parameter.OnlyWith.Count == 0 ? null : "Only with " + Either(parameter.OnlyWith) + ".";

    /// <summary>The operations that a cmdlet calls and the permissions that a token needs, a line each.</summary>
    public static IReadOnlyList<string> Operations(CommandHelp command)
    {
        if (command.NoOperation is { } reason)
            return [reason];
        var lines = new List<string>
        {
            "Calls these operations of the API. The permission that each needs is ticked in Settings > Access > API tokens, section > "
                + "permission:",
        };
        lines.AddRange(
            command.Operations.Select(o => $"{o.Operation}: {o.Section} > {o.Permission}" + (o.When == "always" ? "" : $" ({o.When})")));
        return lines;
    }

    /// <summary>
    /// The text in place of the address of a page until the module is packed for a project. Get-Help -Online repeats it up to the first
    /// blank when it says that this is no address, so that it has none, but spaces that do not break: PowerShell reads these as blanks too.
    /// </summary>
    public static string NoOnlineVersion(CommandHelp command) =>
        ($"(none: this build does not know its project's page; type Get-Help {command.Name} -Full, or open docs/commands/{command.Name}.md "
            + "in the repository)").Replace(' ', '\u00a0');

    /// <summary>Bounds and accepted values, each a sentence.</summary>
    public static IEnumerable<string> Values(ParameterHelp parameter)
    {
        if (parameter.AcceptedValues.Count > 0)
        {
            bool explained = parameter.AcceptedValues.Any(value => value.Description.Count > 0);
            if (!explained)
                yield return "Accepted values: " + string.Join(", ", parameter.AcceptedValues.Select(value => value.Value)) + ".";
            else
            {
                yield return "Accepted values:";
                foreach (AcceptedValue value in parameter.AcceptedValues)
                    yield return $"- {value.Value}: {string.Join(" ", value.Description.Select(paragraph => paragraph.Plain))}";
            }
        }
        if (parameter.Limits is { } limits)
            yield return "Accepted: " + limits + ".";
    }

    /// <summary>How values come from the pipeline.</summary>
    public static string Pipeline(ParameterHelp parameter) => (parameter.FromPipeline, parameter.FromPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    /// <summary>A member of an output and those of the object in it, a line each.</summary>
    public static IEnumerable<(int Depth, string Line)> Members(IReadOnlyList<MemberHelp> members, int depth = 0)
    {
        foreach (MemberHelp member in members)
        {
            yield return (depth,
                $"{member.Name} <{member.TypeName}>: {string.Join(" ", member.Description.Select(paragraph => paragraph.Plain))}");
            foreach ((int, string) inner in Members(member.Members, depth + 1))
                yield return inner;
        }
    }

    private static string Either(IReadOnlyList<string> items) =>
        items.Count == 1 ? items[0] : string.Join(", ", items.Take(items.Count - 1)) + " or " + items[^1];
}
