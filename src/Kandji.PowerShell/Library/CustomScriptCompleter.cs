using Kandji.Client;
using Kandji.PowerShell.Binding;
using Kandji.PowerShell.Completion;
using Kandji.PowerShell.Connection;

namespace Kandji.PowerShell.Library;

/// <summary>Completes to a custom script's name.</summary>
internal sealed class CustomScriptCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) =>
        LibraryItemSuggestions.LoadAsync(client, LibraryKinds.CustomScript);
}
