using System.Globalization;
using System.Management.Automation.Language;
using Kandji.Client.Http;
using Kandji.Client.Model;
using Kandji.Client.Raw;
using Kandji.PowerShell.Permissions;
using Kandji.PowerShell.Raw;
using Microsoft.PowerShell.Commands;

namespace Kandji.PowerShell.Tenant;

/// <summary>Finds in a script which cmdlets of this module it uses, and which operations these call with the parameters given.</summary>
internal static class ScriptOperations
{
    private static readonly Dictionary<string, Type> Cmdlets =
        CmdletOperations.AllCmdlets().ToDictionary(cmdlet => cmdlet.Name, cmdlet => cmdlet.Type, StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Evaluators = new(["Invoke-Expression", "iex"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Aliases = new(["Set-Alias", "New-Alias", "sal", "nal"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The operations of a script.</summary>
    /// <param name="script">The parsed script. It is not run.</param>
    /// <param name="warn">Is told of each call whose operation cannot be known.</param>
    public static IEnumerable<(string Cmdlet, CmdletOperation Operation)> Find(Ast script, Action<string> warn)
    {
        foreach ((IScriptExtent place, string file) in LoadedModules(script))
        {
            warn($"{FormatPosition(place)}: what {PrintableText.Sanitize(file)} needs is not counted: the script loads it, and it is not "
                + "read. Name that file, or the scripts and modules (.psm1) that it loads, with -For too.");
        }
        foreach (CommandAst command in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            if (FindCmdlet(command) is not { } type)
            {
                if (NotFollowed(command) is { } why)
                    warn(
                        $"{FormatPosition(command.Extent)}: what {PrintableText.Sanitize(command.CommandElements[0].Extent.Text)} needs is "
                            + $"not counted{why}");
                continue;
            }
            string known = CmdletOperations.GetName(type);
            if (type == typeof(InvokeKandjiApi))
            {
                if (FindRequestOperation(command, out string why) is { } named)
                    yield return (known, new CmdletOperation(named, null, null, null));
                else
                    warn($"{FormatPosition(command.Extent)}: which permission {known} needs there cannot be told, because {why}.");
            }
            foreach (CmdletOperation operation in CmdletOperations.For(type))
            {
                if (operation.Parameter is null)
                    yield return (known, operation);
                else if (Use(command, type, operation.Parameter, operation.Value) is { } use)
                    yield return (known, use ? operation with { Parameter = null, Value = null } : operation);
            }
        }
    }

    // Commands that run the files that their arguments name.
    private static readonly HashSet<string> Loaders = new(
        ["Import-Module", "ipmo", "Start-Job", "sajb", "Start-ThreadJob", "Invoke-Command", "icm", "pwsh", "pwsh.exe", "powershell",
            "powershell.exe"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] CodeFiles = [".ps1", ".psm1", ".psd1"];

    // The files of modules that are loaded before the script runs.
    private static IEnumerable<(IScriptExtent Place, string File)> LoadedModules(Ast script)
    {
        foreach (UsingStatementAst statement in script.FindAll(ast => ast is UsingStatementAst, searchNestedScriptBlocks: true)
            .Cast<UsingStatementAst>().Where(statement => statement.UsingStatementKind == UsingStatementKind.Module))
        {
            string name = (statement.Name ?? (Ast?)statement.ModuleSpecification ?? statement).Extent.Text;
            if (IsFileOfAModule(name))
                yield return (statement.Extent, name);
        }
        if (script is not ScriptBlockAst { ScriptRequirements: { } requirements })
            yield break;
        IEnumerable<ModuleSpecification> modules = requirements.RequiredModules ?? Enumerable.Empty<ModuleSpecification>();
        foreach (string name in modules.Select(module => module.Name).Where(IsFileOfAModule))
            yield return (script.Extent, name);
    }

    // A module may be named by its folder. A name alone is one that is installed.
    private static bool IsFileOfAModule(string text)
    {
        string name = text.Trim('\'', '"');
        return IsCodeFile(name)
            || (name.IndexOfAny(['/', '\\']) >= 0 && !name.TrimEnd('/', '\\').EndsWith("Kandji", StringComparison.OrdinalIgnoreCase));
    }

    // Why what a command runs cannot be read from the script; null for a command that runs nothing else.
    private static string? NotFollowed(CommandAst command)
    {
        if (command.CommandElements[0].Extent.Text.IndexOf(".ps1", StringComparison.OrdinalIgnoreCase) >= 0)
            return ". Name that script with -For too.";
        if (command.CommandElements[0] is ScriptBlockExpressionAst)
            return null;
        string? name = command.GetCommandName()?.Split('\\').Last();
        if (name is null)
            return ": the command is known only when the script runs.";
        if (Evaluators.Contains(name))
            return ": the text that it runs is known only when the script runs.";
        if (Loaders.Contains(name) && command.CommandElements.Skip(1).FirstOrDefault(NamesAFile) is { } file)
        {
            return $": it runs {PrintableText.Sanitize(file.Extent.Text)}, which is not read. Name that file, or the scripts and modules "
                + "(.psm1) that it loads, with -For too.";
        }
        return Aliases.Contains(name) && command.CommandElements.Skip(1).Any(NamesACmdlet)
            ? " where its alias is used: aliases are not followed. Write the command's own name."
            : null;
    }

    private static bool NamesAFile(CommandElementAst element) =>
        element is not ScriptBlockExpressionAst && IsCodeFile(element.Extent.Text);

    // This module's own file needs nothing.
    private static bool IsCodeFile(string text) => text.IndexOf("Kandji.psd1", StringComparison.OrdinalIgnoreCase) < 0
        && Array.Exists(CodeFiles, ending => text.IndexOf(ending, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool NamesACmdlet(CommandElementAst element) => element switch
    {
        StringConstantExpressionAst text => Cmdlets.ContainsKey(text.Value.Split('\\').Last()),
        CommandParameterAst { Argument: { } argument } => NamesACmdlet(argument),
        CommandParameterAst => false,
        _ => true,
    };

    // A name may carry its module: Kandji\Get-KandjiDevice.
    private static Type? FindCmdlet(CommandAst command) =>
        command.GetCommandName()?.Split('\\').Last() is { } name && Cmdlets.TryGetValue(name, out Type? type) ? type : null;

    // Only the literals of the script are known; computed values are known only when it runs.
    private static ApiOperation? FindRequestOperation(CommandAst command, out string why)
    {
        string? path = Bound(command, nameof(InvokeKandjiApi.Path))?.ConstantValue as string;
        ParameterBindingResult? bound = Bound(command, nameof(InvokeKandjiApi.Method));
        string? method = bound is null && !Splats(command) ? "GET" : bound?.ConstantValue as string;
        if (path is null || method is null)
        {
            why = $"its {(path is null ? "path" : "method")} is known only when it runs";
            return null;
        }
        why = $"{PrintableText.Sanitize(method.ToUpperInvariant() + " " + path)} is not a known operation";
        return RawOperations.FindKnown(new RawRequest(method, path));
    }

    private static string FormatPosition(IScriptExtent place) =>
        $"Line {place.StartLineNumber}{(place.File is { } file ? " of " + file : "")}";

    private static bool Splats(CommandAst command) =>
        command.CommandElements.OfType<VariableExpressionAst>().Any(variable => variable.Splatted);

    // True: the parameter is given. Null: it is not. False: it may be.
    private static bool? Use(CommandAst command, Type cmdlet, string parameter, string? value)
    {
        ParameterBindingResult? bound = Bound(command, parameter);
        if (bound is not null)
        {
            if (value is null)
                return true;
            return bound.ConstantValue is { } constant && GetValue(cmdlet, parameter, constant) is { } given
                ? string.Equals(given, value, StringComparison.OrdinalIgnoreCase) ? true : null
                : false;
        }
        if (Splats(command))
            return false;
        if (FindInput(command) is { } input && (FromPipeline(cmdlet, parameter) || (IsInRows(cmdlet, parameter) && !IsOurs(input))))
            return true;
        // A choice among operations that need not be made, and was not, is of all of them.
        return value is not null && !Attributes(cmdlet, parameter).Any(attribute => attribute.Mandatory) ? true : null;
    }

    private static CommandBaseAst? FindInput(CommandAst command) =>
        command.Parent is PipelineAst pipeline && pipeline.PipelineElements.IndexOf(command) is > 0 and var at
        ? pipeline.PipelineElements[at - 1] : null;

    private static bool IsOurs(CommandBaseAst input) => input is CommandAst command && FindCmdlet(command) is not null;

    private static bool IsInRows(Type cmdlet, string parameter) =>
        cmdlet.GetProperty(parameter)!.IsDefined(typeof(InRowsAttribute), inherit: true);

    private static ParameterBindingResult? Bound(CommandAst command, string parameter)
    {
        StaticBindingResult binding = StaticParameterBinder.BindCommand(command, resolve: true);
        return binding.BoundParameters.TryGetValue(parameter, out ParameterBindingResult? result) ? result : null;
    }

    // The name of the value as the parameter takes it, which has the API's spelling and abbreviations too: device_information, Rest. Null
    // when it is none that is known.
    private static string? GetValue(Type cmdlet, string parameter, object constant)
    {
        Type type = cmdlet.GetProperty(parameter)!.PropertyType;
        string text = new(constant.ToString()!.Where(char.IsLetterOrDigit).ToArray());
        return LanguagePrimitives.TryConvertTo(
            text, type.IsArray ? type.GetElementType()! : type, CultureInfo.InvariantCulture, out object value) ? value.ToString() : null;
    }

    private static bool FromPipeline(Type cmdlet, string parameter) =>
        Attributes(cmdlet, parameter).Any(attribute => attribute.ValueFromPipeline || attribute.ValueFromPipelineByPropertyName);

    private static IEnumerable<ParameterAttribute> Attributes(Type cmdlet, string parameter) =>
        cmdlet.GetProperty(parameter)!.GetCustomAttributes(typeof(ParameterAttribute), inherit: true).Cast<ParameterAttribute>();
}
