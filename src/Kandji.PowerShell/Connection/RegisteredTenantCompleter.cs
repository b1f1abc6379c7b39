using System.Collections;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Connection;

/// <summary>Completes the names of registered tenants. Where their file is broken there is nothing to suggest.</summary>
internal sealed class RegisteredTenantCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Results(Tenants().Select(tenant => new Suggestion(tenant.Name, tenant.ToString())), wordToComplete);

    private static IReadOnlyList<KandjiTenant> Tenants()
    {
        try
        {
            return Runspace.DefaultRunspace is null ? [] : TenantRegistry.Find(CurrentPaths)?.Read() ?? [];
        }
        catch (Exception e) when (e is TerminatingException or ObjectException or IOException or UnauthorizedAccessException)
        {
            // Nobody sees errors of a completion; the command itself tells of it.
            return [];
        }
    }

    private static PathIntrinsics CurrentPaths()
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript("$ExecutionContext.SessionState.Path").Invoke<PathIntrinsics>()[0];
    }
}
