using Kandji.Client.Http;
using Kandji.Client.Json;
using Kandji.Client.Paging;

namespace Kandji.Client.Devices;

public sealed partial class DeviceOperations
{
    internal static readonly ApiOperation GetNotes = new("GET", "/api/v1/devices/{device_id}/notes", Section, "Get device notes");

    internal static readonly ApiOperation GetNote =
        new("GET", "/api/v1/devices/{device_id}/notes/{note_id}", Section, "Retrieve device note");

    internal static readonly ApiOperation CreateNote = new("POST", "/api/v1/devices/{device_id}/notes", Section, "Create device note")
    {
        Body = ["content"],
    };

    internal static readonly ApiOperation UpdateNote =
        new("PATCH", "/api/v1/devices/{device_id}/notes/{note_id}", Section, "Update device note")
    {
        Body = ["content"],
    };

    internal static readonly ApiOperation DeleteNote =
        new("DELETE", "/api/v1/devices/{device_id}/notes/{note_id}", Section, "Delete device note");

    /// <summary>Reads all notes on a device. Stands for GET /api/v1/devices/{device_id}/notes.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The notes.</returns>
    /// <exception cref="KandjiApiException">There is no such device, or the call failed.</exception>
    public Task<DeviceNote[]> GetNotesAsync(string deviceId, CancellationToken cancellationToken = default) =>
        _connection.GetArrayAsync<DeviceNote>(new ApiRequest(GetNotes, deviceId), cancellationToken);

    /// <summary>Reads one note. Stands for GET /api/v1/devices/{device_id}/notes/{note_id}.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="noteId">The note's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The note.</returns>
    /// <exception cref="KandjiApiException">There is no such device or note, or the call failed.</exception>
    public Task<DeviceNote> GetNoteAsync(string deviceId, string noteId, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<DeviceNote>(
            new ApiRequest(GetNote, deviceId, noteId), noteId, static note => [note.NoteId], cancellationToken);

    /// <summary>Writes a note on a device. Stands for POST /api/v1/devices/{device_id}/notes.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="content">The text.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The note.</returns>
    /// <exception cref="KandjiApiException">The service refused, or the call failed.</exception>
    public Task<DeviceNote> CreateNoteAsync(string deviceId, string content, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<DeviceNote>(
            new ApiRequest(CreateNote, deviceId).WithJson(
                new JsonBody { { "content", content ?? throw new System.ArgumentNullException(nameof(content)) } }), cancellationToken);

    /// <summary>Replaces the text of a note. Stands for PATCH /api/v1/devices/{device_id}/notes/{note_id}.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="noteId">The note's id.</param>
    /// <param name="content">The new text.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The note.</returns>
    /// <exception cref="KandjiApiException">The service refused, or the call failed.</exception>
    public Task<DeviceNote> UpdateNoteAsync(
        string deviceId, string noteId, string content, CancellationToken cancellationToken = default) =>
        _connection.GetAsync<DeviceNote>(
            new ApiRequest(UpdateNote, deviceId, noteId).WithJson(
                new JsonBody { { "content", content ?? throw new System.ArgumentNullException(nameof(content)) } }), cancellationToken);

    /// <summary>Deletes a note. Stands for DELETE /api/v1/devices/{device_id}/notes/{note_id}.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="noteId">The note's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>A task that ends when the service has answered.</returns>
    /// <exception cref="KandjiApiException">The service refused, or the call failed.</exception>
    public Task DeleteNoteAsync(string deviceId, string noteId, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new ApiRequest(DeleteNote, deviceId, noteId), cancellationToken);
}
