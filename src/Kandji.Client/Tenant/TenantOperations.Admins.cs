using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Paging;

namespace Kandji.Client.Tenant;

public sealed partial class TenantOperations
{
    internal static readonly ApiOperation ListAdmins = new("GET", "/api/v1/admins", "Settings", "Admins") { Query = ["cursor"] };

    /// <summary>Lists the tenant's administrators, streaming. Stands for GET /api/v1/admins.</summary>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each administrator once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read; the administrators before it have been given out.</exception>
    public IAsyncEnumerable<Admin> ListAdminsAsync(CancellationToken cancellationToken = default)
    {
        var context = new StringPool();
        return CursorPaging.StreamAsync(
            _connection,
            cursor => new ApiRequest(ListAdmins).With("cursor", cursor),
            "cursor",
            response => PageReader.ReadEnvelope<Admin>(response, context),
            admin => admin.Id,
            isFiltered: false,
            cancellationToken);
    }
}
