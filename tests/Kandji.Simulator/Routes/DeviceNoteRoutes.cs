namespace Kandji.Simulator.Routes;

/// <summary>Notes on a device.</summary>
internal static class DeviceNoteRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/devices/{device_id}/notes", "Get Device Notes", List);
        routes.Post("/api/v1/devices/{device_id}/notes", "Create Device Note", Create);
        routes.Get("/api/v1/devices/{device_id}/notes/{note_id}", "Retrieve Device Note", Get);
        routes.Patch("/api/v1/devices/{device_id}/notes/{note_id}", "Update Device Note", Update);
        routes.Delete("/api/v1/devices/{device_id}/notes/{note_id}", "Delete Device Note", Delete);
    }

    private static ApiResponse List(ApiRequest apiRequest) => ApiResponse.Json(DeviceRoutes.Find(apiRequest).Record.Notes.Select(Show));

    private static ApiResponse Create(ApiRequest apiRequest)
    {
        var record = DeviceRoutes.Find(apiRequest).Record;
        return ApiResponse.Json(Show(record.AddNote(apiRequest.Author, apiRequest.RequiredString("content"), apiRequest.Now)), 201);
    }

    private static ApiResponse Get(ApiRequest apiRequest) => ApiResponse.Json(Show(Find(apiRequest)));

    private static ApiResponse Update(ApiRequest apiRequest)
    {
        var note = Find(apiRequest);
        note.Content = apiRequest.RequiredString("content");
        note.UpdatedAt = apiRequest.Now;
        return ApiResponse.Json(Show(note));
    }

    private static ApiResponse Delete(ApiRequest apiRequest)
    {
        var note = Find(apiRequest);
        DeviceRoutes.Find(apiRequest).Record.RemoveNote(note.Id);
        return ApiResponse.Json(new { note_id = note.Id, deleted_at = Times.Iso(apiRequest.Now) });
    }

    private static SimulatedNote Find(ApiRequest apiRequest) =>
        DeviceRoutes.Find(apiRequest).Record.FindNote(apiRequest.Part("note_id")) ?? throw ApiErrorException.NotFound("No such note.");

    private static object Show(SimulatedNote note) => new
    {
        note_id = note.Id,
        created_at = Times.Iso(note.CreatedAt),
        updated_at = Times.Iso(note.UpdatedAt),
        author = note.Author,
        content = note.Content,
    };
}
