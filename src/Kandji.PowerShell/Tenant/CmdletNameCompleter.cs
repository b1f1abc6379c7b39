using System.Collections;
using System.Management.Automation.Language;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Permissions;

namespace Kandji.PowerShell.Tenant;

/// <summary>Completes to the cmdlets of this module; where none begins with the word, to paths of scripts.</summary>
internal sealed class CmdletNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        List<CompletionResult> cmdlets = CompletionText.Results(
            CmdletOperations.AllCmdlets()
                .Where(cmdlet => cmdlet.Name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
                .Select(cmdlet => new Suggestion(cmdlet.Name)),
            wordToComplete).ToList();
        // The engine completes paths only where there is no completer; one that offers nothing ends it.
        return cmdlets.Count > 0 ? cmdlets : CompletionCompleters.CompleteFilename(wordToComplete);
    }
}
