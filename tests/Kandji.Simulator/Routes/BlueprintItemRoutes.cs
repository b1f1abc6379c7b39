using System.Linq;
using Kandji.Simulator.Http;
using Kandji.Simulator.State;

namespace Kandji.Simulator.Routes;

/// <summary>The library items of a blueprint.</summary>
internal static class BlueprintItemRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/blueprints/{blueprint_id}/list-library-items", "List Library Items", List);
        routes.Post("/api/v1/blueprints/{blueprint_id}/assign-library-item", "Assign Library Item", Assign);
        routes.Post("/api/v1/blueprints/{blueprint_id}/remove-library-item", "Remove Library Item", Remove);
    }

    private static Answer List(Call call)
    {
        var rows = BlueprintRoutes.Find(call).LibraryItems.Select(i => i.ItemId).Distinct().Select(i => call.State.Library[i]).ToArray();
        return Answer.Json(Pages.ByNumber(call, rows, call.State.PageSizes.Page, i => new { id = i.Id, name = i.Name }));
    }

    private static Answer Assign(Call call)
    {
        var (blueprint, item, node) = Read(call);
        if (blueprint.LibraryItems.Contains((item.Id, node)))
            throw Refusal.BadRequest(node is null ? "Library Item already exists on Blueprint" : "Library Item already exists in Assignment Node", ErrorShape.BareString);
        blueprint.LibraryItems = [.. blueprint.LibraryItems, (item.Id, node)];
        return Changed(call, blueprint, item);
    }

    private static Answer Remove(Call call)
    {
        var (blueprint, item, node) = Read(call);
        if (!blueprint.LibraryItems.Contains((item.Id, node)))
            throw Refusal.BadRequest(node is null ? "Library Item does not exist on Blueprint" : "Library Item does not exist in Assignment Node", ErrorShape.BareString);
        blueprint.LibraryItems = [.. blueprint.LibraryItems.Where(i => i != (item.Id, node))];
        return Changed(call, blueprint, item);
    }

    private static Answer Changed(Call call, SimulatedBlueprint blueprint, SimulatedLibraryItem item)
    {
        item.AddActivity("library_item_assignment_changed", call.Now);
        return Answer.Json(blueprint.LibraryItems.Select(i => i.ItemId).Distinct());
    }

    private static (SimulatedBlueprint Blueprint, SimulatedLibraryItem Item, string? Node) Read(Call call)
    {
        var blueprint = BlueprintRoutes.Find(call);
        var node = call.OptionalString("assignment_node_id");
        if (!call.State.Library.TryGet(call.RequiredString("library_item_id"), out var item))
            throw Refusal.NotFound("No such library item.");
        if (node is not null && blueprint.Type == "classic")
            throw Refusal.BadRequest("assignment_node_id cannot be provided for Classic Blueprint", ErrorShape.BareString);
        if (node is null && blueprint.AssignmentNodes.Count > 0)
            throw Refusal.BadRequest("Must provide assignment_node_id for Assignment Map Blueprint", ErrorShape.BareString);
        if (node is not null && !blueprint.AssignmentNodes.Contains(node))
            throw Refusal.NotFound("No such assignment node.");
        return (blueprint, item, node);
    }
}
