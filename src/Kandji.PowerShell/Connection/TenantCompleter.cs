using System.Collections;
using System.Management.Automation.Language;
using Kandji.Client;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Sessions;

namespace Kandji.PowerShell.Connection;

/// <summary>
/// Completes an argument from the tenant of the session that the command would use. Without a session, or where the token may not read what
/// it takes, there is nothing to suggest and nothing is said.
/// </summary>
internal abstract class TenantCompleter : IArgumentCompleter
{
    // Completing must not use up what is left of the hour for the work itself.
    private const int SpareRequests = 200;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        KandjiSession? session = fakeBoundParameters["Session"] is { } given ? FindSession(given) : RunspaceSessions.Current.Default;
        if (session is not { IsConnected: true } || session.RemainingThisHour < SpareRequests)
            return [];
        KandjiClient client = session.GetClient();
        return CompletionText.Results(session.GetCompletions().Get(GetType().ToString(), () => LoadAsync(client)), wordToComplete);
    }

    // Of several sessions the first: what is named alike in all of them is completed all the same.
    private static KandjiSession? FindSession(object given)
    {
        try
        {
            return ((KandjiSession[])new SessionTransformationAttribute().Transform(null!, given)).FirstOrDefault();
        }
        catch (ArgumentTransformationMetadataException)
        {
            // The typed text names no open session yet.
            return null;
        }
    }

    /// <summary>Reads from the tenant what there is to complete to.</summary>
    protected abstract IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client);
}

/// <summary>The base of the completers that suggest at most one value for each object of a list.</summary>
/// <typeparam name="T">The type of the objects.</typeparam>
/// <param name="list">Lists the objects.</param>
/// <param name="suggest">Makes the suggestion for an object; null for one without the value.</param>
internal abstract class TenantCompleter<T>(Func<KandjiClient, IAsyncEnumerable<T>> list, Func<T, Suggestion?> suggest) : TenantCompleter
{
    /// <inheritdoc/>
    protected sealed override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        await foreach (T item in list(client).ConfigureAwait(false))
        {
            if (suggest(item) is { } suggestion)
                yield return suggestion;
        }
    }
}
