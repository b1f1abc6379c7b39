using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Library;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Library;

/// <summary>Completes to a library item's name, or to its id where several share the name.</summary>
internal sealed class LibraryItemCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        await foreach (Suggestion suggestion in LibraryItemSuggestions.OfAsync(client, LibraryKinds.CustomScript).ConfigureAwait(false))
            yield return suggestion;
        await foreach (Suggestion suggestion in LibraryItemSuggestions.OfAsync(client, LibraryKinds.CustomProfile).ConfigureAwait(false))
            yield return suggestion;
        await foreach (Suggestion suggestion in LibraryItemSuggestions.OfAsync(client, LibraryKinds.CustomApp).ConfigureAwait(false))
            yield return suggestion;
        await foreach (Suggestion suggestion in LibraryItemSuggestions.OfAsync(client, LibraryKinds.InHouseApp).ConfigureAwait(false))
            yield return suggestion;
    }
}

/// <summary>Completes to a custom script's name.</summary>
internal sealed class CustomScriptCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) => LibraryItemSuggestions.OfAsync(client, LibraryKinds.CustomScript);
}

/// <summary>Completes to a custom profile's name.</summary>
internal sealed class CustomProfileCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) => LibraryItemSuggestions.OfAsync(client, LibraryKinds.CustomProfile);
}

/// <summary>Completes to a custom app's name.</summary>
internal sealed class CustomAppCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) => LibraryItemSuggestions.OfAsync(client, LibraryKinds.CustomApp);
}

/// <summary>Completes to an in-house app's name.</summary>
internal sealed class InHouseAppCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client) => LibraryItemSuggestions.OfAsync(client, LibraryKinds.InHouseApp);
}

/// <summary>Completes to the name of a category of Self Service.</summary>
internal sealed class SelfServiceCategoryCompleter : TenantCompleter
{
    /// <inheritdoc/>
    protected override async IAsyncEnumerable<Suggestion> LoadAsync(KandjiClient client)
    {
        foreach (SelfServiceCategory category in await client.Library.GetSelfServiceCategoriesAsync().ConfigureAwait(false))
        {
            if (!string.IsNullOrEmpty(category.Name))
                yield return new Suggestion(category.Name!);
        }
    }
}

/// <summary>Makes suggestions of library items.</summary>
internal static class LibraryItemSuggestions
{
    /// <summary>All items of a kind.</summary>
    public static IAsyncEnumerable<Suggestion> OfAsync<T>(KandjiClient client, LibraryKind<T> kind)
        where T : KandjiObject, ILibraryItem =>
        NameSuggestions.OfAsync(kind.List(client, CancellationToken.None), item => item.Name, item => item.Id, item => $"{item.Name} ({kind.Name})");
}
