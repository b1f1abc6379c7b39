using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client;
using Kandji.Client.Library;

namespace Kandji.PowerShell.Library;

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

/// <summary>The kinds of library item that the service lists.</summary>
internal static class LibraryKinds
{
    public static readonly LibraryKind<CustomScript> CustomScript = new(
        "custom script",
        (client, token) => client.Library.ListCustomScriptsAsync(token),
        (client, id, token) => client.Library.GetCustomScriptAsync(id, token),
        (client, id, token) => client.Library.DeleteCustomScriptAsync(id, token));

    public static readonly LibraryKind<CustomProfile> CustomProfile = new(
        "custom profile",
        (client, token) => client.Library.ListCustomProfilesAsync(token),
        (client, id, token) => client.Library.GetCustomProfileAsync(id, token),
        (client, id, token) => client.Library.DeleteCustomProfileAsync(id, token));

    public static readonly LibraryKind<CustomApp> CustomApp = new(
        "custom app",
        (client, token) => client.Library.ListCustomAppsAsync(token),
        (client, id, token) => client.Library.GetCustomAppAsync(id, token),
        (client, id, token) => client.Library.DeleteCustomAppAsync(id, token));

    public static readonly LibraryKind<InHouseApp> InHouseApp = new(
        "in-house app",
        (client, token) => client.Library.ListInHouseAppsAsync(token),
        (client, id, token) => client.Library.GetInHouseAppAsync(id, token),
        (client, id, token) => client.Library.DeleteInHouseAppAsync(id, token));
}
