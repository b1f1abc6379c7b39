using Kandji.Client.Http;

namespace Kandji.Client.Library;

public sealed partial class LibraryOperations
{
    private static readonly string[] CustomProfileKeys =
    [
        "name", "file", "active", "runs_on_mac", "runs_on_iphone", "runs_on_ipad", "runs_on_tv", "runs_on_vision", "runs_on_android",
        "runs_on_windows",
    ];

    internal static readonly ApiOperation ListCustomProfiles =
        new("GET", "/api/v1/library/custom-profiles", Section, "List Custom Profiles") { Query = ["page"] };

    internal static readonly ApiOperation GetCustomProfile =
        new("GET", "/api/v1/library/custom-profiles/{library_item_id}", Section, "Get Custom Profile");

    internal static readonly ApiOperation CreateCustomProfile =
        new("POST", "/api/v1/library/custom-profiles", Section, "Create Custom Profile") { Body = CustomProfileKeys };

    internal static readonly ApiOperation UpdateCustomProfile =
        new("PATCH", "/api/v1/library/custom-profiles/{library_item_id}", Section, "Update Custom Profile") { Body = CustomProfileKeys };

    internal static readonly ApiOperation DeleteCustomProfile =
        new("DELETE", "/api/v1/library/custom-profiles/{library_item_id}", Section, "Delete Custom Profile");

    /// <summary>Lists custom profiles, streaming. Stands for GET /api/v1/library/custom-profiles.</summary>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read.</exception>
    public IAsyncEnumerable<CustomProfile> ListCustomProfilesAsync(CancellationToken cancellationToken = default) =>
        ListItemsAsync<CustomProfile>(ListCustomProfiles, cancellationToken);

    /// <summary>Reads a custom profile. Stands for GET /api/v1/library/custom-profiles/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The custom profile.</returns>
    /// <exception cref="KandjiApiException">There is none of this id, or the call failed.</exception>
    public Task<CustomProfile> GetCustomProfileAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<CustomProfile>(new ApiRequest(GetCustomProfile, id), id, static profile => [profile.Id], cancellationToken);

    /// <summary>Creates a custom profile. Stands for POST /api/v1/library/custom-profiles.</summary>
    /// <param name="profile">The profile to create.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The custom profile as it was created.</returns>
    /// <exception cref="KandjiApiException">The service refused (400), or the call failed.</exception>
    public Task<CustomProfile> CreateCustomProfileAsync(CustomProfileChange profile, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<CustomProfile>(
            WithProfile(new ApiRequest(CreateCustomProfile), (profile ?? throw new ArgumentNullException(nameof(profile)))),
            cancellationToken);

    /// <summary>Changes a custom profile. Stands for PATCH /api/v1/library/custom-profiles/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="change">The changes. Properties that are null stay as they are.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The custom profile as it is now.</returns>
    /// <exception cref="KandjiApiException">The service refused (400), or the call failed.</exception>
    public Task<CustomProfile> UpdateCustomProfileAsync(
        string id, CustomProfileChange change, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<CustomProfile>(
            WithProfile(new ApiRequest(UpdateCustomProfile, id), (change ?? throw new ArgumentNullException(nameof(change)))),
            cancellationToken);

    /// <summary>Deletes a custom profile for good. Stands for DELETE /api/v1/library/custom-profiles/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when the service has answered.</returns>
    /// <exception cref="KandjiApiException">There is none of this id, or the call failed.</exception>
    public Task DeleteCustomProfileAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(DeleteCustomProfile, id), cancellationToken);

    private static ApiRequest WithProfile(ApiRequest request, CustomProfileChange change)
    {
        string fileName = change.FileName ?? (change.Name ?? "profile") + ".mobileconfig";
        return request.WithMultipart(
            change.ToForm(), change.Profile is { } profile ? new FormFile("file", fileName, profile) : null);
    }
}
