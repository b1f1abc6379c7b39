using Kandji.Client;
using Kandji.Client.Audit;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Audit;

/// <summary>The base of the completers that suggest the values that the newest audit events have in one field, each once.</summary>
/// <param name="known">The values that are suggested in any case.</param>
/// <param name="value">Reads the field.</param>
internal abstract class AuditValueCompleter(string[] known, Func<AuditEvent, string?> value) : TenantCompleter
{
    // One page: more would make the prompt wait for what is seldom.
    private const int MaxEvents = 500;

    /// <inheritdoc/>
    protected sealed override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        var seen = new HashSet<string>(known, StringComparer.OrdinalIgnoreCase);
        foreach (string word in known)
            yield return new Suggestion(word);
        int left = MaxEvents;
        await foreach (AuditEvent found in client.Audit.ListAsync(new AuditQuery { NewestFirst = true, PageSize = MaxEvents })
            .ConfigureAwait(false))
        {
            if (value(found) is { Length: > 0 } text && seen.Add(text))
                yield return new Suggestion(text);
            if (--left == 0)
                yield break;
        }
    }
}
