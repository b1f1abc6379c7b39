using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Tenant;

/// <summary>Finds in a script which cmdlets of this module it uses, and which operations these call with the parameters given.</summary>
internal static class ScriptOperations
{
    private static readonly Dictionary<string, Type> Cmdlets =
        CmdletOperations.AllCmdlets().ToDictionary(cmdlet => cmdlet.Name, cmdlet => cmdlet.Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>The operations of a script.</summary>
    /// <param name="script">The parsed script. It is not run.</param>
    public static IEnumerable<(string Cmdlet, CmdletOperation Operation)> Of(Ast script)
    {
        foreach (CommandAst command in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            // A name may carry its module: Kandji\Get-KandjiDevice.
            string? name = command.GetCommandName()?.Split('\\').Last();
            if (name is null || !Cmdlets.TryGetValue(name, out Type? type))
                continue;
            string known = CmdletOperations.NameOf(type);
            foreach (CmdletOperation operation in CmdletOperations.Of(type))
            {
                if (operation.Parameter is null)
                    yield return (known, operation);
                else if (Use(command, type, operation.Parameter, operation.Value) is { } use)
                    yield return (known, use ? operation with { Parameter = null, Value = null } : operation);
            }
        }
    }

    // True: the parameter is given. Null: it is not. False: it may be.
    private static bool? Use(CommandAst command, Type cmdlet, string parameter, string? value)
    {
        ParameterBindingResult? bound = Bound(command, parameter);
        if (bound is not null)
        {
            if (value is null)
                return true;
            if (bound.ConstantValue is not { } constant)
                return false;
            return string.Equals(constant.ToString(), value, StringComparison.OrdinalIgnoreCase) ? true : null;
        }
        if (command.CommandElements.OfType<VariableExpressionAst>().Any(variable => variable.Splatted))
            return false;
        bool takesInput = command.Parent is PipelineAst pipeline && pipeline.PipelineElements[0] != command;
        return takesInput && FromPipeline(cmdlet, parameter) ? true : null;
    }

    private static ParameterBindingResult? Bound(CommandAst command, string parameter)
    {
        StaticBindingResult binding = StaticParameterBinder.BindCommand(command, resolve: true);
        return binding.BoundParameters.TryGetValue(parameter, out ParameterBindingResult? result) ? result : null;
    }

    private static bool FromPipeline(Type cmdlet, string parameter) =>
        cmdlet.GetProperty(parameter)!.GetCustomAttributes(typeof(ParameterAttribute), inherit: true)
            .Cast<ParameterAttribute>()
            .Any(attribute => attribute.ValueFromPipeline || attribute.ValueFromPipelineByPropertyName);
}
