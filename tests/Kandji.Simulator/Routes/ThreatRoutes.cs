using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kandji.Simulator.Routes;

/// <summary>Endpoint detection, version 2: threats, and what processes did.</summary>
internal static class ThreatRoutes
{
    private static readonly string[] Severities = ["informational", "low", "medium", "high", "critical"];

    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v2/threat/threat-details", "Get Threat Details - v2", Threats);
        routes.Get("/api/v1/threat-details", "Get Threat Details", ThreatsOfVersion1);
        routes.Get("/api/v2/threat/behavioral-detections/events", "Get Behavioral Detections - v2", Detections);
    }

    private static ApiResponse Threats(ApiRequest apiRequest)
    {
        if (!apiRequest.State.HasThreatsVersion2)
            throw ApiErrorException.NotFound();
        if (apiRequest.QueryList("statuses") is not { Count: > 0 } statuses)
            throw ApiErrorException.Missing("statuses");
        Known("statuses", statuses, "quarantined", "not_quarantined", "released", "resolved");
        var rows = Select(apiRequest).Where(t => statuses.Contains(t.Status));
        if (apiRequest.Query("term") is { } term)
        {
            rows = rows.Where(
                t => new[] { t.Device.Name, t.FileHash, t.FilePath }.Any(text => text.Contains(term, StringComparison.OrdinalIgnoreCase)));
        }

        rows = Narrow(apiRequest, rows);
        rows = Within(apiRequest, rows, "detection_date_from", "detection_date_to");
        if (apiRequest.QueryNumber("date_range") is { } days && apiRequest.Query("detection_date_from") is null
            && apiRequest.Query("detection_date_to") is null)
            rows = rows.Where(t => t.DetectedAt >= apiRequest.Now.AddDays(-days));
        rows = Sort(apiRequest, rows, field => field switch
        {
            "device_name" => t => t.Device.Name,
            "process_name" or "process_owner" or "associated_item" => _ => "",
            "detection_date" => t => Times.Iso(t.DetectedAt),
            "status" => t => t.Status,
            "management_state" => t => t.ManagementState,
            "severity" => t => Array.IndexOf(Severities, t.Severity).ToString(CultureInfo.InvariantCulture),
            _ => null,
        });
        return ApiResponse.Json(Pages.ByOffset(apiRequest, rows.ToArray(), apiRequest.State.PageSizes.Threats, Show));
    }

    private static ApiResponse ThreatsOfVersion1(ApiRequest apiRequest)
    {
        var rows = Select(apiRequest).Where(t => t.Status != "resolved");
        if (apiRequest.Query("status") is { } status)
        {
            Known("status", [status], "quarantined", "not_quarantined", "released");
            rows = rows.Where(t => t.Status == status);
        }

        if (apiRequest.Query("term") is { } term)
            rows = rows.Where(t => t.FilePath.Contains(term, StringComparison.OrdinalIgnoreCase));
        if (apiRequest.QueryNumber("date_range") is { } days)
            rows = rows.Where(t => t.DetectedAt >= apiRequest.Now.AddDays(-days));
        rows = Sort(apiRequest, rows, field => field switch
        {
            "threat_name" => t => t.Name,
            "classification" => t => t.Classification,
            "device_name" => t => t.Device.Name,
            "process_name" or "process_owner" => _ => "",
            "detection_date" => t => Times.Iso(t.DetectedAt),
            "status" => t => t.Status,
            _ => null,
        });
        return ApiResponse.Json(Pages.ByOffset(apiRequest, rows.ToArray(), apiRequest.State.PageSizes.Threats, ShowAsVersion1));
    }

    // The filters that both versions have.
    private static IEnumerable<SimulatedThreat> Select(ApiRequest apiRequest)
    {
        IEnumerable<SimulatedThreat> rows = apiRequest.State.Threats;
        if (apiRequest.Query("device_id") is { } device)
            rows = rows.Where(t => t.Device.Id.Equals(device, StringComparison.OrdinalIgnoreCase));
        if (apiRequest.Query("classification") is not { } classification)
            return rows;
        Known("classification", [classification], "malware", "pup");
        return rows.Where(t => t.Classification == classification);
    }

    // Version 1 writes its words in capitals, and knows no id, severity, management state and tags.
    private static JsonObject ShowAsVersion1(SimulatedThreat threat)
    {
        JsonObject shown = JsonSerializer.SerializeToNode(Show(threat))!.AsObject();
        foreach (string later in new[] { "id", "severity", "management_state", "tags", "associated_item" })
            shown.Remove(later);
        shown["classification"] = threat.Classification.ToUpperInvariant();
        shown["status"] = threat.Status.ToUpperInvariant();
        return shown;
    }

    private static ApiResponse Detections(ApiRequest apiRequest)
    {
        if (apiRequest.Query("device_id") is not { } device)
            throw ApiErrorException.Missing("device_id");
        var rows = apiRequest.State.BehavioralDetections.Where(d => d.Device.Id.Equals(device, StringComparison.OrdinalIgnoreCase));
        if (apiRequest.QueryList("classifications") is { } classifications)
        {
            Known("classifications", classifications, "mal", "pup", "sus");
            rows = rows.Where(d => classifications.Contains(d.Classification[..3]));
        }

        if (apiRequest.QueryList("statuses") is { } statuses)
        {
            Known("statuses", statuses, "blocked", "blocked_parent", "detected", "informational");
            rows = rows.Where(d => statuses.Contains(d.Status));
        }

        if (apiRequest.Query("search_term") is { } term)
            rows = rows.Where(
                d => d.ImagePath.Contains(term, StringComparison.OrdinalIgnoreCase)
                    || d.Device.Name.Contains(term, StringComparison.OrdinalIgnoreCase));
        rows = Narrow(apiRequest, rows);
        rows = Within(apiRequest, rows, "detection_from", "detection_to");
        rows = Sort(apiRequest, rows, field => field switch
        {
            "detection_date" => d => Times.Iso(d.DetectedAt),
            "threat_id" => d => d.ThreatId,
            "process" => d => d.ImagePath,
            "classification" => d => d.Classification,
            "associated_item" => _ => "",
            "management_state" => d => d.ManagementState,
            "severity" => d => Array.IndexOf(Severities, d.Severity).ToString(CultureInfo.InvariantCulture),
            _ => null,
        });

        var all = rows.ToArray();
        var most = apiRequest.State.PageSizes.Threats;
        var limit = Math.Clamp(apiRequest.QueryNumber("limit") ?? most, 1, most);
        return ApiResponse.Json(new
        {
            total_count = all.Length,
            next = (string?)null,
            previous = (string?)null,
            malicious_count = all.Count(d => d.Classification == "malicious"),
            suspicious_count = all.Count(d => d.Classification == "suspicious"),
            results = all.Skip(apiRequest.QueryNumber("offset") ?? 0).Take(limit).Select(Show),
        });
    }

    private static void Known(string name, IEnumerable<string> given, params string[] known)
    {
        if (given.FirstOrDefault(value => !known.Contains(value)) is { } other)
            throw ApiErrorException.Field(name, $"'{other}' is not a valid choice.");
    }

    private static IEnumerable<T> Narrow<T>(ApiRequest apiRequest, IEnumerable<T> rows)
        where T : SimulatedFinding
    {
        if (apiRequest.QueryList("severities") is { } severities)
        {
            Known("severities", severities, Severities);
            rows = rows.Where(row => severities.Contains(row.Severity));
        }

        if (apiRequest.QueryList("management_state") is { } states)
        {
            Known("management_state", states, "open", "closed");
            rows = rows.Where(row => states.Contains(row.ManagementState));
        }

        return apiRequest.QueryList("tags") is { } wanted ? rows.Where(row => row.Tags.Any(wanted.Contains)) : rows;
    }

    private static IEnumerable<T> Within<T>(ApiRequest apiRequest, IEnumerable<T> rows, string from, string to)
        where T : SimulatedFinding
    {
        if (Time(apiRequest, from) is { } first)
            rows = rows.Where(row => row.DetectedAt >= first);
        return Time(apiRequest, to) is { } last ? rows.Where(row => row.DetectedAt <= last) : rows;
    }

    private static DateTimeOffset? Time(ApiRequest apiRequest, string name)
    {
        if (apiRequest.Query(name) is not { } text)
            return null;
        return DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw ApiErrorException.Field(name, "Not a date in UTC without a zone.");
    }

    private static IEnumerable<T> Sort<T>(ApiRequest apiRequest, IEnumerable<T> rows, Func<string, Func<T, string>?> keyOf)
    {
        if (apiRequest.Query("sort_by") is not { } sortBy)
            return rows;
        var key = keyOf(sortBy.TrimStart('-')) ?? throw ApiErrorException.Field("sort_by", $"'{sortBy}' is not a valid choice.");
        return sortBy.StartsWith('-') ? rows.OrderByDescending(key, StringComparer.Ordinal) : rows.OrderBy(key, StringComparer.Ordinal);
    }

    private static object Show(SimulatedThreat threat) => new
    {
        id = threat.Id,
        threat_name = threat.Name,
        classification = threat.Classification,
        status = threat.Status,
        severity = threat.Severity,
        management_state = threat.ManagementState,
        tags = threat.Tags,
        process_name = "curl",
        process_owner = "root",
        device_name = threat.Device.Name,
        device_id = threat.Device.Id,
        // These two come in UTC without a zone.
        detection_date = Zoneless(threat.DetectedAt),
        date_of_quarantine = threat.Status == "not_quarantined" ? "" : Zoneless(threat.DetectedAt.AddSeconds(2)),
        date_of_release = threat.Status == "released" ? Zoneless(threat.DetectedAt.AddDays(1)) : "",
        released_by = threat.Status == "released" ? KnownFleet.AdaName : "",
        release_note = threat.Status == "released" ? "Our own build." : "",
        file_path = threat.FilePath,
        file_hash = threat.FileHash,
        bundle_path = "",
        device_serial_number = threat.Device.SerialNumber,
        blueprint_id = threat.Device.Blueprint.Id,
        blueprint_name = threat.Device.Blueprint.Name,
        library_item_name = "Avert",
        library_item_id = "e1000000-0000-4000-8000-0000000000a1",
        pup_posture = "detect",
        malware_posture = "protect",
        associated_item = (string?)null,
    };

    private static object Show(SimulatedDetection detection) => new
    {
        id = detection.Id,
        threat_id = detection.ThreatId,
        rule_version = 3,
        description = detection.Description,
        classification = detection.Classification,
        severity = detection.Severity,
        management_state = detection.ManagementState,
        tags = detection.Tags,
        informational_tags = new[] { "living_off_the_land" },
        malware_family = Array.Empty<string>(),
        detection_date = detection.DetectedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture),
        threat_status = detection.Status,
        device_info = new { id = detection.Device.Id, name = detection.Device.Name, serial_number = detection.Device.SerialNumber },
        parent_process = Process("/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal", 801),
        target_process = Process(detection.ImagePath, 4711, detection.Hash),
        library_item = new { id = "e1000000-0000-4000-8000-0000000000a1", name = "Avert", mal_posture_mode = "protect" },
        blueprint = new { id = detection.Device.Blueprint.Id, name = detection.Device.Blueprint.Name },
    };

    private static object Process(string path, int pid, string? hash = null)
    {
        var name = path.Split('/')[^1];
        return new { name, command_line = name + " -l", image_path = path, pid, owner = "root", sha256 = hash ?? new string('a', 64) };
    }

    private static string Zoneless(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
