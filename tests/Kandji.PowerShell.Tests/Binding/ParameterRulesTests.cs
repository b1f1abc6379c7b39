using System.Reflection;
using Kandji.Client.Devices.Actions;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Devices.Actions;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tests.Binding;

/// <summary>Holds every rule that parameters of a cmdlet declare about each other, whichever cmdlet it is.</summary>
public sealed class ParameterRulesTests : CommandTests
{
    public static TheoryData<string, string, string> Exclusions() =>
        [.. from command in Commands() from pair in command.Rules.Exclusions select (command.Line, pair.Parameter, pair.Other)];

    public static TheoryData<string, string, string?> Requirements() =>
        [.. from command in Commands() from rule in command.Rules.Requirements select (command.Line, rule.Parameter, rule.Value)];

    public static TheoryData<string, string> Choices() =>
        [.. from command in Commands() from rule in command.Rules.Choices select (command.Line, rule.Problem)];

    [Theory]
    [MemberData(nameof(Exclusions))]
    public void Run_WithParametersThatExcludeEachOther_EndsWithOneErrorBeforeAnythingIsSent(
        string command, string parameter, string other)
    {
        InvocationResult result = Shell.Run(Line(Shell, command, [(parameter, null), (other, null)]) + "; 'went on'");

        Expect(Shell, result, $"-{parameter} and -{other} exclude each other");
    }

    [Theory]
    [MemberData(nameof(Requirements))]
    public void Run_WithoutTheParameterThatAnotherRequires_EndsWithOneErrorBeforeAnythingIsSent(
        string command, string parameter, string? value)
    {
        InvocationResult result = Shell.Run(Line(Shell, command, [(parameter, value)]) + "; 'went on'");

        Expect(Shell, result, value is null ? $"-{parameter} requires -" : $"-{parameter} {value} requires -");
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void Run_WithNoneOfTheParametersOfWhichOneIsRequired_EndsWithOneErrorBeforeAnythingIsSent(
        string command, string problem)
    {
        // The parameters that the other rules require are given.
        (string, string?)[] others = Commands().Single(c => c.Line == command).Rules.Choices
            .Where(rule => rule.Problem != problem)
            .Select(rule => (rule.Parameters[0], (string?)null))
            .ToArray();

        InvocationResult result = Shell.Run(Line(Shell, command, others) + "; 'went on'");

        Expect(Shell, result, problem + ": give -");
    }

    [Theory]
    [InlineData("Get-KandjiThreat -ThrottleLimit 4", "-ThrottleLimit requires -Device")]
    [InlineData("Get-KandjiVulnerability -Severity High -ThrottleLimit 4", "-ThrottleLimit requires -CveId")]
    [InlineData("Invoke-KandjiDeviceAction x Restart -Timeout 60", "-Timeout requires -Wait")]
    [InlineData("Invoke-KandjiDeviceAction x Restart -Timeout 60 -Wait:$false", "-Timeout requires -Wait")]
    [InlineData("Invoke-KandjiDeviceAction x DeleteUser -Force", "give -UserName or -AllUsers")]
    [InlineData("Invoke-KandjiDeviceAction x DeleteUser -AllUsers:$false -Force", "give -UserName or -AllUsers")]
    [InlineData("Invoke-KandjiDeviceAction x DeleteUser -UserName ada -AllUsers -Force", "-AllUsers and -UserName exclude each other")]
    [InlineData("Invoke-KandjiDeviceAction x Erase -WiFiProfileId y -Force", "-WiFiProfileId requires -ReturnToService")]
    [InlineData("New-KandjiCustomApp -Path ./a.zip", "requires -UnzipLocation")]
    [InlineData("New-KandjiCustomApp -Path ./a.dmg -InstallType zip", "requires -UnzipLocation")]
    [InlineData(
        "New-KandjiCustomApp -Path ./a.pkg -InstallEnforcement continuously_enforce",
        "requires -AuditScriptPath, -AuditScript or -InputObject")]
    [InlineData(
        "New-KandjiCustomApp -Path ./a.pkg -InstallEnforcement ContinuouslyEnforce -AuditScript ''",
        "requires -AuditScriptPath, -AuditScript or -InputObject")]
    [InlineData("New-KandjiCustomScript -Script 'exit 0'", "-Script requires -Name")]
    [InlineData("New-KandjiCustomProfile -Content '<plist/>'", "-Content requires -Name")]
    [InlineData("Get-KandjiAuditEvent -StartDate 2026-02-01 -EndDate 2026-01-01", "-StartDate is later than -EndDate")]
    [InlineData("Set-KandjiDevice x", "Nothing to change: give -")]
    [InlineData("'x', 'y' | Set-KandjiDevice", "Nothing to change: give -")]
    [InlineData("Set-KandjiAdeDevice x", "Nothing to change: give -")]
    [InlineData("'x', 'y' | Set-KandjiAdeDevice", "Nothing to change: give -")]
    [InlineData("Set-KandjiAdeIntegration x", "Nothing to change: give -")]
    public void Run_OfWhatCannotBeCarriedOut_EndsWithOneErrorBeforeAnythingIsSent(string command, string words)
    {
        Expect(Shell, Shell.Run($"try {{ {command} }} catch {{ throw }}; 'went on'"), words);
    }

    [Fact]
    public void Run_WithWhatThePipelineBindsLater_IsNotRefused()
    {
        using var folder = new TemporaryFolder();
        string token = folder.Write("token.p7m", "MIIB");

        Shell.Run("Get-KandjiDevice -Platform Mac -First 2 | Get-KandjiThreat -ThrottleLimit 2").Succeeded();
        Shell.Run("Get-KandjiVulnerability -First 2 | Get-KandjiVulnerability -ThrottleLimit 2").Succeeded();
        Shell.Run(
            "[pscustomobject]@{ Email = 'it@example.com'; Phone = '1' } | "
            + $"New-KandjiAdeIntegration '{token}' -UseBlueprintRouting -WhatIf").Succeeded();
    }

    [Fact]
    public void Run_ForManyObjects_EndsWithOneError()
    {
        Shell.Run("$global:scripts = Get-KandjiCustomScript").Succeeded();
        Shell.Tenant.Log.Clear();

        Expect(Shell, Shell.Run("try { $scripts | Set-KandjiCustomScript -Path x -Script y } catch { throw }; 'went on'"),
            "exclude each other");
        Expect(Shell, Shell.Run("try { $scripts | Set-KandjiCustomScript } catch { throw }; 'went on'"), "Nothing to change");
    }

    [Fact]
    public void Run_WithASwitchThatIsOff_DoesNotCountItAsGiven()
    {
        Shell.Run("Get-KandjiThreat -Descending:$false; Invoke-KandjiApi /api/v1/tags -First 1 -Raw:$false").Succeeded();
    }

    [Fact]
    public void Rules_NameParametersThatAreThereAndDependOnNoneThatThePipelineBindsLater()
    {
        foreach ((string line, Type type, ParameterRules rules) in Commands())
        {
            foreach (string parameter in rules.Exclusions.SelectMany(pair => new[] { pair.Parameter, pair.Other })
                .Concat(rules.Requirements.Select(rule => rule.Parameter)))
            {
                Assert.DoesNotContain(
                    Attributes(parameter), attribute => attribute.ValueFromPipeline || attribute.ValueFromPipelineByPropertyName);
            }
            Assert.All(rules.Requirements.SelectMany(rule => rule.Others).Concat(rules.Choices.SelectMany(rule => rule.Parameters)),
                parameter => Attributes(parameter));

            List<ParameterAttribute> Attributes(string parameter)
            {
                List<ParameterAttribute> attributes = type.GetProperty(parameter)?.GetCustomAttributes<ParameterAttribute>().ToList() ?? [];
                Assert.True(attributes.Count > 0, $"{line} has no parameter {parameter}.");
                return attributes;
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

    // Every cmdlet, and every action with parameters of its own.
    private static IEnumerable<(string Line, Type Type, ParameterRules Rules)> Commands() =>
        CmdletOperations.AllCmdlets().Select(cmdlet => (cmdlet.Name, cmdlet.Type, ParameterRules.For(cmdlet.Type)))
            .Concat(from action in Enum.GetValues<DeviceAction>()
                    let type = DeviceActionParameters.Create(action)?.GetType()
                    where type is not null
                    select ($"Invoke-KandjiDeviceAction -Force -Action {action}", type, ParameterRules.For(type)));

    // The command with values for these parameters and for those that a parameter set with all of them has to have.
    private static string Line(PowerShellSession shell, string command, (string Name, string? Value)[] parameters)
    {
        string[] words = command.Split(' ');
        // Get-Command gives an action's parameters when it is given the action.
        var info = (CmdletInfo)Assert.Single(shell.Run(
            $"Get-Command {words[0]}" + (words.Length == 1 ? "" : $" -ArgumentList 'x', '{words[^1]}'")).Succeeded().Output).BaseObject;
        CommandParameterSetInfo set = info.ParameterSets
            .OrderByDescending(set => set.IsDefault)
            .First(set => parameters.All(parameter => set.Parameters.Any(p => p.Name == parameter.Name)));
        IEnumerable<string> arguments = set.Parameters
            .Where(parameter => !words.Contains("-" + parameter.Name))
            .Where(parameter => parameter.IsMandatory || parameters.Any(given => given.Name == parameter.Name))
            .Select(parameter =>
                $"-{parameter.Name} {parameters.FirstOrDefault(given => given.Name == parameter.Name).Value ?? Value(parameter)}");
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
            : type == typeof(TimeSpan) ? "1m"
            : type == typeof(int) ? "1"
            : type == typeof(DateTime) ? "([datetime]::Now)"
            : type.IsEnum ? Enum.GetNames(type)[0]
            : "'/x'";
    }
}
