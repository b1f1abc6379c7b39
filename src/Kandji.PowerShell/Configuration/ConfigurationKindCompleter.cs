using System.Collections;
using System.Management.Automation.Language;
using Kandji.Automation.Configuration;
using Kandji.PowerShell.Completion;

namespace Kandji.PowerShell.Configuration;

/// <summary>Completes the kinds of which a tenant's configuration is made.</summary>
internal sealed class ConfigurationKindCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Results(
            ConfigurationKinds.Comparable.Select(kind => kind.ToString()).Concat(ConfigurationKinds.Aliases.Keys)
                .Select(name => new Suggestion(name, name)),
            wordToComplete);
}
