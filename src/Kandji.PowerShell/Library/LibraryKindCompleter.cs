using Kandji.Client;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Library;

/// <summary>Completes to the names of the library items of one kind.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal sealed class LibraryKindCompleter<T> : TenantCompleter
    where T : KandjiObject, ILibraryItem
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) =>
        LibraryItemSuggestions.LoadAsync(client, LibraryKinds.Get<T>());
}
