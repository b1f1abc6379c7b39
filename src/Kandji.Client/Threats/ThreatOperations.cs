using System.Globalization;
using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Paging;

namespace Kandji.Client.Threats;

/// <summary>The operations of endpoint detection and response. Only tenants that have it can use them.</summary>
public sealed class ThreatOperations
{
    private const string Section = "Threats";
    private const int PageSize = 1000;
    private static readonly string[] AllStatuses = ["quarantined", "not_quarantined", "released", "resolved"];

    internal static readonly ApiOperation List = new("GET", "/api/v2/threat/threat-details", Section, "Get Threat Details - v2")
    {
        Query =
        [
            "device_id", "classification", "statuses", "term", "detection_date_from", "detection_date_to", "date_range", "management_state",
            "tags", "severities", "limit", "offset", "sort_by",
        ],
    };

    internal static readonly ApiOperation ListVersion1 = new("GET", "/api/v1/threat-details", Section, "Get Threat Details")
    {
        Query = ["classification", "date_range", "device_id", "status", "sort_by", "term", "limit", "offset"],
    };

    internal static readonly ApiOperation ListBehavioral =
        new("GET", "/api/v2/threat/behavioral-detections/events", Section, "Get Behavioral Detections - v2")
        {
            Query =
            [
                "device_id", "classifications", "statuses", "search_term", "detection_to", "detection_from", "management_state",
                "severities",
                "tags", "limit", "offset", "sort_by",
            ],
        };

    private readonly ApiConnection _connection;

    internal ThreatOperations(ApiConnection connection) => _connection = connection;

    /// <summary>Lists threats, streaming. Stands for GET /api/v2/threat/threat-details.</summary>
    /// <param name="query">Which threats; null for all.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>The threats.</returns>
    /// <exception cref="KandjiApiException">A page could not be read; the threats before it have been given out.</exception>
    public IAsyncEnumerable<Threat> ListAsync(ThreatQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ThreatQuery();
        var context = new StringPool();
        return CountedPaging.ByOffset(
            _connection,
            (limit, offset) => new ApiRequest(List)
                .With("device_id", query.DeviceId)
                .With("classification", query.Classification)
                .With("statuses", Joined(query.Statuses ?? AllStatuses))
                .With("term", query.Term)
                .With("detection_date_from", Time(query.From))
                .With("detection_date_to", Time(query.To))
                .With("date_range", query.DateRange)
                .With("management_state", Joined(query.ManagementStates))
                .With("tags", Joined(query.Tags))
                .With("severities", Joined(query.Severities))
                .With("limit", limit)
                .With("offset", offset)
                .With("sort_by", query.SortBy),
            (int)Math.Min(PageSize, query.First ?? PageSize),
            response => PageReader.ReadEnvelope<Threat>(response, context),
            threat => threat.Id,
            cancellationToken,
            query.First);
    }

    /// <summary>
    /// Lists threats by version 1 of the endpoint, streaming. They have no id, severity, management state and tags, and their
    /// classification and status are in capitals. Stands for GET /api/v1/threat-details.
    /// </summary>
    /// <param name="query">Which threats; null for all.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>The threats.</returns>
    /// <exception cref="KandjiApiException">A page could not be read; the threats before it have been given out.</exception>
    public IAsyncEnumerable<Threat> ListVersion1Async(ThreatVersion1Query? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ThreatVersion1Query();
        var context = new StringPool();
        return CountedPaging.ByOffset(
            _connection,
            (limit, offset) => new ApiRequest(ListVersion1)
                .With("classification", query.Classification)
                .With("date_range", query.DateRange)
                .With("device_id", query.DeviceId)
                .With("status", query.Status)
                .With("sort_by", query.SortBy)
                .With("term", query.Term)
                .With("limit", limit)
                .With("offset", offset),
            (int)Math.Min(PageSize, query.First ?? PageSize),
            response => PageReader.ReadEnvelope<Threat>(response, context),
            // The threats have no id.
            key: null,
            cancellationToken,
            query.First);
    }

    /// <summary>
    /// Indicates whether the tenant has no version 2 of the threats: the list answers 404 where nothing is asked for that might be missing.
    /// </summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>True if it is missing.</returns>
    /// <exception cref="KandjiApiException">The list answered with another error.</exception>
    public async Task<bool> IsVersion2MissingAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (Threat _ in ListAsync(new ThreatQuery { First = 1 }, cancellationToken).ConfigureAwait(false))
                break;
            return false;
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.NotFound)
        {
            return true;
        }
    }

    /// <summary>
    /// Lists the behavioral detections of a device, streaming. Stands for GET /api/v2/threat/behavioral-detections/events.
    /// </summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="query">Which detections; null for all.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>The detections.</returns>
    /// <exception cref="KandjiApiException">A page could not be read; the detections before it have been given out.</exception>
    public IAsyncEnumerable<BehavioralDetection> ListBehavioralAsync(
        string deviceId, BehavioralDetectionQuery? query = null, CancellationToken cancellationToken = default)
    {
        // Without it, the service would list those of all devices.
        _ = deviceId ?? throw new ArgumentNullException(nameof(deviceId));
        query ??= new BehavioralDetectionQuery();
        var context = new StringPool();
        return CountedPaging.ByOffset(
            _connection,
            (limit, offset) => new ApiRequest(ListBehavioral)
                .With("device_id", deviceId)
                .With("classifications", Joined(query.Classifications))
                .With("statuses", Joined(query.Statuses))
                .With("search_term", query.SearchTerm)
                .With("detection_to", Time(query.To))
                .With("detection_from", Time(query.From))
                .With("management_state", Joined(query.ManagementStates))
                .With("severities", Joined(query.Severities))
                .With("tags", Joined(query.Tags))
                .With("limit", limit)
                .With("offset", offset)
                .With("sort_by", query.SortBy),
            PageSize,
            response => PageReader.ReadEnvelope<BehavioralDetection>(response, context),
            detection => detection.Id,
            cancellationToken);
    }

    private static string? Joined(IReadOnlyList<string>? values) => values is null ? null : string.Join(",", values);

    // These two endpoints take times in UTC without a zone.
    private static string? Time(DateTime? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
