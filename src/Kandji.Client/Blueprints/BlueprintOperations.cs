using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Paging;

namespace Kandji.Client.Blueprints;

/// <summary>The operations on blueprints.</summary>
public sealed partial class BlueprintOperations
{
    private const string Section = "Blueprints";
    private const int PageSize = 300;

    internal static readonly ApiOperation List = new("GET", "/api/v1/blueprints", Section, "Blueprint list")
    {
        Query = ["id", "id__in", "name", "limit", "offset"],
    };

    internal static readonly ApiOperation Get = new("GET", "/api/v1/blueprints/{blueprint_id}", Section, "Blueprint ID");

    private readonly ApiConnection _connection;

    internal BlueprintOperations(ApiConnection connection) => _connection = connection;

    /// <summary>Lists blueprints, streaming. Stands for GET /api/v1/blueprints.</summary>
    /// <param name="name">Part of the name, without regard to case; null for all.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each blueprint once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read, or the list ended before its count.</exception>
    public IAsyncEnumerable<Blueprint> ListAsync(string? name = null, CancellationToken cancellationToken = default)
    {
        var context = new StringPool();
        return CountedPaging.ByOffset(
            _connection,
            (limit, offset) => new ApiRequest(List).With("name", name).With("limit", limit).With("offset", offset == 0 ? null : offset),
            PageSize,
            response => PageReader.ReadEnvelope<Blueprint>(response, context),
            blueprint => blueprint.Id,
            cancellationToken);
    }

    /// <summary>Reads one blueprint. Stands for GET /api/v1/blueprints/{blueprint_id}.</summary>
    /// <param name="blueprintId">The blueprint's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The blueprint.</returns>
    /// <exception cref="KandjiApiException">There is no such blueprint, or the call failed.</exception>
    public Task<Blueprint> GetAsync(string blueprintId, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<Blueprint>(
            new ApiRequest(Get, blueprintId), blueprintId, static blueprint => [blueprint.Id], cancellationToken);
}
