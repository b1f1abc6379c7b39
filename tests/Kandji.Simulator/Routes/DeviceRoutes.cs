using System.Text.Json;

namespace Kandji.Simulator.Routes;

/// <summary>Devices as such: list, get, update, delete.</summary>
internal static class DeviceRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/devices", "Device list", List);
        routes.Get("/api/v1/devices/{device_id}", "Device ID", Get);
        routes.Patch("/api/v1/devices/{device_id}", "Update Device", Update);
        routes.Delete("/api/v1/devices/{device_id}", "Delete Device", Delete);
    }

    /// <summary>The device in the path.</summary>
    public static SimulatedDevice Find(ApiRequest apiRequest) =>
        apiRequest.State.Devices.TryGet(apiRequest.Part("device_id"), out var device) ? device : throw ApiErrorException.NotFound();

    private static ApiResponse List(ApiRequest apiRequest)
    {
        var most = apiRequest.State.PageSizes.Devices;
        var devices = DeviceQuery.Run(apiRequest);
        if (apiRequest.State.SingleSerialAnswersWithObject && devices.Length == 1 && apiRequest.Query("serial_number") is not null)
            return ApiResponse.Bytes(devices[0].Row(apiRequest.State));

        var limit = Math.Clamp(apiRequest.QueryNumber("limit") ?? most, 1, most);
        var page = devices.AsSpan(Math.Min(apiRequest.QueryNumber("offset") ?? 0, devices.Length));
        page = page[..Math.Min(limit, page.Length)];
        var rows = new byte[page.Length][];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = page[i].Row(apiRequest.State);
        return ApiResponse.Rows(rows);
    }

    private static ApiResponse Get(ApiRequest apiRequest) => ApiResponse.Bytes(Find(apiRequest).Row(apiRequest.State));

    private static ApiResponse Update(ApiRequest apiRequest)
    {
        var device = Find(apiRequest);
        var body = apiRequest.Json;

        // All of it is looked at before any of it is done: a request that is refused changes nothing.
        var changes = new List<Action>();
        if (body.TryGetProperty("asset_tag", out _))
        {
            var assetTag = apiRequest.OptionalString("asset_tag") ?? "";
            changes.Add(() => device.AssetTag = assetTag);
        }

        if (body.TryGetProperty("user", out var user))
        {
            var owner = UserIn(apiRequest, user);
            changes.Add(() => device.User = owner);
        }

        if (body.TryGetProperty("blueprint_id", out _))
        {
            var id = apiRequest.RequiredString("blueprint_id");
            if (!apiRequest.State.Blueprints.TryGet(id, out var blueprint))
                throw ApiErrorException.BadRequest("Blueprint not found.", ErrorShape.Error);
            changes.Add(() => device.Blueprint = blueprint);
        }

        if (body.TryGetProperty("tags", out var tags))
        {
            var wanted = TagsIn(apiRequest, tags);
            changes.Add(() => device.Tags = wanted);
        }

        lock (device.Gate)
            changes.ForEach(change => change());
        AuditRoutes.Record(apiRequest, "update", "device", device.Id, device.Name);
        return ApiResponse.Bytes(device.Row(apiRequest.State));
    }

    private static ApiResponse Delete(ApiRequest apiRequest)
    {
        var device = Find(apiRequest);
        apiRequest.State.Devices.Remove(device.Id);
        AuditRoutes.Record(apiRequest, "delete", "device", device.Id, device.Name);
        return ApiResponse.Empty(204);
    }

    private static SimulatedUser? UserIn(ApiRequest apiRequest, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        var id = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => throw ApiErrorException.Field("user", "A valid id is required."),
        };
        return apiRequest.State.Users.FirstOrDefault(u => UserRoutes.HasId(id, u))
            ?? throw ApiErrorException.Field("user", "No user has this id.");
    }

    // A tag that does not exist is made on the way.
    private static SimulatedTag[] TagsIn(ApiRequest apiRequest, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(t => t.ValueKind != JsonValueKind.String))
            throw ApiErrorException.Field("tags", "Expected a list of names.");
        var known = apiRequest.State.Tags;
        return
        [
            .. value.EnumerateArray().Select(t => t.GetString()!).Distinct().Select(name =>
                known.FirstOrDefault(t => t.Name == name) ?? known.Add(new SimulatedTag(Guid.NewGuid().ToString(), name))),
        ];
    }
}
