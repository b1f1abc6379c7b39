using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Threading.Tasks;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Tests.Engine;
using Xunit;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Holds every rule that parameters of a cmdlet declare about each other, whichever cmdlet it is.</summary>
public sealed class ParameterRulesTests
{
    public static TheoryData<string, string, string> Exclusions() =>
        [
            .. from cmdlet in CmdletOperations.AllCmdlets() from pair in ParameterRules.For(cmdlet.Type).Exclusions select (cmdlet.Name,
                pair.Parameter, pair.Other)];

    public static TheoryData<string, string> Requirements() =>
        [
            .. from cmdlet in CmdletOperations.AllCmdlets() from rule in ParameterRules.For(cmdlet.Type).Requirements select (cmdlet.Name,
                rule.Parameter)];

    public static TheoryData<string> Changes() =>
        [.. from cmdlet in CmdletOperations.AllCmdlets() where ParameterRules.For(cmdlet.Type).Changes.Length > 0 select cmdlet.Name];

    [Theory]
    [MemberData(nameof(Exclusions))]
    public async Task Run_WithParametersThatExcludeEachOther_EndsWithOneErrorBeforeAnythingIsSent(
        string command, string parameter, string other)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(Line(shell, command, parameter, other) + "; 'went on'");

        Expect(shell, result, $"-{parameter} and -{other} exclude each other");
    }

    [Theory]
    [MemberData(nameof(Requirements))]
    public async Task Run_WithoutTheParameterThatAnotherRequires_EndsWithOneErrorBeforeAnythingIsSent(string command, string parameter)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(Line(shell, command, parameter) + "; 'went on'");

        Expect(shell, result, $"-{parameter} requires -");
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Set_WithNothingToChange_EndsWithOneErrorBeforeAnythingIsSent(string command)
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        InvocationResult result = shell.Run(Line(shell, command) + "; 'went on'");

        Expect(shell, result, "Nothing to change: give -");
    }

    [Fact]
    public async Task Run_ForManyObjects_EndsWithOneError()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();
        shell.Run("$global:scripts = Get-KandjiCustomScript").Succeeded();
        shell.Tenant.Log.Clear();

        Expect(shell, shell.Run("try { $scripts | Set-KandjiCustomScript -Path x -Script y } catch { throw }; 'went on'"),
            "exclude each other");
        Expect(shell, shell.Run("try { $scripts | Set-KandjiCustomScript } catch { throw }; 'went on'"), "Nothing to change");
    }

    [Fact]
    public async Task Run_WithASwitchThatIsOff_DoesNotCountItAsGiven()
    {
        await using PowerShellSession shell = await PowerShellSession.ConnectedAsync();

        shell.Run("Get-KandjiThreat -Descending:$false; Invoke-KandjiApi /api/v1/tags -First 1 -Raw:$false").Succeeded();
    }

    [Fact]
    public void Rules_NameParametersThatAreThereAndThatNoPipelineBindsLater()
    {
        foreach ((string name, Type type) in CmdletOperations.AllCmdlets())
        {
            ParameterRules rules = ParameterRules.For(type);
            IEnumerable<string> named = rules.Exclusions.SelectMany(pair => new[] { pair.Parameter, pair.Other })
                .Concat(rules.Requirements.SelectMany(rule => rule.Others.Append(rule.Parameter)))
                .Concat(rules.Changes);
            foreach (string parameter in named)
            {
                var attributes = type.GetProperty(parameter)?.GetCustomAttributes<ParameterAttribute>().ToList();
                Assert.True(attributes is { Count: > 0 }, $"{name} has no parameter {parameter}.");
                Assert.DoesNotContain(attributes!, attribute => attribute.ValueFromPipeline || attribute.ValueFromPipelineByPropertyName);
            }
        }
    }

    [Fact]
    public void Descending_EverywhereBesideSortBy_RequiresIt() => Assert.All(
        CmdletOperations.AllCmdlets().Where(cmdlet => cmdlet.Type.GetProperty("SortBy") is not null),
        cmdlet => Assert.Contains(
            ParameterRules.For(cmdlet.Type).Requirements, rule => rule.Parameter == "Descending" && rule.Others.SequenceEqual(["SortBy"])));

    [Fact]
    public void Clear_EverywhereBesideWhatItClears_ExcludesIt() => Assert.All(
        from cmdlet in CmdletOperations.AllCmdlets()
        from property in cmdlet.Type.GetProperties()
        where property.Name.StartsWith("Clear", StringComparison.Ordinal) && property.PropertyType == typeof(SwitchParameter)
        select (cmdlet.Type, property.Name),
        clear => Assert.Contains((clear.Name, clear.Name["Clear".Length..]), ParameterRules.For(clear.Type).Exclusions));

    private static void Expect(PowerShellSession shell, InvocationResult result, string words)
    {
        Assert.NotNull(result.Terminating);
        Assert.StartsWith("KandjiInvalidArgument,", result.Terminating.FullyQualifiedErrorId);
        Assert.Contains(words, result.Terminating.Exception.Message);
        Assert.Empty(result.Errors);
        Assert.Empty(shell.Tenant.Log.Entries);
        Assert.Empty(result.Output);
    }

    // The command with values for these parameters and for those that a parameter set with all of them has to have.
    private static string Line(PowerShellSession shell, string command, params string[] parameters)
    {
        var info = (CmdletInfo)Assert.Single(shell.Run($"Get-Command {command}").Succeeded().Output).BaseObject;
        CommandParameterSetInfo set = info.ParameterSets
            .OrderByDescending(set => set.IsDefault)
            .First(set => parameters.All(parameter => set.Parameters.Any(p => p.Name == parameter)));
        IEnumerable<string> arguments = set.Parameters
            .Where(parameter => parameter.IsMandatory || parameters.Contains(parameter.Name))
            .Select(parameter => $"-{parameter.Name} {Value(parameter)}");
        // Terminating errors of a command end a script that wants it so; the others must not.
        return $"try {{ {command} {string.Join(" ", arguments)} }} catch {{ throw }}";
    }

    private static string Value(CommandParameterInfo parameter)
    {
        Type type = parameter.ParameterType.IsArray ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set)
            return set.ValidValues[0];
        return type == typeof(SwitchParameter) ? ""
            : type == typeof(bool) ? "$true"
            : type == typeof(int) ? "1"
            : type == typeof(DateTime) ? "([datetime]::Now)"
            : type.IsEnum ? Enum.GetNames(type)[0]
            : "'/x'";
    }
}
