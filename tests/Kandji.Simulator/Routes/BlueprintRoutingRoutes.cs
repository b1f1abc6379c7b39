using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kandji.Simulator.Routes;

/// <summary>Blueprint routing.</summary>
internal static class BlueprintRoutingRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Get("/api/v1/blueprint-routing", "Get Blueprint Routing", Get);
        routes.Patch("/api/v1/blueprint-routing", "Update Blueprint Routing", Update);
        routes.Get("/api/v1/blueprint-routing/activity", "Get Blueprint Routing Activity", Activity);
    }

    private static ApiResponse Get(ApiRequest apiRequest)
    {
        var routing = apiRequest.State.BlueprintRouting;
        return ApiResponse.Json(new { enrollment_code = new { code = routing.Code, is_active = routing.IsActive } });
    }

    private static ApiResponse Update(ApiRequest apiRequest)
    {
        var routing = apiRequest.State.BlueprintRouting;
        if (!apiRequest.Json.TryGetProperty("enrollment_code", out var change) || change.ValueKind != JsonValueKind.Object)
            throw ApiErrorException.Missing("enrollment_code");
        if (change.TryGetProperty("code", out var code))
        {
            if (code.ValueKind != JsonValueKind.String || code.GetString()!.Length != 6 || !code.GetString()!.All(char.IsAsciiDigit))
                throw ApiErrorException.Field("enrollment_code", "A code has six digits.");
            Note("code", routing.Code, code.GetString());
            routing.Code = code.GetString()!;
        }

        if (change.TryGetProperty("is_active", out var isActive))
        {
            Note("is_active", routing.IsActive, isActive.GetBoolean());
            routing.IsActive = isActive.GetBoolean();
        }

        return Get(apiRequest);

        void Note(string what, JsonNode? old, JsonNode? now) => routing.AddActivity(
            "enrollment_settings_changed", null, apiRequest.Now,
            new JsonObject { [what] = new JsonObject { ["new"] = now, ["old"] = old } });
    }

    private static ApiResponse Activity(ApiRequest apiRequest) =>
        ApiResponse.Json(Pages.ByOffset(apiRequest, apiRequest.State.BlueprintRouting.Activity, apiRequest.State.PageSizes.Offset, e => e));
}
