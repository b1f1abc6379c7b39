using System.Collections;
using System.Management.Automation.Language;
using Kandji.Client.Devices.Actions;

namespace Kandji.PowerShell.Devices.Actions;

/// <summary>
/// Completes what can be a device or an action: after a pipe the first value is the action, else the first is the device and the second the
/// action.
/// </summary>
internal sealed class DeviceActionCompleter : IArgumentCompleter
{
    private readonly DeviceCompleter _devices = new();

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        bool isPiped = commandAst is { Parent: PipelineAst pipeline } && pipeline.PipelineElements[0] != commandAst;
        bool isNamed = commandAst is { CommandElements: { } elements } && elements.OfType<CommandParameterAst>()
            .Any(parameter => parameter.ParameterName.Equals(parameterName, StringComparison.OrdinalIgnoreCase));
        bool isAction = !parameterName.Equals("Device", StringComparison.OrdinalIgnoreCase) || (isPiped && !isNamed);
        if (!isAction)
            return _devices.CompleteArgument(commandName, "Device", wordToComplete, commandAst, fakeBoundParameters);
        string start = wordToComplete.Trim('\'', '"');
        return Enum.GetNames(typeof(DeviceAction))
            .Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => new CompletionResult(name));
    }
}
