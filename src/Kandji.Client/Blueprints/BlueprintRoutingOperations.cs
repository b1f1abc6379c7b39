using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Paging;

namespace Kandji.Client.Blueprints;

/// <summary>Blueprint routing, which sends enrolling devices to the blueprint that is meant for them.</summary>
public sealed class BlueprintRoutingOperations
{
    private const string Section = "Blueprint Routing";
    private const int PageSize = 300;

    internal static readonly ApiOperation Get = new("GET", "/api/v1/blueprint-routing/", Section, "Get Blueprint Routing");

    internal static readonly ApiOperation Update = new("PATCH", "/api/v1/blueprint-routing/", Section, "Update Blueprint Routing")
    {
        Body = ["enrollment_code"],
    };

    internal static readonly ApiOperation ListActivity =
        new("GET", "/api/v1/blueprint-routing/activity", Section, "Get Blueprint Routing Activity")
    {
        Query = ["limit", "offset"],
    };

    private readonly ApiConnection _connection;

    internal BlueprintRoutingOperations(ApiConnection connection) => _connection = connection;

    /// <summary>Reads how devices are enrolled into blueprint routing. Stands for GET /api/v1/blueprint-routing/.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The enrollment code and whether it may be used.</returns>
    /// <exception cref="KandjiApiException">The call failed.</exception>
    public Task<BlueprintRouting> GetAsync(CancellationToken cancellationToken = default) =>
        _connection.GetAsync<BlueprintRouting>(new ApiRequest(Get), cancellationToken);

    /// <summary>Changes how devices are enrolled into blueprint routing. Stands for PATCH /api/v1/blueprint-routing/.</summary>
    /// <param name="code">The enrollment code; null leaves it as it is.</param>
    /// <param name="isActive">Indicates whether the code may be used; null leaves it as it is.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The enrollment code and whether it may be used, as they are now.</returns>
    /// <exception cref="KandjiApiException">The service refused the change, or the call failed.</exception>
    public Task<BlueprintRouting> UpdateAsync(string? code = null, bool? isActive = null, CancellationToken cancellationToken = default)
    {
        JsonBody enrollmentCode = new JsonBody().AddIfGiven("is_active", isActive).AddIfGiven("code", code);
        return _connection.GetAsync<BlueprintRouting>(
            new ApiRequest(Update).WithJson(new JsonBody { { "enrollment_code", enrollmentCode } }), cancellationToken);
    }

    /// <summary>
    /// Lists what happened in blueprint routing, newest first, streaming. Stands for GET /api/v1/blueprint-routing/activity.
    /// </summary>
    /// <param name="pageSize">How many entries to ask for at once, 300 at most.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each entry once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read.</exception>
    public IAsyncEnumerable<BlueprintRoutingActivity> ListActivityAsync(
        int pageSize = PageSize, CancellationToken cancellationToken = default)
    {
        var context = new StringPool();
        return CountedPaging.ByOffset(
            _connection,
            (limit, offset) => new ApiRequest(ListActivity).With("limit", limit).With("offset", offset == 0 ? null : offset),
            pageSize,
            response => PageReader.ReadEnvelope<BlueprintRoutingActivity>(response, context),
            entry => entry.Id?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            cancellationToken);
    }
}
