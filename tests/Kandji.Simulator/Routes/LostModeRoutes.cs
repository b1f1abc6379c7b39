using System.Text.Json.Nodes;
using Kandji.Simulator.Shapes;
using static Kandji.Simulator.State.DevicePlatform;

namespace Kandji.Simulator.Routes;

/// <summary>Lost mode: on, off, sound, location, and what is known about it.</summary>
internal static class LostModeRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/devices/{device_id}/details/lostmode", "Get Device Lost Mode details", Get);
        routes.Delete("/api/v1/devices/{device_id}/details/lostmode", "Cancel Lost Mode", Cancel);
        routes.Post("/api/v1/devices/{device_id}/action/enablelostmode", "Enable Lost Mode", Enable);
        routes.Post("/api/v1/devices/{device_id}/action/disablelostmode", "Disable Lost Mode", Disable);
        routes.Post("/api/v1/devices/{device_id}/action/playlostmodesound", "Play Lost Mode Sound", PlaySound);
        routes.Post("/api/v1/devices/{device_id}/action/updatelocation", "Update Location", UpdateLocation);
    }

    private static ApiResponse Get(ApiRequest apiRequest)
    {
        var device = DeviceRoutes.Find(apiRequest);
        return ApiResponse.Json(new { device_id = device.Id, lost_mode = DeviceDetailsJson.LostMode(Lost(device)) });
    }

    // Ends lost mode that hangs, on the service's side only: no command goes to the device.
    private static ApiResponse Cancel(ApiRequest apiRequest)
    {
        var device = DeviceRoutes.Find(apiRequest);
        Lost(device);
        device.LostMode = null;
        return ApiResponse.Empty(204);
    }

    private static ApiResponse Enable(ApiRequest apiRequest)
    {
        var device = DeviceActionRoutes.Target(apiRequest, iPhone, iPad);
        if (device.LostMode?.Status == "ENABLED")
            throw ApiErrorException.BadRequest("Device is already in lost mode.", ErrorShape.Array);
        var lost = new SimulatedLostMode
        {
            Status = "PENDING",
            EnabledBy = apiRequest.Author,
            EnabledAt = apiRequest.Now,
            Message = apiRequest.OptionalString("Message") ?? "",
            PhoneNumber = apiRequest.OptionalString("PhoneNumber") ?? "",
            Footnote = apiRequest.OptionalString("Footnote") ?? "",
        };
        var metadata = new JsonObject { ["Message"] = lost.Message, ["PhoneNumber"] = lost.PhoneNumber, ["Footnote"] = lost.Footnote };
        return DeviceActionRoutes.Send(
            apiRequest,
            device,
            "EnableLostMode",
            "EnableLostMode",
            new CommandEffects(
                Done: () => device.LostMode = lost with { Status = "ENABLED" },
                Accepted: () => device.LostMode = lost,
                Failed: () => device.LostMode = lost with { Status = "ERROR" }),
            metadata);
    }

    private static ApiResponse Disable(ApiRequest apiRequest)
    {
        var device = DeviceActionRoutes.Target(apiRequest, iPhone, iPad);
        var lost = Lost(device);
        return DeviceActionRoutes.Send(
            apiRequest,
            device,
            "DisableLostMode",
            "DisableLostMode",
            new CommandEffects(
                Done: () => device.LostMode = null,
                Accepted: () =>
                    device.LostMode = lost with { DisableStatus = "PENDING", DisabledBy = apiRequest.Author, DisabledAt = apiRequest.Now },
                Failed: () =>
                    device.LostMode = lost with { DisableStatus = "ERROR", DisabledBy = apiRequest.Author, DisabledAt = apiRequest.Now }));
    }

    private static ApiResponse PlaySound(ApiRequest apiRequest)
    {
        var device = DeviceActionRoutes.Target(apiRequest, iPhone, iPad);
        Lost(device);
        return DeviceActionRoutes.Send(apiRequest, device, "PlayLostModeSound", "PlayLostModeSound", () =>
        {
            if (device.LostMode is { } lost)
                device.LostMode = lost with { SoundCount = lost.SoundCount + 1, SoundAt = apiRequest.State.Clock.GetUtcNow() };
        });
    }

    private static ApiResponse UpdateLocation(ApiRequest apiRequest)
    {
        var device = DeviceActionRoutes.Target(apiRequest, iPhone, iPad);
        Lost(device);
        return DeviceActionRoutes.Send(apiRequest, device, "DeviceLocation", "DeviceLocation", () =>
        {
            if (device.LostMode is { } lost)
                device.LostMode = lost with { Location = (52.52437, 13.41053), LocatedAt = apiRequest.State.Clock.GetUtcNow() };
        });
    }

    private static SimulatedLostMode Lost(SimulatedDevice device) =>
        device.LostMode ?? throw ApiErrorException.BadRequest("Device is not in lost mode.", ErrorShape.Array);
}
