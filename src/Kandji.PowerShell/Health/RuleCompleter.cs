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
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        return CompletionText.Results(
            HealthRules.All
                .Where(rule => rule.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                    || rule.Title.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                .Select(rule => new Suggestion(rule.Id, rule.Title, rule.Title)),
            wordToComplete);
    }
}
