using System.Text.Json.Nodes;
using Kandji.Simulator.Shapes;

namespace Kandji.Simulator.Routes;

/// <summary>The records of one device: details, apps, activity, commands, library items, parameters, status.</summary>
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

    private static ApiResponse Details(ApiRequest apiRequest)
    {
        var device = DeviceRoutes.Find(apiRequest);
        var details = DeviceDetailsJson.Write(device, apiRequest.State);
        device.EditDetails?.Invoke(details);
        return ApiResponse.Json(details);
    }

    private static ApiResponse Apps(ApiRequest apiRequest)
    {
        var device = DeviceRoutes.Find(apiRequest);
        return ApiResponse.Json(new { device_id = device.Id, apps = device.Record.Apps });
    }

    private static ApiResponse Activity(ApiRequest apiRequest)
    {
        var device = DeviceRoutes.Find(apiRequest);
        var entries = device.Record.ReadActivity(apiRequest.Now);
        return ApiResponse.Json(
            new { device_id = device.Id, activity = Pages.ByOffset(apiRequest, entries, apiRequest.State.PageSizes.Nested, e => e) });
    }

    private static ApiResponse Commands(ApiRequest apiRequest)
    {
        var device = DeviceRoutes.Find(apiRequest);
        var commands = device.Record.Poll(apiRequest.Now);
        return ApiResponse.Json(new
        {
            device_id = device.Id,
            commands = Pages.ByOffset(apiRequest, commands, apiRequest.State.PageSizes.Nested, CommandJson.Write),
        });
    }

    private static ApiResponse LibraryItems(ApiRequest apiRequest)
    {
        var device = DeviceRoutes.Find(apiRequest);
        return ApiResponse.Json(new { device_id = device.Id, library_items = device.Record.LibraryItems });
    }

    private static ApiResponse Parameters(ApiRequest apiRequest)
    {
        var device = DeviceRoutes.Find(apiRequest);
        return ApiResponse.Json(new { device_id = device.Id, parameters = device.Record.Parameters });
    }

    private static ApiResponse Status(ApiRequest apiRequest)
    {
        var device = DeviceRoutes.Find(apiRequest);
        var items = device.Record.LibraryItems.Select(
            i => new Dictionary<string, JsonNode?>(StatusFields.Select(f => KeyValuePair.Create(f, i[f]))));
        return ApiResponse.Json(new { device_id = device.Id, library_items = items, parameters = device.Record.Parameters });
    }
}
