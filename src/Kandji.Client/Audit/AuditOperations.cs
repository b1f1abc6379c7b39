using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Paging;

namespace Kandji.Client.Audit;

/// <summary>The operations on the audit log.</summary>
public sealed class AuditOperations
{
    internal static readonly ApiOperation List = new("GET", "/api/v1/audit/events", "Audit Log", "List audit events")
    {
        Query = ["limit", "sort_by", "start_date", "end_date", "cursor"],
    };

    private readonly ApiConnection _connection;

    internal AuditOperations(ApiConnection connection) => _connection = connection;

    /// <summary>Lists audit events, streaming. Stands for GET /api/v1/audit/events.</summary>
    /// <param name="query">Which, and in which order; null for all, oldest first.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each event once.</returns>
    /// <exception cref="KandjiApiException">A page could not be read; the events before it have been given out.</exception>
    public IAsyncEnumerable<AuditEvent> ListAsync(AuditQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new AuditQuery();
        var context = new StringPool();
        return CursorPaging.StreamAsync(
            _connection,
            cursor => new ApiRequest(List)
                .With("limit", query.PageSize)
                .With("sort_by", query.NewestFirst ? "-occurred_at" : "occurred_at")
                .With("start_date", Format(query.Start))
                .With("end_date", Format(query.End))
                .With("cursor", cursor),
            "cursor",
            response => PageReader.ReadEnvelope<AuditEvent>(response, context),
            e => e.Id,
            query.Start is not null || query.End is not null,
            cancellationToken);
    }

    private static string? Format(DateTime? time) => time is { } t ? ApiTime.Format(t) : null;
}
