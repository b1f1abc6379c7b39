using System.Collections;
using System.Management.Automation.Language;
using Kandji.Client.Http;
using Kandji.PowerShell.Completion;

namespace Kandji.PowerShell.Raw;

/// <summary>Completes to the paths of the API, those of the method that was given.</summary>
internal sealed class ApiPathCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string method = fakeBoundParameters["Method"]?.ToString() ?? "GET";
        return CompletionText.Results(
            OperationCatalog.All
                .Where(operation => operation.Method.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
                .Select(operation => operation.Path)
                .Distinct(StringComparer.Ordinal)
                .Select(path => new Suggestion(path)),
            wordToComplete);
    }
}
