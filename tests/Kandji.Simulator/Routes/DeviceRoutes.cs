using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Kandji.Simulator.Http;
using Kandji.Simulator.State;

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
    public static SimulatedDevice Find(Call call) =>
        call.State.Devices.TryGet(call.Part("device_id"), out var device) ? device : throw Refusal.NotFound();

    private static Answer List(Call call)
    {
        var most = call.State.PageSizes.Devices;
        var devices = DeviceQuery.Run(call);
        if (call.State.SingleSerialAnswersWithObject && devices.Length == 1 && call.Query("serial_number") is not null)
            return Answer.Bytes(devices[0].Row(call.State));

        var limit = Math.Clamp(call.QueryNumber("limit") ?? most, 1, most);
        var page = devices.AsSpan(Math.Min(call.QueryNumber("offset") ?? 0, devices.Length));
        page = page[..Math.Min(limit, page.Length)];
        var rows = new byte[page.Length][];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = page[i].Row(call.State);
        return Answer.Rows(rows);
    }

    private static Answer Get(Call call) => Answer.Bytes(Find(call).Row(call.State));

    private static Answer Update(Call call)
    {
        var device = Find(call);
        var body = call.Json;

        // All of it is looked at before any of it is done: a request that is refused changes nothing.
        var changes = new List<Action>();
        if (body.TryGetProperty("asset_tag", out _))
        {
            var assetTag = call.OptionalString("asset_tag") ?? "";
            changes.Add(() => device.AssetTag = assetTag);
        }

        if (body.TryGetProperty("user", out var user))
        {
            var owner = UserIn(call, user);
            changes.Add(() => device.User = owner);
        }

        if (body.TryGetProperty("blueprint_id", out _))
        {
            var id = call.RequiredString("blueprint_id");
            if (!call.State.Blueprints.TryGet(id, out var blueprint))
                throw Refusal.BadRequest("Blueprint not found.", ErrorShape.Error);
            changes.Add(() => device.Blueprint = blueprint);
        }

        if (body.TryGetProperty("tags", out var tags))
        {
            var wanted = TagsIn(call, tags);
            changes.Add(() => device.Tags = wanted);
        }

        lock (device.Gate)
            changes.ForEach(change => change());
        AuditRoutes.Record(call, "update", "device", device.Id, device.Name);
        return Answer.Bytes(device.Row(call.State));
    }

    private static Answer Delete(Call call)
    {
        var device = Find(call);
        call.State.Devices.Remove(device.Id);
        AuditRoutes.Record(call, "delete", "device", device.Id, device.Name);
        return Answer.Empty(204);
    }

    private static SimulatedUser? UserIn(Call call, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        var id = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => throw Refusal.Field("user", "A valid id is required."),
        };
        return call.State.Users.FirstOrDefault(u => UserRoutes.IsIdOf(id, u)) ?? throw Refusal.Field("user", "No user has this id.");
    }

    // A tag that does not exist is made on the way.
    private static SimulatedTag[] TagsIn(Call call, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(t => t.ValueKind != JsonValueKind.String))
            throw Refusal.Field("tags", "Expected a list of names.");
        var known = call.State.Tags;
        return
        [
            .. value.EnumerateArray().Select(t => t.GetString()!).Distinct().Select(name =>
                known.FirstOrDefault(t => t.Name == name) ?? known.Add(new SimulatedTag(Guid.NewGuid().ToString(), name))),
        ];
    }
}
