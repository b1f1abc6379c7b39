using System.Collections;
using System.Globalization;
using System.Management.Automation.Host;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace Kandji.PowerShell.Views;

/// <summary>Finds how many columns the output has that a cell is made for.</summary>
/// <remarks>
/// PowerShell computes the text of a cell before the command that writes the table tells its width to anybody, and there is no way to ask.
/// The width is that of the window, or what -Width of Out-String or Out-File says; the latter stands in the statement that is running,
/// which the call stack has. A statement that cannot be read, or a pipeline that was built without a script, leaves the window's width;
/// where there is no window, PowerShell's own default stands.
/// </remarks>
internal static class DisplayWidth
{
    /// <summary>The columns that PowerShell uses of a window of 80: it leaves the last one free.</summary>
    public const int Narrow = 79;

    // The width that Out-String and Out-File assume where there is no window, as in a job.
    private const int WithoutWindow = 120;

    private static readonly string[] WritersWithWidth = ["Out-String", "Out-File", "oss"];

    // The same statement writes all rows.
    [ThreadStatic]
    private static KeyValuePair<string, CommandAst[]> _lastParsed;

    [ThreadStatic]
    private static WindowWidth? _lastWindow;

    /// <summary>The width of the output.</summary>
    /// <param name="engine">The value of <c>$ExecutionContext</c> in a view.</param>
    public static int Find(EngineIntrinsics engine) => FromRunningStatement(engine) ?? FromWindow(engine.Host) ?? WithoutWindow;

    /// <summary>The value of -Width in a statement.</summary>
    /// <param name="statement">The text of the statement.</param>
    /// <param name="getVariable">Reads a variable.</param>
    /// <returns>The width; null when the statement has none, or when it cannot be told without running it.</returns>
    internal static int? FromStatement(string statement, Func<string, object?> getVariable)
    {
        if (!WritersWithWidth.Any(name => statement.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0))
            return null;
        if (_lastParsed.Key != statement)
            _lastParsed = new(statement, WritersIn(Parser.ParseInput(statement, out _, out _)));
        return _lastParsed.Value.Select(command => ReadWidth(command, getVariable)).FirstOrDefault(width => width is not null);
    }

    // Not those in the script blocks that a statement holds: they have call frames of their own while they run.
    private static CommandAst[] WritersIn(ScriptBlockAst script) =>
        script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: false).Cast<CommandAst>()
        .Where(command => WritersWithWidth.Contains(GetCommandName(command), StringComparer.OrdinalIgnoreCase))
        .ToArray();

    // The innermost statement that says a width is the one that writes: what called it waits.
    private static int? FromRunningStatement(EngineIntrinsics engine)
    {
        if (Runspace.DefaultRunspace?.Debugger is not { } debugger)
            return null;
        foreach (CallStackFrame frame in debugger.GetCallStack())
        {
            Dictionary<string, PSVariable>? variables = null;
            if (FromStatement(frame.Position?.Text ?? "", GetVariable) is { } width)
                return width;

            object? GetVariable(string name)
            {
                variables ??= frame.GetFrameVariables();
                return variables.TryGetValue(name, out PSVariable? own) ? own.Value : engine.SessionState.PSVariable.GetValue(name);
            }
        }
        return null;
    }

    // Asking the system takes longer than making a cell.
    private static int? FromWindow(PSHost? host)
    {
        if (host is null)
            return null;
        int now = Environment.TickCount;
        if (_lastWindow is not { } last || last.Host != host.InstanceId || unchecked((uint)(now - last.Tick)) > 200)
            _lastWindow = last = new WindowWidth(host.InstanceId, now, Measure(host));
        return last.Width;
    }

    private static int? Measure(PSHost host)
    {
        try
        {
            return host.UI?.RawUI is { BufferSize.Width: > 1 } screen ? screen.BufferSize.Width - 1 : null;
        }
        catch (Exception e) when (e is HostException or InvalidOperationException or NotImplementedException or NotSupportedException)
        {
            // A host without a window, as that of a job, says so in this way.
            return null;
        }
    }

    // With the module's name before it, too.
    private static string GetCommandName(CommandAst command)
    {
        string name = command.GetCommandName() ?? "";
        return name.Substring(name.LastIndexOf('\\') + 1);
    }

    private static int? ReadWidth(CommandAst command, Func<string, object?> getVariable)
    {
        for (int i = 1; i < command.CommandElements.Count; i++)
        {
            switch (command.CommandElements[i])
            {
                // -Wi is short for it: nothing else that these commands take begins so.
                case CommandParameterAst parameter when parameter.ParameterName.Length > 0
                    && "Width".StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase):
                    Ast? argument = parameter.Argument ?? command.CommandElements.ElementAtOrDefault(i + 1);
                    return ToWidth(argument switch
                    {
                        ConstantExpressionAst constant => constant.Value,
                        VariableExpressionAst variable => getVariable(variable.VariablePath.UserPath),
                        _ => null,
                    });
                case VariableExpressionAst { Splatted: true } splatted
                    when getVariable(splatted.VariablePath.UserPath).Unwrap() is IDictionary values && values.Contains("Width"):
                    return ToWidth(values["Width"]);
            }
        }
        return null;
    }

    private static int? ToWidth(object? value) =>
        LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out int width) && width > 0 ? width : null;

    private sealed record WindowWidth(Guid Host, int Tick, int? Width);
}
