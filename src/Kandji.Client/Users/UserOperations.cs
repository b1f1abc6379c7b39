using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Model;
using Kandji.Client.Paging;

namespace Kandji.Client.Users;

/// <summary>The operations on users.</summary>
public sealed class UserOperations
{
    private const string Section = "Users";

    internal static readonly ApiOperation List = new("GET", "/api/v1/users", Section, "User list")
    {
        Query = ["email", "id", "integration_id", "archived", "cursor"],
    };

    internal static readonly ApiOperation Get = new("GET", "/api/v1/users/{user_id}", Section, "User ID");

    internal static readonly ApiOperation Delete = new("DELETE", "/api/v1/users/{user_id}", Section, "User ID");

    private readonly ApiConnection _connection;

    internal UserOperations(ApiConnection connection) => _connection = connection;

    /// <summary>Lists users, streaming. Stands for GET /api/v1/users.</summary>
    /// <param name="email">Part of the e-mail address; null for all.</param>
    /// <param name="integrationId">The UUID of a directory integration; null for all.</param>
    /// <param name="archived">True for archived users only, false for the others only, null for both.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each user once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read; the users before it have been given out.</exception>
    public IAsyncEnumerable<User> ListAsync(
        string? email = null, string? integrationId = null, bool? archived = null, CancellationToken cancellationToken = default) =>
        StreamAsync<User>(email, integrationId, archived, user => user.Id, cancellationToken);

    /// <summary>Lists all users as <see cref="ListAsync"/> does, and reads only their ids.</summary>
    internal IAsyncEnumerable<ListedRow> ListRowsAsync(CancellationToken cancellationToken) =>
        StreamAsync<ListedRow>(null, null, null, row => row.Id, cancellationToken);

    /// <summary>Reads one user. Stands for GET /api/v1/users/{user_id}.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The user.</returns>
    /// <exception cref="KandjiApiException">There is no such user, or the call failed.</exception>
    public Task<User> GetAsync(string userId, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<User>(
            new ApiRequest(Get, userId), userId, static user => [user.Id, user.DeprecatedUserId], cancellationToken);

    /// <summary>Deletes a user. Stands for DELETE /api/v1/users/{user_id}.</summary>
    /// <param name="userId">The user's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when the service has answered.</returns>
    /// <exception cref="KandjiApiException">Devices are still assigned to the user (400), or the call failed.</exception>
    public Task DeleteAsync(string userId, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(Delete, userId), cancellationToken);

    private IAsyncEnumerable<T> StreamAsync<T>(
        string? email, string? integrationId, bool? archived, Func<T, string?> key, CancellationToken cancellationToken)
        where T : KandjiObject, new()
    {
        var context = new StringPool();
        return CursorPaging.StreamAsync(
            _connection,
            cursor => new ApiRequest(List)
                .With("email", email)
                .With("integration_id", integrationId)
                .With("archived", archived)
                .With("cursor", cursor),
            "cursor",
            response => PageReader.ReadEnvelope<T>(response, context),
            key,
            email is not null || integrationId is not null || archived is not null,
            cancellationToken);
    }
}
