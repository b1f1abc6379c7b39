using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Kandji.Client.Http;

namespace Kandji.Client.Library;

public sealed partial class LibraryOperations
{
    private static readonly string[] InHouseAppKeys =
    [
        "file_key", "name", "runs_on_iphone", "runs_on_ipad", "runs_on_tv", "active",
    ];

    internal static readonly ApiOperation ListInHouseApps = new("GET", "/api/v1/library/ipa-apps", Section, "List In-House Apps") { Query = ["page"] };

    internal static readonly ApiOperation GetInHouseApp = new("GET", "/api/v1/library/ipa-apps/{library_item_id}", Section, "Get In-House App");

    internal static readonly ApiOperation CreateInHouseApp = new("POST", "/api/v1/library/ipa-apps", Section, "Create In-House App") { Body = InHouseAppKeys };

    internal static readonly ApiOperation UpdateInHouseApp = new("PATCH", "/api/v1/library/ipa-apps/{library_item_id}", Section, "Update In-House App") { Body = InHouseAppKeys };

    internal static readonly ApiOperation DeleteInHouseApp = new("DELETE", "/api/v1/library/ipa-apps/{library_item_id}", Section, "Delete In-House App");

    /// <summary>Lists in-house apps, streaming. Stands for GET /api/v1/library/ipa-apps.</summary>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read.</exception>
    public IAsyncEnumerable<InHouseApp> ListInHouseAppsAsync(CancellationToken cancellationToken = default) => ListItemsAsync<InHouseApp>(ListInHouseApps, cancellationToken);

    /// <summary>Reads an in-house app. Stands for GET /api/v1/library/ipa-apps/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The in-house app.</returns>
    /// <exception cref="KandjiApiException">There is none of this id, or the call failed.</exception>
    public Task<InHouseApp> GetInHouseAppAsync(string id, CancellationToken cancellationToken = default) =>
        _caller.GetAsync<InHouseApp>(new ApiRequest(GetInHouseApp, id), cancellationToken);

    /// <summary>Creates an in-house app; waits while the service is still processing the file. Stands for POST /api/v1/library/ipa-apps.</summary>
    /// <param name="app">What to create.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The in-house app as it was created.</returns>
    /// <exception cref="KandjiApiException">The service refused (400), or the call failed.</exception>
    public Task<InHouseApp> CreateInHouseAppAsync(InHouseAppChange app, CancellationToken cancellationToken = default) =>
        WhenProcessedAsync(() => _caller.GetAsync<InHouseApp>(new ApiRequest(CreateInHouseApp).WithJson((app ?? throw new ArgumentNullException(nameof(app))).ToBody()), cancellationToken), cancellationToken);

    /// <summary>Changes an in-house app; waits while the service is still processing the file. Stands for PATCH /api/v1/library/ipa-apps/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="change">What to change; what is null stays.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The in-house app as it is now.</returns>
    /// <exception cref="KandjiApiException">The service refused (400), or the call failed.</exception>
    public Task<InHouseApp> UpdateInHouseAppAsync(string id, InHouseAppChange change, CancellationToken cancellationToken = default) =>
        WhenProcessedAsync(() => _caller.GetAsync<InHouseApp>(new ApiRequest(UpdateInHouseApp, id).WithJson((change ?? throw new ArgumentNullException(nameof(change))).ToBody()), cancellationToken), cancellationToken);

    /// <summary>Deletes an in-house app for good. Stands for DELETE /api/v1/library/ipa-apps/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when the service has answered.</returns>
    /// <exception cref="KandjiApiException">There is none of this id, or the call failed.</exception>
    public Task DeleteInHouseAppAsync(string id, CancellationToken cancellationToken = default) =>
        _caller.SendAsync(new ApiRequest(DeleteInHouseApp, id), cancellationToken);
}
