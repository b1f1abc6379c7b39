using System;
using System.Linq;
using Kandji.Simulator.Http;
using Kandji.Simulator.State;

namespace Kandji.Simulator.Routes;

internal static class TagRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/tags", "Tag list", List);
        routes.Post("/api/v1/tags", "Create Tag", Create);
        routes.Patch("/api/v1/tags/{tag_id}", "Update Tag", Update);
        routes.Delete("/api/v1/tags/{tag_id}", "Delete Tag", Delete);
    }

    private static Answer List(Call call)
    {
        var search = call.Query("search") ?? "";
        var rows = call.State.Tags.Where(t => t.Name.Contains(search, StringComparison.OrdinalIgnoreCase)).ToArray();
        return Answer.Json(Pages.ByNumber(call, rows, call.State.PageSizes.Page, Show));
    }

    private static Answer Create(Call call)
    {
        var tag = new SimulatedTag(Guid.NewGuid().ToString(), NewName(call));
        call.State.Tags.Add(tag);
        AuditRoutes.Record(call, "create", "tag", tag.Id, tag.Name);
        return Answer.Json(Show(tag), 201);
    }

    private static Answer Update(Call call)
    {
        var tag = Find(call);
        tag.Name = NewName(call, tag);
        AuditRoutes.Record(call, "update", "tag", tag.Id, tag.Name);
        return Answer.Json(Show(tag));
    }

    private static Answer Delete(Call call)
    {
        var tag = Find(call);
        foreach (var device in call.State.Devices.Where(d => d.Tags.Contains(tag)))
            device.Tags = [.. device.Tags.Where(t => t != tag)];
        call.State.Tags.Remove(tag.Id);
        AuditRoutes.Record(call, "delete", "tag", tag.Id, tag.Name);
        return Answer.Empty(204);
    }

    private static string NewName(Call call, SimulatedTag? self = null)
    {
        var name = call.RequiredString("name");
        return call.State.Tags.Any(t => t != self && t.Name == name) ? throw Refusal.Field("name", "A tag with this name exists.") : name;
    }

    private static SimulatedTag Find(Call call) =>
        call.State.Tags.TryGet(call.Part("tag_id"), out var tag) ? tag : throw Refusal.NotFound("No such tag.");

    private static object Show(SimulatedTag tag) => new { id = tag.Id, name = tag.Name };
}
