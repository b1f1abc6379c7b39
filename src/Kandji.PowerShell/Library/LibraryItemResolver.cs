using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Library;
using Kandji.PowerShell.Pipeline;

namespace Kandji.PowerShell.Library;

/// <summary>Finds the library item of one kind that a reference means: exactly one, or an error that lists the candidates.</summary>
internal sealed class LibraryItemResolver<T>(KandjiClient client, LibraryKind<T> kind)
    where T : KandjiObject, ILibraryItem
{
    private List<T>? _all;

    /// <summary>Finds an item.</summary>
    /// <exception cref="ObjectException">There is none, there are several of the name, or it is of another kind.</exception>
    public async Task<T> ResolveAsync(LibraryItemReference reference, CancellationToken cancellationToken)
    {
        if (reference.Item is T known)
            return known;
        if (reference.Item is { } other)
            throw new ObjectException("KandjiWrongKind", ErrorCategory.InvalidType, $"'{other}' is no {kind.Name}.");
        if (reference.Id is { } id)
            return await kind.Get(client, id, cancellationToken).ConfigureAwait(false);

        // The service cannot be asked for a name. One list serves all names of a command.
        _all ??= await kind.List(client, cancellationToken).ToListAsync().ConfigureAwait(false);
        return OnlyOne.Named(reference.Text, kind.Name, kind.Name + "s", _all, item => item.Name, item => item.Id);
    }
}

/// <summary>
/// Finds the id of a library item of whatever kind by its name. The service lists custom scripts, custom profiles, custom apps and in-house
/// apps; other items are known by id only.
/// </summary>
internal sealed class AnyLibraryItemResolver(KandjiClient client)
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private List<ILibraryItem>? _all;

    /// <summary>Finds an item.</summary>
    /// <returns>The id, and what to call the item.</returns>
    /// <exception cref="ObjectException">There is none, or there are several of the name.</exception>
    public async Task<(string Id, string Name)> ResolveAsync(LibraryItemReference reference, CancellationToken cancellationToken)
    {
        if (reference.Id is { } id)
            return (id, reference.Text);
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _all ??= await ListAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
        ILibraryItem item = OnlyOne.Named(
            reference.Text, "custom script, custom profile, custom app or in-house app", "library items", _all, i => i.Name, i => i.Id, " Library items of other kinds are known by id only.");
        return (item.Id!, item.ToString() ?? item.Id!);
    }

    private async Task<List<ILibraryItem>> ListAsync(CancellationToken cancellationToken)
    {
        Task<IEnumerable<ILibraryItem>>[] lists =
        [
            Collect(LibraryKinds.CustomScript), Collect(LibraryKinds.CustomProfile), Collect(LibraryKinds.CustomApp), Collect(LibraryKinds.InHouseApp),
        ];
        return (await Task.WhenAll(lists).ConfigureAwait(false)).SelectMany(list => list).ToList();

        async Task<IEnumerable<ILibraryItem>> Collect<T>(LibraryKind<T> kind)
            where T : KandjiObject, ILibraryItem =>
            await kind.List(client, cancellationToken).ToListAsync().ConfigureAwait(false);
    }
}
