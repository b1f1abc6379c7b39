using Kandji.Client;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Library;

/// <summary>Completes to a library item's name, or to its id where several share the name.</summary>
internal sealed class LibraryItemCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        await foreach (Suggestion suggestion in LibraryItemSuggestions.LoadAsync(client, LibraryKinds.CustomScript).ConfigureAwait(false))
            yield return suggestion;
        await foreach (Suggestion suggestion in LibraryItemSuggestions.LoadAsync(client, LibraryKinds.CustomProfile).ConfigureAwait(false))
            yield return suggestion;
        await foreach (Suggestion suggestion in LibraryItemSuggestions.LoadAsync(client, LibraryKinds.CustomApp).ConfigureAwait(false))
            yield return suggestion;
        await foreach (Suggestion suggestion in LibraryItemSuggestions.LoadAsync(client, LibraryKinds.InHouseApp).ConfigureAwait(false))
            yield return suggestion;
    }
}
