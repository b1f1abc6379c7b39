using System.Management.Automation.Language;

namespace Kandji.PowerShell.Tests.Shipping;

/// <summary>The script that spares the typing of dotnet commands.</summary>
public sealed class BuildScriptTests
{
    [Fact]
    public void Options_WithAColon_ReachDotNetInOnePiece()
    {
        ScriptBlockAst script = Parser.ParseFile(Path.Combine(Repository.Root, "build.ps1"), out _, out ParseError[] errors);
        CommandAst[] calls = [.. script.FindAll(ast => ast is CommandAst command && command.GetCommandName() == "Invoke-DotNet", true)
            .Cast<CommandAst>()];

        Assert.Empty(errors);
        Assert.NotEmpty(calls);
        // PowerShell hands -p:Name=value to a function as two arguments, unless it is quoted.
        Assert.All(calls, call => Assert.DoesNotContain(
            call.CommandElements.OfType<CommandParameterAst>(), option => option.Extent.Text.Contains(':')));
    }
}
