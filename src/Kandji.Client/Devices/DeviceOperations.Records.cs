using Kandji.Client.Devices.Detail;
using Kandji.Client.Http;
using Kandji.Client.Model;
using Kandji.Client.Paging;

namespace Kandji.Client.Devices;

public sealed partial class DeviceOperations
{
    private const int PageSize = 300;

    internal static readonly ApiOperation GetDetail = new("GET", "/api/v1/devices/{device_id}/details", Section, "Device details");

    internal static readonly ApiOperation GetApps = new("GET", "/api/v1/devices/{device_id}/apps", Section, "Application list");

    internal static readonly ApiOperation GetActivity = new("GET", "/api/v1/devices/{device_id}/activity", Section, "Device activity")
    {
        Query = ["limit", "offset"],
    };

    internal static readonly ApiOperation GetCommands =
        new("GET", "/api/v1/devices/{device_id}/commands", "Device Actions", "Get device commands")
    {
        Query = ["limit", "offset"],
    };

    internal static readonly ApiOperation GetLibraryItems =
        new("GET", "/api/v1/devices/{device_id}/library-items", Section, "Device Library Items");

    internal static readonly ApiOperation GetParameters =
        new("GET", "/api/v1/devices/{device_id}/parameters", Section, "Get device parameters");

    internal static readonly ApiOperation GetStatus = new("GET", "/api/v1/devices/{device_id}/status", Section, "Device status");

    internal static readonly ApiOperation GetLostMode =
        new("GET", "/api/v1/devices/{device_id}/details/lostmode", Section, "Get device lost mode details");

    /// <summary>Reads everything about a device itself. Stands for GET /api/v1/devices/{device_id}/details.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The details, with the device's id, name and serial number at the top whatever its platform.</returns>
    /// <exception cref="KandjiApiException">There is no such device, or the call failed.</exception>
    public Task<DeviceDetail> GetDetailAsync(string deviceId, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(
            new ApiRequest(GetDetail, deviceId),
            response =>
            {
                var detail = ApiConnection.ReadObject<DeviceDetail>(response, _connection.Strings, isRead: true);
                ApiConnection.RequireSame(deviceId, detail.General?.DeviceId);
                return detail.WithIdentity(deviceId);
            },
            cancellationToken);

    /// <summary>Reads the applications on a device. Stands for GET /api/v1/devices/{device_id}/apps.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The applications; an Apple TV tells none.</returns>
    /// <exception cref="KandjiApiException">There is no such device, or the call failed.</exception>
    public Task<DeviceApp[]> GetAppsAsync(string deviceId, CancellationToken cancellationToken = default) =>
        ListOfAsync<DeviceApp>(GetApps, deviceId, "apps", cancellationToken);

    /// <summary>Reads what happened to a device, streaming. Stands for GET /api/v1/devices/{device_id}/activity.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each entry once, in the service's order.</returns>
    /// <exception cref="KandjiApiException">
    /// There is no such device, or a page could not be read; the entries before it have been given out.
    /// </exception>
    public IAsyncEnumerable<DeviceActivity> GetActivityAsync(string deviceId, CancellationToken cancellationToken = default) =>
        CountedPaging.ByOffset(
            _connection,
            (limit, offset) => new ApiRequest(GetActivity, deviceId).With("limit", limit).With("offset", offset == 0 ? null : offset),
            PageSize,
            response => PageReader.ReadEnvelope<DeviceActivity>(
                response, _connection.Strings, envelopeKey: "activity", deviceId: deviceId),
            entry => entry.Id?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            cancellationToken);

    /// <summary>
    /// Reads the MDM commands that were sent to an Apple device, streaming. Stands for GET /api/v1/devices/{device_id}/commands.
    /// </summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="cancellationToken">Ends the requests under way.</param>
    /// <returns>Each command once, in the service's order.</returns>
    /// <exception cref="KandjiApiException">
    /// There is no such device, or a page could not be read; the commands before it have been given out.
    /// </exception>
    public IAsyncEnumerable<DeviceCommand> GetCommandsAsync(string deviceId, CancellationToken cancellationToken = default) =>
        CountedPaging.ByOffset(
            _connection,
            (limit, offset) => new ApiRequest(GetCommands, deviceId).With("limit", limit).With("offset", offset == 0 ? null : offset),
            PageSize,
            response => PageReader.ReadEnvelope<DeviceCommand>(
                response, _connection.Strings, envelopeKey: "commands", deviceId: deviceId),
            command => command.Uuid,
            cancellationToken);

    /// <summary>Reads the library items of a device and how they stand. Stands for GET /api/v1/devices/{device_id}/library-items.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The library items.</returns>
    /// <exception cref="KandjiApiException">There is no such device, or the call failed.</exception>
    public Task<DeviceLibraryItem[]> GetLibraryItemsAsync(string deviceId, CancellationToken cancellationToken = default) =>
        ListOfAsync<DeviceLibraryItem>(GetLibraryItems, deviceId, "library_items", cancellationToken);

    /// <summary>Reads the parameters of a Mac and how they stand. Stands for GET /api/v1/devices/{device_id}/parameters.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The parameters; none for anything but a Mac.</returns>
    /// <exception cref="KandjiApiException">There is no such device, or the call failed.</exception>
    public Task<DeviceParameter[]> GetParametersAsync(string deviceId, CancellationToken cancellationToken = default) =>
        ListOfAsync<DeviceParameter>(GetParameters, deviceId, "parameters", cancellationToken);

    /// <summary>Reads library items and parameters of a device in one answer. Stands for GET /api/v1/devices/{device_id}/status.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The status.</returns>
    /// <exception cref="KandjiApiException">There is no such device, or the call failed.</exception>
    public Task<DeviceStatus> GetStatusAsync(string deviceId, CancellationToken cancellationToken = default) =>
        GetStatusAsync(deviceId, anyDevice: false, cancellationToken);

    /// <summary>Reads the status as it comes, for callers that look themselves whether it is about the device.</summary>
    internal Task<DeviceStatus> GetStatusAsync(string deviceId, bool anyDevice, CancellationToken cancellationToken) =>
        _connection.SendAsync(
            new ApiRequest(GetStatus, deviceId),
            response =>
            {
                var status = ApiConnection.ReadObject<DeviceStatus>(response, _connection.Strings, isRead: true);
                if (!anyDevice)
                    ApiConnection.RequireSame(deviceId, status.DeviceId);
                return status;
            },
            cancellationToken);

    /// <summary>Reads lost mode of an iPhone or iPad. Stands for GET /api/v1/devices/{device_id}/details/lostmode.</summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Lost mode; null when the device is not in it.</returns>
    /// <exception cref="KandjiApiException">There is no such device, or the call failed.</exception>
    public async Task<DeviceLostMode?> GetLostModeAsync(string deviceId, CancellationToken cancellationToken = default)
    {
        try
        {
            LostModeResponse answer = await _connection.GetAsync<LostModeResponse>(
                new ApiRequest(GetLostMode, deviceId), deviceId, static lostMode => [lostMode.DeviceId], cancellationToken)
                .ConfigureAwait(false);
            if (answer.LostMode is { } lostMode)
                lostMode.DeviceId = deviceId;
            return answer.LostMode;
        }
        catch (KandjiApiException e) when (e.Kind == KandjiErrorKind.BadRequest && Says(e, "not in lost mode"))
        {
            // The service answers a question whose answer is "no" with an error.
            return null;
        }
    }

    private Task<T[]> ListOfAsync<T>(ApiOperation operation, string deviceId, string key, CancellationToken cancellationToken)
        where T : KandjiObject, new() =>
        _connection.SendAsync(
            new ApiRequest(operation, deviceId),
            response => PageReader.ReadEnvelope<T>(response, _connection.Strings, key, deviceId: deviceId).Items.ToArray(),
            cancellationToken);

    private static bool Says(KandjiApiException e, string words) =>
        e.ServerMessage?.IndexOf(words, System.StringComparison.OrdinalIgnoreCase) >= 0;

    private sealed class LostModeResponse : KandjiObject
    {
        public string? DeviceId { get; set; }

        public DeviceLostMode? LostMode { get; set; }
    }
}
