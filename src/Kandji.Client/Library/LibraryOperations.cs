using System.Globalization;
using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Model;
using Kandji.Client.Paging;

namespace Kandji.Client.Library;

/// <summary>The operations on the library.</summary>
public sealed partial class LibraryOperations
{
    private const string Section = "Library items";
    private const int PageSize = 300;

    internal static readonly ApiOperation ListSelfServiceCategories =
        new("GET", "/api/v1/self-service/categories", Section, "List Self Service Categories");

    internal static readonly ApiOperation ListActivity =
        new("GET", "/api/v1/library/library-items/{library_item_id}/activity", Section, "Get Library Item Activity")
        {
            Query = ["activity_type", "user_id", "user_email", "limit", "offset"],
        };

    internal static readonly ApiOperation ListStatuses =
        new("GET", "/api/v1/library/library-items/{library_item_id}/status", Section, "Get Library Item Statuses")
        {
            Query = ["computer_id", "limit", "offset"],
        };

    private readonly ApiConnection _connection;

    internal LibraryOperations(ApiConnection connection) => _connection = connection;

    /// <summary>Lists the categories of Self Service. Stands for GET /api/v1/self-service/categories.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The categories.</returns>
    /// <exception cref="KandjiApiException">The call failed.</exception>
    public Task<SelfServiceCategory[]> GetSelfServiceCategoriesAsync(CancellationToken cancellationToken = default) =>
        _connection.GetArrayAsync<SelfServiceCategory>(new ApiRequest(ListSelfServiceCategories), cancellationToken);

    /// <summary>
    /// Lists what was done to a library item, newest first, streaming. Stands for GET
    /// /api/v1/library/library-items/{library_item_id}/activity.
    /// </summary>
    /// <param name="libraryItemId">The library item's id, of whatever kind.</param>
    /// <param name="activityType">The type of activity, as <see cref="LibraryItemActivity.ActivityType"/> has it; null for all.</param>
    /// <param name="userId">The id of the administrator who did it; null for all.</param>
    /// <param name="userEmail">The e-mail address of the administrator who did it; null for all.</param>
    /// <param name="pageSize">How many entries to ask for at once, 300 at most.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each entry once.</returns>
    /// <exception cref="KandjiApiException">There is no such item, or a page could not be read.</exception>
    public IAsyncEnumerable<LibraryItemActivity> ListActivityAsync(
        string libraryItemId,
        string? activityType = null,
        string? userId = null,
        string? userEmail = null,
        int pageSize = PageSize,
        CancellationToken cancellationToken = default)
    {
        var context = new StringPool();
        return CountedPaging.ByOffset(
            _connection,
            (limit, offset) => new ApiRequest(ListActivity, libraryItemId)
                .With("activity_type", activityType)
                .With("user_id", userId)
                .With("user_email", userEmail)
                .With("limit", limit)
                .With("offset", offset == 0 ? null : offset),
            pageSize,
            response => PageReader.ReadEnvelope<LibraryItemActivity>(response, context),
            entry => entry.Id?.ToString(CultureInfo.InvariantCulture),
            cancellationToken);
    }

    /// <summary>
    /// Lists what has become of a library item on each device that has it, streaming. Stands for GET
    /// /api/v1/library/library-items/{library_item_id}/status.
    /// </summary>
    /// <param name="libraryItemId">The library item's id, of whatever kind.</param>
    /// <param name="deviceId">The id of the only device to tell about; null for all.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each device's status once.</returns>
    /// <exception cref="KandjiApiException">There is no such item, or a page could not be read.</exception>
    public IAsyncEnumerable<LibraryItemStatus> ListStatusesAsync(
        string libraryItemId, string? deviceId = null, CancellationToken cancellationToken = default)
    {
        var context = new StringPool();
        return CountedPaging.ByOffset(
            _connection,
            (limit, offset) => new ApiRequest(ListStatuses, libraryItemId)
                .With("computer_id", deviceId)
                .With("limit", limit)
                .With("offset", offset == 0 ? null : offset),
            PageSize,
            response => PageReader.ReadEnvelope<LibraryItemStatus>(response, context),
            status => status.Id?.ToString(CultureInfo.InvariantCulture),
            cancellationToken);
    }

    private IAsyncEnumerable<T> ListItemsAsync<T>(ApiOperation operation, CancellationToken cancellationToken)
        where T : KandjiObject, ILibraryItem, new()
    {
        var context = new StringPool();
        return CountedPaging.ByNumber(
            _connection,
            page => new ApiRequest(operation).With("page", page == 1 ? null : page),
            response => PageReader.ReadEnvelope<T>(response, context),
            item => item.Id,
            cancellationToken);
    }
}
