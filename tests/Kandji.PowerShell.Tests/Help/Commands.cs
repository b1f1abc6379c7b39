using Kandji.Help;

namespace Kandji.PowerShell.Tests.Help;

/// <summary>The help of all cmdlets, read once.</summary>
internal static class Commands
{
    public static IReadOnlyList<CommandHelp> All { get; } = new CommandReader().ReadAll();

    public static TheoryData<string> Names { get; } = new(All.Select(command => command.Name));

    public static CommandHelp Named(string name) => All.Single(command => command.Name == name);
}
