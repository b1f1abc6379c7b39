using Kandji.Client;
using Kandji.Client.Library;
using Kandji.Client.Model;
using Kandji.PowerShell.Concurrency;
using Kandji.PowerShell.Errors;

namespace Kandji.PowerShell.Binding;

/// <summary>
/// Finds the library item of one kind that a reference means. The service cannot be asked for a name: one list serves all names of a
/// command.
/// </summary>
internal sealed class LibraryItemResolver<T>(KandjiClient client, LibraryKind<T> kind) : ReferenceResolver<LibraryItemReference, T>
    where T : KandjiObject, ILibraryItem
{
    private protected override T? KnownTo(LibraryItemReference reference)
    {
        if (reference.Item is T known)
            return known;
        if ((reference.Item ?? reference.Source) is { } other && LibraryKinds.FindName(other) is { } name && name != kind.Name)
        {
            throw new ObjectException("KandjiWrongKind", ErrorCategory.InvalidType,
                $"'{reference}' is of the kind {name}, and this command takes the kind {kind.Name}. Use the command for its kind.");
        }
        return null;
    }

    private protected override string? GetId(T item) => item.Id;

    private protected override Task<T> ByIdAsync(string id, LibraryItemReference reference, CancellationToken cancellationToken) =>
        kind.Get(client, id, cancellationToken);

    private protected override async Task<T> ByTextAsync(LibraryItemReference reference, CancellationToken cancellationToken) =>
        UniqueMatch.ByName(
            reference.Text, kind.Name, kind.Name + "s", await AllAsync(cancellationToken).ConfigureAwait(false), item => item.Name, GetId);

    private protected override Task<List<T>> ListAsync(CancellationToken cancellationToken) =>
        kind.List(client, cancellationToken).ToListAsync();
}
