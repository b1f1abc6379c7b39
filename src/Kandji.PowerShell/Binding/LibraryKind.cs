using Kandji.Client;
using Kandji.Client.Library;
using Kandji.Client.Model;

namespace Kandji.PowerShell.Binding;

/// <summary>The description of one kind of library item for its commands.</summary>
/// <param name="Name">The name of the kind: <c>custom script</c>.</param>
/// <param name="List">Lists them all.</param>
/// <param name="Get">Reads one by its id.</param>
/// <param name="Delete">Deletes one by its id.</param>
internal sealed record LibraryKind<T>(
    string Name,
    Func<KandjiClient, CancellationToken, IAsyncEnumerable<T>> List,
    Func<KandjiClient, string, CancellationToken, Task<T>> Get,
    Func<KandjiClient, string, CancellationToken, Task> Delete)
    where T : KandjiObject, ILibraryItem;
