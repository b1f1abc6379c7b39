using System;
using System.Linq;
using System.Text.Json.Nodes;
using Kandji.Simulator.Http;
using Kandji.Simulator.State;

namespace Kandji.Simulator.Routes;

/// <summary>What can be asked about a library item of whatever kind, and the categories of Self Service.</summary>
internal static class LibraryItemRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/self-service/categories", "List Self Service Categories", Categories);
        routes.Get("/api/v1/library/library-items/{library_item_id}/activity", "Get Library Item Activity", Activity);
        routes.Get("/api/v1/library/library-items/{library_item_id}/status", "Get Library Item Statuses", Statuses);
    }

    private static Answer Categories(Call call) => Answer.Json(call.State.SelfServiceCategories.Select(c => new { id = c.Key, name = c.Value }));

    private static Answer Activity(Call call)
    {
        var rows = Find(call).Activity.AsEnumerable();
        foreach (var name in (string[])["activity_type", "user_id", "user_email"])
        {
            if (call.Query(name) is { } wanted)
                rows = rows.Where(a => (string?)a[name] == wanted);
        }

        return Answer.Json(Pages.ByOffset(call, rows.ToArray(), call.State.PageSizes.Offset, a => a));
    }

    private static Answer Statuses(Call call)
    {
        var item = Find(call);
        var rows =
            from device in call.State.Devices
            where call.Query("computer_id") is not { } id || string.Equals(device.Id, id, StringComparison.OrdinalIgnoreCase)
            from status in device.Record.LibraryItems
            where (string?)status["item_id"] == item.Id
            select status;
        return Answer.Json(Pages.ByOffset(call, rows.ToArray(), call.State.PageSizes.Offset, Show));
    }

    private static JsonObject Show(JsonObject status)
    {
        var shown = new JsonObject();
        foreach (var name in (string[])
                 ["id", "blueprint", "computer", "status", "reported_at", "log", "last_audit_run", "last_audit_log", "control_log", "control_reported_at"])
            shown[name] = status[name]?.DeepClone();
        if ((string?)status["type"] == "threat-security-policy")
        {
            shown["edr_status"] = status["edr_status"]?.DeepClone();
            shown["type"] = status["type"]?.DeepClone();
        }

        return shown;
    }

    private static SimulatedLibraryItem Find(Call call) =>
        call.State.Library.TryGet(call.Part("library_item_id"), out var item) ? item : throw Refusal.NotFound();
}
