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

    private static ApiResponse List(ApiRequest apiRequest)
    {
        var search = apiRequest.Query("search") ?? "";
        var rows = apiRequest.State.Tags.Where(t => t.Name.Contains(search, StringComparison.OrdinalIgnoreCase)).ToArray();
        return ApiResponse.Json(Pages.ByNumber(apiRequest, rows, apiRequest.State.PageSizes.Page, Show));
    }

    private static ApiResponse Create(ApiRequest apiRequest)
    {
        var tag = new SimulatedTag(Guid.NewGuid().ToString(), NewName(apiRequest));
        apiRequest.State.Tags.Add(tag);
        AuditRoutes.Record(apiRequest, "create", "tag", tag.Id, tag.Name);
        return ApiResponse.Json(Show(tag), 201);
    }

    private static ApiResponse Update(ApiRequest apiRequest)
    {
        var tag = Find(apiRequest);
        tag.Name = NewName(apiRequest, tag);
        AuditRoutes.Record(apiRequest, "update", "tag", tag.Id, tag.Name);
        return ApiResponse.Json(Show(tag));
    }

    private static ApiResponse Delete(ApiRequest apiRequest)
    {
        var tag = Find(apiRequest);
        foreach (var device in apiRequest.State.Devices.Where(d => d.Tags.Contains(tag)))
            device.Tags = [.. device.Tags.Where(t => t != tag)];
        apiRequest.State.Tags.Remove(tag.Id);
        AuditRoutes.Record(apiRequest, "delete", "tag", tag.Id, tag.Name);
        return ApiResponse.Empty(204);
    }

    private static string NewName(ApiRequest apiRequest, SimulatedTag? self = null)
    {
        var name = apiRequest.RequiredString("name");
        return apiRequest.State.Tags.Any(t => t != self && t.Name == name)
            ? throw ApiErrorException.Field("name", "A tag with this name exists.") : name;
    }

    private static SimulatedTag Find(ApiRequest apiRequest) =>
        apiRequest.State.Tags.TryGet(apiRequest.Part("tag_id"), out var tag) ? tag : throw ApiErrorException.NotFound("No such tag.");

    private static object Show(SimulatedTag tag) => new { id = tag.Id, name = tag.Name };
}
