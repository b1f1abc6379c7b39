using System.Globalization;

namespace Kandji.Simulator.Routes;

/// <summary>The audit log. Other routes write to it with <see cref="Record"/>.</summary>
internal static class AuditRoutes
{
    private const string ApiActor = "f1000000-0000-4000-8000-0000000000aa";

    public static void Register(RouteTable routes) => routes.Get("/api/v1/audit/events", "List audit events", List);

    /// <summary>Writes down that the caller has changed something.</summary>
    /// <param name="apiRequest">The call that changed it.</param>
    /// <param name="action"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
    /// <param name="targetType">The kind of thing: <c>tag</c>, <c>device</c>, ...</param>
    /// <param name="targetId">Which.</param>
    /// <param name="name">Its name afterwards.</param>
    public static void Record(ApiRequest apiRequest, string action, string targetType, string targetId, string name) =>
        apiRequest.State.AuditEvents.Add(new SimulatedAuditEvent(apiRequest.State.NextAuditId(apiRequest.Now))
        {
            Action = action,
            OccurredAt = apiRequest.Now,
            ActorId = ApiActor,
            ActorType = "api_token",
            TargetId = targetId,
            TargetType = targetType,
            NewState = new Dictionary<string, object?> { ["name"] = name },
        });

    private static ApiResponse List(ApiRequest apiRequest)
    {
        var rows = apiRequest.State.AuditEvents.AsEnumerable();
        if (Time(apiRequest, "start_date") is { } start)
            rows = rows.Where(e => e.OccurredAt >= start);
        if (Time(apiRequest, "end_date") is { } end)
            rows = rows.Where(e => e.OccurredAt <= end);
        rows = (apiRequest.Query("sort_by") ?? "occurred_at") switch
        {
            "occurred_at" => rows.OrderBy(e => e.OccurredAt).ThenBy(e => e.Id, StringComparer.Ordinal),
            "-occurred_at" => rows.OrderByDescending(e => e.OccurredAt).ThenByDescending(e => e.Id, StringComparer.Ordinal),
            "id" => rows.OrderBy(e => e.Id, StringComparer.Ordinal),
            "-id" => rows.OrderByDescending(e => e.Id, StringComparer.Ordinal),
            var other => throw ApiErrorException.Field("sort_by", $"Events cannot be sorted by '{other}'."),
        };
        var most = apiRequest.State.PageSizes.Audit;
        return ApiResponse.Json(
            Pages.ByCursor(apiRequest, rows.ToArray(), Math.Clamp(apiRequest.QueryNumber("limit") ?? most, 1, most), e => e.Id, Show));
    }

    private static DateTimeOffset? Time(ApiRequest apiRequest, string name)
    {
        if (apiRequest.Query(name) is not { } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw ApiErrorException.Field(name, "Enter a valid date or date and time.");
    }

    private static object Show(SimulatedAuditEvent e) => new
    {
        id = e.Id,
        action = e.Action,
        occurred_at = Times.Iso(e.OccurredAt),
        actor_id = e.ActorId,
        actor_type = e.ActorType,
        target_id = e.TargetId,
        target_type = e.TargetType,
        target_component = e.TargetComponent,
        new_state = e.NewState,
        metadata = e.Metadata,
    };
}
