using Kandji.Client.Devices.Actions;
using Kandji.Client.Http;
using Kandji.Client.Json;

namespace Kandji.Client.Devices;

public sealed partial class DeviceOperations
{
    /// <summary>
    /// Sends an action to a device. Stands for POST /api/v1/devices/{device_id}/action/…, and for DELETE
    /// /api/v1/devices/{device_id}/details/lostmode. It is sent once; the service only queues it, and the device acts when it next hears.
    /// </summary>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="request">The action and what belongs to it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answer of the service: the PIN that unlocks a Mac after <see cref="DeviceAction.Lock"/>, otherwise nothing.</returns>
    /// <exception cref="KandjiApiException">
    /// The service refused, or the call failed; with <see cref="KandjiErrorKind.OutcomeUnknown"/> the action may have been queued.
    /// </exception>
    public Task<DeviceActionResponse> SendActionAsync(
        string deviceId, DeviceActionRequest request, CancellationToken cancellationToken = default)
    {
        _ = request ?? throw new ArgumentNullException(nameof(request));
        var call = new ApiRequest(DeviceActionAttribute.For(request.Action).Operation, deviceId);
        if (request.Body is { } body)
            call.WithJson(body);
        return _connection.SendAsync(call, ReadAnswer, cancellationToken);
    }

    // Most actions answer with nothing at all. Whatever else they answer, the action was accepted.
    private static DeviceActionResponse ReadAnswer(ApiResponse response)
    {
        if (response.Body.IsEmpty || response.Body[0] != '{')
            return new DeviceActionResponse();
        JsonTokenReader reader = response.ReadJson();
        return ModelReader<DeviceActionResponse>.Read(ref reader, StringPool.ForSingleResponse());
    }
}
