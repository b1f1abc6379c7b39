using System.Management.Automation.Language;
using Kandji.Client.Http;
using Kandji.PowerShell.Completion;

namespace Kandji.PowerShell.Tenant;

/// <summary>Completes the names of permissions and of their sections.</summary>
internal sealed class PermissionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        System.Collections.IDictionary fakeBoundParameters) =>
        CompletionText.Results(
            OperationCatalog.All.SelectMany(o => new[] { o.Section, o.Permission }).Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(name => new Suggestion(name)),
            wordToComplete);
}
