using Kandji.Client.Http;

namespace Kandji.Client.Library;

public sealed partial class LibraryOperations
{
    private static readonly string[] CustomAppKeys =
    [
        "name", "file_key", "install_type", "install_enforcement", "unzip_location", "audit_script", "preinstall_script",
        "postinstall_script", "show_in_self_service", "self_service_category_id", "self_service_recommended", "active",
        "restart",
    ];

    internal static readonly ApiOperation ListCustomApps =
        new("GET", "/api/v1/library/custom-apps", Section, "List Custom Apps") { Query = ["page"] };

    internal static readonly ApiOperation GetCustomApp =
        new("GET", "/api/v1/library/custom-apps/{library_item_id}", Section, "Get Custom App");

    internal static readonly ApiOperation CreateCustomApp =
        new("POST", "/api/v1/library/custom-apps", Section, "Create Custom App") { Body = CustomAppKeys };

    internal static readonly ApiOperation UpdateCustomApp =
        new("PATCH", "/api/v1/library/custom-apps/{library_item_id}", Section, "Update Custom App") { Body = CustomAppKeys };

    internal static readonly ApiOperation DeleteCustomApp =
        new("DELETE", "/api/v1/library/custom-apps/{library_item_id}", Section, "Delete Custom App");

    /// <summary>Lists custom apps, streaming. Stands for GET /api/v1/library/custom-apps.</summary>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read.</exception>
    public IAsyncEnumerable<CustomApp> ListCustomAppsAsync(CancellationToken cancellationToken = default) =>
        ListItemsAsync<CustomApp>(ListCustomApps, cancellationToken);

    /// <summary>Reads a custom app. Stands for GET /api/v1/library/custom-apps/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The custom app.</returns>
    /// <exception cref="KandjiApiException">There is none of this id, or the call failed.</exception>
    public Task<CustomApp> GetCustomAppAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<CustomApp>(new ApiRequest(GetCustomApp, id), id, static app => [app.Id], cancellationToken);

    /// <summary>
    /// Creates a custom app; waits while the service says that it is still processing an installer that was uploaded just before. Stands
    /// for POST /api/v1/library/custom-apps.
    /// </summary>
    /// <param name="app">The app to create.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The custom app as it was created.</returns>
    /// <exception cref="KandjiApiException">The service refused (400), or the call failed.</exception>
    public Task<CustomApp> CreateCustomAppAsync(CustomAppChange app, CancellationToken cancellationToken = default) =>
        SendAsync(app
            ?? throw new ArgumentNullException(nameof(app)),
            new ApiRequest(CreateCustomApp) { FollowsUpload = app.FollowsUpload && app.FileKey is not null }, cancellationToken);

    /// <summary>
    /// Changes a custom app; waits while the service says that it is still processing an installer that was uploaded just before. Stands
    /// for PATCH /api/v1/library/custom-apps/{library_item_id}.
    /// </summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="change">The changes. Properties that are null stay as they are.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The custom app as it is now.</returns>
    /// <exception cref="KandjiApiException">The service refused (400), or the call failed.</exception>
    public Task<CustomApp> UpdateCustomAppAsync(string id, CustomAppChange change, CancellationToken cancellationToken = default) =>
        SendAsync(change
            ?? throw new ArgumentNullException(nameof(change)),
            new ApiRequest(UpdateCustomApp, id) { FollowsUpload = change.FollowsUpload && change.FileKey is not null }, cancellationToken);

    /// <summary>Deletes a custom app for good. Stands for DELETE /api/v1/library/custom-apps/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when the service has answered.</returns>
    /// <exception cref="KandjiApiException">There is none of this id, or the call failed.</exception>
    public Task DeleteCustomAppAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(DeleteCustomApp, id), cancellationToken);

    private Task<CustomApp> SendAsync(CustomAppChange app, ApiRequest request, CancellationToken cancellationToken) =>
        _connection.GetAsync<CustomApp>(request.WithForm(app.ToForm()), cancellationToken);
}
