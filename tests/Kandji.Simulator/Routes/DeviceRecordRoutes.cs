using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Kandji.Simulator.Http;
using Kandji.Simulator.Shapes;

namespace Kandji.Simulator.Routes;

/// <summary>What can be read about one device: details, apps, activity, commands, library items, parameters, status.</summary>
internal static class DeviceRecordRoutes
{
    private static readonly string[] StatusFields = ["id", "item_id", "name", "status", "reported_at", "type", "last_audit_log", "log"];

    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/devices/{device_id}/details", "Device details", Details);
        routes.Get("/api/v1/devices/{device_id}/apps", "Application list", Apps);
        routes.Get("/api/v1/devices/{device_id}/activity", "Device activity", Activity);
        routes.Get("/api/v1/devices/{device_id}/commands", "Get Device Commands", Commands);
        routes.Get("/api/v1/devices/{device_id}/library-items", "Device Library Items", LibraryItems);
        routes.Get("/api/v1/devices/{device_id}/parameters", "Get Device Parameters", Parameters);
        routes.Get("/api/v1/devices/{device_id}/status", "Device status", Status);
    }

    private static Answer Details(Call call)
    {
        var device = DeviceRoutes.Find(call);
        var details = DeviceDetailsJson.Write(device, call.State);
        device.EditDetails?.Invoke(details);
        return Answer.Json(details);
    }

    private static Answer Apps(Call call)
    {
        var device = DeviceRoutes.Find(call);
        return Answer.Json(new { device_id = device.Id, apps = device.Record.Apps });
    }

    private static Answer Activity(Call call)
    {
        var device = DeviceRoutes.Find(call);
        var entries = device.Record.ReadActivity(call.Now);
        return Answer.Json(new { device_id = device.Id, activity = Pages.ByOffset(call, entries, call.State.PageSizes.Nested, e => e) });
    }

    private static Answer Commands(Call call)
    {
        var device = DeviceRoutes.Find(call);
        var commands = device.Record.Poll(call.Now);
        return Answer.Json(new
        {
            device_id = device.Id,
            commands = Pages.ByOffset(call, commands, call.State.PageSizes.Nested, CommandJson.Write),
        });
    }

    private static Answer LibraryItems(Call call)
    {
        var device = DeviceRoutes.Find(call);
        return Answer.Json(new { device_id = device.Id, library_items = device.Record.LibraryItems });
    }

    private static Answer Parameters(Call call)
    {
        var device = DeviceRoutes.Find(call);
        return Answer.Json(new { device_id = device.Id, parameters = device.Record.Parameters });
    }

    private static Answer Status(Call call)
    {
        var device = DeviceRoutes.Find(call);
        var items = device.Record.LibraryItems.Select(i => new Dictionary<string, JsonNode?>(StatusFields.Select(f => KeyValuePair.Create(f, i[f]))));
        return Answer.Json(new { device_id = device.Id, library_items = items, parameters = device.Record.Parameters });
    }
}
