using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Model;
using Kandji.Client.Paging;

namespace Kandji.Client.Blueprints;

public sealed partial class BlueprintOperations
{
    internal static readonly ApiOperation ListLibraryItems =
        new("GET", "/api/v1/blueprints/{blueprint_id}/list-library-items", Section, "List Library Items") { Query = ["page"] };

    internal static readonly ApiOperation AssignLibraryItem =
        new("POST", "/api/v1/blueprints/{blueprint_id}/assign-library-item", Section,
            "Assign Library Item") { Body = ["library_item_id", "assignment_node_id"] };

    internal static readonly ApiOperation RemoveLibraryItem =
        new("POST", "/api/v1/blueprints/{blueprint_id}/remove-library-item", Section,
            "Remove Library Item") { Body = ["library_item_id", "assignment_node_id"] };

    /// <summary>
    /// Lists the library items of a blueprint, streaming. Stands for GET /api/v1/blueprints/{blueprint_id}/list-library-items.
    /// </summary>
    /// <param name="blueprintId">The blueprint's id.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each item once.</returns>
    /// <exception cref="KandjiApiException">There is no such blueprint, or a page could not be read.</exception>
    public IAsyncEnumerable<BlueprintLibraryItem> ListLibraryItemsAsync(string blueprintId, CancellationToken cancellationToken = default)
    {
        var context = new StringPool();
        return CountedPaging.ByNumber(
            _connection,
            page => new ApiRequest(ListLibraryItems, blueprintId).With("page", page == 1 ? null : page),
            response => PageReader.ReadEnvelope<BlueprintLibraryItem>(response, context),
            item => item.Id,
            cancellationToken);
    }

    /// <summary>Gives a blueprint a library item. Stands for POST /api/v1/blueprints/{blueprint_id}/assign-library-item.</summary>
    /// <param name="blueprintId">The blueprint's id.</param>
    /// <param name="libraryItemId">The library item's id.</param>
    /// <param name="assignmentNodeId">The node of an assignment map with conditions; null for every other blueprint.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The ids of the blueprint's library items now.</returns>
    /// <exception cref="KandjiApiException">
    /// The item is there already, the node is missing or there is none to name (400), or the call failed.
    /// </exception>
    public Task<string[]> AssignLibraryItemAsync(
        string blueprintId, string libraryItemId, string? assignmentNodeId = null, CancellationToken cancellationToken = default) =>
        ChangeLibraryItemsAsync(AssignLibraryItem, blueprintId, libraryItemId, assignmentNodeId, cancellationToken);

    /// <summary>Takes a library item from a blueprint. Stands for POST /api/v1/blueprints/{blueprint_id}/remove-library-item.</summary>
    /// <param name="blueprintId">The blueprint's id.</param>
    /// <param name="libraryItemId">The library item's id.</param>
    /// <param name="assignmentNodeId">The node of an assignment map with conditions; null for every other blueprint.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The ids of the blueprint's library items now.</returns>
    /// <exception cref="KandjiApiException">
    /// The item is not there, the node is missing or there is none to name (400), or the call failed.
    /// </exception>
    public Task<string[]> RemoveLibraryItemAsync(
        string blueprintId, string libraryItemId, string? assignmentNodeId = null, CancellationToken cancellationToken = default) =>
        ChangeLibraryItemsAsync(RemoveLibraryItem, blueprintId, libraryItemId, assignmentNodeId, cancellationToken);

    private Task<string[]> ChangeLibraryItemsAsync(
        ApiOperation operation, string blueprintId, string libraryItemId, string? assignmentNodeId, CancellationToken cancellationToken)
    {
        JsonBody body = new JsonBody {
            { "library_item_id", libraryItemId ?? throw new System.ArgumentNullException(nameof(libraryItemId)) } }.AddIfGiven(
                "assignment_node_id", assignmentNodeId);
        return _connection.SendAsync(new ApiRequest(operation, blueprintId).WithJson(body), ReadIds, cancellationToken);
    }

    private static string[] ReadIds(ApiResponse response)
    {
        var reader = response.ReadJson();
        if (!JsonValues.ReadStrings(ref reader, StringPool.ForSingleResponse(), out TextList? ids) || ids is null)
            throw new System.Text.Json.JsonException("The answer is not a list of ids.");
        reader.RequireEnd();
        return ids.ToArray();
    }
}
