using System.Collections;
using System.Management.Automation.Language;
using Kandji.PowerShell.Completion;

namespace Kandji.PowerShell.Library;

/// <summary>Completes to the words that the service has for the status of library items and parameters.</summary>
internal sealed class ItemStatusCompleter : IArgumentCompleter
{
    private static readonly Suggestion[] Known =
        new[]
        {
            "Pass", "Error", "Pending", "Available", "Excluded", "Incompatible", "Installing", "Remediated", "Warning", "Success", "Failed",
        }.Select(word => new Suggestion(word)).ToArray();

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Results(Known, wordToComplete);
}
