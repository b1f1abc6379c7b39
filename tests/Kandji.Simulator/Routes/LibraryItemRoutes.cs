using System.Text.Json.Nodes;

namespace Kandji.Simulator.Routes;

/// <summary>The status and activity of library items of every kind, and the categories of Self Service.</summary>
internal static class LibraryItemRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/self-service/categories", "List Self Service Categories", Categories);
        routes.Get("/api/v1/library/library-items/{library_item_id}/activity", "Get Library Item Activity", Activity);
        routes.Get("/api/v1/library/library-items/{library_item_id}/status", "Get Library Item Statuses", Statuses);
    }

    private static ApiResponse Categories(ApiRequest apiRequest) =>
        ApiResponse.Json(apiRequest.State.SelfServiceCategories.Select(c => new { id = c.Key, name = c.Value }));

    private static ApiResponse Activity(ApiRequest apiRequest)
    {
        var rows = Find(apiRequest).Activity.AsEnumerable();
        foreach (var name in (string[])["activity_type", "user_id", "user_email"])
        {
            if (apiRequest.Query(name) is { } wanted)
                rows = rows.Where(a => (string?)a[name] == wanted);
        }

        return ApiResponse.Json(Pages.ByOffset(apiRequest, rows.ToArray(), apiRequest.State.PageSizes.Offset, a => a));
    }

    private static ApiResponse Statuses(ApiRequest apiRequest)
    {
        var item = Find(apiRequest);
        var rows =
            from device in apiRequest.State.Devices
            where apiRequest.Query("computer_id") is not { } id || string.Equals(device.Id, id, StringComparison.OrdinalIgnoreCase)
            from status in device.Record.LibraryItems
            where (string?)status["item_id"] == item.Id
            select status;
        return ApiResponse.Json(Pages.ByOffset(apiRequest, rows.ToArray(), apiRequest.State.PageSizes.Offset, Show));
    }

    private static JsonObject Show(JsonObject status)
    {
        var shown = new JsonObject();
        foreach (var name in (string[])
                 ["id", "blueprint", "computer", "status", "reported_at", "log", "last_audit_run", "last_audit_log", "control_log",
                     "control_reported_at"])
            shown[name] = status[name]?.DeepClone();
        if ((string?)status["type"] == "threat-security-policy")
        {
            shown["edr_status"] = status["edr_status"]?.DeepClone();
            shown["type"] = status["type"]?.DeepClone();
        }

        return shown;
    }

    private static SimulatedLibraryItem Find(ApiRequest apiRequest) =>
        apiRequest.State.Library.TryGet(apiRequest.Part("library_item_id"), out var item) ? item : throw ApiErrorException.NotFound();
}
