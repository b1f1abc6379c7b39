using Kandji.Client.Http;

namespace Kandji.Client.Library;

public sealed partial class LibraryOperations
{
    private static readonly string[] CustomScriptKeys =
    [
        "name", "execution_frequency", "script", "remediation_script", "show_in_self_service", "self_service_category_id",
        "self_service_recommended", "active", "restart",
    ];

    internal static readonly ApiOperation ListCustomScripts =
        new("GET", "/api/v1/library/custom-scripts", Section, "List Custom Scripts") { Query = ["page"] };

    internal static readonly ApiOperation GetCustomScript =
        new("GET", "/api/v1/library/custom-scripts/{library_item_id}", Section, "Get Custom Script");

    internal static readonly ApiOperation CreateCustomScript =
        new("POST", "/api/v1/library/custom-scripts", Section, "Create Custom Script") { Body = CustomScriptKeys };

    internal static readonly ApiOperation UpdateCustomScript =
        new("PATCH", "/api/v1/library/custom-scripts/{library_item_id}", Section, "Update Custom Script") { Body = CustomScriptKeys };

    internal static readonly ApiOperation DeleteCustomScript =
        new("DELETE", "/api/v1/library/custom-scripts/{library_item_id}", Section, "Delete Custom Script");

    /// <summary>Lists custom scripts, streaming. Stands for GET /api/v1/library/custom-scripts.</summary>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read.</exception>
    public IAsyncEnumerable<CustomScript> ListCustomScriptsAsync(CancellationToken cancellationToken = default) =>
        ListItemsAsync<CustomScript>(ListCustomScripts, cancellationToken);

    /// <summary>Reads a custom script. Stands for GET /api/v1/library/custom-scripts/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The custom script.</returns>
    /// <exception cref="KandjiApiException">There is none of this id, or the call failed.</exception>
    public Task<CustomScript> GetCustomScriptAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<CustomScript>(new ApiRequest(GetCustomScript, id), id, static script => [script.Id], cancellationToken);

    /// <summary>Creates a custom script. Stands for POST /api/v1/library/custom-scripts.</summary>
    /// <param name="script">The script to create.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The custom script as it was created.</returns>
    /// <exception cref="KandjiApiException">The service refused (400), or the call failed.</exception>
    public Task<CustomScript> CreateCustomScriptAsync(CustomScriptChange script, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<CustomScript>(
            new ApiRequest(CreateCustomScript).WithJson((script ?? throw new ArgumentNullException(nameof(script))).ToBody()),
            cancellationToken);

    /// <summary>Changes a custom script. Stands for PATCH /api/v1/library/custom-scripts/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="change">The changes. Properties that are null stay as they are.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The custom script as it is now.</returns>
    /// <exception cref="KandjiApiException">The service refused (400), or the call failed.</exception>
    public Task<CustomScript> UpdateCustomScriptAsync(
        string id, CustomScriptChange change, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<CustomScript>(
            new ApiRequest(UpdateCustomScript, id).WithJson((change ?? throw new ArgumentNullException(nameof(change))).ToBody()),
            cancellationToken);

    /// <summary>Deletes a custom script for good. Stands for DELETE /api/v1/library/custom-scripts/{library_item_id}.</summary>
    /// <param name="id">The library item's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when the service has answered.</returns>
    /// <exception cref="KandjiApiException">There is none of this id, or the call failed.</exception>
    public Task DeleteCustomScriptAsync(string id, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(DeleteCustomScript, id), cancellationToken);
}
