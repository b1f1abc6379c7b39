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

    private static ApiResponse List(ApiRequest apiRequest)
    {
        var rows = BlueprintRoutes.Find(apiRequest).LibraryItems.Select(i => i.ItemId).Distinct().Select(i => apiRequest.State.Library[i])
            .ToArray();
        return ApiResponse.Json(Pages.ByNumber(apiRequest, rows, apiRequest.State.PageSizes.Page, i => new { id = i.Id, name = i.Name }));
    }

    private static ApiResponse Assign(ApiRequest apiRequest)
    {
        var (blueprint, item, node) = Read(apiRequest);
        if (blueprint.LibraryItems.Contains((item.Id, node)))
            throw ApiErrorException.BadRequest(
                node is null ? "Library Item already exists on Blueprint" : "Library Item already exists in Assignment Node",
                ErrorShape.BareString);
        blueprint.LibraryItems = [.. blueprint.LibraryItems, (item.Id, node)];
        return Changed(apiRequest, blueprint, item);
    }

    private static ApiResponse Remove(ApiRequest apiRequest)
    {
        var (blueprint, item, node) = Read(apiRequest);
        if (!blueprint.LibraryItems.Contains((item.Id, node)))
            throw ApiErrorException.BadRequest(
                node is null ? "Library Item does not exist on Blueprint" : "Library Item does not exist in Assignment Node",
                ErrorShape.BareString);
        blueprint.LibraryItems = [.. blueprint.LibraryItems.Where(i => i != (item.Id, node))];
        return Changed(apiRequest, blueprint, item);
    }

    private static ApiResponse Changed(ApiRequest apiRequest, SimulatedBlueprint blueprint, SimulatedLibraryItem item)
    {
        item.AddActivity("library_item_assignment_changed", apiRequest.Now);
        return ApiResponse.Json(blueprint.LibraryItems.Select(i => i.ItemId).Distinct());
    }

    private static (SimulatedBlueprint Blueprint, SimulatedLibraryItem Item, string? Node) Read(ApiRequest apiRequest)
    {
        var blueprint = BlueprintRoutes.Find(apiRequest);
        var node = apiRequest.OptionalString("assignment_node_id");
        if (!apiRequest.State.Library.TryGet(apiRequest.RequiredString("library_item_id"), out var item))
            throw ApiErrorException.NotFound("No such library item.");
        if (node is not null && blueprint.Type == "classic")
            throw ApiErrorException.BadRequest("assignment_node_id cannot be provided for Classic Blueprint", ErrorShape.BareString);
        if (node is null && blueprint.AssignmentNodes.Count > 0)
            throw ApiErrorException.BadRequest("Must provide assignment_node_id for Assignment Map Blueprint", ErrorShape.BareString);
        if (node is not null && !blueprint.AssignmentNodes.Contains(node))
            throw ApiErrorException.NotFound("No such assignment node.");
        return (blueprint, item, node);
    }
}
