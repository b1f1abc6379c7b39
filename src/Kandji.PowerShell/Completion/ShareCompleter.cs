using System.Collections;
using System.Management.Automation.Language;

namespace Kandji.PowerShell.Completion;

/// <summary>The base of the completers for parameters that take a number or a share: to common ones.</summary>
/// <param name="values">The values, in their order.</param>
internal abstract class ShareCompleter(string[] values) : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete.Trim('\'', '"');
        return values.Where(value => value.StartsWith(typed, StringComparison.Ordinal))
            .Select(value => new CompletionResult(value, value, CompletionResultType.ParameterValue, value));
    }
}
