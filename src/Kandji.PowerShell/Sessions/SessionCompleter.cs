using System.Collections;
using System.Management.Automation.Language;
using Kandji.PowerShell.Completion;

namespace Kandji.PowerShell.Sessions;

/// <summary>Completes the names of the tenants to which a session is open.</summary>
internal sealed class SessionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Results(
            RunspaceSessions.Current.Open
                .Select(session => new Suggestion(session.RegisteredName ?? session.Tenant, session.ToString())).Distinct(),
            wordToComplete);
}
