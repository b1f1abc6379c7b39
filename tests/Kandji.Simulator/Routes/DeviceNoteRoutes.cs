using System.Linq;
using Kandji.Simulator.Http;
using Kandji.Simulator.State;

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

    private static Answer List(Call call) => Answer.Json(DeviceRoutes.Find(call).Record.Notes.Select(Show));

    private static Answer Create(Call call)
    {
        var record = DeviceRoutes.Find(call).Record;
        return Answer.Json(Show(record.AddNote(call.Author, call.RequiredString("content"), call.Now)), 201);
    }

    private static Answer Get(Call call) => Answer.Json(Show(Find(call)));

    private static Answer Update(Call call)
    {
        var note = Find(call);
        note.Content = call.RequiredString("content");
        note.UpdatedAt = call.Now;
        return Answer.Json(Show(note));
    }

    private static Answer Delete(Call call)
    {
        var note = Find(call);
        DeviceRoutes.Find(call).Record.RemoveNote(note.Id);
        return Answer.Json(new { note_id = note.Id, deleted_at = Times.Iso(call.Now) });
    }

    private static SimulatedNote Find(Call call) =>
        DeviceRoutes.Find(call).Record.FindNote(call.Part("note_id")) ?? throw Refusal.NotFound("No such note.");

    private static object Show(SimulatedNote note) => new
    {
        note_id = note.Id,
        created_at = Times.Iso(note.CreatedAt),
        updated_at = Times.Iso(note.UpdatedAt),
        author = note.Author,
        content = note.Content,
    };
}
