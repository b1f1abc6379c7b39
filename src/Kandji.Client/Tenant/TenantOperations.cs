using Kandji.Client.Http;

namespace Kandji.Client.Tenant;

/// <summary>The operations on the tenant itself.</summary>
public sealed partial class TenantOperations
{
    internal static readonly ApiOperation Licensing = new("GET", "/api/v1/settings/licensing", "Settings", "Licensing");

    private readonly ApiConnection _connection;

    internal TenantOperations(ApiConnection connection) => _connection = connection;

    /// <summary>Reads what the tenant has licensed and uses. Stands for GET /api/v1/settings/licensing.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The license.</returns>
    /// <exception cref="KandjiApiException">The call failed.</exception>
    public Task<License> GetLicenseAsync(CancellationToken cancellationToken = default) =>
        _connection.GetAsync<License>(new ApiRequest(Licensing), cancellationToken);
}
