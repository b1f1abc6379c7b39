using Kandji.Client.Http;
using Kandji.Client.Json;

namespace Kandji.Client.Library;

public sealed partial class LibraryOperations
{
    private static readonly string[] InHouseAppKeys =
    [
        "file_key", "name", "runs_on_iphone", "runs_on_ipad", "runs_on_tv", "active",
    ];

    internal static readonly ApiOperation ListInHouseApps =
        new("GET", "/api/v1/library/ipa-apps", Section, "List In-House Apps") { Query = ["page"] };

    internal static readonly ApiOperation GetInHouseApp =
        new("GET", "/api/v1/library/ipa-apps/{library_item_id}", Section, "Get In-House App");

    internal static readonly ApiOperation CreateInHouseApp =
        new("POST", "/api/v1/library/ipa-apps", Section, "Create In-House App") { Body = InHouseAppKeys };

    internal static readonly ApiOperation UpdateInHouseApp =
        new("PATCH", "/api/v1/library/ipa-apps/{library_item_id}", Section, "Update In-House App") { Body = InHouseAppKeys };

    internal static readonly ApiOperation DeleteInHouseApp =
        new("DELETE", "/api/v1/library/ipa-apps/{library_item_id}", Section, "Delete In-House App");

    /// <summary>Lists in-house apps, streaming. Stands for GET /api/v1/library/ipa-apps.</summary>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read.</exception>
    public IAsyncEnumerable<InHouseApp> ListInHouseAppsAsync(CancellationToken cancellationToken = default) =>
        ListItemsAsync<InHouseApp>(ListInHouseApps, cancellationToken);

    /// <summary>Reads an in-house app. Stands for GET /api/v1/library/ipa-apps/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The in-house app.</returns>
    /// <exception cref="KandjiApiException">There is none of this id, or the call failed.</exception>
    public Task<InHouseApp> GetInHouseAppAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<InHouseApp>(new ApiRequest(GetInHouseApp, id), id, static app => [app.Id], cancellationToken);

    /// <summary>
    /// Creates an in-house app; waits while the service says that it is still processing a file that was uploaded just before. Stands for
    /// POST /api/v1/library/ipa-apps.
    /// </summary>
    /// <param name="app">The app to create.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>
    /// The in-house app as it was created. Where the service answers with nothing it is looked up in the list by its file; if it cannot be
    /// found there, only what was sent is known of it.
    /// </returns>
    /// <exception cref="KandjiApiException">The service refused (400), or the call failed.</exception>
    public async Task<InHouseApp> CreateInHouseAppAsync(InHouseAppChange app, CancellationToken cancellationToken = default)
    {
        JsonBody body = (app ?? throw new ArgumentNullException(nameof(app))).ToBody();
        ApiRequest request =
            new ApiRequest(CreateInHouseApp) { FollowsUpload = app.FollowsUpload && app.FileKey is not null }.WithJson(body);
        InHouseApp created = await _connection.SendAsync(request, ReadInHouseApp, cancellationToken).ConfigureAwait(false);
        return created.Id is not null ? created : await FindCreatedAsync(app, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Changes an in-house app; waits while the service says that it is still processing a file that was uploaded just before. Stands for
    /// PATCH /api/v1/library/ipa-apps/{library_item_id}.
    /// </summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="change">The changes. Properties that are null stay as they are.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>
    /// The in-house app as it is now. Where the service answers with nothing it is read; if it cannot be, only what was sent is known of
    /// it.
    /// </returns>
    /// <exception cref="KandjiApiException">The service refused (400), or the call failed.</exception>
    public async Task<InHouseApp> UpdateInHouseAppAsync(string id, InHouseAppChange change, CancellationToken cancellationToken = default)
    {
        JsonBody body = (change ?? throw new ArgumentNullException(nameof(change))).ToBody();
        ApiRequest request =
            new ApiRequest(UpdateInHouseApp, id) { FollowsUpload = change.FollowsUpload && change.FileKey is not null }.WithJson(body);
        InHouseApp updated = await _connection.SendAsync(request, ReadInHouseApp, cancellationToken).ConfigureAwait(false);
        return updated.Id is not null ? updated : await FindChangedAsync(id, change, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes an in-house app for good. Stands for DELETE /api/v1/library/ipa-apps/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when the service has answered.</returns>
    /// <exception cref="KandjiApiException">There is none of this id, or the call failed.</exception>
    public Task DeleteInHouseAppAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(DeleteInHouseApp, id), cancellationToken);

    // The service is described as answering these two with success and nothing else.
    private static InHouseApp ReadInHouseApp(ApiResponse response) =>
        response.Body.IsEmpty ? new InHouseApp() : ApiConnection.ReadObject<InHouseApp>(response);

    private async Task<InHouseApp> FindCreatedAsync(InHouseAppChange app, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (InHouseApp listed in ListInHouseAppsAsync(cancellationToken).ConfigureAwait(false))
            {
                if (listed.FileKey == app.FileKey)
                    return listed;
            }
        }
        catch (KandjiApiException e)
        {
            return AsSent(null, app, e.Message);
        }
        return AsSent(null, app, "The list does not have it yet.");
    }

    private async Task<InHouseApp> FindChangedAsync(string id, InHouseAppChange change, CancellationToken cancellationToken)
    {
        try
        {
            return await GetInHouseAppAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (KandjiApiException e)
        {
            return AsSent(id, change, e.Message);
        }
    }

    // The app was created or changed all the same.
    private static InHouseApp AsSent(string? id, InHouseAppChange app, string unreadBecause) => new()
    {
        Id = id, Name = app.Name, FileKey = app.FileKey, Active = app.Active, RunsOnIPhone = app.RunsOnIPhone, RunsOnIPad = app.RunsOnIPad,
        RunsOnTV = app.RunsOnTV,
        UnreadBecause = unreadBecause,
    };
}
