using System.Collections;
using System.Management.Automation.Language;
using Kandji.PowerShell.Binding;

namespace Kandji.PowerShell.Devices;

/// <summary>Completes the names of platforms.</summary>
internal sealed class PlatformCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        PlatformNames.All
            .Where(platform => platform.StartsWith(wordToComplete.Trim('\'', '"'), System.StringComparison.OrdinalIgnoreCase))
            .Select(platform => new CompletionResult(platform));
}
