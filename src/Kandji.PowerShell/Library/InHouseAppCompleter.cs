using Kandji.Client;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Library;

/// <summary>Completes to an in-house app's name.</summary>
internal sealed class InHouseAppCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) =>
        LibraryItemSuggestions.LoadAsync(client, LibraryKinds.InHouseApp);
}
