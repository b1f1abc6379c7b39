using Kandji.Client;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Finds a library item of any kind by its name. The service lists custom scripts, custom profiles, custom apps and in-house apps; other
/// items are known by id only, so that ids are taken as they are: <see cref="IdentifyAsync"/>.
/// </summary>
internal sealed class LibraryItemKindResolver(KandjiClient client) : ReferenceResolver<LibraryItemReference, ILibraryItem>
{
    /// <summary>Finds an item's id, and what to call the item.</summary>
    /// <exception cref="ObjectException">There is none, or there are several of the name.</exception>
    public async Task<(string Id, string Name)> IdentifyAsync(LibraryItemReference reference, CancellationToken cancellationToken)
    {
        if (reference.Id is { } id)
            return (id, reference.Text);
        ILibraryItem item = await ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        return (item.Id!, item.ToString() ?? item.Id!);
    }

    private protected override string? GetId(ILibraryItem item) => item.Id;

    private protected override Task<ILibraryItem> ByIdAsync(
        string id, LibraryItemReference reference, CancellationToken cancellationToken) =>
        ListedByIdAsync(id, "custom script, custom profile, custom app or in-house app", cancellationToken);

    private protected override async Task<ILibraryItem> ByTextAsync(LibraryItemReference reference, CancellationToken cancellationToken) =>
        UniqueMatch.ByName(
            reference.Text, "custom script, custom profile, custom app or in-house app", "library items",
            await AllAsync(cancellationToken).ConfigureAwait(false), item => item.Name, GetId,
            " Library items of other kinds are known by id only.");

    private protected override async Task<List<ILibraryItem>> ListAsync(CancellationToken cancellationToken)
    {
        Task<IEnumerable<ILibraryItem>>[] lists =
        [
            Collect(LibraryKinds.CustomScript), Collect(LibraryKinds.CustomProfile), Collect(LibraryKinds.CustomApp),
            Collect(LibraryKinds.InHouseApp),
        ];
        return (await Task.WhenAll(lists).ConfigureAwait(false)).SelectMany(list => list).ToList();

        async Task<IEnumerable<ILibraryItem>> Collect<T>(LibraryKind<T> kind)
            where T : KandjiObject, ILibraryItem =>
            await kind.List(client, cancellationToken).ToListAsync().ConfigureAwait(false);
    }
}
