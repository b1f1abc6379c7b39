using System.Collections;
using System.Management.Automation.Language;
using Kandji.Automation.Health;
using Kandji.PowerShell.Completion;

namespace Kandji.PowerShell.Health;

/// <summary>Completes to the ids of rules, from the id or from a word of the title.</summary>
internal sealed class RuleCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Results(
            HealthRules.All.Select(rule => new Suggestion(rule.Id, $"{rule.Id} {rule.Title}", rule.Title)), wordToComplete);
}
